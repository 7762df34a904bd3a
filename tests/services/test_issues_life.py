"""What staff do with reports, and who hears and sees what of it, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain.issues import Said, View
from domain.issues_life import State, Step
from domain.outcomes import Done, Reason, Refusal
from domain.registry import Place
from services import issues, issues_life
from storage.database import Database
from storage.schema.traffic import outbox
from tests.builders import found_town, settle_in
from tests.services.reporting import LIFT, NIGHT, PHOTO, card_stands, closed, handle, offered, queued, reported, told

LED = [State.REPORTED, State.TO_CHECK, State.TO_RATE, State.CLOSED]


async def test_staff_of_the_place_are_told_who_and_what(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await reported(database, town["路过的人"], LIFT, at, files=(PHOTO,))
    notices = await queued(database, template="issues.staff")
    assert {row.chat_id for row in notices} == {town[name].chat_id for name in ("李楼长", "赵主任", "孙网格")}
    facts = notices[0].facts
    assert (facts["text"], facts["reporter"], facts["registered"]) == (LIFT, "路过的人", False)
    assert facts["files"] == [{"kind": "photo", "file_id": "photo-1"}]


async def test_the_group_sees_one_card_that_tells_nobodys_door(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await reported(database, town["王阿姨"], LIFT, at, "u1")
    await reported(database, town["王阿姨"], "9号楼门禁坏了", at, "u2")
    first, second = await queued(database, template="issues.card")
    assert (first.chat_id, second.chat_id) == (town.building_group, town.group)
    assert first.facts["building"] == "3号楼"
    assert not any(secret in str(first.facts) for secret in ("301", "13800138000", "王阿姨"))


async def test_at_night_only_danger_wakes_anybody(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    night = at + NIGHT
    calm = await reported(database, town["王阿姨"], "路灯坏了", night, "u1")
    danger = await reported(database, town["王阿姨"], "楼道着火了", night, "u2")
    assert (calm["urgent"], danger["urgent"]) == (False, True)
    assert calm["told_at"] is not None
    assert danger["told_at"] is None
    notices = await queued(database, template="issues.staff")
    assert all((row.not_before > night) is (row.facts["text"] == "路灯坏了") for row in notices)


async def test_an_answer_reaches_the_reporter_and_the_card(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    issue = await reported(database, town["王阿姨"], LIFT, at)
    await card_stands(database, issue["id"], town.building_group, 55)
    done = await handle(database, town["李楼长"], "answer", issue["id"], at, text="已叫人来修", files=[PHOTO])
    assert isinstance(done, Done)
    assert (done["state"], done["told"]) == ("accepted", True)
    (notice,) = await told(database, "answer")
    assert notice.chat_id == town["王阿姨"].chat_id
    assert (notice.facts["text"], notice.facts["by"], len(notice.facts["files"])) == (
        "已叫人来修",
        "building_leader",
        1,
    )
    (edit,) = await queued(database, template="issues.card", kind="edit")
    assert (edit.chat_id, edit.facts["state"]) == (town.building_group, "accepted")


async def test_a_card_that_still_waits_for_the_morning_leaves_with_the_newest_state(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    night = at + NIGHT
    issue = await reported(database, town["王阿姨"], LIFT, night)
    await handle(database, town["赵主任"], "done", issue["id"], night, text="换了主板", files=(PHOTO,))
    (card,) = await queued(database, template="issues.card")
    assert (card.kind, card.facts["state"]) == ("post", "to_check")


async def test_a_card_that_was_lost_is_posted_again_with_the_next_step(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    issue = await reported(database, town["王阿姨"], LIFT, at)
    await card_stands(database, issue["id"], town.building_group, 55)
    async with database.transaction() as transaction:
        await transaction.posts.forget(f"issue:{issue['id']}", town.building_group)
    await handle(database, town["赵主任"], "take", issue["id"], at)
    assert [row.state for row in await queued(database, template="issues.card", kind="post")] == ["sent", "queued"]


async def test_a_card_in_doubt_is_left_alone(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    issue = await reported(database, town["王阿姨"], LIFT, at)
    async with database.transaction() as transaction:
        mine = outbox.c.subject == f"issue:{issue['id']}"
        await transaction.outbox.run(outbox.update().where(mine).values(state="unknown"))
    await handle(database, town["赵主任"], "take", issue["id"], at)
    assert len(await queued(database, template="issues.card")) == 1


async def test_closed_is_closed_until_somebody_opens_it_again(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    zhao = town["赵主任"]
    number = (await reported(database, town["王阿姨"], LIFT, at))["id"]
    assert await handle(database, zhao, "reopen", number, at) == wrong_state("reported")
    assert (await closed(database, town, number, at))["state"] == "closed"
    assert await handle(database, zhao, "answer", number, at, text="好了") == wrong_state("closed")
    assert (await handle(database, zhao, "reopen", number, at)).facts["state"] == "reopened"
    assert len(await told(database, "reopen")) == 1


def wrong_state(state: str) -> Refusal:
    return Refusal(Reason.WRONG_STATE, {"what": "issue", "issue_state": state})


async def test_a_tenant_may_not_answer(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = (await reported(database, town["王阿姨"], LIFT, at))["id"]
    refused = await handle(database, town["陈租客"], "answer", number, at, text="我来")
    assert refused.reason is Reason.NOT_PERMITTED
    asked = await issues.ask_for_words(
        database,
        actor=town["陈租客"].actor,
        issue_id=number,
        step=Step.ANSWER,
        chat_id=town["陈租客"].chat_id,
        source="ask",
        at=at,
    )
    assert asked == refused


async def test_an_answer_needs_words_and_not_too_many(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = (await reported(database, town["王阿姨"], LIFT, at))["id"]
    empty = await handle(database, town["赵主任"], "answer", number, at, text=" \u200b ")
    long = await handle(database, town["赵主任"], "answer", number, at, text="好" * 2001)
    unknown = await handle(database, town["赵主任"], "answer", 999, at, text="好")
    assert empty == Refusal(Reason.EMPTY, {"what": "issue_words"})
    assert long == Refusal(Reason.TOO_LONG, {"what": "issue_words", "most": 2000})
    assert unknown == Refusal(Reason.NOT_FOUND, {"what": "issue"})


async def test_the_question_for_words_waits_for_them(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    zhao = town["赵主任"]
    number = (await reported(database, town["王阿姨"], LIFT, at))["id"]
    asked = await issues.ask_for_words(
        database, actor=zhao.actor, issue_id=number, step=Step.DONE, chat_id=zhao.chat_id, source="ask", at=at
    )
    assert isinstance(asked, Done)
    async with database.reading() as transaction:
        draft = await transaction.drafts.awaiting(zhao.person_id, zhao.chat_id, at=at)
    assert draft is not None
    assert (draft.awaiting, draft.body["issue_id"]) == ("issue.done", number)
    await handle(database, zhao, "done", number, at, text="修好了", files=(PHOTO,), draft_id=draft.id)
    async with database.reading() as transaction:
        assert await transaction.drafts.awaiting(zhao.person_id, zhao.chat_id, at=at) is None


async def test_somebody_elses_draft_survives_a_forged_close(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = (await reported(database, town["王阿姨"], LIFT, at))["id"]
    offer = await offered(database, town["陈租客"], Said("漏水"), at, "mine")
    await handle(database, town["赵主任"], "take", number, at, draft_id=offer["draft_id"])
    still = await issues.offer_of(database, actor=town["陈租客"].actor, draft_id=offer["draft_id"], at=at)
    assert isinstance(still, Done)


async def test_whoever_works_on_their_own_report_is_not_told_of_it(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = (await reported(database, town["赵主任"], "路灯坏了", at))["id"]
    done = await handle(database, town["赵主任"], "take", number, at)
    assert done["told"] is False
    assert await told(database, "take") == []


async def test_each_sees_their_part_of_the_progress(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = (await reported(database, town["王阿姨"], LIFT, at, files=(PHOTO,)))["id"]
    await handle(database, town["李楼长"], "answer", number, at, text="已叫人来修")

    async def seen(name: str) -> Any:
        return await issues.progress_by_number(database, actor=town[name].actor, number=1, at=at)

    staff, mine, public = await seen("赵主任"), await seen("王阿姨"), await seen("陈租客")
    assert (staff.view, Step.DONE in staff.steps, staff.registered) == (View.STAFF, True, True)
    assert (mine.view, [taken.text for taken in mine.taken], mine.files) == (View.REPORTER, ["", "已叫人来修"], 1)
    assert (public.view, public.taken, public.files) == (View.PUBLIC, (), 0)
    assert (await seen("钱管理")).steps == ()


async def test_what_is_not_there_and_what_is_not_shown_sound_the_same(embedded: Database, at: datetime) -> None:
    async with embedded.transaction() as transaction:
        wang = await settle_in(transaction, "王阿姨", 101, None, Place(), at)
        chen = await settle_in(transaction, "陈租客", 105, None, Place(), at)
    await reported(embedded, wang, "漏水", at)
    hidden = await issues.progress_by_number(embedded, actor=chen.actor, number=1, at=at)
    absent = await issues.progress_by_number(embedded, actor=chen.actor, number=2, at=at)
    assert hidden == absent == Refusal(Reason.NOT_FOUND, {"what": "issue"})


async def test_files_are_shown_again_to_those_who_see_all(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = (await reported(database, town["王阿姨"], LIFT, at, files=(PHOTO,)))["id"]

    async def show(name: str) -> Any:
        who = town[name]
        return await issues.show_files(
            database, actor=who.actor, issue_id=number, chat_id=who.chat_id, source=f"see-{name}", at=at
        )

    assert (await show("赵主任"))["n"] == 1
    assert await show("陈租客") == Refusal(Reason.NOT_FOUND, {"what": "issue"})
    assert len(await queued(database, template="issues.files")) == 1


async def test_staff_see_what_is_open_where_they_serve(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await reported(database, town["王阿姨"], LIFT, at, "u1")
    await reported(database, town["王阿姨"], "9号楼门禁坏了", at + timedelta(hours=1), "u2")

    async def numbers(name: str) -> list[int]:
        return [issue.number for issue in await issues.open_list(database, actor=town[name].actor, at=at)]

    assert await numbers("赵主任") == [1, 2]
    assert await numbers("钱管理") == [1, 2]
    assert await numbers("李楼长") == [1]
    assert await numbers("陈租客") == []
    await closed(database, town, 1, at)
    assert await numbers("赵主任") == [2]


async def test_the_journal_keeps_the_steps_and_no_words_of_people(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = (await reported(database, town["王阿姨"], LIFT, at))["id"]
    await closed(database, town, number, at, "换了主板")
    async with database.reading() as transaction:
        entries = await transaction.journal.read(f"issue:{number}")
        assert await transaction.journal.broken_at(f"issue:{number}") is None
        assert [taken.state for taken in await transaction.issues.taken(number)] == LED
    assert [entry.type for entry in entries] == ["reported", "done", "check", "solved"]
    assert not any(words in str(entry.body) for entry in entries for words in ("电梯", "王阿姨", "主板"))


async def test_each_time_it_is_checked_its_reporter_is_reminded_once(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = (await reported(database, town["王阿姨"], LIFT, at))["id"]
    for days in (0, 20):
        checked = at + timedelta(days=days)
        await handle(database, town["赵主任"], "done", number, checked, files=(PHOTO,))
        await handle(database, town["李楼长"], "check", number, checked)
        for again in ("first", "second"):
            source, due = f"{again} {days}", checked + timedelta(days=3)
            await issues_life.remind_reporter(database, subject=f"issue:{number}", due=due, source=source, at=due)
        await handle(database, town["王阿姨"], "reopen", number, checked + timedelta(days=4))
    assert len(await told(database, "remind")) == 2
