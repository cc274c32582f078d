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
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace as problem_at
from hashlib import sha256
from math import isfinite
from os import PathLike
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote

from msgspec import Struct
from msgspec.structs import replace

from committee import __version__
from committee.chance import seed_of
from committee.errors import InputRefused, Problem, UsageRefused, nearest
from committee.experiments.design.levers import convener_with
from committee.experiments.whatifs.change import Change, changed
from committee.experiments.whatifs.remade import Remade
from committee.experiments.whatifs.rules import rules_digest
from committee.machine import shipped
from committee.meeting.intervention import NOTHING, Intervention, PutAct
from committee.scenario.loading import as_data, load_scenario
from committee.scenario.scenario import Scenario
from committee.scenario.source import read_value
from committee.terms import Act

SCHEME: Final = "committee:"

LONGEST: Final = 1 << 16
"""The most characters of an address."""

DIGITS: Final = 8
"""Digits of the rules' digest that an address carries."""

_FORM: Final = re.compile(
    rf"{SCHEME}(?P<version>[^+/?#]+)\+(?P<rules>[0-9a-f]{{{DIGITS}}})/(?P<scenario>[^/?#]+)(?:\?(?P<query>[^#]*))?"
    r"(?:#(?P<row>[^@#]*)(?:@(?P<second>[^@#]*))?)?"
)
_READS_FILES: Final = ("sheet", "scenario", "extends")
"""Tables by which a scenario reads another file."""


class Address(Struct, frozen=True, kw_only=True):
    """Where a meeting is found again."""

    version: str = __version__
    """The version that made it."""
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
        """The address as one writes it; :func:`parsed` reads it."""
        query = "&".join(f"{name}={value}" for name, value in _query(self))
        looked_at = f"#{_coded(self.row)}@{_short(self.second)}" if self.row else ""
        return f"{SCHEME}{_coded(self.version)}+{self.rules}/{_coded(self.scenario)}?{query}{looked_at}"


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


def remade_of(address: Address, scenario_file: str | PathLike[str] | None = None) -> Remade:
    """The meeting at an address, ready to be made again.

    Parameters
    ----------
    scenario_file
        The file of the scenario, if the address is that of a scenario of somebody's own.

    Raises
    ------
    UsageRefused
        If the address was made by other rules, or its scenario is another one or is not there.
    ScenarioRefused, SheetRefused
        If something in it cannot be used.
    """
    if address.rules != rules_digest()[:DIGITS]:
        made = f"made by other rules ({address.rules}, version {address.version}) than this copy has"
        allowed = f"{made} ({rules_digest()[:DIGITS]}); install committee {address.version} as it was then"
        raise UsageRefused(Problem(place="address", allowed=allowed))
    for key in address.settings:
        if key.partition(".")[0] in _READS_FILES:
            raise _refused(key, "an address reads no file; give the scenario with --scenario FILE")
    name = _found(address, scenario_file)
    with blamed():
        values = {key: read_value(text, f"set {key}") for key, text in address.settings.items()}
        return changed(Remade(convener=convener_with(name, values), seed=address.seed), address.change)


@contextmanager
def blamed() -> Iterator[None]:
    """Say of whatever is refused inside that it stands in the address: nobody typed an option."""
    try:
        yield
    except InputRefused as refused:
        raise type(refused)(*map(_in_address, refused.problems)) from None


def _in_address(problem: Problem) -> Problem:
    return problem_at(problem, place=f"address: {problem.place.removeprefix('--')}")


def _found(address: Address, scenario_file: str | PathLike[str] | None) -> str:
    """The name or path of the scenario, once it is known to be the same."""
    if not address.sha256:
        if scenario_file is not None:
            raise _refused(address.scenario, "this scenario is a shipped one; leave --scenario out")
        if shipped.is_path(address.scenario) or address.scenario not in shipped.names():
            allowed = "no shipped scenario has this name"
            raise _refused(address.scenario, allowed, nearest(address.scenario, shipped.names()))
        return address.scenario
    if scenario_file is None:
        raise _refused(address.scenario, "this scenario is somebody's own file; give it with --scenario FILE")
    path = shipped.spelled(Path(scenario_file))
    if digest_of(load_scenario(path)) != address.sha256:
        raise _refused(Path(path).name, f"this is another scenario than {address.scenario} was at this address")
    return path


