"""What the talk changed, row by row: a chart and its gist in words, folded because it reveals the end."""

from viz.components.markup import Node, tag
from viz.talk_chart import LOOKS


def talk_card(digest: str, words: str) -> Node:
    """The chart of the recording that ``digest`` names, in the colors of each theme; the page shows one.

    ``words`` say what it shows (:func:`viz.talk_chart.talk_in_words`).
    """
    charts = [
        tag("img", src=f"/recordings/{digest}/talk-{theme}.svg", alt=words, loading="lazy", cls=f"chart chart-{theme}")
        for theme in LOOKS
    ]
    key = "Each dot is a row. Above the line, the room liked the applicant better after the talk than before."
    paragraphs = [tag("p", words), tag("p", key)]
    return tag(
        "details", tag("summary", "What the talk changed, row by row"), *paragraphs, *charts, cls="fold talk-card"
    )
