"""Our Vue components: plain ES modules, registered by address, so that a browser keeps them between pages."""

from collections.abc import Callable
from typing import Any

import ipyvue
import solara

STAGE_VIEW, RUN_FORM = "committee-stage-view", "committee-run-form"

ipyvue.define_module(STAGE_VIEW, url="/components/stage_view.js")
ipyvue.define_module(RUN_FORM, url="/components/run_form.js")


@solara.component_vue(esm_module=STAGE_VIEW, esm_export="StageView", vuetify=False)
def StageView(url: str = "", event_row: Callable[[dict[str, Any]], None] | None = None) -> None:  # noqa: N802
    """The room of the recording at ``url``. ``event_row`` is told ``{"row": 14}`` when another row begins.

    The recording travels by address: passed as a property it would be walked by Solara at every render and
    echoed over the websocket.
    """


@solara.component_vue(esm_module=RUN_FORM, esm_export="RunForm", vuetify=False)
def RunForm(  # noqa: N802
    scenarios: list[dict[str, str]] = [],  # noqa: B006 - Solara reads the defaults, nobody changes them
    largest: int = 0,
    event_begin: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """A choice of scenario (name, title, question) and of seed. ``event_begin`` is told both, as text."""
