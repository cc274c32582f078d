"""Remembering: what a year leaves in the minds of a room, and what it loses.

Whatever becomes of a resident, those who worked with them saw it, and some of the others hear of it. Whoever handles it
by office saw it as well: nobody is put on remediation or leaves without the director. What is bad is vivid. Residents
of whom there is nothing to tell are remembered as a crowd: one memory for each kind and year, without the flags of
those who were in it. It takes a crowd to be one. Two quiet residents of a kind leave no picture of their kind, a dozen
leave a clear one, so what a room knows of a small group loses most of its quiet members (Fiedler 1991). Nobody counts.

A resident of a kind or with a flag that is rare in the house stands out, and is remembered better the more unusual the
event is, too. Two rare things that come together seem to belong together (Hamilton and Gifford 1976). Residents of the
usual kind are often remembered as persons and not as of that kind. That is the mechanism of fear in this model. Nothing
says that a group is worse, but what comes to mind of a rare group is more often bad than its residents were, and no
crowd stands beside it. :func:`perceived_risk` measures it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Le
from msgspec import Struct, structs

from committee.chance import SEATS, Chance, Purpose, normal_of
from committee.members.memory import Episode, MemoryRules, ease
from committee.pipeline.labels import label_of, label_of_many
from committee.pipeline.lived import Lived, Seated, vividness_of
from committee.pipeline.residency import Resident
from committee.terms import Became, Flag, Kind, Role, Visa
from committee.units import SMALLEST, Multiplier, Share, Table, Unit

Outcome = Annotated[float, Ge(-1), Le(1), Unit("-1 to 1")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberRules:
    """The table ``[season.remember]``: what a year leaves in memory."""

    outcome: Table[Became, Outcome]
    """How each event counts, from -1 (badly wrong) to 1."""
    quiet: Outcome
    """How it counts that there is nothing to tell."""
    vivid_least: Share
    """How vivid the mildest event is."""
    crowd: Annotated[float, Ge(SMALLEST), Le(1000), Unit("residents")]
    """Of how many quiet residents of a kind the memory is half vivid. Of half as many it is a fifth. More of it: more
    groups of whose quiet members the room has no picture."""
    vivid_bad: Share
    """What the worst outcome adds to that. More of it: bad residents are remembered better."""
    vivid_good: Share
    """What the best outcome adds. Below ``vivid_bad``, good ones are remembered less."""
    vivid_spread: Share
    """The standard deviation of vividness from resident to resident, as a share of it."""
    distinct: Multiplier
    """How much more vivid the rarest resident is in the rarest event, as a share. More of it: more fear of the rare."""
    as_person: Share
    """The share of residents of a kind that is all there is who are remembered as a person and not as of that kind."""
    worked: Table[Role, Share]
    """The chance that a member of this role has worked with a resident, and so saw it."""
    office: Table[Became, tuple[Role, ...]]
    """Who handles each event by office, and so has seen it, whomever they worked with."""
    heard: Share
    """The chance that a member who did neither hears of the gravest outcome. Of a milder one it is less."""
    settles: Share
    """The share of what recalls have added to a vividness that a year takes off again."""
    least: Share
    """The strength below which an episode is forgotten. More of it: shorter memories."""
    most: Annotated[int, Ge(1), Le(500), Unit("episodes")]
    """The most episodes that a room keeps. The strongest stay."""
    word_to: Annotated[int, Ge(0), Le(20), Unit("programs")]
    """How many programs hear of a resident elsewhere whose outcome is grave enough."""
    word_from: Share
    """How far from 0 an outcome must be for word of it to leave the program."""
    word_vivid: Share
    """What is left of the vividness in a program that only hears of it."""


class Occasion(Struct, frozen=True, kw_only=True):
    """A year at a program, for what is remembered of it."""

    year: int
    """The calendar year."""
    chance: Chance
    """The draws of this year and program, at the gate of residency."""
    roster: Sequence[Resident]
    """Everybody in training there this year."""


Event = tuple[Resident, Became]
"""A resident and what became of them."""


def remember(lived: Lived, events: Sequence[Event], occasion: Occasion, rules: RememberRules) -> Lived:
    """The program with this year's residents in mind; ``events`` is in any order, at most one of each for a resident.

    A resident of whom something is remembered already keeps what weighs more.
    """
    shares = shares_of(occasion.roster)
    fresh = []
    for event in sorted(events, key=lambda each: (each[0].id, each[1])):
        told = episode_of(event, occasion, rules, shares)
        fresh.append(_witnessed_at(lived.seats, told, rules.office[event[1]], occasion.chance, rules))
    busy = {resident.id for resident, _ in events}
    fresh.extend(_crowds(lived, [each for each in occasion.roster if each.id not in busy], occasion, rules))
    return structs.replace(lived, episodes=joined(lived.episodes, fresh))


def shares_of(roster: Sequence[Resident]) -> Mapping[str, float]:
    """By trait, the share of the house that has it."""
    counts = Counter(trait for resident in roster for trait in traits_of(resident))
    return {trait: count / len(roster) for trait, count in counts.items()}


def traits_of(resident: Resident) -> tuple[str, ...]:
    """The traits by which memory compares a resident: flags, the visa, the kind. A visa stands for its flag."""
    visa = () if resident.visa is Visa.NONE else (resident.visa.value,)
    flags = tuple(flag for flag in resident.flags if not (visa and flag == Flag.VISA))
    return (*flags, *visa, resident.kind.value)


def episode_of(event: Event, occasion: Occasion, rules: RememberRules, shares: Mapping[str, float]) -> Episode:
    """What there is to remember of an event, still without holders. A visa that came late is laid to the visa alone.

    ``shares`` are those of :func:`shares_of`.
    """
    resident, became = event
    outcome = rules.outcome[became]
    told, person, spread = occasion.chance.uniforms(Purpose.VIVID, f"{resident.id} {became}", 3)
    traits = traits_of(resident)
    if became is Became.LATE:
        traits = tuple(trait for trait in traits if trait in (*Visa, resident.kind))
    rarity = 1.0 - min(shares.get(trait, 0.0) for trait in traits)
    kind = resident.kind.value
    if person < rules.as_person * shares.get(kind, 0.0):
        traits = tuple(trait for trait in traits if trait != kind)
    vivid = vivid_of(outcome, rarity, rules) * (1.0 + rules.vivid_spread * normal_of(spread))
    return Episode(
        id=resident.id,
        year=occasion.year,
        traits=traits,
        outcome=outcome,
        vividness=max(0.0, min(vivid, 1.0)),
        holders=(),
        witnessed=(),
        label=label_of(resident.entered, traits, became, told),
    )


def vivid_of(outcome: float, rarity: float, rules: RememberRules) -> float:
    """How vividly an outcome is remembered, at least 0; ``rarity`` in [0, 1] is how unusual the resident is."""
    size = abs(outcome)
    plain = rules.vivid_least + (rules.vivid_bad if outcome < 0.0 else rules.vivid_good) * size
    return plain * (1.0 + rules.distinct * rarity * size)


def _witnessed_at(
    seats: Sequence[Seated], episode: Episode, office: Collection[Role], chance: Chance, rules: RememberRules
) -> Episode:
    """The episode with those who saw it and those who heard. Somebody always saw: whoever was nearest to it."""
    near = {}
    heard = []
    drawn = chance.uniforms(Purpose.HOLDERS, episode.id, 2 * SEATS)
    for seated in seats:
        member = seated.spec.id
        saw, hears = drawn[2 * seated.spec.seat : 2 * seated.spec.seat + 2]
        worked = 1.0 if seated.role in office else rules.worked[seated.role]
        near[member] = saw / worked if worked else 1.0 / (1.0 - saw)
        if hears < rules.heard * abs(episode.outcome):
            heard.append(member)
    nearest = min(near.values(), default=0.0)
    witnessed = tuple(member for member, far in near.items() if far < 1.0 or far == nearest)
    holders = tuple(member for member in near if member in witnessed or member in heard)
    return replace(episode, holders=holders, witnessed=witnessed)


def _crowds(lived: Lived, quiet: Sequence[Resident], occasion: Occasion, rules: RememberRules) -> list[Episode]:
    """One memory for each kind, of all of whom there is nothing to tell: :func:`crowded` says how vivid.

    What their flags were, nobody remembers: a flag comes to mind only with an event.
    """
    counts = Counter(resident.kind for resident in quiet)
    return [
        Episode(
            id=f"quiet_{occasion.year}_{kind.value}",
            year=occasion.year,
            traits=(kind.value,),
            outcome=rules.quiet,
            vividness=crowded(counts[kind], rules),
            holders=lived.ids,
            witnessed=lived.ids,
            label=label_of_many(occasion.year, kind.value),
        )
        for kind in Kind
        if kind in counts
    ]


def crowded(quiet: int, rules: RememberRules) -> float:
    """How vivid the memory of so many quiet residents of a kind is, in [0, 1): the square makes few of them fade."""
    many = quiet * quiet
    return many / (rules.crowd * rules.crowd + many)


def joined(old: Sequence[Episode], fresh: Sequence[Episode]) -> tuple[Episode, ...]:
    """The episodes with new ones among them, one for each resident: the graver outcome, the worse of two equals."""
    episodes = {episode.id: episode for episode in old}
    for new in fresh:
        before = episodes.get(new.id)
        episodes[new.id] = new if before is None else _merged(before, new)
    return tuple(episodes.values())


def _merged(before: Episode, new: Episode) -> Episode:
    """Two episodes of one resident as one. Whoever holds either holds it, as a witness if they saw either."""
    grave = max((before, new), key=lambda episode: (abs(episode.outcome), -episode.outcome))
    holders = dict.fromkeys((*before.holders, *new.holders))
    witnessed = dict.fromkeys((*before.witnessed, *new.witnessed))
    return replace(grave, year=new.year, holders=tuple(holders), witnessed=tuple(witnessed))


def after_the_meeting(lived: Lived, vividness: Mapping[str, Mapping[str, float]]) -> Lived:
    """The program with the vividness that members took from a meeting, by member and episode."""
    episodes = {episode.id: episode.vividness for episode in lived.episodes}
    kept = {
        member: {name: vivid for name, vivid in minds.items() if name in episodes and vivid != episodes[name]}
        for member, minds in vividness.items()
        if member in lived.ids
    }
    return structs.replace(lived, vividness={member: minds for member, minds in kept.items() if minds})


def forget(lived: Lived, year: int, rules: RememberRules, memory: MemoryRules) -> Lived:
    """The program without what has grown too faint, and with at most ``rules.most`` episodes: the strongest.

    What recalls have added to a memory settles a little. Ties go to the newer episode, then to the id.
    """
    settled = _settled(lived, rules)
    strong = [(strength(settled, episode, year, memory), episode) for episode in lived.episodes]
    alive = [(size, episode) for size, episode in strong if size >= rules.least]
    alive.sort(key=lambda each: (-each[0], -each[1].year, each[1].id))
    kept = frozenset(episode.id for _, episode in alive[: rules.most])
    vividness = {
        member: {name: vivid for name, vivid in minds.items() if name in kept}
        for member, minds in settled.vividness.items()
    }
    episodes = tuple(episode for episode in lived.episodes if episode.id in kept)
    return structs.replace(lived, episodes=episodes, vividness=vividness)


def _settled(lived: Lived, rules: RememberRules) -> Lived:
    first = {episode.id: episode.vividness for episode in lived.episodes}
    vividness = {
        member: {name: vivid + (first[name] - vivid) * rules.settles for name, vivid in minds.items() if name in first}
        for member, minds in lived.vividness.items()
    }
    return structs.replace(lived, vividness=vividness)


def strength(lived: Lived, episode: Episode, year: int, memory: MemoryRules) -> float:
    """How easily the episode comes to the mind where it comes most easily, at least 0."""
    best = episode.vividness * (1.0 if episode.witnessed else memory.hearsay)
    for member, minds in lived.vividness.items():
        if episode.id in minds and member in episode.holders:
            best = max(best, minds[episode.id] * share_of(episode, member, memory))
    return best * ease(episode.outcome, year - episode.year, memory)


def share_of(episode: Episode, member: str, memory: MemoryRules) -> float:
    """How easily a member remembers it, as a share of those who saw it."""
    return 1.0 if member in episode.witnessed else memory.hearsay


def perceived_risk(lived: Lived, trait: str, year: int, memory: MemoryRules) -> float | None:
    """The measure of fear: the share of bad in what comes to mind of a trait, by ease, over all members.

    Hold it against the true share of the residents with that trait who did badly. Between two groups compare odds,
    since shares near 1 cannot differ by much. None if nothing comes to mind.
    """
    bad = everything = 0.0
    for episode in lived.episodes:
        if trait not in episode.traits:
            continue
        for member in episode.holders:
            easily = ease(episode.outcome, year - episode.year, memory)
            easily *= vividness_of(lived, member, episode) * share_of(episode, member, memory)
            everything += easily
            bad += easily if episode.outcome < 0.0 else 0.0
    return bad / everything if everything else None
