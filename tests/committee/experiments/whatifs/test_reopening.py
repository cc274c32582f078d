"""Every meeting has an address: it reads back, and the same meeting is made from it again."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pytest

from committee import __version__
from committee.chance import Chance
from committee.errors import InputRefused, UsageRefused
from committee.experiments.design.levers import convener_with
from committee.experiments.whatifs.address import Address, address_of
from committee.experiments.whatifs.address_reading import parsed
from committee.experiments.whatifs.change import Change, changed
from committee.experiments.whatifs.remade import Remade
from committee.experiments.whatifs.reopening import remade_of
from committee.experiments.whatifs.whatif import whatif
from committee.machine.rules import rules_digest
from committee.meeting.intervention import Changes, Intervention
from committee.recording import Recorder
from committee.recording.addressing import DIGITS

RULES = rules_digest()[:DIGITS]
needs_numba = pytest.mark.skipif(find_spec("numba") is None, reason="numba is not installed")


def _made(remade: Remade) -> bytes:
    stream = BytesIO()
    with Recorder(stream) as recorder:
        remade.meeting(recorder).run()
    return stream.getvalue()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scenario") / "small.toml"
    path.write_text('extends = "two_imgs"\n[pool]\nus_md = 2\nus_do = 1\nus_img = 2\nnon_us_img = 4\n')
    return path


def test_what_if_gives_the_address_of_the_changed_meeting(small: Path) -> None:
    answer = whatif(
        small,
        row="img_b",
        change={"narrative": "concrete", "meeting.row_seconds": 60},
        silence=[2],
        without=["faculty_4"],
        forget=["boards_2021"],
        acts=[{"row": "img_b", "at_s": 5, "member": "apd_2", "act": "wait"}],
        seed=3,
    )
    address = parsed(answer.address)
    assert (address.scenario, address.row, address.seed) == ("small", "img_b", 3)
    assert _made(remade_of(address, small)) == answer.files[1]


def test_a_scenario_of_ones_own_is_known_by_its_digest(small: Path, tmp_path: Path) -> None:
    address = address_of(small, 1)
    renamed = tmp_path / "other.toml"
    renamed.write_bytes(small.read_bytes())
    assert remade_of(address, renamed).scenario == remade_of(address, small).scenario
    renamed.write_text(small.read_text() + "[season]\nyears = 2\n")
    with pytest.raises(InputRefused):
        remade_of(address, renamed)
    renamed.write_text(small.read_text().replace("us_md = 2", "us_md = 3"))
    with pytest.raises(UsageRefused, match="this is another scenario than small"):
        remade_of(address, renamed)
    with pytest.raises(UsageRefused, match="give it with --scenario FILE"):
        remade_of(address)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            f"committee:{__version__}+00000000/two_imgs?seed=1",
            f"made by other rules (00000000, version {__version__}) ",
        ),
        (
            "committee:00000000/two_imgs?seed=1",
            f"(00000000) than this copy has ({RULES}); it names no v",
        ),
        ("committee:9.9.9+00000000/two_imgs?seed=1", f"has ({RULES}); install committee 9.9.9 as it was then"),
        (f"committee:{__version__}+{RULES}/two_img?seed=1", 'no shipped scenario has this name (did you mean "two_i'),
        (f"committee:{__version__}+{RULES}/..%2Fx.toml?seed=1", "no shipped scenario has this name"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&set=sheet.file=%2Fetc%2Fpasswd", "an address reads no file"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&set=scenario=%2Ftmp%2Fx.toml", "an address reads no file"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&set=members.1.type=wizard", "the types are"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&set=meeting.row_second=4", "did you mean"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&set=rows.img_x.step1=pass", "img_x"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&seeds=4", 'did you mean "seed"'),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=-4", "a seed is a whole number"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=99999999999999999999", "a whole number from 0"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&silence=img_a", "it begins with the id of a row"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&silence=img_a:x", "a turn is a whole number"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&act=img_a:1:apd_1:vouc::0", "write act=ID:SECOND"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&more=img_a:nan", "use a number of at least 0"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&set=x", "write set=KEY=VALUE"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&without=%ff", "this is not percent-encoded text"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&scenario=abc", "64 hexadecimal digits"),
        (f"committee:{__version__}+{RULES}/two_imgs", "the seed is missing; write ?seed=N"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&seed=2", "the address says seed twice"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&set=a.b=1&set=a.b=2", "the address says set twice"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&more=img_a:1&more=img_a:2", "the address says more twice"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1#", "write #ROW or #ROW@SECOND"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1#img_a@", "write #ROW or #ROW@SECOND"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&&", "the parts of an address are"),
        (f"committee:{__version__}+{RULES}/two_imgs?seed=1&without=apd_9", 'address: without: "apd_9" is not'),
        ("two_imgs?seed=1", "write committee:VERSION+RULES/SCENARIO"),
        ("committee:" + "x" * 70000, "write committee:VERSION+RULES/SCENARIO"),
    ],
)
def test_what_is_no_address_here_is_refused(text: str, says: str) -> None:
    with pytest.raises(InputRefused) as refused:
        remade_of(parsed(text))
    assert says in str(refused.value)


def test_a_shipped_scenario_takes_no_file(small: Path) -> None:
    with pytest.raises(UsageRefused, match="leave --scenario out"):
        remade_of(address_of("two_imgs", 1), small)


# ---------------------------------------------------------------- random addresses

SMALL = {"pool.us_md": "2", "pool.us_do": "1", "pool.us_img": "2", "pool.non_us_img": "4"}
SETTINGS = {
    "members.2.capital": ["0", "3", "6.5"],
    "members.4.talkativeness": ["-0.3", "0.4"],
    "meeting.row_seconds": ["30", "60"],
    "switches.memory": ["false"],
    "switches.capital": ["false"],
    "meeting.rules.order": ["reversed", "shuffled", "by_score"],
    "meeting.rules.second_committee": ["true"],
    "program.h1b": ["routine", "barred"],
    "rows.img_a.step1": ["pass", "240"],
    "rows.img_b.kind": ["us_md", "us_img"],
    "rows.img_c.letters": ['"us:fight:known; us:glowing"', '""'],
}
CELLS = {
    "img_a": {"narrative": ["concrete", "melodramatic"], "visa": ["j1", ""], "kind": ["us_md"]},
    "img_b": {"advocate": ["", "pd:strong", "chief:mild"], "interview_score": ["2.0", "5"]},
    "p201": {"step2_ck": ["215", "270"], "letters": ["us:lukewarm"]},
}
MEMBERS = ["apd_1", "faculty_2", "faculty_4", "chief_2"]
EPISODES = ["nurse_2018", "boards_2021", "transfer_2021"]


def random_addresses(numbers: Iterable[int]) -> Iterator[Address]:
    """Addresses of meetings that compiled code can hold, drawn by the number of each."""
    for number in numbers:
        draw = random.Random(number)  # noqa: S311 - nothing here is a secret
        settings = {key: draw.choice(values) for key, values in SETTINGS.items() if draw.random() < 0.2}
        cells = {
            id_: {column: draw.choice(values) for column, values in columns.items() if draw.random() < 0.4}
            for id_, columns in CELLS.items()
        }
        change = Change(
            cells={id_: columns for id_, columns in cells.items() if columns},
            without=tuple(draw.sample(MEMBERS, draw.choice([0, 0, 1, 2]))),
            forgotten=tuple(draw.sample(EPISODES, draw.choice([0, 1]))),
        )
        yield address_of("two_imgs", draw.randrange(2**63), settings={**SMALL, **settings}, change=change, row="img_a")


def _compiled(address: Address) -> str:
    """The fingerprint of the meeting as compiled code holds it, made from the address's parts and not from its text."""
    from committee.engine.driver import Driver
    from committee.engine.tallied import digest_of
    from committee.written.source import read_value

    values = {key: read_value(text, key) for key, text in address.settings.items()}
    remade = changed(Remade(convener=convener_with(address.scenario, values), seed=address.seed), address.change)
    chance = Chance(address.seed)
    driver = Driver(remade.convener.meeting(address.seed))
    rows = driver.rows(remade.convener.rows(chance, remade.changes.cells))
    return digest_of(driver, driver.hold(chance, rows), rows)


def _reopened(text: str) -> str:
    return remade_of(parsed(text)).meeting().run().digest()


@needs_numba
@pytest.mark.usefixtures("warm")
def test_random_addresses_reopen() -> None:
    for address in random_addresses(range(20)):
        assert _reopened(address.text) == _compiled(address), address.text


@needs_numba
@pytest.mark.soak
@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("hundred", range(10))
def test_a_thousand_random_addresses_reopen(hundred: int) -> None:
    for address in random_addresses(range(100 * hundred, 100 * (hundred + 1))):
        assert _reopened(address.text) == _compiled(address), address.text


def test_a_change_inside_a_row_comes_along(small: Path) -> None:
    inside = Intervention(quiet=("apd_1",), frugal=("apd_2",), more_s=20.0, forgotten=("boards_2021",))
    address = address_of(small, 2, change=Change(rows={"img_b": inside}))
    assert remade_of(parsed(address.text), small).changes == Changes(rows={"img_b": inside})
