"""Settings: how the stage looks and how fast it goes, kept by the browser and by nobody else."""

import solara

from viz.components.markup import Node, tag
from viz.components.modules import SettingsForm

LEAD = (
    "What is chosen here holds for every recording in this browser and is kept there; nothing of it reaches the server."
)


@solara.component
def Settings() -> Node:  # noqa: N802
    """The form; the stage has the same switches, and each sees what the other changed."""
    return tag("div", tag("h1", "Settings"), tag("p", LEAD, cls="lead"), SettingsForm(), cls="page")
