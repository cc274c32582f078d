"""A child process that holds no meeting again: it answers as one that did."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from committee.errors import Problem, UsageRefused
from tests.viz.made_up import recording
from viz.questions import Questions

SEATS = ("apd1", "fac1")
"""Members of the invented meetings whose seats groups can take."""


class Answers(Questions):
    """Holds no meeting: writes another invented one, and says what a child would say."""

    def __init__(self) -> None:
        super().__init__()
        self.acts: list[list[dict[str, Any]]] = []
        self.refuses = False

    def asked(self, *words: str) -> str:
        if self.refuses:
            raise UsageRefused(Problem(place="acts", allowed="nobody may do that"))
        given = dict(word.removeprefix("--").partition("=")[::2] for word in words)
        folder = Path(given["out"])
        self.acts.append([json.loads(line) for line in Path(given["acts"]).read_text().splitlines()])
        written = [folder / "without.jsonl", folder / "with.jsonl"]
        for seed, path in enumerate(written, start=1):
            path.write_text(recording(rows=6, seed=seed), encoding="utf-8")
        stood = [{"tier": tier, "call": call, "position": None} for tier, call in (("dnr", -1.0), ("low", -0.2))]
        rows = [
            {"id": name, "before": stood[0], "after": stood[1], "places_up": up}
            for name, up in (("r001", 8.5), ("r002", 0.0), ("r003", -1.0), ("r004", 4.0))
        ]
        return json.dumps({"written": [str(path) for path in written], "rows": rows, "said": ["It moved."]})
