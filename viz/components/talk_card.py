"""What the talk changed, row by row: a chart and its gist in words, folded up because it gives the end away."""

from viz.charts import LOOKS
from viz.components.markup import Node, tag


def talk_card(digest: str, words: str) -> Node:
    """The chart of the recording that ``digest`` names, in the colors of either theme; the page shows one.

    ``words`` say what it shows (:func:`viz.charts.talk_in_words`).
    """
    charts = [
        tag("img", src=f"/recordings/{digest}/talk-{theme}.svg", alt=words, loading="lazy", cls=f"chart chart-{theme}")
        for theme in LOOKS
    ]
    key = "Each dot is a row; above the line the room liked it better after the talk than before."
    paragraphs = [tag("p", words), tag("p", key)]
    return tag(
        "details", tag("summary", "What the talk changed, row by row"), *paragraphs, *charts, cls="fold talk-card"
    )
