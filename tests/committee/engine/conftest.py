"""Without numba there is nothing to compare with the model; what chooses an engine is tested all the same."""

from __future__ import annotations

from importlib.util import find_spec

_NEED_NUMBA = ["test_[!cno]*.py", "test_compiling.py"]
collect_ignore_glob = [] if find_spec("numba") else _NEED_NUMBA
