"""Stands in for ``python -m committee season``: an invented season in a folder, slowly.

``season NAME --years N --plan --json`` says a cost. ``season NAME --years N --seed S --out DIR --json`` holds the first
three years that are asked for, waits until the file DIR.go exists, and holds the rest with the story; it is refused if
there is a file DIR.no.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
HALF = 3

from tests.viz.invented_trial import after, say  # noqa: E402 - found only now


def held(out: Path, years: int, seed: int) -> int:
    from committee.commands.season import pages
    from committee.season.holding import How, hold
    from tests.committee.season.seasonal import Invented, Year

    class Slow(Invented):
        """Waits after the first years."""

        def years(self, count: int, resume_from: bytes | None = None) -> Iterator[Year]:
            for number, year in enumerate(super().years(count, resume_from), 1):
                yield year
                while number == HALF and not Path(f"{out}.go").exists():
                    time.sleep(0.01)

    if Path(f"{out}.no").exists():
        sys.stderr.write("Somebody else writes this folder.\n")
        return 2
    hold(Slow(seed=seed), out, years, How(rules="00"), told=lambda told: say(number=told.number), pages=pages)
    return 0


def main() -> int:
    years = int(str(after("--years")))
    if "--plan" in sys.argv:
        say(programs=40, posts=571, applicants=690, years=years, seconds=24.0)
        return 0
    return held(after("--out"), years, int(str(after("--seed"))))


if __name__ == "__main__":
    sys.exit(main())
