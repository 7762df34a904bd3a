"""A resolution that goes to the residents' meeting: when it falls, when it is on its way, who is told, what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.deliberation.matters import Matter, deciding_vote, residents_called
from domain.deliberation.objections import MatterObjection, Objecting, objections_first
from domain.deliberation.procedures import SIX_STEPS
from domain.deliberation.stages import Need, Stage
from domain.deliberation.votes import assembly_motion
from domain.deliberation_move_effects import overtaken
from domain.deliberation_residents_effects import OWED, called_up, fallen, fallen_to_lead
from domain.effects import Post, Record, Schedule, Unschedule
from domain.outcomes import Reason, Refusal
from domain.registry import Place
from domain.voting.constituencies import Constituency
from domain.voting.rules import RESIDENTS_ASSEMBLY, Rule
from domain.voting.votes import Motion, check_motion
from tests.deliberating import a_matter

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
UP = Objecting(12, 96, 3, 8)


def matter(stage: Stage = Stage.RESIDENTS, vote: int | None = None, passed: bool | None = None) -> Matter:
    figures = None if passed is None else {"findings": [], "passed": True, "residents": {"passed": passed}}
    small = a_matter(stage, MONDAY)
    return replace(
        small, procedure_name=SIX_STEPS.name, called_up=UP, residents_vote_id=vote, figures=figures, place=Place(1)
    )


def test_the_meeting_is_a_step_only_of_what_was_carried_up() -> None:
    assert matter().procedure.wants(Need.RESIDENTS)
    assert not replace(matter(), called_up=None).procedure.wants(Need.RESIDENTS)
    assert matter().procedure.after(Stage.RESIDENTS) is Stage.DISCLOSING


def test_its_vote_decides_there_and_nowhere_else() -> None:
    assert deciding_vote(matter(vote=5)) == 5
    assert deciding_vote(matter(Stage.DISCLOSING, vote=5)) is None


@pytest.mark.parametrize(
    ("found", "falls", "waits"),
    [
        (matter(), False, False),
        (matter(vote=5), False, True),
        (matter(vote=5, passed=False), True, False),
        (matter(Stage.DISCLOSING, vote=5, passed=True), False, False),
        (matter(Stage.STOPPED, vote=5, passed=False), False, False),
    ],
    ids=["owed", "called", "fallen", "agreed", "stopped"],
)
def test_it_falls_where_they_did_not_agree_and_nothing_is_touched_while_it_is_called(
    found: Matter, falls: bool, waits: bool
) -> None:
    assert found.fallen is falls
    refusal = Refusal(Reason.WRONG_STATE, {"what": "matter_residents_on_the_way"}) if waits else None
    assert residents_called(found) == refusal


def test_the_very_words_are_put_to_all_homes() -> None:
    found = matter()
    motion = assembly_motion(found, MONDAY, 7)
    assert motion == Motion(None, found.title, found.text, 7, Constituency.RESIDENTS, meets_at=MONDAY)
    assert check_motion(motion, found.place) is None and isinstance(RESIDENTS_ASSEMBLY, Rule)


def test_who_objected_hears_it_once_and_the_disclosure_stops() -> None:
    record, time, paper, told = called_up(matter(), {"n": 1}, UP, [4])
    assert record == Record("matter:1", "called_up", UP.record)
    assert time == Schedule("matter.time", "matter:1", MONDAY + OWED), "whoever runs it is reminded"
    assert paper == Unschedule("matter.paper", "matter:1")
    assert isinstance(told, Post)
    notice = told.notice
    assert (notice.key, notice.template, notice.public, notice.poster_id) == (
        "matter:1:called_up:1:4",
        "deliberation.called_up",
        False,
        None,
    )


def test_everybody_reads_that_the_resolution_was_written_anew() -> None:
    record, group, objector = overtaken(matter(), {}, "太亮", [9], [4], [7])
    assert record == Record("vote:7", "overtaken", {"matter": 1, "version": matter().version})
    assert isinstance(group, Post) and isinstance(objector, Post)
    assert (group.notice.template, group.notice.facts) == ("deliberation.overtaken", {"words": "太亮"})
    assert (group.notice.chat_id, group.notice.public, group.notice.subject) == (9, True, "matter_overtaken:1")
    assert (objector.notice.chat_id, objector.notice.public) == (4, False)


def test_objections_are_answered_before_the_text_is_written_anew() -> None:
    waiting = MatterObjection(1, 1, 1, 1, "太亮", MONDAY)
    assert objections_first([replace(waiting, answer="灯罩朝下")]) is None
    assert objections_first([waiting]) == Refusal(Reason.WRONG_STATE, {"what": "matter_objections_first"})


def test_everybody_reads_that_it_fell_and_whoever_runs_it_chooses() -> None:
    record, group, objector = fallen(matter(), {}, [9], [4])
    assert record == Record("matter:1", "fallen", {})
    assert isinstance(group, Post) and isinstance(objector, Post)
    assert (group.notice.chat_id, group.notice.public, group.notice.subject) == (9, True, "matter_fallen:1")
    assert (objector.notice.chat_id, objector.notice.public, objector.notice.subject) == (4, False, "")
    (asked,) = fallen_to_lead(matter(), {}, [7], MONDAY)
    assert isinstance(asked, Post) and asked.notice.template == "deliberation.fallen_lead" and not asked.notice.public
