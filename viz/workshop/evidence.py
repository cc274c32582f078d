"""What published evidence says: the entries of the kit, which sessions name and handouts print."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from annotated_types import MaxLen, MinLen
from pydantic import BaseModel, ConfigDict, TypeAdapter

from committee.machine import shipped
from committee.units import PLAIN
from committee.written.source import read_table

KIT: Final = "kit"
"""The folder of the kit beside the shipped sessions: what is no session itself."""


class Evidence(BaseModel):
    """One finding."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: Annotated[str, MinLen(1), MaxLen(400), PLAIN]
    """The finding, in a sentence or two."""
    source: Annotated[str, MinLen(1), MaxLen(400), PLAIN]
    """Where it is published."""
    checked: bool
    """Whether we read the source; else it is cited from memory."""


def kit_folder() -> Path:
    """Where the parts of the kit are that are no sessions."""
    return shipped.folder(shipped.What.SESSION) / KIT


@cache
def evidence() -> Mapping[str, Evidence]:
    """Every entry of the kit, by its name."""
    table = read_table(kit_folder() / "evidence.toml")
    return TypeAdapter(dict[str, Evidence]).validate_json(json.dumps(table), strict=True)
