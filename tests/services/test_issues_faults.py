"""Known faults on record: entered once, followed instead of reported, told when late and when over, ended for sure."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from domain.issues import Said
from domain.issues_faults import END, LATE, FaultPage
from domain.notices import NoticeKind
from domain.outcomes import Done, Outcome, Refusal
from domain.registry import Place, Role, RoleKind
from services import issues
from services import issues_faults as acts
from storage.database import Database
from tests.builders import Town, build_homes, found_town, settle_in
from tests.services.reporting import offered, queued, rows_due

SOURCES = count()
HOUR = timedelta(hours=1)


class Yard:
    """中华园 without water."""

    def __init__(self, database: Database, town: Town, at: datetime) -> None:
        self.database, self.town, self.at = database, town, at
        self.place = Place(town.compound_id, town.buildings["3号楼"])

    async def does(self, act: Any, who: str, **values: Any) -> Outcome:
        source = f"fault {next(SOURCES)}"
        outcome: Outcome = await act(self.database, actor=self.town[who].actor, source=source, at=self.at, **values)
        return outcome

    async def notes(self, who: str = "孙网格", place: Place | None = None, hours: int = 6, **more: Any) -> Outcome:
        given: dict[str, Any] = {"place": place or self.place, "category": "water", "ends_by": self.at + hours * HOUR}
        return await self.does(acts.note_fault, who, **given | more)

    async def noted(self) -> int:
        outcome = await self.notes()
        assert isinstance(outcome, Done), outcome
        return int(outcome["fault_id"])

    async def follows(self, fault_id: int, who: str = "王阿姨", **more: Any) -> Outcome:
        return await self.does(acts.follow_fault, who, fault_id=fault_id, **more)

    async def told(self, event: str) -> set[int]:
        return {
            row.chat_id for row in await queued(self.database, template="issues.fault") if row.facts["event"] == event
        }

    async def page(self, fault_id: int, who: str = "王阿姨") -> FaultPage | Refusal:
        return await acts.fault_page(self.database, actor=self.town[who].actor, fault_id=fault_id)

    async def plays(self, act: Any, fault_id: int, due: datetime, at: datetime | None = None) -> Done:
        row: dict[str, Any] = {"subject": f"fault:{fault_id}", "due": due, "at": at or due}
        outcome = await act(self.database, source=f"due {next(SOURCES)}", **row)
        assert isinstance(outcome, Done)
        return outcome


def what(outcome: Outcome) -> object:
    assert isinstance(outcome, Refusal), outcome
    return outcome.facts.get("what")


@pytest.fixture
async def yard(database: Database, at: datetime) -> Yard:
    return Yard(database, await found_town(database, at), at)


async def test_it_is_entered_once_by_whoever_serves_there(yard: Yard) -> None:
    assert isinstance(await yard.notes("王阿姨"), Refusal)
    assert what(await yard.notes(hours=0)) == "fault_end"
    assert what(await yard.notes(category="noise")) == "fault_kind"
    number = await yard.noted()
    assert what(await yard.notes()) == "fault"
    assert isinstance(await yard.notes("李楼长", category="power"), Done)
    assert isinstance(await yard.notes("李楼长", place=Place(yard.town.compound_id)), Refusal), "not of her building"
    (card,) = [row for row in await queued(yard.database, subject=f"fault:{number}")]
    assert card.chat_id == yard.town.building_group and card.kind == NoticeKind.POST
    assert [one.id for one in await acts.faults_for(yard.database, actor=yard.town["陈租客"].actor)][:1] == [number]
    assert await acts.faults_for(yard.database, actor=yard.town["路过的人"].actor) == []


async def test_who_reports_the_same_is_offered_it_and_nothing_of_their_words_is_kept(yard: Yard) -> None:
    number, wang = await yard.noted(), yard.town["王阿姨"]
    offer = await offered(yard.database, wang, Said("3号楼怎么没水了"), yard.at)
    draft: dict[str, Any] = {"draft_id": offer["draft_id"]}
    known = await acts.known_for_offer(yard.database, actor=wang.actor, at=yard.at, **draft)
    assert known is not None and known.id == number
    assert isinstance(await yard.follows(number, "陈租客", **draft), Refusal), "not theirs"
    assert isinstance(await yard.follows(number, **draft), Done)
    gone = await issues.report_issue(yard.database, actor=wang.actor, source="late", at=yard.at, **draft)
    assert isinstance(gone, Refusal)
    assert await acts.known_for_offer(yard.database, actor=wang.actor, at=yard.at, **draft) is None
    page = await yard.page(number)
    assert isinstance(page, FaultPage) and page.follows and not page.keeps


async def test_danger_another_kind_and_a_sealed_one_are_reported_as_ever(yard: Yard) -> None:
    await yard.noted()
    wang, leader = yard.town["王阿姨"], yard.town["李楼长"]
    for n, words in enumerate(("3号楼电梯坏了", "3号楼停水了，有人触电", "9号楼没水")):
        offer = await offered(yard.database, wang, Said(words), yard.at, f"o{n}")
        given: dict[str, Any] = {"actor": wang.actor, "draft_id": offer["draft_id"], "at": yard.at}
        assert await acts.known_for_offer(yard.database, **given) is None, words
    offer = await offered(yard.database, wang, Said("3号楼没水了"), yard.at, "sealed")
    given = {"actor": wang.actor, "draft_id": offer["draft_id"], "at": yard.at}
    await issues.seal_offer(yard.database, reader_id=leader.person_id, source="seal", **given)
    assert await acts.known_for_offer(yard.database, **given) is None


async def test_an_entrance_without_water_is_another_s_business_nowhere(yard: Yard) -> None:
    first, second = await ways_into(yard)
    place = replace(yard.place, entrance_id=second)
    for wrong in (replace(place, entrance_id=999), Place(yard.town.compound_id, yard.town.buildings["9号楼"], second)):
        assert what(await yard.notes(place=wrong)) == "place"
    assert what(await yard.notes(place=Place(yard.town.compound_id, entrance_id=second))) == "place"
    assert what(await yard.notes(place=Place(yard.town.compound_id, 999))) == "place"
    noted = await yard.notes(place=place)
    assert isinstance(noted, Done) and isinstance(await yard.notes(), Done), "the whole building is another place"
    page = await yard.page(noted["fault_id"])
    assert isinstance(page, FaultPage) and page.fault.spot_words == "3号楼2单元"
    await yard.does(acts.end_fault, "孙网格", fault_id=noted["fault_id"] + 1)
    for words, at_home, aloud, known in (
        ("3号楼2单元没水了", first, False, True),
        ("3号楼1单元没水了", second, False, False),
        ("3号楼没水了", first, False, False),
        ("3号楼没水了", second, False, True),
        ("3号楼没水了", first, True, True),  # in the group nobody hears at which entrance its author lives
    ):
        assert await offered_known(yard, words, at_home, aloud=aloud) is known, (words, at_home, aloud)


async def ways_into(yard: Yard) -> list[int]:
    """Two entrances of building 3, and who may enter which."""
    await build_homes(yard.database, yard.town)
    wide = Place(yard.town.compound_id, yard.town.buildings["9号楼"])
    given: dict[str, Any] = {"actor": yard.town["孙网格"].actor}
    found = await acts.fault_entrances(yard.database, place=yard.place, **given)
    assert [label for _, label in found] == ["1单元", "2单元"]
    assert await acts.fault_entrances(yard.database, place=wide, **given) == []
    assert await acts.fault_entrances(yard.database, place=Place(yard.town.compound_id), **given) == []
    assert await acts.fault_entrances(yard.database, actor=yard.town["王阿姨"].actor, place=yard.place) == []
    return [place.entrance_id for place, _ in found if place.entrance_id is not None]


async def offered_known(yard: Yard, words: str, entrance: int, *, aloud: bool) -> bool:
    """Whether 王阿姨, at home behind this entrance, is offered what is known."""
    wang = yard.town["王阿姨"]
    home = Role(RoleKind.OWNER, replace(yard.place, entrance_id=entrance), yard.at)
    offer = await offered(yard.database, wang, Said(words), yard.at, f"offer {next(SOURCES)}")
    given: dict[str, Any] = {"draft_id": offer["draft_id"], "at": yard.at, "aloud": aloud}
    actor = replace(wang.actor, roles=(home,))
    return await acts.known_for_offer(yard.database, actor=actor, **given) is not None


async def test_a_stranger_follows_what_their_group_shows_and_nothing_else(yard: Yard) -> None:
    number, group = await yard.noted(), yard.town.building_group
    assert what(await yard.follows(number, "路过的人")) == "fault"
    assert what(await yard.follows(number, "路过的人", shown_in=group)) == "fault", "it is not there yet"
    async with yard.database.transaction() as transaction:
        await transaction.posts.keep(subject=f"fault:{number}", chat_id=group, message_id=7, poll_id=None, drawn="")
    assert isinstance(await yard.follows(number, "路过的人", shown_in=group), Done)
    assert isinstance(await yard.page(number, "路过的人"), Refusal)
    assert what(await yard.follows(99)) == "fault"


async def test_whoever_follows_hears_of_a_new_time_that_it_is_late_and_that_it_is_over_once(yard: Yard) -> None:
    number, wang = await yard.noted(), yard.town["王阿姨"].chat_id
    await yard.follows(number)
    await yard.follows(number)
    await yard.follows(number, "陈租客")
    await yard.does(acts.unfollow_fault, "陈租客", fault_id=number)
    assert what(await yard.does(acts.unfollow_fault, "陈租客", fault_id=99)) == "fault"
    later = yard.at + 8 * HOUR
    assert isinstance(await yard.does(acts.move_fault, "王阿姨", fault_id=number, ends_by=later), Refusal)
    assert what(await yard.does(acts.move_fault, "孙网格", fault_id=number, ends_by=yard.at)) == "fault_end"
    assert what(await yard.does(acts.move_fault, "孙网格", fault_id=99, ends_by=later)) == "fault"
    await yard.does(acts.move_fault, "孙网格", fault_id=number, ends_by=later)
    assert await yard.told("moved") == {wang} and await rows_due(yard.database, LATE) == [later]
    early = await yard.plays(acts.tell_fault_late, number, yard.at + 6 * HOUR)
    assert early["told"] == 0, "its time was moved meanwhile"
    for _ in range(2):
        await yard.plays(acts.tell_fault_late, number, later)
    assert await yard.told("late") == {wang}
    assert await yard.told("asked") == {yard.town[one].chat_id for one in ("李楼长", "赵主任", "孙网格")}
    yard.at = later + HOUR
    await yard.does(acts.end_fault, "孙网格", fault_id=number)
    assert await yard.told("ended") == {wang} and len(await queued(yard.database, template="issues.fault")) == 6
    assert what(await yard.does(acts.end_fault, "孙网格", fault_id=number)) == "fault_over"
    assert what(await yard.follows(number)) == "fault_over"
    assert await rows_due(yard.database, END) == []
    async with yard.database.reading() as transaction:
        assert await transaction.faults.followers(number) == [], "nobody keeps who it was"
        assert await transaction.journal.broken_at(f"fault:{number}") is None


async def test_it_ends_by_itself_also_after_days_without_power_and_staff_hear(yard: Yard) -> None:
    number, wang = await yard.noted(), yard.town["王阿姨"].chat_id
    await yard.follows(number)
    (last,) = await rows_due(yard.database, END)
    assert last == yard.at + 18 * HOUR
    assert (await yard.plays(acts.end_fault_itself, number, last - HOUR))["ended"] is False
    for _ in range(2):
        await yard.plays(acts.end_fault_itself, number, last, last + timedelta(days=3))
    page = await yard.page(number)
    assert isinstance(page, FaultPage) and page.fault.by_itself and page.fault.ended_at == last
    assert await yard.told("ran_out") == {wang}
    assert yard.town["孙网格"].chat_id in await yard.told("ran_out_staff")
    assert (await yard.plays(acts.end_fault_itself, 99, last))["ended"] is False
    assert isinstance(await yard.notes(), Done), "the next one can be entered"


async def test_where_it_can_be_entered(yard: Yard) -> None:
    async def names(who: str) -> list[str]:
        return [name for _, name in await acts.fault_places(yard.database, actor=yard.town[who].actor)]

    assert await names("孙网格") == ["中华园", "中华园3号楼", "中华园9号楼"]
    assert await names("李楼长") == ["中华园3号楼"] and await names("王阿姨") == []


async def test_whoever_was_about_to_report_it_follows_though_they_live_nowhere_here(yard: Yard) -> None:
    number, passer = await yard.noted(), yard.town["路过的人"]
    assert what(await yard.follows(number, "路过的人")) == "fault"
    draft = (await offered(yard.database, passer, Said("3号楼没水了"), yard.at))["draft_id"]
    assert isinstance(await yard.follows(number, "路过的人", draft_id=draft), Done)
    await yard.does(acts.end_fault, "孙网格", fault_id=number)
    assert await yard.told("ended") == {passer.chat_id}


async def test_who_lives_elsewhere_does_not_read_it(yard: Yard) -> None:
    number = await yard.noted()
    async with yard.database.transaction() as transaction:
        place = await transaction.registry.found(
            street="街", community="区", name="别处", building_labels=[], at=yard.at
        )
        other = await settle_in(transaction, "外面的人", 130, RoleKind.COMMITTEE, Place(place), yard.at)
    assert isinstance(await acts.fault_page(yard.database, actor=other.actor, fault_id=number), Refusal)
    yard.town = replace(yard.town, people={**yard.town.people, "外面的人": other})
    assert what(await yard.follows(number, "外面的人")) == "fault"
    assert not isinstance(await yard.does(acts.end_fault, "外面的人", fault_id=number), Done)


async def test_a_new_time_is_a_new_time_to_be_late(yard: Yard) -> None:
    number = await yard.noted()
    for _ in range(2):
        await yard.plays(acts.tell_fault_late, number, yard.at + 6 * HOUR)
    await yard.does(acts.move_fault, "孙网格", fault_id=number, ends_by=yard.at + 9 * HOUR)
    page = await yard.page(number)
    assert isinstance(page, FaultPage) and page.fault.late_at is None
    await yard.plays(acts.tell_fault_late, number, yard.at + 9 * HOUR)
    async with yard.database.reading() as transaction:
        said = [entry.type for entry in await transaction.journal.read(f"fault:{number}")]
    assert said == ["fault_noted", "fault_late", "fault_moved", "fault_late"], "each time once"


async def test_what_somebody_said_is_over_does_not_end_by_itself_too(yard: Yard) -> None:
    number = await yard.noted()
    outcomes = await asyncio.gather(*(yard.does(acts.end_fault, who, fault_id=number) for who in ("孙网格", "赵主任")))
    assert [what(one) for one in outcomes if isinstance(one, Refusal)] == ["fault_over"]
    late = yard.at + timedelta(days=1)
    assert (await yard.plays(acts.end_fault_itself, number, late))["ended"] is False
    page = await yard.page(number)
    assert isinstance(page, FaultPage) and page.fault.ended_at == yard.at and not page.fault.by_itself
