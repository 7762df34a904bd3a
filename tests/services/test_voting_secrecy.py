"""While a vote is open, nobody reads a choice but their own, nor how many chose what."""

from __future__ import annotations

import logging
from dataclasses import asdict
from datetime import datetime

import pytest
from sqlalchemy import select

from domain.outcomes import Done
from domain.voting.ballots import Choice
from domain.voting.questions import YES_NO
from services.privacy_mine import erase, held
from services.voting_pages import vote_page
from storage.database import Database
from storage.schema.records import entries
from storage.schema.traffic import acts, due, outbox
from tests.services.rolls import Estate
from tests.services.test_voting import Vote, again, cast, play, settled

CHOICES = (Choice.APPROVE, Choice.APPROVE, Choice.REJECT, Choice.ABSTAIN)


async def voted(database: Database, at: datetime) -> tuple[Estate, Vote]:
    """An open vote in which four have voted, each way; the card has been shown anew."""
    estate, vote = await settled(database, at)
    await play(database, vote, "open", vote.opens_at)
    for number, choice in enumerate(CHOICES, 1):
        person = estate.owners[f"业主{number}"].person_id
        outcome = await cast(database, vote, person, choice, vote.opens_at, source=f"press {number}")
        assert isinstance(outcome, Done) and outcome.facts.keys() == {"receipt"}
    await play(database, vote, "show", vote.opens_at)
    return estate, await again(database, vote)


def says_a_choice(said: object) -> bool:
    words = str(said).replace(YES_NO.ballot, "")  # what kind of ballot it is, is for everybody
    return any(choice.value in words for choice in Choice) or "approved" in words or "rejected" in words


async def test_no_notice_act_entry_due_row_or_log_line_says_a_choice(
    database: Database, at: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        await voted(database, at)
    assert not says_a_choice(caplog.text)
    async with database.reading() as transaction:
        for table in (outbox, acts, due, entries):
            for row in await transaction.ballots.rows(select(table)):
                assert not says_a_choice(tuple(row)), table.name


async def test_no_page_shows_any_role_more_than_their_own(database: Database, at: datetime) -> None:
    estate, vote = await voted(database, at)
    for name, person in {**estate.town.people, **estate.owners}.items():
        page = await vote_page(database, actor=person.actor, vote_id=vote.id, at=vote.opens_at)
        assert page is not None and page.vote.result is None and not page.counted and not page.may_confirm
        own = {mark for _, mine in page.mine if mine is not None for mark in mine.marks}
        number = int(name[2:]) if name in estate.owners else 99
        assert own == ({CHOICES[number - 1]} if number <= len(CHOICES) else set()), name
        rest = {**asdict(page), "mine": ()}
        assert not says_a_choice(rest), name


async def test_an_export_shows_ones_own_ballots_alone_and_no_count_before_it_is_published(
    database: Database, at: datetime
) -> None:
    estate, vote = await voted(database, at)
    mine = await held(database, person_id=estate.owners["业主3"].person_id, at=at)
    assert [row["choice"] for row in mine.tables["ballots"]] == [Choice.REJECT.value]
    assert len(mine.tables["vote_heads"]) == 1
    assert not says_a_choice({name: rows for name, rows in mine.tables.items() if name != "ballots"})
    await play(database, vote, "close", vote.closes_at)
    for person in estate.town.people.values():
        assert not says_a_choice((await held(database, person_id=person.person_id, at=at)).tables)


async def test_who_erases_their_data_leaves_the_vote_and_its_journal_whole(database: Database, at: datetime) -> None:
    estate, vote = await voted(database, at)
    gone = estate.owners["业主3"]
    assert await erase(database, actor=gone.actor, source="erase", at=vote.opens_at) == Done()
    refused = await cast(database, vote, gone.person_id, Choice.APPROVE, vote.opens_at, source="after")
    assert not isinstance(refused, Done)
    await play(database, vote, "close", vote.closes_at)
    result = (await again(database, vote)).result
    assert result is not None and result["rejected"]["heads"] == 1 and result["approved"]["heads"] == 2
    async with database.reading() as transaction:
        assert await transaction.journal.broken_at(vote.subject) is None
