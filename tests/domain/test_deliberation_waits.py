"""What waits for its second person: when they are reminded, when it lapses, who hears; and who may stop what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.deliberation.procedures import PROCEDURES
from domain.deliberation.stages import MatterAct, Stage
from domain.deliberation_move_effects import move_asked, moved
from domain.deliberation_stop_effects import stop_agreed, stop_asked, stopping_refusal
from domain.deliberation_waits import Lapsed, Waits, asker, lapsed, nobody, told_again, turned_down, waits_of
from domain.effects import Effect, Post, Schedule, Unschedule
from domain.notices import Urgency
from tests.deliberating import a_matter

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
FULL = replace(a_matter(Stage.PROPOSING, AT), procedure_name="six_steps", move_by=7, stop_by=8, stop_why="不装了")
DANGER = replace(FULL, procedure_name="urgent", stage=Stage.EXAMINING)


def rows(effects: list[Effect]) -> list[tuple[str, str, timedelta]]:
    return [(one.kind, one.subject, one.due - AT) for one in effects if isinstance(one, Schedule)]


def gone(effects: list[Effect]) -> list[tuple[str, str]]:
    return [(one.kind, one.subject) for one in effects if isinstance(one, Unschedule)]


def posts(effects: list[Effect]) -> list[Post]:
    return [one for one in effects if isinstance(one, Post)]


def test_a_day_then_a_week_and_of_a_danger_an_hour_then_a_day() -> None:
    hour, day = timedelta(hours=1), timedelta(days=1)
    calm, week = "matter_move:1", timedelta(days=7)
    assert rows(move_asked(FULL, {}, 7, [5], AT)) == [("matter.chase", calm, day), ("matter.lapse", calm, week)]
    assert rows(move_asked(DANGER, {}, 7, [5], AT)) == [("matter.chase", calm, hour), ("matter.lapse", calm, day)]
    stops = rows(stop_asked(FULL, {}, 8, "不装了", [5], AT))
    assert stops == [("matter.chase", "matter_stop:1", day), ("matter.lapse", "matter_stop:1", week)]


@pytest.mark.parametrize(
    ("effects", "subject"),
    [
        (moved(FULL, 8, 7, {}), "matter_move:1"),
        *((turned_down(FULL, what, {}, 8, "再看看", [5], AT), f"matter_{what}:1") for what in Waits),
        (stop_agreed(FULL, 7), "matter_stop:1"),
        (lapsed(FULL, Waits.STOP, Lapsed.TIME, {}, [5], AT), "matter_stop:1"),
    ],
)
def test_what_was_looked_at_waits_no_more(effects: list[Effect], subject: str) -> None:
    assert gone(effects) == [("matter.chase", subject), ("matter.lapse", subject)]


def test_whoever_may_confirm_is_woken_for_a_danger_alone() -> None:
    calm, woken = [posts(told_again(one, Waits.MOVE, {}, [5, 6], AT)) for one in (FULL, DANGER)]
    assert [one.notice.chat_id for one in calm] == [5, 6]
    assert {one.notice.urgency for one in calm} == {Urgency.ORDINARY}
    assert {one.notice.urgency for one in woken} == {Urgency.URGENT}
    (stop,) = posts(told_again(FULL, Waits.STOP, {}, [5], AT))
    assert (stop.notice.template, stop.notice.facts["words"]) == ("deliberation.stop_waits", "不装了")


def test_who_asked_and_what_is_left_of_it() -> None:
    assert (asker(FULL, Waits.MOVE), asker(FULL, Waits.STOP)) == (7, 8)
    assert nobody(Waits.MOVE) == {"move_by": None}
    assert nobody(Waits.STOP) == {"stop_by": None, "stop_why": ""}
    assert [waits_of(one) for one in ("matter_move:1", "matter_stop:1")] == [Waits.MOVE, Waits.STOP]
    (told,) = posts(lapsed(FULL, Waits.MOVE, Lapsed.CHANGED, {}, [5], AT))
    assert told.notice.facts == {"asked": "move", "why": "changed"}


def test_who_may_agree_that_it_stops() -> None:
    assert stopping_refusal(FULL, 7) is None
    for matter, by, what in (
        (FULL, 8, "matter_stop_own"),
        (replace(FULL, stop_by=None), 7, "matter_stop_not_asked"),
        (replace(FULL, stage=Stage.RESOLVING), 7, "matter_act_stop"),
        (replace(FULL, stage=Stage.STOPPED), 7, "matter_stopped"),
    ):
        refusal = stopping_refusal(matter, by)
        assert refusal is not None and refusal.facts["what"] == what


def test_one_alone_stops_nothing_but_a_small_matter_that_is_spoken_of() -> None:
    steps = [(name, step) for name, one in PROCEDURES.items() for step in one.steps]
    alone = [(name, step.stage) for name, step in steps if MatterAct.STOP in step.acts and step.stop_alone]
    assert alone == [("small", Stage.SOLICITING)]
    assert ("small", Stage.DOING) in [(name, step.stage) for name, step in steps if MatterAct.STOP in step.acts]
