"""Outcomes in words: what is counted, and what a change of it means for a reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any, Final

from committee.measures.groups import GROUPS
from committee.terms import Factor
from viz.export.report.numbers import decimals, figure, interval
from viz.export.report.people import content_in_words, person

MEETINGS: Final = "of 100 meetings"
"""The unit of what is yes or no in a meeting."""


PERCENT: Final = 100.0
"""The scale of what is counted in 100."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How one outcome is spoken of. ``{}`` stands for the row that it is about."""

    name: str = ""
    """Its name in the experiment."""
    title: str
    """What it is."""
    unit: str
    """What its changes are counted in, as an axis says it."""
    says: str
    """The start of a sentence about a change."""
    more: str = "{} higher"
    """A rise of the number; ``{}`` stands for how much."""
    less: str = "{} lower"
    """A fall of the number."""
    scale: float = 1.0
    """What the number is multiplied by before it is shown: 100 turns a share into percent."""
    factor: bool = False
    """Whether a change is a factor, so that 1 means no change."""
    upward: bool = True
    """Whether a change is shown with the sign of the number. Place is not: a lower number is a place gained."""
    note: str = ""
    """What a reader has to know of its direction."""

    @property
    def unchanged(self) -> float:
        """The change that means nothing changed."""
        return 1.0 if self.factor else 0.0

    @property
    def axis(self) -> str:
        """What an axis of changes says."""
        if self.of_meetings:
            return f"change, {self.unit}"
        return f"change in {self.unit}" if self.upward else f"← {self.unit} lost · {self.unit} gained →"

    @property
    def of_meetings(self) -> bool:
        """Whether it is yes or no in each meeting."""
        return self.unit == MEETINGS

    def shown(self, value: float) -> float:
        """A level as it is shown."""
        return value * self.scale

    def places(self, low: float, high: float, value: float) -> int:
        """How many decimals a figure gets, given as it is shown. What counts in 100 has one everywhere."""
        return 1 if self.scale == PERCENT else decimals(low, high, value)

    def changed(self, effect: float, low: float, high: float) -> tuple[float, float, float]:
        """A change and its limits as they are shown: of places, those gained are positive."""
        if self.upward:
            return self.shown(effect), self.shown(low), self.shown(high)
        return -self.shown(effect), -self.shown(high), -self.shown(low)

    def change(self, effect: float, low: float, high: float) -> tuple[str, str]:
        """A change in words and its interval, both in the direction of the words: ``11.2 places higher``."""
        effect, low, high = self.changed(effect, low, high)
        places = self.places(low, high, effect)
        if self.factor:
            return f"{figure(effect, places)} times what it was", interval(low, high, places)
        if effect == 0.0:
            return "as before", interval(low, high, places)
        if effect < 0:
            return self.less.format(figure(-effect, places)), interval(-high, -low, places)
        return self.more.format(figure(effect, places)), interval(low, high, places)

    def figures(self, effect: float, low: float, high: float) -> str:
        """A change as a figure with its sign and its interval: ``+10.5 [9.8, 11.2]``."""
        effect, low, high = self.changed(effect, low, high)
        places = self.places(low, high, effect)
        return f"{figure(effect, places, sign=not self.factor)} {interval(low, high, places)}"

    def clear(self, low: float, high: float) -> bool:
        """Whether an interval leaves out no change."""
        return isfinite(low) and isfinite(high) and not low <= self.unchanged <= high


_SHARE: Final = Outcome(
    title="{}",
    unit=MEETINGS,
    says="{}",
    scale=PERCENT,
    more="in {} more of 100 meetings",
    less="in {} fewer of 100 meetings",
)


def _share(title: str, says: str) -> Outcome:
    return replace(_SHARE, title=title, says=says)


def _amount(title: str, unit: str, says: str, more: str = "{} higher", less: str = "{} lower") -> Outcome:
    return Outcome(title=title, unit=unit, says=says, more=more, less=less)


_OF_ITSELF: Final = "The base agrees with itself, so a change can only lower this number, by chance too."

