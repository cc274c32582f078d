"""How it sounds: phrases as data, one file a language, and the chooser that picks among them.

The model never writes a word. It tells events; :mod:`committee.recording` asks :class:`Chooser` for the
``text`` of an utterance, so no wording can change an outcome. See this folder's README for the format.
"""

from committee.phrases.chooser import Chooser
from committee.phrases.saying import Saying

__all__ = ["Chooser", "Saying"]