# ---------------------------------------------------------------- writing


def _query(address: Address) -> Iterator[tuple[str, str]]:
    yield "seed", str(address.seed)
    if address.sha256:
        yield "scenario", address.sha256
    for key, text in address.settings.items():
        yield "set", f"{_coded(key)}={_coded(text)}"
    change = address.change
    for id_, cells in change.cells.items():
        for column, text in cells.items():
            yield "cell", f"{_coded(id_)}:{_coded(column)}={_coded(text)}"
    yield from (("without", _coded(member)) for member in change.without)
    yield from (("forget", _coded(episode)) for episode in change.forgotten)
    for id_, inside in change.rows.items():
        yield from ((name, f"{_coded(id_)}:{value}") for name, value in _inside(inside))


def _inside(changed: Intervention) -> Iterator[tuple[str, str]]:
    yield from (("silence", str(turn)) for turn in changed.silenced)
    yield from (("ghost", _coded(episode)) for episode in changed.forgotten)
    yield from (("quiet", _coded(member)) for member in changed.quiet)
    yield from (("frugal", _coded(member)) for member in changed.frugal)
    if changed.more_s:
        yield "more", _short(changed.more_s)
    for put in changed.put:
        parts = (_short(put.at_s), put.member, put.act.value, put.point or "", _short(put.units))
        yield "act", ":".join([*map(_coded, parts), *(["1"] if put.past_bell else [])])


def _coded(text: str) -> str:
    return quote(text, safe="")


