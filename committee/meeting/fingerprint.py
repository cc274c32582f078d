"""A fingerprint of a meeting that is over, whoever held it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

RowEnd = tuple[str, float, Sequence[float]]
"""(id, call, stances by member) of a row."""
MemberEnd = tuple[str, float, float, Mapping[str, float]]
"""(id, units left, fatigue, vividness by past resident) of a member."""


def fingerprint(rows: Iterable[RowEnd], members: Iterable[MemberEnd], listed: Iterable[str]) -> str:
    """A digest of the final state: calls, stances, purses, memories and the list, to 9 decimals."""
    state: list[str] = []
    for row, call, stances in rows:
        state.append(f"{row} {call:.9f} {' '.join(f'{value:.9f}' for value in stances)}")
    for member, balance, fatigue, vividness in members:
        vivid = " ".join(f"{key}={value:.9f}" for key, value in sorted(vividness.items()))
        state.append(f"{member} {balance:.9f} {fatigue:.9f} {vivid}")
    state.append(" ".join(listed))
    return blake2b("\n".join(state).encode(), digest_size=16).hexdigest()
