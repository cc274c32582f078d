"""Letters: one lukewarm word from a US doctor, and one that fights."""

from __future__ import annotations

from tests.patterns.sizes import Size, above, averaged
from tests.patterns.statement import Group, Look, Measured, at, cost, emergent, less, mean, put_in

GROUP = Group("Letters, on *even*")


@GROUP.says(
    "lukewarm",
    "one lukewarm US letter places the row behind no US letter at all",
    above(0.02),
    put_in("The tone of a letter has a signed size, and lukewarm lies below none."),
    rows=at("baseline", "even no US letter", "even lukewarm"),
)
def _(look: Look) -> Size:
    return averaged(cost(look.rows("even lukewarm"), look.rows("even no US letter")))


_ROWS = ("even", "even fight", "even + step1 fail", "even + step1 fail fight")


@GROUP.says(
    "fight",
    "a fight letter in place of a glowing one gains at most half as many places on a clean row as on a flagged one "
    "(half the flagged gain less the clean gain)",
    above(0.01),
    emergent("A fight letter is worth little more than a glowing one; what it gains, it gains by answering worries."),
    rows=at("baseline", *_ROWS),
)
def _(look: Look) -> Measured:
    clean, clean_fight, flagged, flagged_fight = (look.rows(name) for name in _ROWS)
    on_clean, on_flagged = cost(clean, clean_fight), cost(flagged, flagged_fight)
    return Measured(
        size=averaged(less([0.5 * gain for gain in on_flagged], on_clean)),
        detail=f"clean {mean(on_clean):+.3f}, flagged {mean(on_flagged):+.3f}",
    )
