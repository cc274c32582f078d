"""What is so when a member begins to speak."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from committee.events import Event, PointSeen, Remembered, RowOpened, Uttered
from committee.phrases.facts import Fact
from committee.recording.presumed import MeetingSoFar
from committee.terms import Act, Factor, Family, Kind, Recall, Tier
from tests.builders import SCENARIO, a_header, a_point, a_row_closed, a_row_opened, an_utterance

PROGRAM = {"h1b": "barred", "j1": "routine", "points": {"flag_from": 0.5}}


def a_worry(number: int, family: Family, flag: str, **more: object) -> PointSeen:
    given = {"family": family, "factor": Factor.SEVERITY, "valence": -1, "flag": flag, "column": str(family), **more}
    return a_point(number, **given)


STEP = a_worry(1, Family.STEP_FAIL, "step_fail", detail="Step 1")
VISA = a_worry(2, Family.VISA, "visa", detail="H-1B")
TALE = a_point(3, family=Family.NARRATIVE, detail="concrete", holders=("pd",), column="narrative")
WARM = a_point(4, family=Family.IMPRESSION, detail="warm", holders=("chief_1",), column="impression")
CALL = a_point(5, family=Family.ADVOCATE, detail="faculty, strong", holders=("faculty_1",))
LETTER = a_point(6, id="letters.1", family=Family.LETTER_GLOWING, detail="US", holders=("pd",), column="letters")
NO_LETTER = a_worry(7, Family.US_LETTERS, "weak_letters", detail="0")


def a_row(*points: PointSeen, **given: object) -> RowOpened:
    plain = {"points": points, "kind": Kind.NON_US_IMG, "cells": {}}
    return a_row_opened(**{**plain, **given})  # type: ignore[arg-type]


def facts(opened: RowOpened, *before: Event, now: Uttered, tier: Tier | None = None) -> frozenset[Fact]:
    meeting = MeetingSoFar(a_header(60, scenario=SCENARIO | {"program": PROGRAM}))
    row = meeting.row([opened])
    for event in before:
        row.take(event)
    return row.facts(now, tier)


VOUCH = an_utterance(2, "chief_1", Act.VOUCH, side=1)


@pytest.mark.parametrize(
    ("opened", "so", "not_so"),
    [
        (a_row(STEP), {Fact.IMG, Fact.FLAGGED, Fact.ONE_FLAG, Fact.FAILED_EXAM}, {Fact.SEVERAL_FLAGS}),
        (a_row(STEP, VISA), {Fact.FLAGGED, Fact.SEVERAL_FLAGS, Fact.TO_EXPLAIN}, {Fact.ONE_FLAG}),
        (a_row(VISA), {Fact.FLAGGED}, {Fact.TO_EXPLAIN}),
        (a_row(a_worry(1, Family.GAP, "gap")), {Fact.TO_EXPLAIN}, set()),
        (a_row(a_worry(1, Family.GAP, "gap"), cells={"gap_reason": "family"}), {Fact.FLAGGED}, {Fact.TO_EXPLAIN}),
        (a_row(replace(STEP, strength=0.4)), {Fact.IMG}, {Fact.FLAGGED, Fact.ONE_FLAG}),
        (a_row(kind=Kind.US_DO), {Fact.US_GRADUATE}, {Fact.IMG, Fact.NO_US_LETTER}),
        (a_row(NO_LETTER), {Fact.NO_US_LETTER}, {Fact.GOOD_LETTER}),
        (a_row(NO_LETTER, kind=Kind.US_MD), {Fact.US_GRADUATE}, {Fact.NO_US_LETTER}),
        (a_row(LETTER), {Fact.GOOD_LETTER}, {Fact.NO_US_LETTER}),
        (a_row(TALE), set(), {Fact.UNEXPLAINED}),
        (a_row(), {Fact.UNEXPLAINED}, {Fact.LATE}),
        (a_row(cells={"note": "x"}), set(), {Fact.UNEXPLAINED}),
        (a_row(*(replace(LETTER, id=f"letters.{n}") for n in range(3))), {Fact.LETTERS_COMPLETE}, set()),
        (a_row(*(replace(LETTER, id=f"letters.{n}") for n in range(2))), set(), {Fact.LETTERS_COMPLETE}),
        (a_row(cells={"visa": "h1b"}), {Fact.VISA_BARRED}, {Fact.VISA_ROUTINE}),
        (a_row(cells={"visa": "j1"}), {Fact.VISA_ROUTINE}, {Fact.VISA_BARRED}),
        (a_row(STEP, cells={"step2_ck": "240"}), {Fact.PASSED_SINCE, Fact.FAILED_ONCE}, set()),
        (a_row(STEP), {Fact.FAILED_ONCE}, {Fact.PASSED_SINCE}),
        (a_row(cells={"us_clinical": "observership"}), {Fact.OBSERVED}, {Fact.HANDS_ON}),
        (a_row(cells={"gap_reason": "military"}), {Fact.WORKED_GAP}, set()),
        (a_row(row=41), {Fact.LATE, Fact.ROWS_LEFT}, set()),
        (a_row(row=60), {Fact.LATE}, {Fact.ROWS_LEFT}),
    ],
)
def test_what_the_row_holds(opened: RowOpened, so: set[Fact], not_so: set[Fact]) -> None:
    found = facts(opened, now=VOUCH)
    assert so <= found
    assert not not_so & found


def test_who_met_read_and_worked_with_them() -> None:
    row = a_row(TALE, WARM, CALL, no_list=("coordinator",))
    knows = {
        member: facts(row, now=an_utterance(2, member, Act.CONCERN))
        & {Fact.MET, Fact.READ, Fact.WORKED_WITH, Fact.NO_LIST}
        for member in ("chief_1", "pd", "faculty_1", "coordinator")
    }
    assert knows == {
        "chief_1": {Fact.MET},
        "pd": {Fact.READ},
        "faculty_1": {Fact.WORKED_WITH},
        "coordinator": {Fact.NO_LIST},
    }


def test_a_no_list_is_told_once() -> None:
    row = a_row(STEP, no_list=("pd",))
    concern = an_utterance(2, "pd", Act.CONCERN, point="point_1", side=-1)
    assert Fact.NO_LIST in facts(row, now=concern)
    assert Fact.NO_LIST not in facts(row, concern, now=replace(concern, turn=3))


def test_an_outsiders_call_is_no_work_together() -> None:
    row = a_row(replace(CALL, detail="affiliate_apd, strong"))
    assert Fact.WORKED_WITH not in facts(row, now=an_utterance(2, "faculty_1", Act.ADVOCATE))


def test_sides_are_remembered_by_who_took_them() -> None:
    said = (VOUCH, an_utterance(3, "pd", Act.CONCERN, side=-1))
    mine = facts(a_row(), *said, now=an_utterance(4, "chief_1", Act.CONCEDE, side=-1))
    assert {Fact.SPOKE_FOR, Fact.WORRIED} <= mine
    assert not {Fact.PRAISED, Fact.UNPRAISED, Fact.SPOKE_AGAINST} & mine
    anothers = facts(a_row(), *said, now=an_utterance(4, "apd_1", Act.AGREE, side=1))
    assert {Fact.PRAISED, Fact.WORRIED} <= anothers
    assert Fact.UNPRAISED in facts(a_row(), now=VOUCH)


def test_where_events_tell_no_side_the_act_does() -> None:
    opened = a_row(STEP)
    concern = an_utterance(2, "pd", Act.CONCERN, point="point_1")
    row = MeetingSoFar(a_header()).row([opened])
    assert row.side(concern) == -1
    row.take(concern)
    assert row.side(an_utterance(3, "apd_1", Act.AGREE)) == -1
    assert row.side(an_utterance(3, "apd_1", Act.CHALLENGE)) == 1
    assert row.side(an_utterance(3, "apd_1", Act.VOUCH)) == 1
    assert row.side(an_utterance(3, "apd_1", Act.ASK, point="point_1")) == 0


@pytest.mark.parametrize(
    ("point", "subject"),
    [
        (STEP, Fact.ABOUT_EXAMS),
        (VISA, Fact.ABOUT_PAPERS),
        (a_worry(1, Family.GAP, "gap"), Fact.ABOUT_TIME),
        (NO_LETTER, Fact.ABOUT_LETTERS),
    ],
)
def test_an_answer_knows_what_was_asked(point: PointSeen, subject: Fact) -> None:
    ask = an_utterance(2, "chief_1", Act.ASK, point=point.id, to="pd")
    answer = an_utterance(3, "pd", Act.ANSWER, to="chief_1")
    found = facts(a_row(point), ask, now=answer)
    assert {Fact.ASKED, Fact.TO_ASKED, subject} <= found
    assert Fact.ASKED not in facts(a_row(point), ask, now=replace(answer, member="apd_1"))


def test_a_question_knows_whether_it_is_about_what_was_named_last() -> None:
    named, agreed = (
        an_utterance(2, "chief_1", Act.CONCERN, point=STEP.id, side=-1),
        an_utterance(3, "apd_1", Act.AGREE, side=-1),
    )
    asks = {point.id: an_utterance(4, "apd_1", Act.ASK, point=point.id, to="pd") for point in (STEP, VISA)}
    found = {name: Fact.JUST_NAMED in facts(a_row(STEP, VISA), named, agreed, now=ask) for name, ask in asks.items()}
    assert found == {STEP.id: True, VISA.id: False}
    assert Fact.JUST_NAMED not in facts(a_row(STEP), now=asks[STEP.id])


@pytest.mark.parametrize(("act", "is_so"), [(Act.ANSWER, True), (Act.CONCERN, False)])
def test_a_retort_knows_whether_it_follows_an_answer(act: Act, is_so: bool) -> None:
    before = an_utterance(2, "pd", act, point=STEP.id)
    retort = an_utterance(3, "chief_1", Act.CHALLENGE, to="pd")
    assert (Fact.JUST_ANSWERED in facts(a_row(STEP), before, now=retort)) is is_so


@pytest.mark.parametrize("side", [1, -1])
def test_a_challenge_pulls_down_where_it_takes_the_side_against(side: int) -> None:
    retort = an_utterance(3, "chief_1", Act.CHALLENGE, side=side)
    assert (Fact.PULLS_DOWN in facts(a_row(STEP), VOUCH, now=retort)) is (side < 0)


@pytest.mark.parametrize(
    ("tone", "is_cool"),
    [(Family.LETTER_GLOWING, False), (Family.LETTER_LUKEWARM, True), (Family.LETTER_CODED, True)],
)
def test_a_known_writer_is_told_by_the_letter(tone: Family, is_cool: bool) -> None:
    letter = replace(LETTER, family=tone)
    known = a_point(8, id="letters.1.known", family=Family.LETTER_KNOWN, detail="US", column="letters")
    vouch = an_utterance(2, "pd", Act.VOUCH, point=known.id)
    assert (Fact.COOL_LETTER in facts(a_row(letter, known), now=vouch)) is is_cool


@pytest.mark.parametrize(("point", "is_so"), [(TALE, False), (VISA, True), (None, True)])
def test_there_is_good_news_where_the_speaker_names_a_point_in_favor(point: PointSeen | None, is_so: bool) -> None:
    answer = an_utterance(4, "pd", Act.ANSWER, point=point.id if point else None)
    assert (Fact.NO_GOOD_NEWS in facts(a_row(TALE, VISA), now=answer)) is is_so


GAP = a_worry(8, Family.GAP, "gap", detail="2 years, unknown")
SILENT = a_point(9, family=Family.NARRATIVE, valence=-1, detail="hidden", holders=("pd",), column="narrative")
ASK_STEP = an_utterance(2, "chief_1", Act.ASK, point=STEP.id, to="pd")


@pytest.mark.parametrize(
    ("before", "open_still"),
    [
        ((), {STEP.id, GAP.id}),
        ((ASK_STEP,), {STEP.id, GAP.id}),
        ((ASK_STEP, an_utterance(3, "pd", Act.ANSWER, point=SILENT.id)), {GAP.id}),
        ((an_utterance(3, "pd", Act.CONCERN, point=SILENT.id, side=-1),), set()),
        ((an_utterance(3, "pd", Act.CONCERN, point=STEP.id, side=-1),), {STEP.id, GAP.id}),
    ],
)
def test_a_reason_is_untold_until_somebody_speaks_of_it(before: tuple[Event, ...], open_still: set[str]) -> None:
    row = a_row(STEP, GAP, SILENT)
    asks = [an_utterance(4, "apd_1", Act.ASK, point=point.id) for point in (STEP, GAP)]
    assert {ask.point for ask in asks if Fact.UNTOLD in facts(row, *before, now=ask)} == open_still


@pytest.mark.parametrize(("reason", "untold"), [("research", False), ("unknown", True), ("", True)])
def test_whoever_names_a_gap_tells_the_reason_on_the_sheet(reason: str, untold: bool) -> None:
    worry = an_utterance(2, "pd", Act.CONCERN, point=GAP.id, side=-1)
    ask = an_utterance(3, "apd_1", Act.ASK, point=GAP.id)
    assert (Fact.UNTOLD in facts(a_row(GAP, cells={"gap_reason": reason}), worry, now=ask)) is untold


@pytest.mark.parametrize(
    ("act", "side", "member", "raised"),
    [
        (Act.CONCERN, -1, "pd", True),
        (Act.COUNTER, -1, "pd", True),
        (Act.COUNTER, 1, "pd", False),
        (Act.CHALLENGE, -1, "pd", False),
        (Act.CONCERN, -1, "apd_1", False),
    ],
)
def test_a_worry_that_a_line_can_refer_to(act: Act, side: int, member: str, raised: bool) -> None:
    said = an_utterance(2, member, act, point="point_1", side=side)
    now = an_utterance(3, "apd_1", Act.COUNTER, side=1)
    assert (Fact.WORRY_RAISED in facts(a_row(STEP), said, now=now)) is raised


@pytest.mark.parametrize(
    ("family", "detail", "needed"),
    [
        (Family.STEP2, "224", True),
        (Family.STEP2, "225", False),
        (Family.STEP1, "226", False),
        (Family.STEP_FAIL, "Step 1", True),
    ],
)
def test_a_good_pass_needs_no_reason(family: Family, detail: str, needed: bool) -> None:
    low = a_worry(1, family, "low_score", detail=detail)
    ask = an_utterance(2, "chief_1", Act.ASK, point=low.id, to="pd")
    answer = an_utterance(3, "pd", Act.ANSWER, point=SILENT.id)
    assert (Fact.NEEDS_REASON in facts(a_row(low, SILENT), now=ask)) is needed
    assert (Fact.NEEDS_REASON in facts(a_row(low, SILENT), ask, now=answer)) is needed


def test_a_reframe_knows_the_worry_that_it_turns() -> None:
    worry = an_utterance(2, "pd", Act.CONCERN, point="point_1", side=-1)
    assert Fact.ABOUT_EXAMS in facts(a_row(STEP), worry, now=an_utterance(3, "apd_1", Act.REFRAME, side=1))
    assert Fact.ABOUT_EXAMS not in facts(a_row(STEP), worry, now=an_utterance(3, "pd", Act.COUNTER, side=-1))


def test_past_residents_count_for_those_in_whose_mind_they_are() -> None:
    def mind(ghost: str, weight: float) -> Remembered:
        return Remembered(row=1, member="pd", ghost=ghost, traits=("step_fail",), weight=weight, how=Recall.SILENT)

    concern = an_utterance(2, "pd", Act.CONCERN, point="point_1")
    assert Fact.BAD_GHOSTS not in facts(a_row(STEP), mind("a", -0.2), now=concern)
    assert Fact.BAD_GHOSTS in facts(a_row(STEP), mind("a", -0.2), mind("b", -0.1), now=concern)
    assert Fact.BAD_GHOSTS not in facts(
        a_row(VISA), mind("a", -0.2), mind("b", -0.1), now=replace(concern, point="point_2")
    )
    assert Fact.GOOD_GHOST in facts(a_row(STEP), mind("a", 0.2), now=concern)
    assert Fact.GOOD_GHOST not in facts(a_row(STEP), mind("a", 0.2), now=replace(concern, member="apd_1"))


@pytest.mark.parametrize(
    ("before", "now", "fact"),
    [
        ((Tier.MID, 0.1), (Tier.MID, 0.3), Fact.ABOVE_LAST),
        ((Tier.MID, 0.3), (Tier.MID, 0.1), Fact.BELOW_LAST),
        ((Tier.MID, 0.1), (Tier.TOP, 0.5), None),
        ((Tier.MID, 0.1), (Tier.LOW, -0.1), None),
        ((Tier.DNR, -0.7), (Tier.DNR, -0.5), None),
    ],
)
def test_a_place_is_named_beside_a_row_of_the_same_tier(
    before: tuple[Tier, float], now: tuple[Tier, float], fact: Fact | None
) -> None:
    meeting = MeetingSoFar(a_header(60))
    meeting.row([a_row(), a_row_closed(tier=before[0], call=before[1])])
    closed = a_row_closed(row=2, tier=now[0], call=now[1])
    events: list[Event] = [a_row(row=2), closed]
    row = meeting.row(events)
    found = row.facts(an_utterance(2, "pd", Act.CALL), now[0])
    assert Fact.ABOVE_LAST not in row.facts(an_utterance(2, "pd", Act.PROPOSE), now[0])
    places = {Fact.ABOVE_LAST, Fact.BESIDE_LAST, Fact.BELOW_LAST}
    assert found & places == ({fact} if fact else set())


@pytest.mark.parametrize(
    ("calls", "act", "beside"),
    [
        ((0.10, 0.14), Act.CALL, True),
        ((0.10, 0.16), Act.CALL, False),
        ((0.12, 0.10, 0.14), Act.CALL, False),
        ((0.10, 0.14), Act.PROPOSE, False),
    ],
)
def test_only_near_calls_with_none_between_are_neighbors(calls: tuple[float, ...], act: Act, beside: bool) -> None:
    meeting = MeetingSoFar(a_header(60))
    for number, call in enumerate(calls, start=1):
        row = meeting.row([a_row(row=number), a_row_closed(number, tier=Tier.MID, call=call)])
    assert (Fact.BESIDE_LAST in row.facts(an_utterance(2, "pd", act), Tier.MID)) is beside


@pytest.mark.parametrize(
    ("spoke", "so"),
    [((), Fact.UNWORRIED), (("pd",), None), (("apd_1",), Fact.WORRIED), (("pd", "apd_1"), Fact.WORRIED)],
)
def test_a_worry_is_somebody_elses(spoke: tuple[str, ...], so: Fact | None) -> None:
    row = a_row(STEP)
    worries = [an_utterance(2, member, Act.CONCERN, point="point_1", side=-1) for member in spoke]
    found = facts(row, *worries, now=an_utterance(3, "pd", Act.CALL), tier=Tier.LOW)
    assert found & {Fact.WORRIED, Fact.UNWORRIED} == ({so} if so else set())


def test_a_no_list_can_still_be_named_when_the_row_ends() -> None:
    worry = an_utterance(2, "pd", Act.CONCERN, point="point_1", side=-1)
    for keepers, so in ((("pd",), True), (("apd_1",), False)):
        row = a_row(STEP, no_list=keepers)
        assert (Fact.NO_LIST in facts(row, worry, now=an_utterance(3, "pd", Act.VETO), tier=Tier.DNR)) is so


@pytest.mark.parametrize(
    ("tier", "keeper", "so"),
    [(Tier.DNR, "pd", True), (Tier.LOW, "pd", False), (Tier.LOW, "apd_1", True)],
)
def test_a_no_list_is_not_told_by_whoever_ranks_the_row(tier: Tier, keeper: str, so: bool) -> None:
    call = an_utterance(3, "pd", Act.CALL)
    events = [a_row(STEP, no_list=(keeper,)), call, a_row_closed(tier=tier)]
    now = an_utterance(2, keeper, Act.CONCERN, point="point_1", side=-1)
    assert (Fact.NO_LIST in MeetingSoFar(a_header(60)).row(events).facts(now, None)) is so


def test_ten_clean_us_graduates_are_many() -> None:
    meeting = MeetingSoFar(a_header(60))
    for row in range(1, 12):
        found = meeting.row([a_row(row=row, kind=Kind.US_MD)]).facts(VOUCH, None)
        assert (Fact.MANY_LOCAL in found) == (row > 10)
