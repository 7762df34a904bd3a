"""What tasks and ratings set in motion: everything in the journal, one notice to each, the next level in its turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from domain.deliberation.rating_effects import REMIND, rating_asked, rating_over, rating_reminded
from domain.deliberation.ratings import Rating, RatingPage, Worked, rating_count
from domain.deliberation.stages import Stage
from domain.deliberation.task_effects import (
    LATE,
    given_out,
    task_cancelled,
    task_done,
    task_moved,
    task_photos,
    told_late,
)
from domain.deliberation.tasks import Task, TaskBoard, TaskPage, TaskPhoto, TaskPlan, TaskState, progress
from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.notices import Notice, Urgency
from domain.walls import hanging, published_subjects
from tests.deliberating import a_matter

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
DUE = date(2026, 3, 6)
MATTER = a_matter(Stage.DOING, AT)
LAMPS = Task(7, 1, 2, 1, TaskPlan("装灯", "照明公司", DUE, 500), DUE, TaskState.OPEN, AT)


def notices(effects: list[Effect]) -> list[Notice]:
    return [effect.notice for effect in effects if isinstance(effect, Post)]


def test_the_words_of_a_task_lie_behind_the_journal_and_never_in_it() -> None:
    record, due = given_out(MATTER, LAMPS, 3, AT)
    body = {"task": 2, "by": 3, "due": "2026-03-06", "planned": 500}
    assert record == Record("matter:1", "task", body, {"what": "装灯", "holder": "照明公司"})
    assert due == Schedule(LATE, "task:7", AT)
    done = replace(LAMPS, state=TaskState.DONE, spent=400, words="亮了")
    assert task_done(MATTER, done, 3, 2) == [
        Record("matter:1", "task_done", {"task": 2, "by": 3, "spent": 400, "photos": 2}, {"words": "亮了"}),
        Unschedule(LATE, "task:7"),
    ]
    gone = replace(LAMPS, state=TaskState.CANCELLED, words="不用了")
    assert task_cancelled(MATTER, gone, 3)[0] == Record(
        "matter:1", "task_cancelled", {"task": 2, "by": 3}, {"reason": "不用了"}
    )
    moved = replace(LAMPS, moved="下雨")
    body = {"task": 2, "by": 3, "was": "2026-03-04", "due": "2026-03-06"}
    assert task_moved(MATTER, moved, date(2026, 3, 4), 3, AT) == [
        Record("matter:1", "task_moved", body, {"reason": "下雨"}),
        Schedule(LATE, "task:7", AT),
    ]


def test_only_the_group_is_told_in_public_and_the_last_level_is_the_last() -> None:
    today = date(2026, 3, 7)
    for level, public in ((1, False), (2, True), (3, False)):
        effects = told_late(MATTER, LAMPS, level, (8, 9), today, None if level == 3 else AT)
        told = notices(effects)
        assert [one.public for one in told] == [public, public]
        assert {one.template for one in told} == {"tasks.late_group" if public else "tasks.late"}
        assert told[0].key == f"task:7:late:2026-03-06:{level}:8" and told[0].facts["late"] == 1
        assert (Schedule(LATE, "task:7", AT) in effects) == (level < 3)
        assert Record("matter:1", "task_late", {"task": 2, "level": level}) in effects


def test_photos_go_to_whoever_asks() -> None:
    file = {"kind": "photo", "file_id": "a"}
    post = task_photos(LAMPS, {TaskPhoto.BEFORE: [], TaskPhoto.AFTER: [file]}, 8, "press")
    assert post.notice.facts == {"before": 0, "after": 1, "files": [file]}
    assert post.notice.urgency is Urgency.URGENT


def test_what_homes_said_stands_in_the_journal_and_whoever_runs_it_hears_that_it_is_done_again() -> None:
    rating = a_matter(Stage.RATING, AT)
    said = rating_count([Rating(Worked.NOT_DONE)], 3)
    record, remind, *_ = effects = rating_over(rating, said, (8,), (9,))
    assert isinstance(record, Record) and record.body["again"] and record.body["homes"] == 3
    assert remind == Unschedule(REMIND, "matter:1")
    assert [(one.chat_id, one.public) for one in notices(effects)] == [(8, True), (9, False)]
    whole = replace(notices(effects)[0], facts=notices(effects)[0].facts | {"procedure": "six_steps"})
    assert whole.facts["anew"] and hanging(whole, 5) is not None, "nobody takes it for one that is sent once more"
    assert [one.chat_id for one in notices(rating_over(rating, rating_count([], 3), (8,), (9,)))] == [8]
    told = {one.chat_id: one.subject for one in notices(effects)}
    assert told[8] in published_subjects("matter", rating.id), "listed where the matter's notices were published"
    assert told[9] not in published_subjects("matter", rating.id), "what one person alone was told is not"


def test_the_reminder_is_put_down_and_sent_once_to_each() -> None:
    rating = a_matter(Stage.RATING, AT)
    (due,) = rating_asked(rating, ZoneInfo("Asia/Shanghai"))
    assert isinstance(due, Schedule) and (due.kind, due.subject) == (REMIND, "matter:1")
    effects = rating_reminded(rating, AT, (8, 9))
    assert effects[0] == Record("matter:1", "rating_reminded", {"people": 2})
    assert [one.chat_id for one in notices(effects)] == [8, 9]


def test_a_task_of_an_older_text_or_that_is_over_is_nobodys_to_run() -> None:
    board = TaskBoard(MATTER, (LAMPS,), progress([LAMPS], 0), gives_out=True)
    photos = dict.fromkeys(TaskPhoto, 0)
    assert TaskPage(board, LAMPS, photos).runs
    assert not TaskPage(board, replace(LAMPS, round=2), photos).runs
    assert not TaskPage(board, replace(LAMPS, state=TaskState.DONE), photos).runs
    assert not TaskPage(replace(board, gives_out=False), LAMPS, photos).runs
    assert RatingPage(MATTER, rating_count([], 3), (), None, rates=False).ends is None
