"""Child processes and workers run our code, and nothing that lies in the folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from committee.machine.processes import child_environment, our_command, workers_environment

PLANTED = ("committee", "random", "json", "typing", "shutil", "numpy")
TRAP = "import pathlib; (pathlib.Path(__file__).parent / 'SPRUNG').touch()\n"
WORKERS = """
from contextlib import nullcontext
import sys
from committee.machine.processes import workers_environment

def task(number):
    import random
    return random.__file__

if __name__ == "__main__":
    from joblib import Parallel, delayed

    with workers_environment() if sys.argv[1] == "guarded" else nullcontext():
        print("\\n".join(Parallel(n_jobs=2, backend="loky")(delayed(task)(number) for number in range(2))))
"""


@pytest.fixture
def trapped(tmp_path: Path) -> Path:
    """A folder in which lie files that tell if anybody has imported them."""
    folder = tmp_path / "trapped"
    folder.mkdir()
    for name in PLANTED:
        (folder / f"{name}.py").write_text(TRAP)
    return folder


def test_a_child_imports_nothing_that_lies_in_the_folder(trapped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", str(trapped)]))
    monkeypatch.setenv("PYTHONSTARTUP", str(trapped / "random.py"))
    command = [*our_command(), "check", "--help"]
    done = subprocess.run(command, cwd=trapped, env=child_environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Example: committee check" in done.stdout
    assert not (trapped / "SPRUNG").exists()


def test_what_a_child_starts_is_as_safe(trapped: Path) -> None:
    code = "import subprocess, sys; print(subprocess.check_output([sys.executable, '-c', 'import random'], text=True))"
    subprocess.run([sys.executable, "-P", "-c", code], cwd=trapped, env=child_environment(), check=True)
    assert not (trapped / "SPRUNG").exists()


@pytest.mark.parametrize("guarded", [True, False])
def test_workers_of_joblib_import_nothing_that_lies_in_the_folder(
    trapped: Path, tmp_path: Path, *, guarded: bool
) -> None:
    """Not even under a parent that is safe itself; without our guard they would."""
    program = tmp_path / "elsewhere" / "program.py"
    program.parent.mkdir()
    program.write_text(WORKERS)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [sys.executable, "-P", str(program), "guarded" if guarded else "bare"],
        cwd=trapped,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (trapped / "SPRUNG").exists() is not guarded
    if guarded:
        assert done.returncode == 0, done.stderr
        assert str(trapped) not in done.stdout


def test_a_child_gets_what_it_needs_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SOLARA_THEME_LOADER", "PYTHONHOME", "AWS_SECRET", "PYTHONSTARTUP", "HTTP_PROXY"):
        monkeypatch.setenv(name, "x")
    for name in ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT"):
        monkeypatch.setenv(name, "kept")
    given = child_environment()
    assert not given.keys() & {"SOLARA_THEME_LOADER", "PYTHONHOME", "AWS_SECRET", "PYTHONSTARTUP", "HTTP_PROXY"}
    assert {given[name] for name in ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")} == {"kept"}
    assert given["PYTHONSAFEPATH"] == "1"


def test_a_package_that_is_only_found_by_a_path_is_found_by_a_child_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(__file__).resolve().parents[3]
    monkeypatch.setattr(
        sys, "path", [str(tmp_path), *(entry for entry in sys.path if Path(entry or ".").resolve() != root)]
    )
    assert child_environment()["PYTHONPATH"] == str(root)


def test_our_own_environment_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET", "x")
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    before = dict(os.environ)
    with workers_environment():
        assert "AWS_SECRET" not in os.environ
        assert os.environ["PYTHONSAFEPATH"] == "1"
    assert dict(os.environ) == before
