"""Papers for the wall on record: numbers without gaps that stay, nothing before its time, for whoever may print it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from domain.bulletins import (
    ElectionMaterial,
    FundMaterial,
    Lettering,
    MatterMaterial,
    MeetingMaterial,
    PaperKind,
    PaperMaterial,
    PaperWish,
    VoteMaterial,
    YearReport,
)
from domain.deliberation.stages import Stage
from domain.fund_statements import Flag, statement_of
from domain.funds import LineKind
from domain.meetings import MeetingKind
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor, Organ
from rendering.bulletin_drawing import draw_paper
from rendering.texts import texts
from services import fund_periods as closing
from services import funds as fund_acts
from services import meetings as meeting_acts
from services.bulletins import bulletin_offers, bulletin_paper, number_paper, offers_of, prints_in
from storage.database import Database
from storage.schema.deliberation import matters
from storage.schema.funds import fund_lines
from storage.schema.voting import votes
from tests.board_town import found_board
from tests.builders import Town, found_town
from tests.full_matters import Compound, found_compound
from tests.services.electing import electorate, opened, put_on_notice, stand
from tests.services.rolls import build_estate, homes, posted
from tests.services.test_funds import Books
from tests.services.test_vote_meetings import opened as opened_meeting
from tests.services.test_vote_meetings import published

PRESSES = count()
ZONE = ZoneInfo("Asia/Shanghai")


async def gives(database: Database, actor: Actor, wish: PaperWish, at: datetime) -> Outcome:
    return await number_paper(database, actor=actor, wish=wish, source=f"paper {next(PRESSES)}", at=at)


async def paper(database: Database, actor: Actor, wish: PaperWish, at: datetime) -> PaperMaterial:
    """What it is made from; it can be drawn."""
    found = await bulletin_paper(database, actor=actor, wish=wish, at=at)
    assert not isinstance(found, Refusal), found
    material, head = found
    assert draw_paper(texts(None), head, material, Lettering.PLAIN, ZONE).said
    return material


def kinds(offers: Sequence[object]) -> set[PaperKind]:
    return {offer.wish.kind for offer in offers}  # type: ignore[attr-defined]


@pytest.fixture
async def village(embedded: Database, at: datetime) -> Compound:
    return await found_compound(embedded, at)


async def test_a_paper_gets_the_next_number_of_its_year_and_keeps_it(village: Compound) -> None:
    database, chair = village.database, village.town["赵主任"].actor
    await village.stands(Stage.SOLICITING)
    asks = PaperWish(PaperKind.SOLICITATION, village.matter_id)
    year = PaperWish(PaperKind.YEAR, village.town.compound_id)
    before = await bulletin_paper(database, actor=chair, wish=asks, at=village.at)
    assert not isinstance(before, Refusal) and before[1].number is None
    numbers = [await gives(database, chair, wish, village.at) for wish in (asks, year, asks)]
    assert [done["number"] for done in numbers if isinstance(done, Done)] == [1, 2, 1]
    found = await bulletin_paper(database, actor=chair, wish=asks, at=village.at + timedelta(days=3))
    assert not isinstance(found, Refusal) and found[1].number is not None
    assert found[1].signed == village.at.astimezone(ZONE).date() and len(found[1].number.head) == 64
    async with database.reading() as transaction:
        journal = await transaction.journal.read(f"compound:{village.town.compound_id}")
    assert [entry.body["paper"] for entry in journal if entry.type == "paper_numbered"] == [
        f"solicitation:matter:{village.matter_id}:1:1",
        f"year:compound:{village.town.compound_id}:{village.at.astimezone(ZONE).date()}:1:0:0:0:0:0:0:0:0",
    ]
    late = datetime(village.at.year + 1, 1, 5, tzinfo=ZONE)
    anew = await gives(database, chair, year, late)
    assert isinstance(anew, Done) and (anew["year"], anew["number"]) == (late.year, 1)


async def test_a_line_that_came_late_makes_another_paper_with_a_number_of_its_own(village: Compound) -> None:
    database, chair = village.database, village.town["赵主任"].actor
    books = Books(village)
    fund_id = await books.opens(opening=70_000_00)
    wishes = (PaperWish(PaperKind.STATEMENT, fund_id), PaperWish(PaperKind.YEAR, village.town.compound_id))

    async def numbers() -> list[int]:
        given = [await gives(database, chair, wish, village.at) for wish in wishes]
        return [done["number"] for done in given if isinstance(done, Done)]

    assert await numbers() == await numbers() == [1, 2]
    async with database.transaction() as transaction:
        lines = await transaction.registry.rows(select(fund_lines).order_by(fund_lines.c.number))
        values = dict(lines[0]._mapping) | {"number": 9, "kind": "in", "amount": 5_00}
        await transaction.registry.add(fund_lines, **{name: one for name, one in values.items() if name != "id"})
    assert await numbers() == [3, 4]


async def test_a_paper_leads_to_the_board_only_where_the_thing_is_on_it(embedded: Database, at: datetime) -> None:
    town = await found_board(embedded, at)
    chair, number = town.compound.town["赵主任"].actor, town.compound.matter_id
    place = town.compound.town.compound_id

    async def page(wish: PaperWish) -> str:
        found = await bulletin_paper(embedded, actor=chair, wish=wish, at=at)
        assert not isinstance(found, Refusal), found
        return found[1].page

    await town.compound.stands(Stage.SOLICITING)
    async with embedded.reading() as transaction:
        (vote,) = await transaction.voting.of_compound(place)
    await town.change(votes, vote.id, state="published")
    asks, result = PaperWish(PaperKind.SOLICITATION, number), PaperWish(PaperKind.RESULT, vote.id)
    assert await page(asks) == f"/b/{town.code}/m/1"
    assert await page(PaperWish(PaperKind.YEAR, place)) == await page(result) == f"/b/{town.code}"
    await town.change(votes, vote.id, terms=dict(vote.terms) | {"scope": {"words": "3号楼", "source": "约定"}})
    assert await page(result) == "", "of some homes"
    await town.change(matters, number, procedure="small")
    assert await page(asks) == ""


async def test_pressed_at_the_same_moment_no_number_is_given_twice(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    wishes = [PaperWish(PaperKind.YEAR, town.compound_id, back) for back in (0, 1, 2, 3) * 2]
    outcomes = await asyncio.gather(*(gives(database, town["赵主任"].actor, wish, at) for wish in wishes))
    found = [done["number"] for done in outcomes if isinstance(done, Done)]
    assert sorted(set(found)) == [1, 2, 3, 4] and found[:4] == found[4:]


async def test_nothing_is_printed_before_its_step_nor_by_whoever_does_not_run_it(village: Compound) -> None:
    database, town = village.database, village.town
    plan = PaperWish(PaperKind.PLAN, village.matter_id)
    await village.stands(Stage.PROPOSING)
    refused = await gives(database, town["赵主任"].actor, plan, village.at)
    assert isinstance(refused, Refusal) and refused.facts == {"what": "bulletin_paper"}
    await village.stands(Stage.ANNOUNCING)
    for outsider in ("王阿姨", "陈租客"):
        assert isinstance(await gives(database, town[outsider].actor, plan, village.at), Refusal)
        assert await bulletin_offers(database, actor=town[outsider].actor, compound_id=town.compound_id) == []
        assert not prints_in(town[outsider].actor, town.compound_id)
    assert prints_in(town["赵主任"].actor, town.compound_id) and not prints_in(town["赵主任"].actor, 99)
    found = await paper(database, town["赵主任"].actor, plan, village.at)
    assert isinstance(found.made_from, MatterMaterial) and found.span is not None
    await village.stands(Stage.DISCLOSING)
    found = await paper(database, town["赵主任"].actor, PaperWish(PaperKind.DECISION, village.matter_id), village.at)
    assert found.span is None and found.least is not None, "its days count from the paper on the wall"


async def test_what_is_not_there_is_said(village: Compound) -> None:
    chair = village.town["赵主任"].actor
    missing = [PaperWish(kind, 999) for kind in PaperKind if kind is not PaperKind.YEAR]
    for wish in (*missing, PaperWish(PaperKind.YEAR, 1, -1), PaperWish(PaperKind.YEAR, 1, 9)):
        for found in (
            await bulletin_paper(village.database, actor=chair, wish=wish, at=village.at),
            await gives(village.database, chair, wish, village.at),
        ):
            assert isinstance(found, Refusal) and found.facts == {"what": "bulletin_paper"}, wish


async def test_each_stage_offers_its_papers_and_each_can_be_drawn(village: Compound) -> None:
    database, chair = village.database, village.town["赵主任"].actor
    for stage, expected in (
        (Stage.DISCLOSING, {PaperKind.DECISION}),
        (Stage.REPORTING, {PaperKind.PROGRESS, PaperKind.ACCOUNTS}),
        (Stage.OWNERS, set()),
    ):
        await village.stands(stage)
        of = await offers_of(database, actor=chair, wish=PaperWish(PaperKind.PLAN, village.matter_id))
        assert kinds(of) == expected
        for kind in expected:
            made = await paper(database, chair, PaperWish(kind, village.matter_id), village.at)
            assert isinstance(made.made_from, MatterMaterial)
    assert await offers_of(database, actor=chair, wish=PaperWish(PaperKind.STATEMENT, 1)) == []


async def test_what_two_people_signed_is_printed_as_they_signed_it_whatever_came_later(village: Compound) -> None:
    database, chair = village.database, village.town["赵主任"].actor
    books = Books(village)
    fund_id = await books.opens(opening=1_000_00)
    paid = await books.put_down(fund_id, LineKind.IN, 300_00, purpose="车位费")
    await books.passes(datetime(2027, 1, 1, 2, tzinfo=UTC))
    before = kinds(await bulletin_offers(database, actor=chair, compound_id=village.town.compound_id))
    assert PaperKind.CLOSED not in before
    draft = await books.drafted(fund_id)
    wish = PaperWish(PaperKind.CLOSED, draft.id)
    early = await bulletin_paper(database, actor=chair, wish=wish, at=books.at)
    assert isinstance(early, Refusal) and early.facts == {"what": "bulletin_paper"}
    await books.closes(draft)
    back = (await books.done(fund_acts.counter_line, books.chair, line_id=paid, why="记重了"))["line_id"]
    await books.done(fund_acts.check_line, books.second, line_id=back)
    offers = await bulletin_offers(database, actor=chair, compound_id=village.town.compound_id)
    assert [one.title for one in offers if one.wish == wish] == ["2026.12 公共收益"]
    assert [one.wish.back for one in offers if one.wish.kind is PaperKind.STATEMENT] == [0]
    made = (await paper(database, chair, wish, books.at)).made_from
    signed = (await books.drafted(fund_id)).facts
    assert isinstance(made, FundMaterial) and signed is not None and made.told == statement_of(signed)
    assert (made.told.until, made.told.closing) == (date(2026, 12, 31), 1_300_00)
    assert [flag for line in made.told.lines for flag in line.flags] == [Flag.UNBILLED], "nobody had taken it back"
    assert (await gives(database, chair, wish, books.at)) == (await gives(database, chair, wish, books.at))
    stranger = village.town["王阿姨"].actor
    assert isinstance(await bulletin_paper(database, actor=stranger, wish=wish, at=books.at), Refusal)
    await books.done(closing.ask_opening, books.chair, period_id=draft.id, why="漏了一笔")
    await books.done(closing.open_period, books.second, period_id=draft.id)
    opened = await bulletin_paper(database, actor=chair, wish=wish, at=books.at)
    assert isinstance(opened, Refusal) and opened.reason is Reason.WRONG_STATE
    assert PaperKind.CLOSED not in kinds(
        await bulletin_offers(database, actor=chair, compound_id=village.town.compound_id)
    )


async def test_accounts_meetings_and_the_year_have_theirs(village: Compound) -> None:
    database, town, at = village.database, village.town, village.at
    chair = town["赵主任"].actor
    fund_id = await Books(village).opens(opening=70_000_00)
    what = {"place": town.place, "kind": MeetingKind.TOPIC_DAY, "spot": "会议室", "first_at": at + timedelta(days=21)}
    called = await meeting_acts.call_meeting(database, actor=chair, source="call", at=at, **what)
    assert isinstance(called, Done)
    number = called["meeting_id"]
    offers = await bulletin_offers(database, actor=chair, compound_id=town.compound_id)
    assert {PaperKind.STATEMENT, PaperKind.MEETING, PaperKind.YEAR} <= kinds(offers)
    assert PaperKind.MINUTES not in kinds(offers)
    for wish in (PaperWish(PaperKind.STATEMENT, fund_id), PaperWish(PaperKind.MEETING, number)):
        own = await offers_of(database, actor=chair, wish=wish)
        assert wish in [one.wish for one in own] and {one.wish.of for one in own} == {wish.of}
        assert await offers_of(database, actor=town["王阿姨"].actor, wish=wish) == []
    early = await bulletin_paper(database, actor=chair, wish=PaperWish(PaperKind.MINUTES, number), at=at)
    assert isinstance(early, Refusal)
    held_at = at + timedelta(days=21, hours=2)
    held = await meeting_acts.hold_day(
        database, actor=chair, meeting_id=number, minutes="到会9人", source="held", at=held_at
    )
    assert isinstance(held, Done), held
    statement = await paper(database, chair, PaperWish(PaperKind.STATEMENT, fund_id), at)
    assert (
        isinstance(statement.made_from, FundMaterial) and statement.made_from.told.until == at.astimezone(ZONE).date()
    )
    for kind in (PaperKind.MEETING, PaperKind.MINUTES):
        assert isinstance((await paper(database, chair, PaperWish(kind, number), held_at)).made_from, MeetingMaterial)
    refused = await gives(database, chair, PaperWish(PaperKind.MINUTES, number), held_at)
    assert isinstance(refused, Refusal), "minutes are filed, not numbered"
    year = (await paper(database, chair, PaperWish(PaperKind.YEAR, town.compound_id), at)).made_from
    assert isinstance(year, YearReport) and (year.begun, year.came) == (1, 0) and len(year.funds) == 1


async def test_a_roll_hangs_by_homes_and_a_result_only_once_it_is_confirmed(embedded: Database, at: datetime) -> None:
    town = await found_town(embedded, at)
    estate = await build_estate(embedded, town, homes(12), at)
    vote, chair = await posted(embedded, estate, at), town["赵主任"].actor
    assert kinds(await offers_of(embedded, actor=chair, wish=PaperWish(PaperKind.RESULT, vote.id))) == {PaperKind.ROLL}
    found = await paper(embedded, chair, PaperWish(PaperKind.ROLL, vote.id), at)
    assert isinstance(found.made_from, VoteMaterial) and found.span is not None
    doors = [line.homes[0] for line in found.made_from.roll]
    assert len(doors) == 12 and doors == sorted(doors, key=lambda door: int(door.rpartition("单元")[2]))
    refused = await bulletin_paper(embedded, actor=chair, wish=PaperWish(PaperKind.RESULT, vote.id), at=at)
    assert isinstance(refused, Refusal)


async def test_a_result_is_from_whoever_calls_the_meeting_and_hangs_from_its_publication(
    embedded: Database, at: datetime
) -> None:
    meeting = await opened_meeting(embedded, at)
    await published(meeting)
    chair, vote = meeting.town["赵主任"].actor, meeting.vote
    wish = PaperWish(PaperKind.RESULT, vote.id)
    found = await bulletin_paper(embedded, actor=chair, wish=wish, at=meeting.at + timedelta(days=2))
    assert not isinstance(found, Refusal)
    span, issuer = found[1].span, found[1].issuer
    assert span is not None and span.first == meeting.at.astimezone(ZONE).date(), "not the day it is printed"
    assert span.days == (span.last - span.first).days >= vote.terms["result_days"]
    assert issuer is not None and issuer.organ is Organ.RESIDENTS and issuer.where == "第一社区"
    year = PaperWish(PaperKind.YEAR, meeting.town.compound_id)
    seated = replace(chair, roles=tuple(replace(role, organ=Organ.SELF_MANAGEMENT) for role in chair.roles))
    own = await bulletin_paper(embedded, actor=seated, wish=year, at=meeting.at)
    assert not isinstance(own, Refusal) and own[1].issuer is not None and own[1].issuer.where == "中华园"


async def test_candidates_hang_once_they_are_on_notice(embedded: Database, at: datetime) -> None:
    town: Town = await found_town(embedded, at)
    people, chair = await electorate(embedded, town, 6, at), town["赵主任"].actor
    number = await opened(embedded, town, at)
    wish = PaperWish(PaperKind.CANDIDATES, number)
    assert isinstance(await bulletin_paper(embedded, actor=chair, wish=wish, at=at), Refusal)
    await stand(embedded, people, number, at + timedelta(days=1))
    assert isinstance(await put_on_notice(embedded, town, number, at + timedelta(days=1)), Done)
    found = await paper(embedded, chair, wish, at + timedelta(days=1))
    assert isinstance(found.made_from, ElectionMaterial) and len(found.made_from.members) == 6
    assert found.span is not None and found.span.first == (at + timedelta(days=1)).astimezone(ZONE).date()
    assert PaperKind.CANDIDATES in kinds(await bulletin_offers(embedded, actor=chair, compound_id=town.compound_id))
