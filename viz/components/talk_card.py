"""What the talk changed, row by row: a chart and its gist in words, folded up because it gives the end away."""

from committee.recording import Recording
from viz.charts import LOOKS, talk_in_words
from viz.components.markup import Node, tag


def talk_card(recording: Recording, digest: str) -> Node:
    """The chart of the recording that ``digest`` names, in the colours of either theme; the page shows one."""
    words = talk_in_words(recording)
    charts = [
        tag("img", src=f"/recordings/{digest}/talk-{theme}.svg", alt=words, loading="lazy", cls=f"chart chart-{theme}")
        for theme in LOOKS
    ]
    key = "Each dot is a row; above the line the room liked it better after the talk than before."
    paragraphs = [tag("p", words), tag("p", key)]
    return tag(
        "details", tag("summary", "What the talk changed, row by row"), *paragraphs, *charts, cls="fold talk-card"
    )
