"""A small session for the tests of the workshop."""

from __future__ import annotations

from pathlib import Path

from committee.recording import Heard, Recording

SESSION = """title = "Mine"
minutes = 10
frame = "fairness"
aims = ["See what a minute of talk does"]
evidence = ["structure"]
after = ["What did you change?"]

[[recordings]]
name = "main"
scenario = "two_imgs"
seed = 1

[[steps]]
kind = "join"
title = "Come in"
seconds = 60
script = '''
Come in,
all of you.

We begin.
'''

[[steps]]
kind = "predict"
title = "Row 28"
recording = "main"
row = "img_b"
seconds = 60

[[steps]]
kind = "talk"
title = "The room talks"
recording = "main"
row = "img_b"
seconds = 90

[[steps]]
kind = "vote"
title = "And now?"
recording = "main"
row = "img_b"
seconds = 60

[[steps]]
kind = "reveal"
title = "What happened"
recording = "main"
row = "img_b"
seconds = 120

[[steps]]
kind = "seat"
title = "Take a seat"
recording = "main"
row = "img_a"
seats = ["chief_1", "apd_2"]
seconds = 90

[[steps]]
kind = "debrief"
part = "reactions"
title = "What was that like?"
seconds = 60

[[items]]
id = "sure"
when = "both"
text = "Do you know what talk does?"
choices = ["no", "yes"]

[[items]]
id = "seen"
when = "post"
text = "Did you see it?"
choices = ["no", "yes"]
"""
"""A session with every kind of step but one."""


def session_file(folder: Path, text: str = SESSION) -> Path:
    """The file of a session, written."""
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def a_meeting(scenario: str = "two_imgs", seed: int = 1, **settings: object) -> Recording:
    """A meeting, held in this process."""
    from committee.convene import RankMeeting

    heard = Heard()
    RankMeeting(scenario, seed=seed, listeners=[heard], **settings).run()
    return heard.recording()
