"""Stands in for ``python -m committee experiment``: an invented experiment in a result folder, slowly.

``experiment NAME --plan --json`` says a cost. ``experiment NAME --out DIR --json`` writes the folder with half of its
runs, waits until the file DIR.go exists, and writes the rest with its report; it is refused if there is a file DIR.no.
``open ADDRESS --out FILE`` writes an invented recording.
"""

import json
import sys
import time
from pathlib import Path

HEAD = "<!doctype html><html lang=en><link rel=icon href=data:,><title>Report</title>"
REPORT = f"{HEAD}<main><h1>The report</h1></main></html>"
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


def after(option: str) -> Path:
    return Path(sys.argv[sys.argv.index(option) + 1])


def say(**told: object) -> None:
    print(json.dumps(told), flush=True)


def held(out: Path) -> int:
    from tests.viz.export.report.studies import Invented, begin, build

    if Path(f"{out}.no").exists():
        sys.stderr.write("Somebody else writes this folder.\n")
        return 2
    asked = Invented(seeds=40, nulls=())
    begin(out, asked)
    say(progress=100, of=200, seconds_left=4.2)
    while not Path(f"{out}.go").exists():
        time.sleep(0.01)
    build(out, asked)
    (out / "report.html").write_text(REPORT, encoding="utf-8")
    say(folder=str(out), of=200, ok=200, failed=0, finished=True)
    return 0


def main() -> int:
    what = sys.argv[1]
    if what == "open":
        from tests.viz import made_up

        after("--out").write_text(made_up.recording(rows=3), encoding="utf-8")
        return 0
    if "--plan" in sys.argv:
        say(points=5, combinations=5, seeds=40, nulls=0, runs=200, seconds=75)
        return 0
    return held(after("--out"))


if __name__ == "__main__":
    sys.exit(main())
