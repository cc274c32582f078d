"""Our Vue components: plain ES modules, registered by address so that a browser keeps them between pages.

A module comes to the browser later than the elements around it. So each has a place of its own, which is empty until
then, and the page shows only when no place is empty (``assets/custom.css``): nothing on it moves when a module comes.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

import ipyvue
import solara

from viz.components.markup import Node, tag

STAGE_VIEW, CHANGE_FORM = "committee-stage-view", "committee-change-form"
PAIR_VIEW, PAIR_FORM = "committee-pair-view", "committee-pair-form"
DROP_FILE, SETTINGS_FORM = "committee-drop-file", "committee-settings-form"
STILL, CHOICE = "committee-still", "committee-choice"

ipyvue.define_module(STAGE_VIEW, url="/components/stage_view.js")
ipyvue.define_module(CHANGE_FORM, url="/components/change_form.js")
ipyvue.define_module(PAIR_VIEW, url="/components/pair_view.js")
ipyvue.define_module(PAIR_FORM, url="/components/pair_form.js")
ipyvue.define_module(DROP_FILE, url="/components/drop_file.js")
ipyvue.define_module(SETTINGS_FORM, url="/components/settings_form.js")
ipyvue.define_module(STILL, url="/components/still.js")
ipyvue.define_module(CHOICE, url="/components/choice.js")

_Given = ParamSpec("_Given")


def _in_its_place(component: Callable[_Given, Node]) -> Callable[_Given, Node]:
    """``component`` in a place that is empty until its module has come."""

    @wraps(component)
    def placed(*args: _Given.args, **kwargs: _Given.kwargs) -> Node:
        return tag("div", component(*args, **kwargs), cls="to-come")

    return placed


@_in_its_place
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


@_in_its_place
@solara.component_vue(esm_module=CHANGE_FORM, esm_export="ChangeForm", vuetify=False)
def ChangeForm(  # noqa: N802
    parts: list[dict[str, Any]] = [],  # noqa: B006 - Solara reads the defaults, nobody changes them
    seed: str = "",
    largest: int = 0,
    sheet: bool = False,  # noqa: FBT002 - a property of the form
    more: bool = False,  # noqa: FBT002
    send: str = "Run",
    nothing: str = "",
    busy: str = "",
    count: str = "",
    share: float = 0.0,
    to: str = "",
    wrong: str = "",
    begun: str = "",
    event_begin: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """A form that changes a meeting: ``parts`` of fields, as :meth:`viz.fields.Part.plain` gives them.

    It asks for a ``seed`` if it is given one, at most ``largest``; for a ``sheet`` and for ``more`` settings if they
    are true. ``send`` stands on its button, ``nothing`` beside it while nothing is changed, ``busy`` while it waits,
    then with ``count`` in figures beside it and a bar that is filled to ``share``, from 0 to 1, if that is not 0;
    ``wrong`` if it was refused. When ``to`` is the address of a page, the browser goes there; when ``begun`` changes,
    it brings into view what was begun. ``event_begin`` hears ``values`` by key, ``seed``, ``lines`` of settings,
    ``sheet`` and whether its people are ``invented``.
    """


@_in_its_place
@solara.component_vue(esm_module=PAIR_VIEW, esm_export="PairView", vuetify=False)
def PairView(  # noqa: N802
    urls: list[str] = [],  # noqa: B006 - Solara reads the defaults, nobody changes them
    replays: list[str] = [],  # noqa: B006
) -> None:
    """The rooms of the two recordings at ``urls`` on one clock; ``replays`` are the pages of each alone."""


@_in_its_place
@solara.component_vue(esm_module=PAIR_FORM, esm_export="PairForm", vuetify=False)
def PairForm(  # noqa: N802
    recordings: list[dict[str, str]] = [],  # noqa: B006
    chosen: list[str] = [],  # noqa: B006
) -> None:
    """A choice of two of ``recordings`` (digest, label); ``chosen`` are the digests preselected."""


@_in_its_place
@solara.component_vue(esm_module=DROP_FILE, esm_export="DropFile", vuetify=False)
def DropFile(largest: int = 0, event_taken: Callable[[dict[str, Any]], None] | None = None) -> None:  # noqa: N802
    """A field for files of at most ``largest`` bytes. ``event_taken`` hears the digest of each recording taken in."""


@_in_its_place
@solara.component_vue(esm_module=DROP_FILE, esm_export="DropTray", vuetify=False)
def DropTray(largest: int = 0) -> None:  # noqa: N802
    """What was dropped on a page that has no field for it, above the content of the page."""


@_in_its_place
@solara.component_vue(esm_module=SETTINGS_FORM, esm_export="SettingsForm", vuetify=False)
def SettingsForm() -> None:  # noqa: N802
    """The settings that the stage keeps in the browser. None of them reach Python."""


@_in_its_place
@solara.component_vue(esm_module=CHOICE, esm_export="Choice", vuetify=False)
def Choice(label: str = "", value: str = "", options: list[list[str]] = [], address: str = "") -> None:  # noqa: B006, N802
    """A choice of ``options`` (value, words); the browser goes to ``address`` with what is chosen at its end."""


@_in_its_place
@solara.component_vue(esm_module=STILL, esm_export="Still", vuetify=False)
def Still(tree: list[Any] = []) -> None:  # noqa: B006, N802
    """A part of a page that takes no input, as :func:`viz.components.markup.plain` gives it.

    Solara keeps an object for every element, here and in the browser. A long list is drawn ten times faster as one.
    """
