"""The window: watch recordings of meetings in a browser.

``server`` listens and serves, ``app`` is the Solara app with its ``pages`` and ``components``, ``stage``
holds the ES modules that draw the room, ``shelf`` knows the recordings, ``children`` runs a scenario in a child
process, and ``follow`` reads its file. Nothing here imports the model: a replay needs a recording and nothing else.
"""
