"""Reminders of a vote: to whom, when, how often, and never after the close."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.privacy import NOTICE_VERSION, Purpose
from domain.vote_effects import REMIND, reminders_of
from domain.vote_reminders import reminder_days
from domain.voting.ballots import Choice
from domain.voting.entitlements import Cast
from domain.voting.votes import Vote
from services import voting
from services.vote_reminders import remind_now, remind_voters
from services.voting_box import ballot_box
from storage.database import Database
from storage.schema.traffic import due, outbox
from tests.builders import found_town, leaves, queued
from tests.services.rolls import Estate, build_estate, homes, posted


async def opened(database: Database, at: datetime, wanting: tuple[str, ...]) -> tuple[Estate, Vote]:
    """A vote that has opened; these owners agreed to reminders."""
    estate = await build_estate(database, await found_town(database, at), homes(4), at)
    async with database.transaction() as transaction:
        for name in wanting:
            person = estate.owners[name].person_id
            await transaction.privacy.consent(person, [Purpose.REMINDERS], NOTICE_VERSION, at)
    vote = await posted(database, estate, at)
    await voting.open_vote(database, subject=vote.subject, due=vote.opens_at, source="open", at=vote.opens_at)
    return estate, await again(database, vote)


async def again(database: Database, vote: Vote) -> Vote:
    async with database.reading() as transaction:
        found = await transaction.voting.find(vote.id)
    assert found is not None
    return found


async def plays(database: Database, vote: Vote, at: datetime) -> Outcome:
    return await remind_voters(database, subject=vote.subject, due=at, source=f"due {at}", at=at)


async def next_due(database: Database, vote: Vote) -> list[datetime]:
    async with database.reading() as transaction:
        rows = await transaction.due.rows(due.select().where(due.c.kind == REMIND, due.c.subject == vote.subject))
    return [row.due_at for row in rows]


async def reminders(database: Database, estate: Estate) -> dict[str, int]:
    """How many each owner has waiting."""
    waiting = {name: await queued(database, person.chat_id) for name, person in estate.owners.items()}
    return {name: sum(template == "voting.reminder" for template, _ in found) for name, found in waiting.items()}


async def votes(database: Database, estate: Estate, vote: Vote, name: str) -> None:
    person = estate.owners[name].person_id
    async with database.reading() as transaction:
        (mine,) = await transaction.voting.entitlements(vote.id, person, vote.opens_at)
    cast = Cast(vote.id, mine.head_id, person, frozenset({Choice.REJECT}), f"press {name}", vote.opens_at)
    assert isinstance(await ballot_box(database).put(cast), Done)


async def test_only_who_has_not_voted_and_agreed_is_reminded(database: Database, at: datetime) -> None:
    estate, vote = await opened(database, at, ("业主1", "业主2"))
    await votes(database, estate, vote, "业主1")
    (first,) = await next_due(database, vote)
    assert await plays(database, vote, first) == Done({"reminded": 1})
    assert await reminders(database, estate) == {"业主1": 0, "业主2": 1, "业主3": 0, "业主4": 0}
    facts = next(facts for template, facts in await queued(database, estate.owners["业主2"].chat_id))
    assert "choice" not in facts and Choice.REJECT.value not in str(facts)


async def test_three_in_all_the_last_the_day_before_the_close(database: Database, at: datetime) -> None:
    estate, vote = await opened(database, at, ("业主2",))
    async with database.reading() as transaction:
        days = reminder_days(vote, transaction.zone)
    assert len(days) == 3 and vote.closes_at - days[-1] < timedelta(days=2)
    for day in days:
        assert await next_due(database, vote) == [day]
        assert await plays(database, vote, day) == Done({"reminded": 1})
    assert not await next_due(database, vote)
    assert await plays(database, vote, days[-1] + timedelta(minutes=1)) == Done({"reminded": 0})
    assert (await reminders(database, estate))["业主2"] == 3
    chat = estate.owners["业主2"].chat_id
    assert (await leaves(database, days[-1] + timedelta(hours=1), chat)).count("voting.reminder") == 1, (
        "after an outage the last one alone"
    )


async def test_one_by_hand_takes_the_place_of_a_planned_one(database: Database, at: datetime) -> None:
    estate, vote = await opened(database, at, ("业主2",))
    async with database.reading() as transaction:
        days = reminder_days(vote, transaction.zone)
    chair, morning = estate.town["赵主任"].actor, vote.opens_at + timedelta(hours=10)

    async def by_hand(actor: str, moment: datetime) -> Outcome:
        return await remind_now(
            database, actor=estate.town[actor].actor, vote_id=vote.id, source=f"{actor} {moment}", at=moment
        )

    assert chair.person_id is not None
    assert await by_hand("赵主任", vote.opens_at) == Refusal(Reason.WRONG_STATE, {"what": "vote_reminder_at_night"})
    refused = await by_hand("李楼长", morning)
    assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_PERMITTED
    assert await by_hand("赵主任", morning) == Done({"reminded": 1})
    assert await by_hand("赵主任", morning + timedelta(hours=1)) == Refusal(
        Reason.WRONG_STATE, {"what": "vote_reminded_today"}
    )
    assert await next_due(database, vote) == [days[1]]


async def test_what_waits_is_withdrawn_at_the_close(database: Database, at: datetime) -> None:
    _, vote = await opened(database, at, ("业主2",))
    (first,) = await next_due(database, vote)
    await plays(database, vote, first)
    assert await next_due(database, vote)
    await voting.seal_vote(database, subject=vote.subject, due=vote.closes_at, source="seal", at=vote.closes_at)
    assert not await next_due(database, vote)
    async with database.reading() as transaction:
        rows = await transaction.outbox.rows(outbox.select().where(outbox.c.subject == reminders_of(vote)))
    assert [row.state for row in rows] == ["dropped"]
    assert await plays(database, vote, first + timedelta(days=30)) == Done({"reminded": 0})
