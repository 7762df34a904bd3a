"""Tasks from the day they are given out to the photo of what was done; their cost, and who hears that one is late."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from domain.deliberation.stages import Stage
from domain.deliberation.task_effects import LATE
from domain.deliberation.tasks import MOST_TASK_PHOTOS, MOST_TASKS, TaskPhoto, TaskPlan, TaskState
from domain.outcomes import Refusal
from domain.registry import Organ, RoleKind
from services import tasks
from services.dossiers import dossier_of
from storage.database import Database
from storage.schema.records import openings
from storage.schema.registry import people, roles
from tests.builders import settle_in
from tests.services.working import PHOTO, Works, at_work

FRIDAY = date(2026, 12, 4)


@pytest.fixture
async def works(database: Database, at: datetime) -> Works:
    return await at_work(database, at)


def day(works: Works, month: int, number: int) -> None:
    """It is eleven in the morning of that day."""
    works.at = works.at.replace(month=month, day=number, hour=3)


async def test_a_task_is_given_out_shown_and_done(works: Works) -> None:
    number = await works.gives_out()
    task = await works.task(number)
    assert (task.number, task.state, task.plan.due, task.first_due) == (1, TaskState.OPEN, FRIDAY, FRIDAY)
    done = {"task_id": number, "words": "都亮了", "spent": 1_900_00}
    assert await works.refused(tasks.finish_task, "赵主任", **done) == "empty.task_photo"
    await works.shows(number, TaskPhoto.BEFORE)
    assert await works.refused(tasks.finish_task, "赵主任", **done) == "empty.task_photo", "it is of before"
    await works.done(tasks.show_task, "赵主任", task_id=number, shows=TaskPhoto.AFTER, photo=PHOTO)
    assert await works.refused(tasks.finish_task, "赵主任", **done) == "empty.task_photo", "it is on its way"
    await works.fetches()
    for words, why in (("", "empty.task_words"), ("长" * 301, "too_long.task_words")):
        assert await works.refused(tasks.finish_task, "赵主任", **{**done, "words": words}) == why
    assert await works.refused(tasks.finish_task, "赵主任", **{**done, "spent": -1}) == "invalid.task_cost"
    await works.done(tasks.finish_task, "赵主任", **done)
    task = await works.task(number)
    assert (task.state, task.spent, task.cost, task.words) == (TaskState.DONE, 1_900_00, 1_900_00, "都亮了")
    assert await works.due(LATE) == []
    assert await works.refused(tasks.finish_task, "赵主任", **done) == "wrong_state.task_done"
    async with works.database.reading() as transaction:
        matter = await works.matter()
        assert await transaction.journal.broken_at(matter.subject) is None
        entries = await transaction.journal.read(matter.subject)
    assert [entry.type for entry in entries][-2:] == ["task", "task_done"]


async def test_a_tenth_above_the_budget_is_allowed_and_a_cent_more_goes_back_to_the_table(works: Works) -> None:
    await works.gives_out(6_000_00)
    plan = TaskPlan("装配电箱", "供电公司", FRIDAY, 5_250_00)
    refusal = await works.does(tasks.give_out_task, "赵主任", matter_id=works.matter_id, plan=plan)
    assert isinstance(refusal, Refusal)
    assert refusal.facts == {"what": "task_budget", "cost": 11_250_00, "budget": 10_000_00, "more": 125}
    second = await works.gives_out(5_000_00)
    assert (await works.refused(tasks.give_out_task, "赵主任", matter_id=works.matter_id, plan=plan)).endswith("budget")
    await works.shows(second)
    done = {"task_id": second, "words": "装好了"}
    assert await works.refused(tasks.finish_task, "赵主任", **done, spent=5_000_01) == "invalid.task_budget"
    await works.done(tasks.finish_task, "赵主任", **done, spent=4_000_00)
    await works.gives_out(1_000_00)


async def test_without_a_budget_on_record_nothing_may_cost_anything(works: Works) -> None:
    async with works.database.transaction() as transaction:
        await transaction.deliberation.write(works.matter_id, round=2)
    plan = TaskPlan("装配电箱", "供电公司", FRIDAY, 1)
    give_out = {"matter_id": works.matter_id, "plan": plan}
    assert await works.refused(tasks.give_out_task, "赵主任", **give_out) == "invalid.task_no_budget"
    await works.gives_out(0)


async def test_who_may_give_out_and_when(works: Works) -> None:
    number, plan = await works.gives_out(), TaskPlan("装灯", "物业", FRIDAY, 0)
    give_out = {"matter_id": works.matter_id, "plan": plan}
    for who in ("李楼长", "孙网格", "王阿姨", works.homes[0]):
        assert (await works.refused(tasks.give_out_task, who, **give_out)).startswith("not_permitted")
        assert (await works.refused(tasks.show_task, who, task_id=number, shows=TaskPhoto.AFTER, photo=PHOTO)) == (
            "not_permitted."
        )
        assert (await works.refused(tasks.cancel_task, who, task_id=number, reason="不做")).startswith("not_permitted")
    past = {**give_out, "plan": TaskPlan("装灯", "物业", date(2026, 1, 1), 0)}
    assert await works.refused(tasks.give_out_task, "赵主任", **past) == "in_the_past.task_due"
    assert await works.refused(tasks.cancel_task, "赵主任", task_id=99, reason="不做") == "not_found.task"
    await works.stands_in(Stage.REPORTING)
    for act, values in (
        (tasks.give_out_task, give_out),
        (tasks.cancel_task, {"task_id": number, "reason": "不做"}),
        (tasks.finish_task, {"task_id": number, "words": "好了", "spent": 0}),
        (tasks.move_task, {"task_id": number, "due": FRIDAY, "reason": "下雨"}),
    ):
        assert await works.refused(act, "赵主任", **values) == "wrong_state.matter_act_task"


async def test_there_is_an_end_to_tasks_and_to_photos(works: Works) -> None:
    for _ in range(MOST_TASKS):
        number = await works.gives_out(0)
    plan = {"matter_id": works.matter_id, "plan": TaskPlan("装灯", "物业", FRIDAY, 0)}
    assert await works.refused(tasks.give_out_task, "赵主任", **plan) == "too_many.tasks"
    show = {"task_id": number, "shows": TaskPhoto.AFTER, "photo": PHOTO}
    for _ in range(MOST_TASK_PHOTOS):
        await works.done(tasks.show_task, "赵主任", **show)
    assert await works.refused(tasks.show_task, "赵主任", **show) == "too_many.task_photos"


async def test_another_day_and_giving_up_need_a_reason_that_everybody_reads(works: Works) -> None:
    number, later = await works.gives_out(), FRIDAY + timedelta(days=7)
    assert await works.refused(tasks.move_task, "赵主任", task_id=number, due=later, reason="") == "empty.task_reason"
    early = {"task_id": number, "due": date(2026, 1, 1), "reason": "下雨"}
    assert await works.refused(tasks.move_task, "赵主任", **early) == "in_the_past.task_due"
    await works.done(tasks.move_task, "赵主任", task_id=number, due=later, reason="下雨")
    task = await works.task(number)
    assert (task.plan.due, task.first_due, task.moved) == (later, FRIDAY, "下雨")
    assert [moment.date() for _, moment in await works.due(LATE)] == [later + timedelta(days=1)]
    assert await works.refused(tasks.cancel_task, "赵主任", task_id=number, reason=" ") == "empty.task_reason"
    await works.done(tasks.cancel_task, "赵主任", task_id=number, reason="街道已经装了")
    task = await works.task(number)
    assert (task.state, task.words, task.cost) == (TaskState.CANCELLED, "街道已经装了", 0)
    assert await works.due(LATE) == []


async def test_each_level_hears_once_that_it_is_late(works: Works) -> None:
    number, group = await works.gives_out(), works.town.group
    async with works.database.transaction() as transaction:
        committee = await settle_in(transaction, "居委", 700, RoleKind.COMMITTEE, works.town.place, works.at)
        theirs = update(roles).where(roles.c.person_id == committee.person_id)
        await transaction.registry.run(theirs.values(organ=Organ.RESIDENTS.value))
    day(works, 12, 4)
    assert (await works.falls_due(tasks.tell_late, f"task:{number}"))["level"] == 0, "today is not late"
    chair = works.town["赵主任"].chat_id
    for month, date_, level in ((12, 5, 1), (12, 9, 2), (12, 14, 3)):
        ((_, moment),) = await works.due(LATE)
        assert moment.astimezone(works.database.zone).date() == date(2026, month, date_)
        day(works, month, date_)
        assert (await works.falls_due(tasks.tell_late, f"task:{number}"))["level"] == level
    assert (await works.falls_due(tasks.tell_late, f"task:{number}"))["level"] == 0
    assert [(name, facts["level"], facts["late"]) for name, facts in await works.told(group, "tasks")] == [
        ("tasks.late_group", 2, 5)
    ]
    assert [(facts["level"], facts["late"]) for _, facts in await works.told(chair, "tasks")] == [(1, 1)]
    assert [facts["level"] for _, facts in await works.told(committee.chat_id, "tasks")] == [1, 3]


async def test_where_nobody_is_of_the_two_committees_the_operators_hear_it(works: Works) -> None:
    number = await works.gives_out()
    day(works, 12, 30)
    for level in (1, 2, 3):
        assert (await works.falls_due(tasks.tell_late, f"task:{number}"))["level"] == level, "down for weeks: each once"
    assert [facts["level"] for _, facts in await works.told(works.town["钱管理"].chat_id, "tasks")] == [3]


async def test_a_new_day_is_late_anew_and_what_is_over_is_never_late(works: Works) -> None:
    number, other = await works.gives_out(), await works.gives_out()
    day(works, 12, 5)
    assert (await works.falls_due(tasks.tell_late, f"task:{number}"))["level"] == 1
    await works.done(tasks.move_task, "赵主任", task_id=number, due=date(2026, 12, 10), reason="下雨")
    assert (await works.falls_due(tasks.tell_late, f"task:{number}"))["level"] == 0
    day(works, 12, 11)
    assert (await works.falls_due(tasks.tell_late, f"task:{number}"))["level"] == 1
    await works.finishes(other)
    assert (await works.falls_due(tasks.tell_late, f"task:{other}"))["level"] == 0
    assert (await works.falls_due(tasks.tell_late, "task:99"))["level"] == 0
    await works.stands_in(Stage.SOLICITING)
    day(works, 12, 20)
    assert (await works.falls_due(tasks.tell_late, f"task:{number}"))["level"] == 0, "the text is asked anew"


async def test_the_need_is_held_once_something_is_done_and_nothing_is_open(works: Works) -> None:
    async def held() -> bool:
        matter = await works.matter()
        async with works.database.reading() as transaction:
            dossier = await dossier_of(transaction, matter)
        return "tasks" in dossier.held

    assert not await held()
    first, second = await works.gives_out(0), await works.gives_out(0)
    await works.done(tasks.cancel_task, "赵主任", task_id=second, reason="不用了")
    assert not await held()
    await works.finishes(first, 0)
    assert await held()
    works.at += timedelta(hours=1)
    await works.stands_in(Stage.DOING)
    assert not await held(), "it is taken up again"
    await works.finishes(await works.gives_out(0), 0)
    assert await held()
    async with works.database.transaction() as transaction:
        await transaction.deliberation.write(works.matter_id, round=2)
    assert not await held(), "another text"
    old = await works.refused(tasks.cancel_task, "赵主任", task_id=second, reason="不用了")
    assert old == "not_found.task"


async def test_whoever_answers_for_a_task_is_no_name_any_more_once_they_are_erased(works: Works) -> None:
    plan = TaskPlan("装灯", "孙网格 13800000000", FRIDAY, 0)
    given = await works.done(tasks.give_out_task, "赵主任", matter_id=works.matter_id, plan=plan)
    other = await works.gives_out()
    async with works.database.transaction() as transaction:
        person = await transaction.registry.row(people.select().where(people.c.id == works.town["孙网格"].person_id))
        assert person is not None
        await transaction.personal_records.erase(person, works.at)
    holder = (await works.task(int(given["task_id"]))).plan.holder
    assert "孙网格" not in holder and "138" not in holder
    assert (await works.task(other)).plan.holder == "府河照明公司"
    async with works.database.reading() as transaction:
        kept = [row.value for row in await transaction.registry.rows(openings.select())]
        assert await transaction.journal.broken_at((await works.matter()).subject) is None
    assert not [value for value in kept if "孙网格" in value] and "府河照明公司" in kept
