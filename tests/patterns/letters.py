"""Letters: one lukewarm word from a US doctor, and one that fights."""

from __future__ import annotations

from tests.patterns.statement import Finding, Group, Look, at, cost, effect, less, mean

GROUP = Group("Letters, on *even*")


@GROUP.says(
    "lukewarm",
    "no US letter is at least as good as one lukewarm one",
    "difference not below 0",
    rows=at("baseline", "even no US letter", "even lukewarm"),
    ordering=True,
)
def _(look: Look) -> Finding:
    better = effect(cost(look.rows("even lukewarm"), look.rows("even no US letter")))
    return Finding(figure=str(better), holds=better.mean >= 0, points=better.mean >= 0)


_ROWS = ("even", "even fight", "even + step1 fail", "even + step1 fail fight")


@GROUP.says(
    "fight",
    "a fight letter in place of a glowing one gains at most half as much on a clean row as on a flagged one",
    "half the flagged gain less the clean gain above 0",
    rows=at("baseline", *_ROWS),
    ordering=True,
)
def _(look: Look) -> Finding:
    clean, clean_fight, flagged, flagged_fight = (look.rows(name) for name in _ROWS)
    on_clean, on_flagged = cost(clean, clean_fight), cost(flagged, flagged_fight)
    spare = effect(less([0.5 * gain for gain in on_flagged], on_clean))
    return Finding(
        figure=f"clean {mean(on_clean):+.3f}, flagged {mean(on_flagged):+.3f}; {spare}",
        holds=spare.above,
        points=spare.mean >= 0,
    )