def _short(number: float) -> str:
    """The shortest text that reads back as the same number."""
    return repr(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


# ---------------------------------------------------------------- reading


def parsed(text: str) -> Address:
    """The address that :attr:`Address.text` wrote.

    Raises
    ------
    UsageRefused
        If it is none; the sentence says which part is wrong.
    """
    found = _FORM.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        allowed = f"write {SCHEME}VERSION+RULES/SCENARIO?seed=N&...#ROW@SECOND"
        raise _refused(text, allowed)
    if found["row"] == "" or found["second"] == "":
        raise _refused(text[text.index("#") :], "write #ROW or #ROW@SECOND, or leave out all from # on")
    address = Address(
        version=_plain(found["version"]),
        rules=found["rules"],
        scenario=_plain(found["scenario"]),
        row=_plain(found["row"] or ""),
        second=_number(found["second"]) if found["second"] else 0.0,
    )
    parts = (found["query"] or "").split("&")
    _check_once(parts)
    for part in parts:
        address = _with(address, part)
    return address


def _check_once(parts: Sequence[str]) -> None:
    """Refuse an address without a seed, and one that says twice what there is one of."""
    if not any(part.startswith("seed=") for part in parts):
        raise UsageRefused(Problem(place="address", allowed="the seed is missing; write ?seed=N after the scenario"))
    said: set[tuple[str, str]] = set()
    for part in parts:
        name, _, value = part.partition("=")
        about = (name, value.partition(_ONE_OF[name])[0] if _ONE_OF.get(name) else "")
        if name in _ONE_OF and about in said:
            raise _refused(part, f"the address says {name} twice; leave one of them out")
        said.add(about)


_ONE_OF: Final = {"seed": "", "scenario": "", "set": "=", "cell": "=", "more": ":"}
"""Parts of which there is one, and the sign that ends what it is one for."""


def _with(address: Address, part: str) -> Address:
    """The address with one more part of its query."""
    name, equals, value = part.partition("=")
    if not equals or name not in _READERS:
        known = tuple(_READERS)
        raise _refused(part, f"the parts of an address are {', '.join(known)}", nearest(name, known))
    return _READERS[name](address, value)


def _seed(address: Address, value: str) -> Address:
    if not (value.isascii() and value.isdigit() and len(value) <= 20):
        raise _refused(value, "a seed is a whole number from 0 to 2**64 - 1")
    return replace(address, seed=seed_of(int(value)))


def _file(address: Address, value: str) -> Address:
    if not re.fullmatch(r"[0-9a-f]{64}", value):
        raise _refused(value, "the digest of a scenario has 64 hexadecimal digits")
    return replace(address, sha256=value)


def _set(address: Address, value: str) -> Address:
    key, text = _pair(value, "=", "set=KEY=VALUE")
    return replace(address, settings={**address.settings, key: text})


def _cell(address: Address, value: str) -> Address:
    where, equals, text = value.partition("=")
    if not equals:
        raise _refused(value, "write cell=ID:COLUMN=TEXT")
    id_, column = _pair(where, ":", "cell=ID:COLUMN=TEXT")
    cells = address.change.cells
    return _changed(address, cells={**cells, id_: {**cells.get(id_, {}), column: _plain(text)}})


def _without(address: Address, value: str) -> Address:
    return _changed(address, without=(*address.change.without, _plain(value)))


def _forget(address: Address, value: str) -> Address:
    return _changed(address, forgotten=(*address.change.forgotten, _plain(value)))


def _silence(inside: Intervention, value: str) -> Intervention:
    if not (value.isascii() and value.isdigit() and len(value) < 5):
        raise _refused(value, "a turn is a whole number")
    return replace(inside, silenced=(*inside.silenced, int(value)))


def _more(inside: Intervention, value: str) -> Intervention:
    return replace(inside, more_s=_number(value))


def _words_of(field: str) -> Callable[[Intervention, str], Intervention]:
    def read(inside: Intervention, value: str) -> Intervention:
        return replace(inside, **{field: (*getattr(inside, field), _plain(value))})

    return read


def _act(inside: Intervention, value: str) -> Intervention:
    parts = value.split(":")
    if len(parts) not in (5, 6) or parts[5:] not in ([], ["1"]) or _plain(parts[2]) not in tuple(Act):
        raise _refused(value, "write act=ID:SECOND:MEMBER:ACT:POINT:UNITS")
    put = PutAct(
        at_s=_number(parts[0]),
        member=_plain(parts[1]),
        act=Act(_plain(parts[2])),
        point=_plain(parts[3]) or None,
        units=_number(parts[4]),
        past_bell=bool(parts[5:]),
    )
    return replace(inside, put=(*inside.put, put))


def _in_row(read: Callable[[Intervention, str], Intervention]) -> Callable[[Address, str], Address]:
    """Reads a part that begins with the id of the row in which it changes something."""

    def with_it(address: Address, value: str) -> Address:
        id_, colon, rest = value.partition(":")
        if not colon:
            raise _refused(value, "it begins with the id of a row and a colon")
        row, rows = _plain(id_), address.change.rows
        return _changed(address, rows={**rows, row: read(rows.get(row, NOTHING), rest)})

    return with_it


_READERS: Final[Mapping[str, Callable[[Address, str], Address]]] = {
    "seed": _seed,
    "scenario": _file,
    "set": _set,
    "cell": _cell,
    "without": _without,
    "forget": _forget,
    "silence": _in_row(_silence),
    "ghost": _in_row(_words_of("forgotten")),
    "quiet": _in_row(_words_of("quiet")),
    "frugal": _in_row(_words_of("frugal")),
    "more": _in_row(_more),
    "act": _in_row(_act),
}


def _changed(address: Address, **fields: Any) -> Address:
    return replace(address, change=replace(address.change, **fields))


def _pair(value: str, sign: str, form: str) -> tuple[str, str]:
    first, found, second = value.partition(sign)
    if not found or not first:
        raise _refused(value, f"write {form}")
    return _plain(first), _plain(second)


def _plain(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise _refused(text, "this is not percent-encoded text") from None


def _number(text: str) -> float:
    try:
        number = float(_plain(text))
    except ValueError:
        number = -1.0
    if not (isfinite(number) and number >= 0.0):
        raise _refused(text, "use a number of at least 0")
    return number


def _refused(value: str, allowed: str, near: str | None = None) -> UsageRefused:
    return UsageRefused(Problem(place="address", value=value, allowed=allowed, nearest=near))
