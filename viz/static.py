"""Our own modules and style sheets, as files that a browser checks each time, so that it sees an update."""

from __future__ import annotations

import os
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles


class Fresh(StaticFiles):
    """Modules and style sheets of a folder, and nothing else in it."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """The file at ``path``, if it is one that a page may have."""
        return super().lookup_path(path) if path.endswith((".js", ".css")) else ("", None)

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """The answer with that file."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response