_KNOWN: Final = {
    "place": Outcome(
        title="place of {}",
        unit="places",
        says="{} ends",
        more="{} places higher",
        less="{} places lower",
        upward=False,
        note="Positive: places gained, higher on the list. A file left off the list counts as in the middle of the "
        "places behind it.",
    ),
    "ranked.": _share("how often {} is on the list", "{} is on the list"),
    "top": _share("how often {} is in the top tier", "{} is in the top tier"),
    "mid": _share("how often {} is in the middle tier", "{} is in the middle tier"),
    "low": _share("how often {} is in the low tier", "{} is in the low tier"),
    "dnr": _share("how often {} is left off the list", "{} is left off the list"),
    "invite": _share("how often {} is invited", "{} is invited to an interview"),
    "hold": _share("how often {} is on hold", "{} is put on hold"),
    "no": _share("how often {} gets no interview", "{} gets no interview"),
    "matched": _share("how often {} matches here in the first year", "{} matches here in the first year"),
    "interviewed": _share("how often {} is interviewed in the first year", "{} is interviewed in the first year"),
    "interviews": _amount(
        "interviews of {} in the last year", "interviews", "interviews of {} in the last year are",
        "{} more", "{} fewer"
    ),
    "img_share": _share("IMGs in the last class", "the share of IMGs in the last class is"),
    "call": _amount(
        "call on {}", "points of the call", "the call on {} is", "{} points higher", "{} points lower"
    ),
    "stance_shift": _amount(
        "what the talk changes for {}", "points of stance", "the talk leaves the room's view of {}"
    ),
    "ranked": _amount("rows on the list", "rows", "the list is", "{} rows longer", "{} rows shorter"),
    "minutes": _amount("length of the meeting", "minutes", "the meeting is", "{} minutes longer", "{} minutes shorter"),
    "airtime_gini": _amount("how unequal the airtime is", "Gini", "the airtime's Gini coefficient is"),
    "chair_airtime": _share("the director's share of the airtime", "the director's share of the airtime is"),
    "capital_spent": _amount("capital spent", "units", "the capital spent is", "{} units more", "{} units less"),
    "capital_lost": _amount("capital lost", "units", "the capital lost is", "{} units more", "{} units less"),
    "ghosts_spoken": _amount("past residents named", "times", "past residents are named", "{} times more"),
    "unheard": _amount("points known and never raised", "points", "points never raised are", "{} more", "{} fewer"),
    "spread_before": _amount("disagreement before the talk", "SD of stances", "disagreement before the talk is"),
    "spread_after": _amount("disagreement after the talk", "SD of stances", "disagreement after the talk is"),
    "reversals": _amount("rows that the talk turns", "rows", "the rows that the talk turns are", "{} more", "{} fewer"),
    "leakage": _amount("promise left off the list", "SD of promise", "the promise left off the list is"),
    "promise_gained": _amount(
        "promise found beyond exams, class and interview score", "SD of promise", "the promise found is"
    ),
    "kappa": replace(
        _amount("agreement on tiers with the base room", "kappa", "agreement with the base room (kappa) is"),
        note=_OF_ITSELF,
    ),
    "kendall": replace(
        _amount("agreement on order with the base room", "tau", "agreement with the base room (tau) is"),
        note=_OF_ITSELF,
    ),
    "share": _share("share of the decision that goes back to {}", "the share that goes back to {} is"),
    "rate_ratio": Outcome(
        title="rate at which {} are ranked, divided by that of US MDs",
        unit="factor",
        says="the rate ratio of {} to US MDs is",
        factor=True,
    ),
}  # fmt: skip
"""By the name without its row; ``ranked.`` is of a row, ``ranked`` of the meeting."""

POINTS_OF_SHARE: Final = ("chair_airtime", "share", "img_share")
"""Outcomes that are shares of something else than meetings."""


ABOUT_NOBODY: Final = ("share", "rate_ratio")
"""Outcomes whose word is no applicant."""


def outcome_in_words(name: str, scenario: Mapping[str, Any] | None = None) -> Outcome:
    """How to speak of the outcome ``name`` of a scenario. One that a user has registered is called by its name."""
    head, _, word = name.partition(".")
    found = _KNOWN.get("ranked." if head == "ranked" and word else head)
    if found is None:
        return Outcome(name=name, title=name.replace("_", " "), unit=name, says=f"{name.replace('_', ' ')} is")
    if head in POINTS_OF_SHARE:
        found = replace(found, unit="percentage points", more="{} percentage points higher")
        found = replace(found, less="{} percentage points lower")
    if head == "share" and word in {factor.value for factor in Factor}:
        word = f"the {word}" if word != "severity" else "how severe the director is"
    elif head == "rate_ratio":
        word = f"{content_in_words('kind', word)}s"
    elif head == "interviews" and word in GROUPS:
        word = GROUPS[word].people
    elif head not in ABOUT_NOBODY:
        word = person(word, scenario or {})
    return replace(found, name=name, title=found.title.format(word), says=found.says.format(word))
