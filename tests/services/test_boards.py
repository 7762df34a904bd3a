"""网上公示栏: put up by two, taken down by one, read by whoever comes by, on both databases."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from domain.board_facts import StreamHead
from domain.boards import LAPSE_AFTER, REMIND_AFTER
from domain.journal import digest
from domain.outcomes import Done, Refusal
from services.board_covers import Covers
from services.board_pages import BoardReader
from services.boards import (
    ask_board,
    board_page,
    boards_for,
    boards_up,
    close_board,
    decline_board,
    look_after_board,
    open_board,
)
from services.poll_pages import stands_on_board
from services.polls import start_poll
from storage.database import Database
from storage.schema.registry import people
from tests.board_town import BoardTown, found_board, put_up
from tests.builders import queued
from tests.full_matters import found_compound


async def test_two_put_it_up_and_each_hears_of_it(embedded: Database, at: datetime) -> None:
    compound = await found_compound(embedded, at)
    chair, member, aunt = compound.town["赵主任"], compound.member, compound.town["王阿姨"]
    where = {"compound_id": compound.town.compound_id, "at": at}

    async def templates(chat: int) -> list[str]:
        return [template for template, _ in await queued(embedded, chat)]

    assert isinstance(await ask_board(embedded, actor=aunt.actor, source="0", **where), Refusal)
    first = await ask_board(embedded, actor=chair.actor, source="1", **where)
    assert await ask_board(embedded, actor=chair.actor, source="1", **where) == first, "the same press is one act"
    assert isinstance(await open_board(embedded, actor=chair.actor, source="2", **where), Refusal)
    assert isinstance(await decline_board(embedded, actor=member.actor, source="3", **where), Done)
    assert isinstance(await open_board(embedded, actor=member.actor, source="4", **where), Refusal)
    assert await boards_up(embedded) == []
    assert isinstance(await ask_board(embedded, actor=member.actor, source="5", **where), Done)
    page = await board_page(embedded, actor=member.actor, compound_id=compound.town.compound_id)
    assert not isinstance(page, Refusal) and page.asked
    opened = await open_board(embedded, actor=chair.actor, source="6", **where)
    assert isinstance(opened, Done)
    (up,) = await boards_up(embedded)
    assert up.code == opened["code"] and await boards_for(embedded, actor=aunt.actor) == [up]
    assert await boards_for(embedded, actor=compound.town["路过的人"].actor) == [up], "a stranger finds the only one"
    assert isinstance(await close_board(embedded, actor=chair.actor, source="7", **where), Done)
    assert isinstance(await close_board(embedded, actor=chair.actor, source="8", **where), Refusal)
    assert await templates(member.chat_id) == ["boards.asked", "boards.opened", "boards.closed"]
    assert await templates(chair.chat_id) == ["boards.declined", "boards.asked"]
    async with embedded.reading() as transaction:
        assert await transaction.journal.broken_at(up.subject) is None


async def test_what_was_asked_is_taken_back_or_lapses_without_a_word_that_something_came_down(
    embedded: Database, at: datetime
) -> None:
    compound = await found_compound(embedded, at)
    chair, member = compound.town["赵主任"], compound.member
    where = {"compound_id": compound.town.compound_id, "actor": chair.actor}
    subject = f"board:{compound.town.compound_id}"

    sources = iter(range(9))

    async def plays(after: timedelta) -> object:
        due = at + after
        played = await look_after_board(embedded, subject=subject, due=due, source=f"due {next(sources)}", at=due)
        assert isinstance(played, Done)
        return played["played"]

    async def told() -> list[str]:
        return [template for template, _ in await queued(embedded, member.chat_id)]

    assert not await plays(timedelta(0)), "nothing was ever asked"
    assert isinstance(await ask_board(embedded, source="1", at=at, **where), Done)
    assert isinstance(await close_board(embedded, source="2", at=at, **where), Done)
    assert await told() == ["boards.asked"] and not await plays(REMIND_AFTER)
    assert isinstance(await ask_board(embedded, source="3", at=at, **where), Done)
    assert await plays(REMIND_AFTER) and await told() == ["boards.asked"] * 3
    assert await plays(LAPSE_AFTER) and await told() == ["boards.asked"] * 3
    assert isinstance(await open_board(embedded, source="4", at=at, **where | {"actor": member.actor}), Refusal)
    async with embedded.reading() as transaction:
        kept = [entry.type for entry in await transaction.journal.read(subject)]
    assert kept == ["board_asked", "board_withdrawn", "board_asked", "board_lapsed"]


async def test_a_board_is_read_from_every_room(database: Database, at: datetime) -> None:
    town: BoardTown = await found_board(database, at)
    reader = BoardReader(database, Covers())
    facts = await reader.board(town.code, at)
    assert facts is not None
    assert [one.came for one in facts.votes] == [5] and [one.number for one in facts.reports] == [1, 4]
    assert [one.number for one in facts.solved] == [2] and facts.years == (2026, 2025, 2024)
    assert [(one.answered, one.counts) for one in facts.answered] == [(9, (7, 3))]
    assert [one.question.partition("。")[0] for one in facts.polls] == ["晚上锁门好不好"], (
        "a building's stays there, and what was asked before anybody could know"
    )
    early = await reader.board(town.code, at, 2024)
    assert early is not None and [one.answered for one in early.answered] == [3] and not early.polls
    file = await reader.matter(town.code, 1, at)
    assert file is not None and len(file.records) == 1 and len(file.versions) == 2
    before = await reader.board(town.code, at, 2025)
    assert before is not None and [one.number for one in before.notices] == [2] and before.reports == ()
    every = await reader.everything(town.code, at)
    assert every is not None and {one.number for one in every.notices} == {1, 2} and every.reports == facts.reports
    assert {one.answered for one in every.answered} == {9, 3} and every.years == facts.years
    today = await reader.heads(town.code, at.date(), at)
    assert today is not None
    async with database.reading() as transaction:
        last = (await transaction.journal.read("matter:1"))[-1]
    assert StreamHead("matter:1", "1", last.seq, digest(last)[:12]) in today.heads
    for code in ("zzzzzz", "3", ""):
        assert await reader.board(code, at) is None and await reader.matter(code, 1, at) is None
        assert await reader.heads(code, date(2026, 11, 24), at) is None


async def test_a_poll_says_that_it_comes_to_the_board_where_it_does(database: Database, at: datetime) -> None:
    compound = await found_compound(database, at)
    town, minute = compound.town, timedelta(minutes=1)
    asked = {"question": "晚上锁门好不好", "options": ["好", "不好"], "several": False, "named": False}

    async def begins(source: str, chat: int, then: datetime) -> bool:
        closes = {"closes_at": then + timedelta(days=1), "source": source, "at": then}
        begun = await start_poll(database, actor=town["赵主任"].actor, chat_id=chat, **asked, **closes)
        assert isinstance(begun, Done), begun
        said = [facts for template, facts in await queued(database, chat) if template == "polls.poll"]
        assert said[-1]["on_board"] is await stands_on_board(database, chat_id=chat, at=then)
        return bool(said[-1]["on_board"])

    assert not await begins("before", town.group, at - minute)
    await put_up(compound)
    assert not await begins("with it", town.group, at)
    assert await begins("after", town.group, at + minute)
    assert not await begins("a building's", town.building_group, at + minute)


async def test_a_corrected_name_is_covered_in_time(embedded: Database, at: datetime) -> None:
    town = await found_board(embedded, at, affairs="")
    reader = BoardReader(embedded, Covers())
    assert await reader.board(town.code, at) is not None
    await town.change(people, town.chair, name="水管修")
    later = await reader.board(town.code, at + timedelta(minutes=11))
    assert later is not None and later.solved[0].text == "＊好了"
