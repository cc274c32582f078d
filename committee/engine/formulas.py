"""The formulas of the model, compiled as they stand. None is written a second time."""

from __future__ import annotations

from committee.engine.jit import as_it_stands
from committee.events import real as _real
from committee.meeting import call as _call
from committee.meeting import persuasion as _persuasion
from committee.meeting import practices as _practices
from committee.meeting import sides as _sides
from committee.meeting import speech as _speech
from committee.members import memory as _memory
from committee.members import reading as _reading
from committee.members import roster as _roster
from committee.members import trust as _trust
from committee.program import composite as _composite

real = as_it_stands(_real)

bend = as_it_stands(_reading.bend)
concern = as_it_stands(_reading.concern)
let_pass = as_it_stands(_reading.let_pass)
patience = as_it_stands(_reading.patience)
stance_of = as_it_stands(_reading.stance_of, bend=bend)

mean_outcome = as_it_stands(_memory.mean_outcome)
added = as_it_stands(_memory.added, bend=bend)

scatter = as_it_stands(_roster.scatter)
trusted = as_it_stands(_trust.bounded)

force_of = as_it_stands(_persuasion.force_of)
gain = as_it_stands(_persuasion.gain)
attention = as_it_stands(_persuasion.attention)
drawn = as_it_stands(_persuasion.drawn)

call = as_it_stands(_call.call)
trusted_share = as_it_stands(_call.trusted_share)
proven = as_it_stands(_call.proven)
answered = as_it_stands(_call.answered)
tired_share = as_it_stands(_call.tired_share)
edge_share = as_it_stands(_call.edge_share, bend=bend)

_percent = as_it_stands(_composite._percent)
_scaled = as_it_stands(_composite._scaled, _percent=_percent)
_exams = as_it_stands(_composite._exams, _scaled=_scaled, _percent=_percent)
score_of = as_it_stands(_composite.score_of, _exams=_exams, _scaled=_scaled, _percent=_percent)

crossed = as_it_stands(_sides.crossed)
side_of_proposal = as_it_stands(_sides.side_of_proposal)
seconds = as_it_stands(_speech.seconds)

within_cap = as_it_stands(_practices.within_cap)
toward = as_it_stands(_practices.toward)
toward_the_rate = as_it_stands(_practices.toward_the_rate, toward=toward)
committed = as_it_stands(_practices.committed)
