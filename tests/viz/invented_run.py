"""Stands in for ``python -m committee``: ``run SCENARIO --seed N --out FILE`` writes an invented recording, slowly.

``whatif RECORDING --row=ID ... --out=DIR --json`` writes the recording, and beside it one with the change, in which the
header tells what was asked for. A year of 3000 is refused. It says how far it is, and prints the answer last.

Seed 13 is refused, as the real command refuses: a sentence on stderr and status 2. With ``--paced`` it goes on
after row k only when the file FILE.seen holds k characters: whoever follows it has seen the row. ``--seen-in``
names another file for that.
"""

import importlib.util
import json
import sys
import time
from pathlib import Path


def made_up(seed: int) -> str:
    spec = importlib.util.spec_from_file_location("made_up", Path(__file__).with_name("made_up.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    text: str = module.recording(rows=8, seed=seed)
    return text


def wait_for(seen: Path, characters: int) -> None:
    while not seen.exists() or seen.stat().st_size < characters:
        time.sleep(0.005)


def held_again() -> int:
    words = sys.argv[2:]
    row = next(word for word in words if word.startswith("--row=")).removeprefix("--row=")
    sets = [word.removeprefix("--set=").partition("=") for word in words if word.startswith("--set=")]
    if ("yog", "=", "3000") in sets:
        sys.stderr.write(f'row {row}, column yog: "3000" is not allowed.\n')
        return 2
    for meeting in (1, 2, 3):
        print(json.dumps({"meeting": meeting, "meetings": 3, "rows": 2, "of": 4}), flush=True)
    out = Path(next(word for word in words if word.startswith("--out=")).removeprefix("--out="))
    before = Path(words[0]).read_text(encoding="utf-8")
    header, _, rest = before.partition("\n")
    told = json.loads(header)
    told["changes"] = {"cells": {row: {key: value for key, _, value in sets if "." not in key}}}
    out.mkdir(parents=True)
    (out / "before.jsonl").write_text(before, encoding="utf-8")
    changed = rest[: rest.rfind("\n", 0, -1) + 1]  # without the footer, which vouches for other bytes
    (out / "before-changed.jsonl").write_text(f"{json.dumps(told)}\n{changed}", encoding="utf-8")
    print(json.dumps({"row": row, "said": []}))
    return 0


def main() -> int:
    if sys.argv[1] == "whatif":
        return held_again()
    seed, out = int(sys.argv[sys.argv.index("--seed") + 1]), Path(sys.argv[sys.argv.index("--out") + 1])
    if seed == 13:
        sys.stderr.write("Thirteen is refused here.\n")
        return 2
    paced, rows = "--paced" in sys.argv or "--seen-in" in sys.argv, 0
    seen = Path(sys.argv[sys.argv.index("--seen-in") + 1] if "--seen-in" in sys.argv else f"{out}.seen")
    with out.open("w", encoding="utf-8") as stream:
        for line in made_up(seed).splitlines(keepends=True):
            stream.write(line)
            if '"row_closed"' in line:
                stream.flush()
                rows += 1
                wait_for(seen, rows) if paced else time.sleep(0.05)
    return 0


if __name__ == "__main__":
    sys.exit(main())
