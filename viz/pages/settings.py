"""Settings: how the stage looks and how fast it plays; only the browser keeps them."""

import solara

from viz.components.markup import Node, tag
from viz.components.modules import SettingsForm

LEAD = (
    "Your choices apply to every recording in this browser. Only the browser keeps them; they never reach the server."
)


@solara.component
def Settings() -> Node:  # noqa: N802
    """The form; the stage has the same switches, and each follows the other."""
    return tag("div", tag("h1", "Settings"), tag("p", LEAD, cls="lead"), SettingsForm(), cls="page")
