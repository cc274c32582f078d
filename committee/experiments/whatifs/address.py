"""The address of a meeting: a text from which the same meeting is made again, anywhere.

::

    committee:0.2.0+RULES/two_imgs?seed=7&set=members.2.capital=3&silence=img_a:7#img_a@12.5

In place of RULES stand the first digits of the digest of the rules. An address names the version and those digits, the
scenario and the seed; then what is changed; then the row and the second to look at. Every value is percent-encoded.

===========================  ==========================================================================
``seed=N``                   the seed
``scenario=SHA256``          the digest of a scenario that is a file; opening it takes the file
``set=KEY=VALUE``            a setting, or a fixed row's cell (``rows.ID.COLUMN``), as a TOML value
``cell=ID:COLUMN=TEXT``      a cell of a row, changed once the rows are there
``without=MEMBER``           a member who is not there
``forget=EPISODE``           a past resident whom nobody remembers
``silence=ID:TURN``          a turn that nobody hears
``ghost=ID:EPISODE``         a past resident who comes to nobody's mind in that row
``quiet=ID:MEMBER``          a member who does not ask for the floor in that row
``frugal=ID:MEMBER``         a member who stakes nothing on that row
``more=ID:SECONDS``          seconds that the row gets more
``act=ID:...``               an act put in a mouth: second, member, act, point, units, 1 if past the bell
===========================  ==========================================================================

An address is data. It names no file to read, and nothing in it runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from os import PathLike

from msgspec import Struct
from msgspec.structs import replace

from committee import __version__
from committee.errors import Problem, UsageRefused
from committee.experiments.whatifs.change import Change
from committee.machine import shipped
from committee.machine.rules import rules_digest
from committee.meeting.intervention import Intervention
from committee.recording.addressing import DIGITS, address_text, coded, set_to, short
from committee.scenario.loading import as_data, load_scenario
from committee.scenario.scenario import Scenario


class Address(Struct, frozen=True, kw_only=True):
    """Where a meeting is found again."""

    version: str = __version__
    """The version that made it; empty where somebody left it out, as the digest says more."""
    rules: str
    """The first digits of the digest of the rules."""
    scenario: str
    """The name of a shipped scenario, or that of a file without its ending."""
    sha256: str = ""
    """The digest of a scenario that is a file; empty for a shipped one."""
    seed: int = 1
    """The seed."""
    settings: Mapping[str, str] = {}
    """Settings, and cells of fixed rows as ``rows.ID.COLUMN``, each a TOML value as text."""
    change: Change = Change()
    """What else is changed. It holds no settings."""
    row: str = ""
    """The row to look at; empty for none."""
    second: float = 0.0
    """The second of that row."""

    @property
    def text(self) -> str:
        """The address as one writes it; :func:`~committee.experiments.whatifs.address_reading.parsed` reads it."""
        return address_text(self.version or __version__, self.rules, self.scenario, _query(self), self.row, self.second)


def address_of(
    scenario: str | PathLike[str],
    seed: int,
    *,
    settings: Mapping[str, str] = {},
    change: Change | None = None,
    row: str = "",
    second: float = 0.0,
) -> Address:
    """The address of a meeting of a scenario under the rules of this copy.

    The settings of ``change`` are put on top of ``settings``, which are TOML values as text. Raises what
    :func:`~committee.scenario.loading.load_scenario` raises.
    """
    change = change or Change()
    name = shipped.spelled(scenario)
    return Address(
        rules=rules_digest()[:DIGITS],
        scenario=shipped.short_name(name),
        sha256=digest_of(load_scenario(name)) if shipped.is_path(name) else "",
        seed=seed,
        settings={**settings, **change.settings},
        change=replace(change, settings={}),
        row=row,
        second=second,
    )


def digest_of(scenario: Scenario) -> str:
    """The digest of a scenario in full, by which an address knows it whatever its file is called."""
    return sha256(json.dumps(as_data(scenario), sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def refused(value: str, allowed: str, near: str | None = None) -> UsageRefused:
    """The refusal of an address for what one of its parts holds."""
    return UsageRefused(Problem(place="address", value=value, allowed=allowed, nearest=near))


def _query(address: Address) -> Iterator[tuple[str, str]]:
    yield "seed", str(address.seed)
    if address.sha256:
        yield "scenario", address.sha256
    for key, text in address.settings.items():
        yield set_to(key, text)
    change = address.change
    for id_, cells in change.cells.items():
        for column, text in cells.items():
            yield "cell", f"{coded(id_)}:{coded(column)}={coded(text)}"
    yield from (("without", coded(member)) for member in change.without)
    yield from (("forget", coded(episode)) for episode in change.forgotten)
    for id_, inside in change.rows.items():
        yield from ((name, f"{coded(id_)}:{value}") for name, value in _inside(inside))


def _inside(changed: Intervention) -> Iterator[tuple[str, str]]:
    yield from (("silence", str(turn)) for turn in changed.silenced)
    yield from (("ghost", coded(episode)) for episode in changed.forgotten)
    yield from (("quiet", coded(member)) for member in changed.quiet)
    yield from (("frugal", coded(member)) for member in changed.frugal)
    if changed.more_s:
        yield "more", short(changed.more_s)
    for put in changed.put:
        parts = (short(put.at_s), put.member, put.act.value, put.point or "", short(put.units))
        yield "act", ":".join([*map(coded, parts), *(["1"] if put.past_bell else [])])
