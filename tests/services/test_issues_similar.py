"""Reports alike, on both databases: asked, joined by home, told, left; one card and one line a day for the group."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import event

from domain.issues import Said
from domain.outcomes import Done, Reason, Refusal
from domain.registry import Actor, Place, RoleKind
from services import issues, issues_digest, issues_similar
from storage.database import Database
from tests.builders import Neighbour, Town, build_homes, found_town, settle_in
from tests.services.reporting import PHOTO, card_stands, closed, handle, offered, queued, reported

LATER = timedelta(minutes=5)


async def neighbours(database: Database, town: Town, at: datetime, doors: tuple[str, ...]) -> list[Neighbour]:
    """One person for each door named, of building 3."""
    homes, found = await build_homes(database, town), []
    async with database.transaction() as transaction:
        for number, door in enumerate(doors):
            unit = homes[door]
            place = Place(town.compound_id, town.buildings["3号楼"], unit.entrance_id, unit.floor, unit.id)
            name, telegram = f"邻居{number}", 500 + number
            found.append(await settle_in(transaction, name, telegram, RoleKind.OWNER, place, at))
    return found


async def joins(database: Database, who: Neighbour, issue_id: int, at: datetime, draft_id: int = 0) -> Done | Refusal:
    return await issues_similar.join_report(
        database, actor=who.actor, issue_id=issue_id, draft_id=draft_id, source=f"j{who.person_id}-{at}", at=at
    )


async def test_the_same_trouble_is_shown_before_one_more_is_sent(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    wang, tenant = town["王阿姨"], town["陈租客"]
    first = await reported(database, wang, "2单元电梯又停了", at)
    offer = await offered(database, tenant, Said("二单元电梯坏了没人修"), at, "o1")
    (found,) = await issues_similar.alike_to_offer(database, actor=tenant.actor, draft_id=offer["draft_id"], at=at)
    assert (found.issue.id, found.homes, found.own) == (first["id"], 0, False)
    mine = await offered(database, wang, Said("电梯还是坏的"), at, "o2")
    (own,) = await issues_similar.alike_to_offer(database, actor=wang.actor, draft_id=mine["draft_id"], at=at)
    assert own.own
    for number, words in enumerate(("9号楼2单元电梯又停了", "1单元电梯又停了", "2单元电梯困人了")):
        other = await offered(database, tenant, Said(words), at, f"o{3 + number}")
        shown = await issues_similar.alike_to_offer(database, actor=tenant.actor, draft_id=other["draft_id"], at=at)
        assert shown == [], words
    await closed(database, town, first["id"], at)
    gone = await issues_similar.alike_to_offer(database, actor=tenant.actor, draft_id=offer["draft_id"], at=at)
    assert gone == []


async def test_homes_count_once_and_what_was_written_is_added(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    first = await reported(database, town["王阿姨"], "电梯又停了", at)
    await card_stands(database, first["id"], town.building_group, 7)
    one, other, third = await neighbours(database, town, at, ("1单元101", "1单元101", "2单元202"))
    offer = await offered(database, one, Said("我家301门口电梯坏了", (PHOTO,)), at, "o")
    outcomes = [
        await joins(database, one, first["id"], at, offer["draft_id"]),
        await joins(database, other, first["id"], at),
        await joins(database, third, first["id"], at),
        await joins(database, town["陈租客"], first["id"], at),
    ]
    assert [outcome.facts["homes"] for outcome in outcomes] == [1, 1, 2, 2]
    assert not outcomes[3].facts["counted"]
    async with database.reading() as transaction:
        assert len(await transaction.similar_reports.affected_homes(first["id"])) == 2
    seen = await issues.progress(database, actor=town["赵主任"].actor, issue_id=first["id"], at=at)
    assert not isinstance(seen, Refusal) and (seen.homes, len(seen.added)) == (2, 1) and "301" not in seen.added[0]
    cards = await queued(database, template="issues.card", chat_id=town.building_group, state="queued")
    assert [(row.kind, row.facts["homes"]) for row in cards] == [("edit", 2)]
    assert await issues.latest(database, person_id=one.person_id) == []


async def test_followers_hear_each_step_once_and_may_leave(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    first = await reported(database, town["王阿姨"], "电梯又停了", at)
    one, other = await neighbours(database, town, at, ("1单元101", "2单元202"))
    for who in (one, other, one):
        await joins(database, who, first["id"], at)
    left = await issues_similar.leave_report(database, actor=other.actor, issue_id=first["id"], source="l", at=at)
    again = await issues_similar.leave_report(database, actor=other.actor, issue_id=first["id"], source="l2", at=at)
    assert isinstance(left, Done) and again == Refusal(Reason.NOT_FOUND, {"what": "issue"})
    await handle(database, town["赵主任"], "answer", first["id"], at, text="师傅在路上")
    await closed(database, town, first["id"], at)
    told = await queued(database, template="issues.followed")
    assert [(row.chat_id, row.facts["state"]) for row in told] == [
        (one.chat_id, state) for state in ("accepted", "to_check", "closed")
    ]
    late = await joins(database, other, first["id"], at + LATER)
    assert late == Refusal(Reason.WRONG_STATE, {"what": "issue_join"})


async def test_what_is_not_shown_cannot_be_joined(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    unknown = Refusal(Reason.NOT_FOUND, {"what": "issue"})
    assert await joins(database, town["陈租客"], 999, at) == unknown
    nobody = Actor(None, ())
    first = await reported(database, town["王阿姨"], "电梯又停了", at)
    outcome = await issues_similar.join_report(database, actor=nobody, issue_id=first["id"], source="n", at=at)
    assert outcome == unknown
    gone = await issues_similar.leave_report(database, actor=nobody, issue_id=first["id"], source="m", at=at)
    assert gone == unknown


async def test_56_reports_by_40_homes_are_one_card_and_one_line_a_day(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    people = await crowd(database, town, at, 40)
    said = ("电梯又停了", "电梯坏了没人修", "升降梯罢工，老人下不了楼", "电梯门关不上")
    for number in range(56):
        who, words = people[number % 40], said[number % len(said)]
        await reported(database, who, words, at + number * LATER, f"r{number}")
    first = (await issues.open_list(database, actor=town["赵主任"].actor, at=at))[0]
    for who in people[30:]:
        await joins(database, who, first.id, at)
    due = at.replace(hour=1) + timedelta(days=1)  # nine in Shanghai
    for _ in range(2):
        await issues_digest.tell_lines(database, subject="issues", due=due, source="lines", at=due)
    public = await queued(database, chat_id=town.building_group, kind="post")
    assert [(row.template, row.facts.get("lines")) for row in public] == [
        ("issues.card", None),
        ("issues.lines", [{"number": "0001", "text": "电梯又停了", "n": 55}]),
    ]
    assert await queued(database, chat_id=town.group) == []
    danger = await reported(database, people[0], "电梯困人了，救命", at + LATER, "danger")
    assert danger["urgent"]
    cards = await queued(database, template="issues.card", kind="post")
    assert len(cards) == 2, "danger has a card of its own"


async def test_the_next_day_has_a_card_of_its_own(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    for days in range(3):
        await reported(database, town["王阿姨"], "电梯又停了", at + days * timedelta(days=1), f"d{days}")
    line = await reported(database, town["王阿姨"], "电梯又停了", at + timedelta(days=2, hours=1), "again")
    assert len(await queued(database, template="issues.card", kind="post")) == 3
    await handle(database, town["赵主任"], "answer", line["id"], at + timedelta(days=2, hours=2), text="在修")
    assert len(await queued(database, template="issues.card", kind="post")) == 3


async def crowd(database: Database, town: Town, at: datetime, count: int) -> list[Neighbour]:
    """So many homes of building 3, a person each."""
    building, found = town.buildings["3号楼"], []
    async with database.transaction() as transaction:
        entrance = await transaction.units.entrance(building, "1单元", 0)
        for number in range(count):
            floor = 1 + number // 4
            label = f"{floor}0{1 + number % 4}"
            unit = await transaction.units.add_unit(town.compound_id, building, entrance, floor=floor, label=label)
            place = Place(town.compound_id, building, entrance, floor, unit)
            found.append(await settle_in(transaction, f"住户{number}", 700 + number, RoleKind.OWNER, place, at))
    return found


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """What the writer executes meanwhile."""
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    event.listen(database.engine.sync_engine, "after_cursor_execute", note)
    yield said
    event.remove(database.engine.sync_engine, "after_cursor_execute", note)


async def test_the_press_costs_the_same_however_much_is_open_around_it(embedded: Database, at: datetime) -> None:
    town = await found_town(embedded, at)
    costs = []
    for number, moment in enumerate(at + timedelta(hours=hours) for hours in range(12)):
        offer = await offered(embedded, town["王阿姨"], Said(f"电梯又停了，第{number}回"), moment, f"offer {number}")
        report = {"draft_id": offer["draft_id"], "source": f"report {number}", "at": moment}
        with counted(embedded) as said:
            assert isinstance(await issues.report_issue(embedded, actor=town["王阿姨"].actor, **report), Done)
        costs.append(len(said))
    assert costs[-1] == costs[-8] < 80, costs
