"""The fixed rows that statements are made about, and the changes made to one of them at a time.

*Borderline* and *even* stand in the baseline's pool in the place of one drawn non-US IMG, always under the same id
and in the same place, so that every draw pairs. IMG A, B and C are the shipped scenario's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Cells = Mapping[str, str | int | float]

ROW: Final = "fixture"
"""The id of the fixed row in every world but that of the worked pair."""

_BLANK: Final[Cells] = {"id": ROW, "name": "Fixture Row", "kind": "non_us_img"}

BORDERLINE: Final[Cells] = {
    **_BLANK,
    "step1": "fail",
    "step1_fails": 1,
    "step2_ck": 238,
    "yog": 2024,
    "us_clinical": "hands_on",
    "us_clinical_months": 2,
    "letters": "us:generic; us:generic; abroad:generic",
    "interview_score": 3.9,
    "visa": "j1",
    "narrative": "concrete",
}
EVEN: Final[Cells] = {
    **_BLANK,
    "step2_ck": 241,
    "yog": 2025,
    "us_clinical": "hands_on",
    "us_clinical_months": 3,
    "letters": "us:glowing; us:generic; abroad:generic",
    "interview_score": 4.1,
    "visa": "j1",
}

FAIL: Final[Cells] = {"step1": "fail", "step1_fails": 1}
FIGHT: Final[Cells] = {"letters": "us:fight; us:generic; abroad:generic"}
REMEDY: Final[Cells] = {"narrative": "concrete_with_change", **FIGHT}

KINDS: Final = ("us_md", "us_do", "us_img", "non_us_img")
FLAGS: Final[Mapping[str, Cells]] = {
    "low CK": {"step2_ck": 229},
    "step1 fail": FAIL,
    "gap unknown": {"gap_years": 3, "gap_reason": "unknown"},
    "old YOG": {"yog": 2018},
    "remediation": {"professionalism": "remediation"},
}
"""The five flags of the fixability chart, most fixable first."""

COSTS: Final[Mapping[str, Cells]] = {
    **FLAGS,
    "gap exam_prep": {"gap_years": 3, "gap_reason": "exam_prep"},
    "gap military": {"gap_years": 3, "gap_reason": "military"},
    "gap clinical": {"gap_years": 3, "gap_reason": "clinical"},
    "gap residency_abroad": {"gap_years": 3, "gap_reason": "residency_abroad"},
    "h1b": {"visa": "h1b", "step3": "pass"},
}
"""One change each to the even row."""


def without(cells: Cells, *columns: str) -> Cells:
    """``cells`` with these columns blank."""
    return {column: value for column, value in cells.items() if column not in columns}


NO_FLAG: Final = without(BORDERLINE, "step1", "step1_fails")
"""The borderline row without its failed Step."""


def _pair() -> dict[str, Cells]:
    """Changes to IMG A and IMG B; each names the row it changes."""
    a, b = {"id": "img_a"}, {"id": "img_b"}
    rows: dict[str, Cells] = {"A": a, "B": b}
    rows |= {f"A {score}": {**a, "interview_score": score} for score in (3.3, 3.7, 3.9)}
    rows |= {f"B {score}": {**b, "interview_score": score} for score in (4.2, 4.4, 4.5)}
    rows["B bare"] = {**b, "advocate": "", "letters": "abroad:generic"}
    rows["A saved"] = {
        **a,
        "letters": "us:fight; abroad:generic; abroad:generic",
        "advocate": "apd:strong",
        "narrative": "concrete",
        "visa": "j1",
    }
    return rows


STACKS: Final[Mapping[str, Mapping[str, Cells]]] = {
    "attempts + old YOG + visa": {"attempts": FAIL, "old YOG": {"yog": 2017}, "visa": {"visa": "h1b", "step3": "pass"}},
    "note + odd interview": {"note": {"professionalism": "note"}, "odd": {"impression": "odd"}},
    "dull interview + poor e-mails": {"dull": {"impression": "dull"}, "poor": {"emails": "poor"}},
}
"""The combinations said to sink a row together, and what each is made of.

An H-1B comes with Step 3 passed: without it the visa would be two issues, one of them paperwork.
"""

_PLAIN_FILE: Final[Cells] = {"visa": "none", "class_quartile": 3, "letters": "us:generic; abroad:generic"}

STACK_BASES: Final[Mapping[str, Mapping[str, Cells]]] = {
    "attempts + old YOG + visa": {
        f"CK {ck}": {
            "step2_ck": ck,
            "interview_score": 3.8,
            "visa": "none",
            "narrative": "concrete",
            "letters": "us:generic; us:generic; abroad:generic",
        }
        for ck in (238, 241, 244, 247, 250)
    },
    "note + odd interview": {
        f"CK {ck}": {**_PLAIN_FILE, "step2_ck": ck, "interview_score": 3.8} for ck in (247, 250, 253, 256, 259, 262)
    },
    "dull interview + poor e-mails": {
        f"met {score}": {**_PLAIN_FILE, "step2_ck": 240, "impression": "nice", "interview_score": score}
        for score in (3.7, 3.75, 3.8, 3.85, 3.9, 3.95, 4.0)
    },
}
"""Even rows of several strengths, without a visa.

A statement about stacking uses those from which every part alone gains 3 to 25 %.
"""


def _stacked() -> dict[str, Cells]:
    rows: dict[str, Cells] = {}
    for stack, parts in STACKS.items():
        for base, cells in STACK_BASES[stack].items():
            row = {**EVEN, **cells}
            rows[f"{stack} | {base}"] = row
            rows |= {f"{stack} | {base} | {part}": {**row, **change} for part, change in parts.items()}
            whole = dict(row)
            for change in parts.values():
                whole |= change
            rows[f"{stack} | {base} | all"] = whole
    return rows


def _variants() -> dict[str, Cells]:
    rows: dict[str, Cells] = dict(_pair())
    rows["borderline"] = BORDERLINE
    rows["borderline mild"] = {**BORDERLINE, "advocate": "apd:mild"}
    rows["borderline strong"] = {**BORDERLINE, "advocate": "apd:strong"}
    rows["borderline no flag"] = NO_FLAG
    rows["even"] = EVEN
    rows |= {f"even + {name}": {**EVEN, **change} for name, change in COSTS.items()}
    rows["even remedied"] = {**EVEN, **REMEDY}
    rows |= {f"even + {name} remedied": {**EVEN, **change, **REMEDY} for name, change in FLAGS.items()}
    for kind in KINDS:
        same = {**EVEN, "kind": kind, "visa": "none"}
        rows[kind] = same
        rows[f"{kind} + step1 fail"] = {**same, **FAIL}
    abroad = "abroad:generic; abroad:generic"
    rows["even no US letter"] = {**EVEN, "letters": f"{abroad}; abroad:generic"}
    rows["even lukewarm"] = {**EVEN, "letters": f"us:lukewarm; {abroad}"}
    rows["even fight"] = {**EVEN, **FIGHT}
    rows["even + step1 fail fight"] = {**EVEN, **FAIL, **FIGHT}
    return rows | _stacked()


VARIANTS: Final[Mapping[str, Cells]] = _variants()
"""Every row that is tried, by name."""
