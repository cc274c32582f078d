"""What every window imports; the process that serves one is split off from a process that has done so.

Solara's server is left out: it starts threads, and a process that is split off has none of them.
"""

from tests.viz.served import Notes

NOTES = Notes()
NOTES.watch()

from viz.site import settle_environment  # noqa: E402 - what is imported from here on is watched

settle_environment()

import ipyvuetify  # noqa: E402, F401
import solara  # noqa: E402, F401
import uvicorn  # noqa: E402, F401

import viz.children  # noqa: E402
import viz.server  # noqa: E402, F401
