"""The Starlette application of the window: our own routes first, then Solara's, and Solara's settings.

Solara reads its settings from the environment when it is first imported. Only ours count: before that we remove
every other variable of Solara's that a shell or another program has set.
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware

import viz.context
from viz.guard import Guard
from viz.routes import broken, not_found, our_routes

if TYPE_CHECKING:
    from viz.context import Context

HERE = Path(__file__).parent

SOLARA_SETTINGS = {
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_TELEMETRY_SERVER_USER_ID": "nobody",  # any text keeps Solara from writing an id into the home folder
    "SOLARA_MODE": "production",
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_THEME_FORCE_REFRESH": "True",  # otherwise a page looks alive after the server restarts, but is dead
    "SOLARA_THEME_TITLE": "The committee",
    "SOLARA_ASSETS_PROXY": "True",
    "SOLARA_ASSETS_CDN": "http://127.0.0.1:9/",  # nobody listens there: nothing can be fetched by accident
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "False",
    "SOLARA_SERVER_HTTP_GZIP": "False",  # to compress 4 MB of front end takes a second, to send it no time
    "SOLARA_KERNEL_CULL_TIMEOUT": "1h",
}
"""What Solara reads from the environment when it is first imported."""


def settle_environment() -> None:
    """Leave only our own settings of Solara in the environment."""
    for name in [name for name in os.environ if name.upper().startswith("SOLARA_")]:
        del os.environ[name]
    os.environ.update(SOLARA_SETTINGS)


def application(context: Context) -> Starlette:
    """The application over ``context``. Imports Solara, which takes about a second the first time."""
    settle_environment()
    warnings.filterwarnings("ignore", message="Cookies with samesite=none")  # Solara warns so of any page without https
    viz.context.use(context)
    from solara.server import app as solara_apps
    from solara.server import starlette as solara

    script = solara_apps.AppScript("viz.app")
    # Solara looks for templates/ and assets/ beside the folder of its app: make that viz/, not the folder above.
    script.directory = HERE / "pages"
    solara_apps.apps["__default__"] = script
    return Starlette(
        routes=[*our_routes(), *solara.routes],
        middleware=[Middleware(Guard), *solara.middleware],
        lifespan=solara.lifespan,
        exception_handlers={404: not_found, 500: broken},
    )
