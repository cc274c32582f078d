"""How our JavaScript and style sheets are written: lines of a width, functions of a length, as in Python."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.javascript import Function, functions
from viz.player import STAGE

WIDEST = 120
LONGEST_FUNCTION = 40
LONGEST_FILE = 400
VIZ = STAGE.parent
SCRIPTS = sorted(VIZ.rglob("*.js"))
SHEETS = sorted(VIZ.rglob("*.css"))


def named(path: Path) -> str:
    return path.relative_to(VIZ).as_posix()


def test_there_is_something_to_measure() -> None:
    assert {"stage/stage.js", "components/stage_view.js"} <= {named(path) for path in SCRIPTS}
    assert {"stage/stage.css", "assets/custom.css"} <= {named(path) for path in SHEETS}


@pytest.mark.parametrize("path", [*SCRIPTS, *SHEETS], ids=named)
def test_no_line_is_wider_than_a_screen_holds(path: Path) -> None:
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    assert [number for number, line in lines if len(line) > WIDEST] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_functions_are_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert [each for each in functions(source) if each.lines > LONGEST_FUNCTION] == []
    assert source.count("\n") < LONGEST_FILE


def test_a_function_is_measured_whatever_it_is_written_as() -> None:
    source = "function a() {\n  const b = () => {\n    return 1;\n  };\n}\nexport const c = { d() {\n} };\n"
    assert functions(source) == [Function(line=1, lines=5), Function(line=2, lines=3), Function(line=6, lines=2)]


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_what_is_imported_from_the_stage_is_exported_there(path: Path) -> None:
    """Joined into one file the modules need no imports, so only the window would notice."""
    imports = re.findall(
        r'^(?:import|export) \{([^}]*)\} from "(?:\.|/stage)/(\w+\.js)";$',
        path.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    for names, module in imports if path.parent == STAGE or "components" in path.parts else []:
        source = (STAGE / module).read_text(encoding="utf-8")
        exported = re.findall(r"^export (?:async )?(?:function|const) (\w+)", source, re.MULTILINE)
        assert {name.strip() for name in names.split(",") if name.strip()} <= set(exported), module


IMPORT = re.compile(r'^(?:import|export) \{([^}]*)\} from "\./\w+\.js";$', re.MULTILINE)
STAGED = {path.name: path.read_text(encoding="utf-8") for path in sorted(STAGE.glob("*.js"))}


def words(pattern: str, source: str) -> set[str]:
    """Every word in what ``pattern`` finds."""
    return {word for found in re.findall(pattern, source) for word in re.findall(r"\w+", found)}


@pytest.mark.parametrize("name", STAGED)
def test_what_a_module_of_the_stage_calls_is_its_own_or_imported(name: str) -> None:
    """Joined into one file the modules see each other's names, so only the window would notice."""
    exported = set().union(
        *(words(r"(?m)^export (?:async )?(?:function|const) (\w+)", each) for each in STAGED.values())
    )
    imported = {word for names in IMPORT.findall(STAGED[name]) for word in re.findall(r"\w+", names)}
    code = IMPORT.sub("", re.sub(r"(?m)^\s*//.*$", "", STAGED[name]))
    named = words(r"(?:function|const|let) (\w+)", code) | words(r"(?:const|let) [\[{]([^=]*?)[\]}] =", code)
    given = words(r"\(([^()]*)\) (?:=>|\{)", code) | words(r"(\w+) =>", code)
    assert (words(r"(?<![\w.$])(\w+)\(", code) & exported) - imported - named - given == set()
