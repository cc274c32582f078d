"""Whatever an address says is read back as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from committee import __version__
from committee.experiments.whatifs.address import Address
from committee.experiments.whatifs.address_reading import parsed
from committee.experiments.whatifs.change import Change
from committee.meeting.intervention import NOTHING, Intervention, PutAct
from committee.terms import Act

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
words = st.tuples(texts) | st.tuples(texts, texts) | st.just(())
numbers = st.floats(0, 1e6) | st.integers(0, 90).map(float)
puts = st.builds(
    PutAct,
    at_s=numbers,
    member=texts,
    act=st.sampled_from(Act),
    point=st.none() | texts,
    units=numbers,
    past_bell=st.booleans(),
)
insides = st.builds(
    Intervention,
    silenced=st.tuples(st.integers(0, 63)) | st.just(()),
    forgotten=words,
    quiet=words,
    frugal=words,
    more_s=numbers,
    put=st.tuples(puts) | st.just(()),
).filter(lambda inside: inside != NOTHING)
addresses = st.builds(
    Address,
    version=texts,
    rules=st.text("0123456789abcdef", min_size=8, max_size=8),
    scenario=texts,
    sha256=st.just("") | st.text("0123456789abcdef", min_size=64, max_size=64),
    seed=st.integers(0, 2**64 - 1),
    settings=st.dictionaries(texts, texts, max_size=3),
    change=st.builds(
        Change,
        cells=st.dictionaries(texts, st.dictionaries(texts, texts | st.just(""), min_size=1, max_size=2), max_size=2),
        without=words,
        forgotten=words,
        rows=st.dictionaries(texts, insides, max_size=2),
    ),
)
looked_at = st.tuples(texts, numbers) | st.just(("", 0.0))


@given(addresses, looked_at)
def test_an_address_reads_back(address: Address, at: tuple[str, float]) -> None:
    from msgspec.structs import replace

    whole = replace(address, row=at[0], second=at[1])
    assert parsed(whole.text) == whole
    assert whole.text.isascii()
    assert " " not in whole.text


def test_an_address_may_leave_out_the_version() -> None:
    short, whole = (parsed(f"committee:{made}0a1b2c3d/two_imgs?seed=7#img_a@12.5") for made in ("", f"{__version__}+"))
    assert (short.version, short.rules, short.row, short.second) == ("", "0a1b2c3d", "img_a", 12.5)
    assert short.text == whole.text
