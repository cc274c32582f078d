"""The window: recordings of meetings, watched in a browser.

``server`` listens and serves, ``app`` is the Solara app with its ``pages`` and ``components``, ``stage``
is the ES module that draws the room, ``shelf`` knows the recordings, ``children`` runs a scenario as a child
process and ``follow`` its file. Nothing here imports the model: a replay needs a recording and nothing else.
"""
