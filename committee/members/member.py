"""A member of the committee: the Mesa agent.

To add a role or a temperament, subclass :class:`Member` (or one of the roles) with a ``type_name`` and change what
differs: the class attributes say what the member may do, :meth:`Member.bring` what they bring along, and
:meth:`Member.eagerness` how much they want the floor. ``[[members]] type = "..."`` in a scenario then seats one. The
tests hold every registered type to the same contract.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from mesa import Agent, Model

from committee.errors import BrokenPromise
from committee.events import SeatedMember
from committee.members.capital import Purse
from committee.members.carried import NOTHING, Carried
from committee.members.memory import Episode, Ghost, Likeness, MemoryRules, strength
from committee.members.mind import Mind
from committee.members.spec import MemberSpec
from committee.terms import Act, Role


@dataclass(frozen=True, slots=True)
class Moment:
    """What a member can feel when wondering whether to speak: seconds gone and allowed, times spoken, own fatigue."""

    elapsed_s: float
    allowed_s: float
    spoken: int
    fatigue: float


class Member(Agent):  # type: ignore[misc]  # Mesa's Agent is generic only in name
    """Somebody at the table.

    State: ``purse``, ``fatigue`` in [0, 1), ``episodes`` (what they remember) and how vivid each still is. The
    stance on a row is not kept here: it belongs to the row. ``even_tempered`` says that eagerness is the same
    at every moment.
    """

    type_name: ClassVar[str] = ""
    role: ClassVar[Role] = Role.FACULTY
    votes: ClassVar[bool] = True
    """Whether the call counts this member's stance."""
    interviews: ClassVar[bool] = True
    """Whether this member may have met an applicant."""
    reads: ClassVar[bool] = True
    """Whether this member may be drawn to read a file."""
    reads_all: ClassVar[bool] = False
    """Whether this member has read every file."""
    keeps_no_list: ClassVar[bool] = False
    """Whether this member may quietly decide against a row beforehand."""
    acts: ClassVar[frozenset[Act]] = frozenset(
        {
            Act.IMPRESSION,
            Act.ASK,
            Act.ANSWER,
            Act.CONCERN,
            Act.RECALL,
            Act.VOUCH,
            Act.ADVOCATE,
            Act.REFRAME,
            Act.COUNTER,
            Act.CHALLENGE,
            Act.AGREE,
            Act.WAIT,
            Act.REOPEN,
        }
    )
    """What the member may do."""

    registry: ClassVar[dict[str, type[Member]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "type_name" in cls.__dict__:
            Member.registry[cls.type_name] = cls

    def __init__(self, model: Model, spec: MemberSpec, mind: Mind, carried: Carried = NOTHING) -> None:
        super().__init__(model)
        self.spec = spec
        self.mind = self.bring(mind)
        self.purse = Purse(spec.capital, carried.purse)
        self.fatigue = 0.0
        self.episodes: tuple[Episode, ...] = ()
        self.vividness: dict[str, float] = {}
        self._carried = carried
        self.even_tempered = type(self).eagerness is Member.eagerness

    def bring(self, mind: Mind) -> Mind:
        """The mind this member comes with; ``mind`` is what the scenario gives everybody, dispersed."""
        return mind

    def eagerness(self, moment: Moment) -> float:
        """What temperament adds to a bid for the floor."""
        del moment
        return self.spec.talkativeness

    @property
    def seated(self) -> SeatedMember:
        """Who and where, as events tell it."""
        return SeatedMember(id=self.spec.id, role=self.role, seat=self.spec.seat, name=self.spec.name)

    def remember(self, episodes: Sequence[Episode]) -> None:
        """Take in those of ``episodes`` that this member holds, or those they carry, as vivid as they come."""
        held = tuple(e for e in episodes if not e.holders or self.spec.id in e.holders)
        self.episodes = held if self._carried.episodes is None else self._carried.episodes
        self.vividness = self._at_opening()

    def haunted_by(self, alike: Sequence[Likeness], year: int, rules: MemoryRules) -> list[Ghost]:
        """The ghosts that a row raises in this member; ``alike`` are the episodes that it is like at all."""
        ghosts = []
        for found in alike:
            episode = found.episode
            vividness = self.vividness.get(episode.id)
            if vividness is not None:
                loudness = strength(episode, vividness, year - episode.year, rules)
                if self.spec.id not in episode.witnessed:
                    loudness *= rules.hearsay
                ghosts.append(
                    Ghost(
                        episode=episode.id,
                        traits=found.traits,
                        weight=loudness * found.match,
                        drift=loudness * found.drift,
                    )
                )
        return ghosts

    def refresh(self, episode: str, more: float) -> None:
        """A recall makes the memory more vivid by a share ``more`` of what is left to 1."""
        if episode in self.vividness:
            self.vividness[episode] += (1.0 - self.vividness[episode]) * more

    def tire(self, minutes: float, per_hour: float) -> None:
        """Fatigue after ``minutes`` in the room: rising, bounded below 1, slower with stamina."""
        load = per_hour * minutes / 60.0 / self.spec.stamina
        self.fatigue = load / (1.0 + load)

    def rest(self) -> None:
        """As at the opening: a full purse, no fatigue, memories as vivid as they were given."""
        self.purse.refill()
        self.fatigue = 0.0
        self.vividness = self._at_opening()

    @property
    def brought_episodes(self) -> bool:
        """Whether this member remembers other residents than the scenario says."""
        return self._carried.episodes is not None

    def carry(self, trust: Mapping[str, float]) -> Carried:
        """What this member takes along from the meeting; ``trust`` is by member id."""
        return Carried(
            purse=self.purse.balance, episodes=self.episodes, vividness=dict(self.vividness), trust=dict(trust)
        )

    def _at_opening(self) -> dict[str, float]:
        """How vivid each memory was when the meeting began."""
        carried = self._carried.vividness
        return {episode.id: carried.get(episode.id, episode.vividness) for episode in self.episodes}


def member_type(name: str) -> type[Member]:
    """The registered class for ``[[members]] type = name``."""
    if name not in Member.registry:
        raise BrokenPromise(f"no member type is called {name!r}; there are {', '.join(sorted(Member.registry))}")
    return Member.registry[name]


def known_types() -> Mapping[str, type[Member]]:
    """Every registered type by name."""
    return dict(Member.registry)
