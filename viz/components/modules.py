"""Our Vue components: plain ES modules, registered by address so that a browser keeps them between pages."""

from collections.abc import Callable
from typing import Any

import ipyvue
import solara

STAGE_VIEW, RUN_FORM = "committee-stage-view", "committee-run-form"
PAIR_VIEW, PAIR_FORM = "committee-pair-view", "committee-pair-form"
DROP_FILE, SETTINGS_FORM = "committee-drop-file", "committee-settings-form"
STILL = "committee-still"

ipyvue.define_module(STAGE_VIEW, url="/components/stage_view.js")
ipyvue.define_module(RUN_FORM, url="/components/run_form.js")
ipyvue.define_module(PAIR_VIEW, url="/components/pair_view.js")
ipyvue.define_module(PAIR_FORM, url="/components/pair_form.js")
ipyvue.define_module(DROP_FILE, url="/components/drop_file.js")
ipyvue.define_module(SETTINGS_FORM, url="/components/settings_form.js")
ipyvue.define_module(STILL, url="/components/still.js")


@solara.component_vue(esm_module=STAGE_VIEW, esm_export="StageView", vuetify=False)
def StageView(  # noqa: N802
    url: str = "",
    growing: str = "",
    residents: dict[str, str] = {},  # noqa: B006 - Solara reads the defaults, nobody changes them
    event_row: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """The room of the recording at ``url``, or of the one at ``growing`` that is still being written.

    ``residents`` has, by a ghost's id, the address of the resident whom it is. ``event_row`` hears ``{"row": 14}`` when
    another row begins.

    The component gets the recording's address: Solara would walk a recording passed as a property at every render
    and echo it over the websocket.
    """


@solara.component_vue(esm_module=RUN_FORM, esm_export="RunForm", vuetify=False)
def RunForm(  # noqa: N802
    scenarios: list[dict[str, str]] = [],  # noqa: B006 - Solara reads the defaults, nobody changes them
    largest: int = 0,
    event_begin: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """A choice of scenario (name, title, question) and of seed. ``event_begin`` hears both, as text."""


@solara.component_vue(esm_module=PAIR_VIEW, esm_export="PairView", vuetify=False)
def PairView(  # noqa: N802
    urls: list[str] = [],  # noqa: B006 - Solara reads the defaults, nobody changes them
    replays: list[str] = [],  # noqa: B006
) -> None:
    """The rooms of the two recordings at ``urls`` on one clock; ``replays`` are the pages of each alone."""


@solara.component_vue(esm_module=PAIR_FORM, esm_export="PairForm", vuetify=False)
def PairForm(  # noqa: N802
    recordings: list[dict[str, str]] = [],  # noqa: B006
    chosen: list[str] = [],  # noqa: B006
) -> None:
    """A choice of two of ``recordings`` (digest, label); ``chosen`` are the digests preselected."""


@solara.component_vue(esm_module=DROP_FILE, esm_export="DropFile", vuetify=False)
def DropFile(largest: int = 0, event_taken: Callable[[dict[str, Any]], None] | None = None) -> None:  # noqa: N802
    """A field for files of at most ``largest`` bytes. ``event_taken`` hears the digest of each file taken in."""


@solara.component_vue(esm_module=SETTINGS_FORM, esm_export="SettingsForm", vuetify=False)
def SettingsForm() -> None:  # noqa: N802
    """The settings that the stage keeps in the browser. None of them reach Python."""


@solara.component_vue(esm_module=STILL, esm_export="Still", vuetify=False)
def Still(tree: list[Any] = []) -> None:  # noqa: B006, N802
    """A part of a page that never changes, as :func:`viz.components.markup.plain` gives it.

    Solara keeps an object for every element, here and in the browser. A long list is drawn ten times faster as one.
    """
