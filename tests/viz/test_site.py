"""Solara's settings: ours, and nobody else's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from viz.site import SOLARA_SETTINGS, settle_environment

FOREIGN = {
    "SOLARA_MODE": "development",
    "SOLARA_THEME_VARIANT": "dark",
    "solara_theme_title": "Theirs",
    "SOLARA_APP": "nowhere.at.all",
    "SOLARA_KERNEL_CULL_TIMEOUT": "no time",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "True",
    "SOLARA_ASSETS_CDN": "http://elsewhere.example/",
    "SOLARA_ROOT_PATH": "/elsewhere",
    "SOLARA_SESSION_HTTPS_ONLY": "True",
}
TOLD = """
import json
from viz.context import Context
from viz.site import application

application(Context())
from solara.server import settings

made = {name: one for name, one in vars(settings).items() if isinstance(one, settings.BaseSettings)}
print(json.dumps({name: one.dict() for name, one in made.items()}, default=str))
"""


def settings_of(folder: Path, **more: str) -> dict[str, Any]:
    """Solara's settings as a fresh process has them."""
    ours = {name: value for name, value in os.environ.items() if not name.upper().startswith("SOLARA_")}
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, "-P", "-c", TOLD],
        cwd=folder,
        env={**ours, "PYTHONPATH": root, **more},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    settings: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    del settings["telemetry"]["server_session_id"]  # drawn anew by each process
    return settings


def test_foreign_variables_change_nothing(tmp_path: Path) -> None:
    plain = settings_of(tmp_path)
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in FOREIGN.items()))
    assert plain["theme"]
    assert settings_of(tmp_path, **FOREIGN) == plain


def test_only_our_settings_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in {*FOREIGN, *SOLARA_SETTINGS}:
        monkeypatch.setenv(name, "theirs")
    settle_environment()
    assert {name: value for name, value in os.environ.items() if name.upper().startswith("SOLARA")} == SOLARA_SETTINGS
