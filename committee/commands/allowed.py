"""What a sheet and a scenario may hold, column by column and setting by setting, as they are declared.

The window asks for it (``committee check --allowed --json``), so that its forms offer what the model takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_args, get_type_hints


def allowed() -> dict[str, list[dict[str, Any]]]:
    """The columns of a sheet and the settings of a scenario as plain data.

    A column has its ``name``, whether it is ``required``, what is ``allowed`` in words, the ``words`` of its closed
    list, whether a cell may hold ``several`` of them, and what a ``blank`` cell means. A setting has its ``key``, its
    ``unit``, its ``words``, the ``least`` and the ``most`` of a number, and what it ``is``.
    """
    from committee.scenario.declared import settings

    listed = [
        {
            "key": setting.key,
            "is": setting.doc,
            "unit": setting.unit,
            "words": list(setting.words),
            "least": setting.bounds[0] if setting.bounds else None,
            "most": setting.bounds[1] if setting.bounds else None,
        }
        for setting in settings()
    ]
    return {"columns": list(_columns()), "settings": listed}


def listing() -> str:
    """The same for a person: a line for each."""
    known = allowed()
    columns = [f"{each['name']}: {each['allowed']}." for each in known["columns"]]
    settings = [f"{each['key']}: {_range(each)}{each['is']}" for each in known["settings"]]
    return "\n".join(["The columns of a sheet", *columns, "", "The settings of a scenario", *settings])


def _range(setting: dict[str, Any]) -> str:
    if setting["words"]:
        return f"{', '.join(setting['words'])}. "
    return "" if setting["least"] is None else f"{setting['least']:g} to {setting['most']:g} {setting['unit']}. "


def _columns() -> Iterator[dict[str, Any]]:
    from committee.applicants.applicant import Applicant
    from committee.applicants.columns import SHEET_COLUMNS

    kinds = get_type_hints(Applicant)
    for column in SHEET_COLUMNS:
        words, several = _words_in(kinds[column.name])
        yield {
            "name": column.name,
            "required": column.required,
            "allowed": column.form.allowed.replace("{year}", "the year of the season"),
            "words": words,
            "several": several,
            "blank": "" if column.blank is None else column.form.write(column.blank),
        }


def _words_in(kind: Any) -> tuple[list[str], bool]:
    """The words that a cell of this kind may hold, and whether it may hold several; none where it is no closed list."""
    from committee.applicants.applicant import Advocate, AdvocateStrength, AdvocateWho

    parts = [part for part in get_args(kind) if part not in (type(None), Ellipsis)]
    for each in (kind, *parts):
        if each is Advocate:
            return [f"{who}:{strength}" for who in AdvocateWho for strength in AdvocateStrength], False
    enums = [each for each in (kind, *parts) if isinstance(each, type) and issubclass(each, StrEnum)]
    if len(enums) != 1 or any(part is int for part in parts):
        return [], False
    return [word.value for word in enums[0]], Ellipsis in get_args(kind)
