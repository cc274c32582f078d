"""Mesa's own viewer draws our model: it is a Mesa model like any other.

Mesa 3.3 draws its pages with a widget that today's front end no longer has, so there the test is skipped; 3.5,
which needs Python 3.12, draws them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import mesa
import pytest
import solara

from committee.convene import RankMeeting

SMALL = {"pool": {"us_md": 2, "us_do": 1, "us_img": 1, "non_us_img": 2, "rows": []}}

pytestmark = pytest.mark.skipif(
    tuple(map(int, mesa.__version__.split(".")[:2])) < (3, 5),
    reason=f"SolaraViz of Mesa {mesa.__version__} needs a widget (TabsItems) that Vue 3 has not",
)


@solara.component
def RowsHeld(model: RankMeeting) -> None:  # noqa: N802  # a component is named like a class
    from mesa.visualization.utils import update_counter

    update_counter.get()
    solara.Text(f"{len(model.held)} of {len(model.applicants)} rows held")


@solara.component
def Whole() -> None:  # noqa: N802  # the same
    """The viewer inside the layout that Solara's server would put round it."""
    from mesa.visualization import SolaraViz

    params: dict[str, Any] = {"scenario": "baseline", "seed": 3, **SMALL}
    meeting = solara.use_memo(lambda: RankMeeting(**params), [])
    with solara.AppLayout():
        SolaraViz(meeting, components=[RowsHeld], model_params=params)


@pytest.fixture
def viewer() -> Iterator[Any]:
    _, context = solara.render(Whole(), handle_error=False)
    yield context
    context.close()


def said(context: Any) -> list[str]:
    import ipyvuetify
    import ipywidgets

    texts: list[str] = []

    def look(widget: Any) -> None:
        if isinstance(widget, str):
            texts.append(widget)
        elif isinstance(widget, list | tuple):
            for one in widget:
                look(one)
        elif isinstance(widget, ipyvuetify.VuetifyWidget | ipywidgets.Widget):
            for name in ("children", "items", "v_slots"):
                look(getattr(widget, name, ()))
        elif isinstance(widget, dict):
            look(list(widget.values()))

    look(context.container.children)
    return texts


def press(context: Any, label: str) -> None:
    import ipyvuetify

    (button,) = [one for one in context.find(ipyvuetify.Btn).widgets if label in one.children]
    button.click()


def test_the_viewer_draws_our_component(viewer: Any) -> None:
    assert "0 of 6 rows held" in said(viewer)


def test_a_step_is_one_row(viewer: Any) -> None:
    press(viewer, "Step")
    press(viewer, "Step")
    assert "2 of 6 rows held" in said(viewer)


def test_the_meeting_can_be_held_to_its_end(viewer: Any) -> None:
    for _ in range(6):
        press(viewer, "Step")
    assert "6 of 6 rows held" in said(viewer)


def test_a_reset_is_the_same_meeting_anew(viewer: Any) -> None:
    press(viewer, "Step")
    press(viewer, "Reset")
    assert "0 of 6 rows held" in said(viewer)
