"""The replay: the stage, and what the recording says about the current row."""

from pathlib import Path
from typing import Any

import solara

import viz.context
from committee.errors import InputRefused
from committee.recording import Recording, open_recording
from viz.components.markup import Node, link, tag
from viz.components.modules import StageView
from viz.components.row_card import row_card
from viz.components.talk_card import talk_card
from viz.season.reading import residents_remembered
from viz.shelf import NO_SUCH_RECORDING, Entry
from viz.talk_chart import talk_in_words


@solara.component
def Replay(digest: str = "") -> Node:  # noqa: N802
    """The recording that ``digest`` names, or a sentence that says why there is none to watch."""
    entry = solara.use_memo(lambda: viz.context.current().shelf.find(digest), [digest])
    if entry is None:
        return Lost(NO_SUCH_RECORDING)
    if not entry.watchable:
        return Lost(entry.problem)
    return Seat(entry)


@solara.component
def Lost(sentence: str) -> Node:  # noqa: N802
    """A page that says why it cannot show what somebody asked for."""
    body = tag("p", sentence, cls="lead", role="alert")
    return tag("div", tag("h1", "Nothing to watch"), body, link("See all recordings", "/"), cls="page")


@solara.component
def Seat(entry: Entry) -> Node:  # noqa: N802
    """The stage with the row's facts below it. Python hears only when another row begins."""
    row, set_row = solara.use_state(1)
    recording = solara.use_memo(lambda: _opened(entry.path), [entry.digest])
    talk = solara.use_memo(lambda: talk_in_words(recording) if recording and recording.complete else "", [entry.digest])

    def turned(message: dict[str, Any]) -> None:
        set_row(int(message.get("row") or 1))

    residents = solara.use_memo(lambda: _residents(entry.path, recording), [entry.digest])
    title = solara.Title(f"{entry.title} · The committee")
    stage = StageView(url=f"/recordings/{entry.digest}.json", residents=residents, event_row=turned)
    below = [] if recording is None or not recording.rows else [row_card(recording, row)]
    if talk:
        below.append(talk_card(entry.digest, talk))
    return tag("div", title, stage, *below, cls="replay")


def _residents(path: Path, recording: Recording | None) -> dict[str, str]:
    """By the id of a ghost in a season's recording, the way to the resident whom it is."""
    return residents_remembered(path, tuple(recording.ghosts)) if recording else {}


def _opened(path: Path) -> Recording | None:
    """The recording at ``path``, or None if it has become unreadable since the shelf looked."""
    try:
        return open_recording(path)
    except (InputRefused, OSError):
        return None
