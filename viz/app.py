"""The Solara app: its pages and the frame around them."""

import solara

from viz.components.frame import Frame
from viz.pages.again import SameAgain
from viz.pages.compare import Compare
from viz.pages.experiments import Experiments
from viz.pages.library import Library
from viz.pages.live import Live
from viz.pages.replay import Replay
from viz.pages.run import Start
from viz.pages.season import Season
from viz.pages.seasons import Seasons
from viz.pages.settings import Settings

routes = [
    solara.Route("/", component=Library, layout=Frame, label="Recordings · The committee"),
    solara.Route("replay", component=Replay, label="Replay · The committee"),
    solara.Route("run", component=Start, label="Run a meeting · The committee"),
    solara.Route("again", component=SameAgain, label="The same again, but … · The committee"),
    solara.Route("live", component=Live, label="A meeting under way · The committee"),
    solara.Route("experiments", component=Experiments, label="Experiments · The committee"),
    solara.Route("seasons", component=Seasons, label="Hold a season · The committee"),
    solara.Route("season", component=Season, label="Season · The committee"),
    solara.Route("compare", component=Compare, label="Compare · The committee"),
    solara.Route("settings", component=Settings, label="Settings · The committee"),
]
