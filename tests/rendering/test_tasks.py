"""The work's screens in both languages: eight lines at most, every sum to the last 分, the first day beside the new."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.deliberation.ratings import Content, Rating, RatingCount, RatingPage, Worked, rating_count
from domain.deliberation.stages import Stage
from domain.deliberation.tasks import (
    Task,
    TaskBoard,
    TaskPage,
    TaskPhoto,
    TaskPlan,
    TaskState,
    budget_refusal,
    progress,
)
from rendering import ratings as rated
from rendering import tasks as drawn
from rendering.dispatch import Drawing
from rendering.matter_news import digest
from rendering.refusals import refusal_words
from rendering.screens import Screen
from rendering.texts import texts
from tests.deliberating import a_matter

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
TODAY = date(2026, 3, 2)
MATTER = replace(a_matter(Stage.DOING, AT), procedure_name="six_steps")
PLAN = TaskPlan("装灯", "照明公司", date(2026, 3, 5), 68_000_50)
LAMPS = Task(7, 1, 1, 1, PLAN, PLAN.due, TaskState.OPEN, AT)
NOTHING = dict.fromkeys(TaskPhoto, 0)


def board(*tasks: Task, again: RatingCount | None = None, gives_out: bool = False) -> TaskBoard:
    return TaskBoard(MATTER, tasks, progress(tasks, 100_000_00), gives_out, again)


def said(screen: Screen) -> list[str]:
    lines = str(screen.text).split("\n")
    assert len(lines) <= 8, lines
    return lines


def labels(screen: Screen) -> list[str]:
    return [key.label for row in screen.keys for key in row]


@pytest.mark.parametrize("locale", ["zh_Hans", "en"])
def test_a_full_board_is_eight_lines_and_turns_its_pages(locale: str) -> None:
    speaking, tasks = texts(locale), [replace(LAMPS, id=n, number=n) for n in range(1, 10)]
    again = rating_count([Rating(Worked.NOT_DONE)], 3)
    first = drawn.board(speaking, board(*tasks, again=again), 0, today=TODAY)
    assert len(said(first)) == 8
    middle = drawn.board(speaking, board(*tasks), 1, today=TODAY)
    last = drawn.board(speaking, board(*tasks), 99, today=TODAY)
    assert len(labels(middle)) == len(labels(first)) + 1, "one way more"
    assert len(said(last)) == 4


def test_each_day_says_how_far_it_is() -> None:
    zh = texts("zh_Hans")
    days = {3: "还有3天", 0: "今天", -2: "晚了2天"}
    for ahead, words in days.items():
        plan = replace(PLAN, due=date.fromordinal(TODAY.toordinal() + ahead))
        assert drawn.left(zh, replace(LAMPS, plan=plan), TODAY) == words
    late = replace(LAMPS, plan=replace(PLAN, due=date(2026, 3, 1)))
    assert drawn.left(texts("en"), late, TODAY) == "1 day late"
    lines = said(drawn.board(zh, board(LAMPS), 0, today=TODAY))
    assert lines[1:] == [
        "要做的事：0/1 做完",
        "花费（没做完的按预计算）68,000.50 元，预算 100,000.00 元",
        "1. 装灯：3月5日（周四），还有3天",
    ]


def test_where_nothing_was_given_out_it_says_so() -> None:
    zh = texts("zh_Hans")
    assert said(drawn.board(zh, board(), 0, today=TODAY))[1] == "还没有派事。"
    assert "派一件事" not in labels(drawn.board(zh, board(), 0, today=TODAY))
    assert "派一件事" in labels(drawn.board(zh, board(gives_out=True), 0, today=TODAY))


@pytest.mark.parametrize("locale", ["zh_Hans", "en"])
@pytest.mark.parametrize("state", TaskState)
def test_one_task_is_eight_lines_at_most(locale: str, state: TaskState) -> None:
    over = state is not TaskState.OPEN
    moved = replace(LAMPS, moved="下雨", state=state, words="灯亮了" if over else "", spent=1 if over else None)
    photos = {TaskPhoto.BEFORE: 1, TaskPhoto.AFTER: 2}
    for runs in (True, False):
        screen = drawn.task(texts(locale), TaskPage(board(moved, gives_out=runs), moved, photos), today=TODAY)
        assert len(said(screen)) in (6, 7)
        assert len(labels(screen)) == (6 if runs and not over else 2)


def test_the_first_day_stands_beside_the_new_one() -> None:
    moved = replace(LAMPS, moved="下雨", plan=replace(PLAN, due=date(2026, 3, 9)), first_due=date(2026, 3, 5))
    screen = drawn.task(texts("zh_Hans"), TaskPage(board(moved), moved, NOTHING), today=TODAY)
    assert "原定 3月5日（周四），改期原因：下雨" in said(screen)


def test_nothing_is_done_without_a_photo() -> None:
    screen = drawn.task(texts("zh_Hans"), TaskPage(board(LAMPS, gives_out=True), LAMPS, NOTHING), today=TODAY)
    assert "做完了" not in labels(screen) and "看照片" not in labels(screen)


@pytest.mark.parametrize(
    ("total", "words"),
    [(112_500_00, "比预算多了 12.5%"), (110_000_01, "比预算多了 10.1%"), (200_000_00, "比预算多了 100.0%")],
)
def test_what_is_too_much_names_both_sums(total: int, words: str) -> None:
    refusal = budget_refusal(total, 100_000_00)
    assert refusal is not None
    told = refusal_words(texts("zh_Hans"), refusal, ZONE)
    assert words in told and "要回到议事" in told and "预算 100,000.00 元" in told
    assert f"{total // 100:,}.{total % 100:02d} 元" in told
    assert "%" in refusal_words(texts("en"), refusal, ZONE)


@pytest.mark.parametrize("locale", ["zh_Hans", "en"])
def test_the_rating_is_eight_lines_and_names_nobody(locale: str) -> None:
    given = [Rating(Worked.DONE, Content.FAIR, "长" * 300), Rating(Worked.NOT_DONE, None, "西边"), Rating(words="东边")]
    count, words = rating_count(given, 48), tuple(one.words for one in given)
    rating = replace(MATTER, stage=Stage.RATING)
    page = RatingPage(rating, count, words, given[0], rates=True, ends=AT)
    screen = rated.page(texts(locale), page, at=AT - timedelta(days=3), zone=ZONE)
    assert len(said(screen)) == 8 and len(labels(screen)) == 4, "both are answered, and changed behind a press"
    assert ("还有3天" if locale == "zh_Hans" else "3 days") in screen.text, "how long that is"
    over = rated.page(texts(locale), replace(page, rates=False, ends=None, own=given[2]), at=AT, zone=ZONE)
    assert len(labels(over)) == 1


def test_the_rating_counts_each_question_with_its_denominator() -> None:
    count = rating_count([Rating(Worked.DONE, Content.PLEASED), Rating(Worked.NOT_DONE)], 48)
    screen = rated.page(texts("zh_Hans"), RatingPage(MATTER, count, (), None, rates=False), at=AT, zone=ZONE)
    assert said(screen)[1:] == [
        "办好了吗：办好了 1 户，没办好 1 户（2/48 户说了）",
        "满意吗：满意 1 户，一般 0 户，不满意 0 户（1/48 户说了）",
    ]


def told_of(*matters: dict[str, object]) -> Screen:
    dispatch = digest(Drawing(texts("zh_Hans"), ZONE, AT, AT), {"matters": list(matters)})
    assert dispatch.screen is not None
    return dispatch.screen


def test_a_digest_is_eight_lines_and_has_keys_for_each_matter() -> None:
    done = {"what": "task", "task": "装灯"}
    one = {"matter_id": 1, "number": 1, "title": "路灯", "news": [{"what": "stage", "stage": "doing"}, done]}
    assert said(told_of(one)) == ["<b>您关心的事有进展</b>", "第1号议题 路灯", "· 到了这一步：实施", "· 做完了：装灯"]
    assert labels(told_of(one)) == ["看第1号", "不再告诉我这件事"]
    many = [one | {"matter_id": n, "number": n, "news": [done] * 3} for n in (1, 2, 3)]
    screen = told_of(*many)
    assert said(screen)[-1] == "还有 5 件，点开看。" and len(labels(screen)) == 6
    assert "不再告诉我第3号" in labels(screen)


def test_the_digest_says_until_when_the_resolution_is_shown_and_that_one_can_object() -> None:
    one = {"matter_id": 1, "number": 1, "title": "路灯", "news": [{"what": "stage", "stage": "disclosing"}]}
    shown = one | {"stage": "disclosing", "ends": "2026-12-21T16:00:00+00:00", "objects": True}
    assert said(told_of(shown))[-1] == "· 到了这一步：决议公开，到12月21日（周一）"
    assert labels(told_of(shown)) == ["看第1号", "提异议", "不再告诉我这件事"]
    later = shown | {"stage": "doing", "objects": False}
    assert said(told_of(later))[-1] == "· 到了这一步：决议公开", "that time is over"
