"""Groups that add, move, mute and leave us; where they belong; who writes."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import ITSELF, Actor, Place
from services.chats import (
    Stranger,
    arrive,
    bind,
    entitle,
    group_of,
    migrate,
    resigned,
    standing_changed,
    where_to_bind,
)
from services.offices import end_role
from services.rosters import holdings
from storage.chats import Chat
from storage.database import Database
from tests.builders import Town, found_town, queued

NEW_GROUP = -1_009_999


async def new_group(database: Database, telegram_id: int = NEW_GROUP) -> int:
    chat = await group_of(database, chat_id=telegram_id, kind="supergroup", title="9号楼邻里")
    return chat.id


async def known_chat(database: Database, chat_id: int) -> Chat:
    async with database.reading() as transaction:
        chat = await transaction.chats.find(chat_id)
    assert chat is not None
    return chat


async def stands(
    database: Database, actor: Actor, chat: int, state: str, source: str, at: datetime, *, admin: bool = False
) -> Outcome:
    return await standing_changed(
        database, actor=actor, chat_id=chat, state=state, administrator=admin, source=source, at=at
    )


async def came(database: Database, name: str, chat_id: int, kind: str, at: datetime) -> Actor:
    visit = await arrive(database, stranger=Stranger(555, name), chat_id=chat_id, chat_kind=kind, chat_title="", at=at)
    return visit.actor


async def test_who_adds_us_and_may_say_is_asked_where_the_group_is(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    chat = await new_group(database)
    await stands(database, town["李楼长"].actor, chat, "open", "1", at)
    ((template, facts),) = await queued(database, town["李楼长"].chat_id)
    third = town.buildings["3号楼"]
    assert template == "chats.where"
    assert facts["choices"] == [[town.compound_id, third, "中华园3号楼"]]
    assert await queued(database, chat) == []


async def test_a_resident_who_adds_us_is_thanked_and_those_who_may_are_asked(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    chat = await new_group(database)
    await stands(database, town["王阿姨"].actor, chat, "open", "1", at)
    for who, templates in {"王阿姨": ["chats.waiting"], "钱管理": ["chats.where"], "赵主任": ["chats.where"]}.items():
        assert [template for template, _ in await queued(database, town[who].chat_id)] == templates
    assert await queued(database, chat) == []


async def test_who_never_opened_the_private_chat_is_knocked_for_once(database: Database, at: datetime) -> None:
    await found_town(database, at)
    chat = await new_group(database)
    adder = await came(database, "新来的", NEW_GROUP, "supergroup", at)
    await stands(database, adder, chat, "open", "1", at)
    await stands(database, adder, chat, "open", "2", at, admin=True)  # made administrator: nobody is asked again
    assert await queued(database, chat) == [("chats.knock", {"chat": chat, "title": "9号楼邻里"})]


async def test_an_anonymous_administrator_adds_us(database: Database, at: datetime) -> None:
    await found_town(database, at)
    chat = await new_group(database)
    outcome = await stands(database, ITSELF, chat, "open", "1", at)
    assert isinstance(outcome, Done)
    assert outcome["joined"]
    assert [template for template, _ in await queued(database, chat)] == ["chats.knock"]


async def bound_to(database: Database, town: Town, who: str, chat: int, place: Place, at: datetime) -> Outcome:
    source = f"{who} {chat} {place}"
    return await bind(database, actor=town[who].actor, chat_id=chat, place=place, source=source, at=at)


async def test_a_group_is_bound_and_greeted_once(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    chat = await new_group(database)
    third = Place(town.compound_id, town.buildings["3号楼"])
    outcome = await bound_to(database, town, "李楼长", chat, third, at)
    assert outcome == Done({"title": "9号楼邻里", "place": "中华园3号楼"})
    again = await bound_to(database, town, "赵主任", chat, third, at)
    assert isinstance(again, Refusal)
    assert again.reason is Reason.ALREADY_DONE
    moved = await bound_to(database, town, "赵主任", chat, town.place, at)
    assert isinstance(moved, Done)
    assert await queued(database, chat) == [("chats.hello", {})]
    known = await known_chat(database, chat)
    assert known.place == town.place


async def test_nobody_takes_a_group_they_do_not_serve(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    chat = await new_group(database)
    ninth = Place(town.compound_id, town.buildings["9号楼"])
    third = Place(town.compound_id, town.buildings["3号楼"])
    for who, where in (("王阿姨", third), ("李楼长", ninth), ("李楼长", town.place)):
        refused = await bound_to(database, town, who, chat, where, at)
        assert isinstance(refused, Refusal)
        assert refused.reason is Reason.NOT_PERMITTED
    taken = await bound_to(database, town, "李楼长", town.group, third, at)  # it is the whole compound's already
    assert isinstance(taken, Refusal)
    assert taken.reason is Reason.NOT_PERMITTED


@pytest.mark.parametrize("wrong", ["private", "unknown", "compound", "building", "anywhere"])
async def test_what_is_not_there_cannot_be_bound(database: Database, at: datetime, wrong: str) -> None:
    town = await found_town(database, at)
    chat = {"private": town["王阿姨"].chat_id, "unknown": 9999}.get(wrong, town.group)
    places = {"compound": Place(9999), "building": Place(town.compound_id, 9999), "anywhere": Place()}
    refused = await bound_to(database, town, "钱管理", chat, places.get(wrong, town.place), at)
    assert refused == Refusal(Reason.NOT_FOUND, {"what": "group"})


async def test_the_question_where_is_for_those_who_may_answer(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    chat = await new_group(database)
    found = await where_to_bind(database, actor=town["赵主任"].actor, chat_id=chat)
    assert found.facts["choices"] == [[town.compound_id, 0, "中华园"]]
    refused = await where_to_bind(database, actor=town["陈租客"].actor, chat_id=chat)
    assert isinstance(refused, Refusal)
    assert refused.reason is Reason.NOT_PERMITTED
    missing = await where_to_bind(database, actor=town["赵主任"].actor, chat_id=town["王阿姨"].chat_id)
    assert missing == Refusal(Reason.NOT_FOUND, {"what": "group"})


async def test_the_committee_is_told_once_when_we_are_removed(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    for _ in range(2):
        await stands(database, town["王阿姨"].actor, town.group, "closed", "1", at)
    assert await queued(database, town["赵主任"].chat_id) == [
        ("chats.standing", {"title": "中华园", "state": "closed"})
    ]
    back = await stands(database, town["王阿姨"].actor, town.group, "open", "2", at)
    assert isinstance(back, Done)
    assert back["joined"]
    assert await queued(database, town["王阿姨"].chat_id) == []  # it is known where the group is


async def test_losing_administrator_rights_is_told_too(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await stands(database, ITSELF, town.group, "open", "1", at, admin=True)
    await stands(database, ITSELF, town.group, "open", "2", at)
    assert [facts["state"] for _, facts in await queued(database, town["赵主任"].chat_id)] == ["open"]


async def test_who_blocked_us_is_open_again_when_they_write(database: Database, at: datetime) -> None:
    actor = await came(database, "王阿姨", 555, "private", at)
    async with database.reading() as transaction:
        chat = await transaction.chats.private_of(actor.person_id or 0)
    assert chat is not None
    await resigned(database, chat_id=chat.id, source="1", at=at)
    visit = await arrive(
        database, stranger=Stranger(555, "王\u202e阿姨"), chat_id=555, chat_kind="private", chat_title="", at=at
    )
    assert (visit.chat.state, visit.name) == ("open", "王阿姨")


async def test_those_who_blocked_us_are_not_asked(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await resigned(database, chat_id=town["赵主任"].chat_id, source="1", at=at)
    await stands(database, town["王阿姨"].actor, town.group, "closed", "2", at)
    assert len(await queued(database, town["钱管理"].chat_id)) == 1
    (held,) = await holdings(database, person_id=town["赵主任"].person_id, at=at)
    assert isinstance(await end_role(database, actor=town["赵主任"].actor, role_id=held.id, source="3", at=at), Done)


async def test_a_group_moves_whichever_signal_comes_first(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    async with database.reading() as transaction:
        before = await transaction.chats.find(town.group)
    assert before is not None
    await group_of(database, chat_id=-100_777, kind="supergroup", title="中华园")
    first = await migrate(database, old=before.telegram_id, new=-100_777, source="1", at=at)
    second = await migrate(database, old=before.telegram_id, new=-100_777, source="2", at=at)
    assert (first.facts, second.facts) == ({"moved": True}, {"moved": False})
    async with database.reading() as transaction:
        after = await transaction.chats.by_telegram(-100_777)
    assert after is not None
    assert (after.id, after.place) == (before.id, before.place)


async def test_a_group_gets_a_new_name(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await entitle(database, chat_id=town.group, title="中华园业主")
    known = await known_chat(database, town.group)
    assert known.title == "中华园业主"
