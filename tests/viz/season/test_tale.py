"""The sentences of a story, as a page shows them."""

from __future__ import annotations

from viz.season.tale import Moment, tale_of

STORY = """# A title

1. In 2027, Ana \\[Ruiz\\] came. ([2027/p000/rank, row 12, 09:03](2027/p000/rank.jsonl.gz))
2. She wrote to ana&#64;example \\| twice (it was late).
3. See `committee pivots 2029/p000/rank.jsonl.gz --row y1`. ([2029/p000/invite, row 2, 61:00](x))
4. A link of another kind. ([elsewhere](https://elsewhere.example))

*Simulated; not for selecting, ranking or advising real people.*
"""


def test_each_sentence_has_its_text_without_marks_and_its_moment() -> None:
    first, second, third, fourth = tale_of(STORY)
    assert first.text == "In 2027, Ana [Ruiz] came."
    assert first.moment == Moment(year=2027, program="p000", gate="rank", row=12, second=543)
    assert first.moment.words == "2027, rank meeting, row 12, 09:03"
    assert (second.text, second.moment) == ("She wrote to ana@example | twice (it was late).", None)
    assert third.text == "See `committee pivots 2029/p000/rank.jsonl.gz --row y1`."
    assert third.moment is not None
    assert third.moment.second == 3660
    assert (fourth.text, fourth.moment) == ("A link of another kind.", None)


def test_a_story_that_is_not_written_yet_has_no_sentence() -> None:
    assert tale_of("") == ()
