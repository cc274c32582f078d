"""A member of the committee: the Mesa agent.

To add a role or a temperament, subclass :class:`Member` (or one of the roles) with a ``type_name`` and change what
differs. The class attributes say what the member may do, :meth:`Member.bring` what they bring along, and
:meth:`Member.eagerness` how much they want the floor. ``[[members]] type = "..."`` in a scenario then seats such a
member. The tests hold every registered type to the same contract.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from mesa import Agent, Model

from committee.errors import BrokenPromise
from committee.events import SeatedMember
from committee.members.capital import Purse
from committee.members.carried import NOTHING, Carried
from committee.members.memory import Episode, Ghost, Likeness, MemoryRules, ease, ghosts_of, mean_outcome
from committee.members.mind import Mind
from committee.members.spec import MemberSpec
from committee.terms import Act, Family, Kind, Role

_KINDS: Final = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Moment:
    """What a member can feel when they wonder whether to speak."""

    elapsed_s: float
    """Seconds of the row that are gone."""
    allowed_s: float
    """Seconds that the row may take."""
    spoken: int
    """How often the member has spoken in this row."""
    fatigue: float
    """How tired the member is, in [0, 1)."""


class Member(Agent):  # type: ignore[misc]  # Mesa's Agent is generic only in name
    """Somebody at the table. Their stance on a row is not kept here: it belongs to the row."""

    type_name: ClassVar[str] = ""
    """What ``[[members]] type`` calls this type; the name registers it."""
    role: ClassVar[Role] = Role.FACULTY
    """The role, by which standing, susceptibility and phrases differ."""
    votes: ClassVar[bool] = True
    """Whether the call counts this member's stance: the role says so."""
    interviews: ClassVar[bool] = True
    """Whether this member may have met an applicant."""
    reads: ClassVar[bool] = True
    """Whether this member may be drawn to read a file."""
    reads_all: ClassVar[bool] = False
    """Whether this member has read every file."""
    keeps_no_list: ClassVar[bool] = False
    """Whether this member may quietly decide against a row beforehand."""
    topics: ClassVar[frozenset[Family] | None] = None
    """What the member brings up unasked; None if anything that they know."""
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
            Act.PROPOSE,
            Act.CONCEDE,
            Act.REOPEN,
        }
    )
    """What the member may do."""

    registry: ClassVar[dict[str, type[Member]]] = {}
    """Every type that has a name, by that name."""

    spec: MemberSpec
    """What the scenario says of this member."""
    mind: Mind
    """What the member brings to every row."""
    purse: Purse
    """Their capital."""
    fatigue: float
    """How tired they are, in [0, 1)."""
    episodes: tuple[Episode, ...]
    """The past residents whom they remember."""
    vividness: dict[str, float]
    """By episode id, how vivid the memory is, in [0, 1]."""
    even_tempered: bool
    """Whether their eagerness is the same at every moment."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.votes = cls.role.votes
        if "type_name" in cls.__dict__:
            Member.registry[cls.type_name] = cls

    def __init__(self, model: Model, spec: MemberSpec, mind: Mind, carried: Carried = NOTHING) -> None:
        super().__init__(model)
        self.spec = spec
        self.mind = self.bring(mind)
        self.purse = Purse(spec.capital, carried.purse)
        self.fatigue = 0.0
        self.episodes = ()
        self.vividness = {}
        self._carried = carried
        self._backgrounds: dict[Kind, float] = {}
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
        """Who they are and where they sit, as events tell it."""
        return SeatedMember(id=self.spec.id, role=self.role, seat=self.spec.seat, name=self.spec.name)

    def remember(self, episodes: Sequence[Episode]) -> None:
        """Keep those of ``episodes`` that this member holds, or those that they carry, as vivid as they come."""
        held = tuple(e for e in episodes if not e.holders or self.spec.id in e.holders)
        self.episodes = held if self._carried.episodes is None else self._carried.episodes
        self.vividness = self._at_opening()
        self._backgrounds = {}

    def haunted_by(self, alike: Sequence[Likeness], rules: MemoryRules) -> list[Ghost]:
        """The ghosts that a row raises in this member; ``alike`` are the residents whom the row resembles."""
        minded = []
        for resemblance in alike:
            vividness = self.vividness.get(resemblance.episode.id)
            if vividness is not None:
                minded.append((resemblance, resemblance.ease * vividness * self.share(resemblance.episode, rules)))
        return ghosts_of(minded, rules.nobody) if minded else []

    def background(self, kind: Kind, year: int, rules: MemoryRules, but: Collection[str] = ()) -> float:
        """How far the residents of a kind, whatever their flags, move this member's stance on a row of that kind.

        They do so by habit, as vivid as they were when the meeting began: what the day brings to mind does not change
        it. ``year`` and ``rules`` are those of the meeting, so it is worked out once for each kind. Residents whose
        ids are in ``but`` do not count.
        """
        if but:
            return self._background_of(year, rules, but)[kind]
        if not self._backgrounds:
            self._backgrounds = self._background_of(year, rules)
        return self._backgrounds[kind]

    def _background_of(self, year: int, rules: MemoryRules, but: Collection[str] = ()) -> dict[Kind, float]:
        eases, outcomes = dict.fromkeys(_KINDS, 0.0), dict.fromkeys(_KINDS, 0.0)
        opening = self._carried.vividness
        for episode in self.episodes:
            kinds = [kind for kind in _KINDS if kind in episode.traits]
            if kinds and episode.id not in but:
                vividness = opening.get(episode.id, episode.vividness)
                easily = ease(episode.outcome, year - episode.year, rules) * vividness
                easily *= self.share(episode, rules)
                for kind in kinds:
                    eases[kind] += easily
                    outcomes[kind] += episode.outcome * easily
        return {kind: rules.background * mean_outcome(outcomes[kind], eases[kind], rules.nobody) for kind in _KINDS}

    def share(self, episode: Episode, rules: MemoryRules) -> float:
        """How easily this member remembers it, as a share of those who saw it."""
        return 1.0 if self.spec.id in episode.witnessed else rules.hearsay

    def refresh(self, episode: str, more: float) -> None:
        """Make a memory more vivid after a recall, by the share ``more`` of what is left to 1."""
        if episode in self.vividness:
            self.vividness[episode] += (1.0 - self.vividness[episode]) * more

    def tire(self, minutes: float, per_hour: float) -> None:
        """Set the fatigue after ``minutes`` in the room. It rises, stays below 1, and rises slower with stamina."""
        load = per_hour * minutes / 60.0 / self.spec.stamina
        self.fatigue = load / (1.0 + load)

    def rest(self) -> None:
        """Restore purse, fatigue and vividness as they were when the meeting began."""
        self.purse.refill()
        self.fatigue = 0.0
        self.vividness = self._at_opening()

    @property
    def lived_trust(self) -> Mapping[str, float]:
        """By member id, the trust that this member brings along in place of a draw."""
        return self._carried.trust

    @property
    def brought_episodes(self) -> bool:
        """Whether this member carries memories of their own in place of the scenario's."""
        return self._carried.episodes is not None

    def carry(self, trust: Mapping[str, float]) -> Carried:
        """What this member takes from the meeting; ``trust`` is by member id."""
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
