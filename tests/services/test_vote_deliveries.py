"""Silence counts where the by-laws say so: who writes down a delivery, what proves it, both counts side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.privacy import NOTICE_VERSION, Purpose
from domain.vote_effects import reminds_of
from domain.voting.ballots import Choice
from domain.voting.deliveries import DeliveryWay
from domain.voting.entitlements import Cast
from domain.voting.papers import PaperState
from domain.voting.votes import Vote
from services import attachments, outbox, vote_deliveries, voting
from services.vote_reminders import remind_now
from services.voting_box import ballot_box
from storage.database import Database
from storage.outbox import Parcel
from storage.schema.voting import vote_papers
from tests.builders import found_town
from tests.cities import own_shelf
from tests.services.rolls import Estate, build_estate, homes, posted

CLAUSE = "中华园议事规则第18条"


@dataclass
class Story:
    """Nine homes in building 3, an owner each; the vote is open."""

    database: Database
    estate: Estate
    vote: Vote
    units: Mapping[int, int]  # by the owner's number
    presses: Any = field(default_factory=count)

    def acting(self, name: str) -> dict[str, Any]:
        everybody = {**self.estate.town.people, **self.estate.owners}
        source = f"press {next(self.presses)}"
        return {"actor": everybody[name].actor, "source": source, "at": self.vote.opens_at}

    async def deliver(
        self, home: int, way: DeliveryWay = DeliveryWay.SIGNED, by: str = "李楼长", photo: str | None = None
    ) -> Outcome:
        return await vote_deliveries.note_delivery(
            self.database, vote_id=self.vote.id, unit_id=self.units[home], way=way, photo=photo, **self.acting(by)
        )

    async def drop(self, home: int, by: str = "李楼长") -> Outcome:
        return await vote_deliveries.drop_delivery(
            self.database, vote_id=self.vote.id, unit_id=self.units[home], **self.acting(by)
        )

    async def urge(self, home: int, days: int = 1, by: str = "李楼长") -> Outcome:
        at = self.vote.opens_at + timedelta(days=days)
        return await vote_deliveries.note_urged(
            self.database, vote_id=self.vote.id, unit_id=self.units[home], **{**self.acting(by), "at": at}
        )

    async def head_of(self, home: int) -> int:
        person = self.estate.owners[f"业主{home}"].person_id
        async with self.database.reading() as transaction:
            (mine,) = await transaction.voting.entitlements(self.vote.id, person, self.vote.opens_at)
        return mine.head_id

    async def read(self, home: int, by: str | None = None) -> Outcome:
        return await vote_deliveries.note_read(self.database, vote_id=self.vote.id, **self.acting(by or f"业主{home}"))

    async def cast(self, home: int, choice: Choice) -> None:
        person = self.estate.owners[f"业主{home}"].person_id
        ballot = Cast(self.vote.id, await self.head_of(home), person, frozenset({choice}), f"cast {home}", self.at)
        assert isinstance(await ballot_box(self.database).put(ballot), Done)

    @property
    def at(self) -> datetime:
        return self.vote.opens_at

    async def remind(self) -> Outcome:
        at = {**self.acting("赵主任"), "at": self.vote.opens_at.replace(hour=10)}
        return await remind_now(self.database, vote_id=self.vote.id, **at)

    async def sealed(self) -> Vote:
        close = self.vote.closes_at
        await voting.seal_vote(self.database, subject=self.vote.subject, due=close, source="seal", at=close)
        async with self.database.reading() as transaction:
            vote = await transaction.voting.find(self.vote.id)
            assert await transaction.journal.broken_at(self.vote.subject) is None
        assert vote is not None and vote.result is not None
        return vote


async def running(database: Database, at: datetime, policy: str = "follow_majority") -> Story:
    database.shelf = own_shelf(f"[counting]\ndeemed = {{ value = '{policy}', bylaw = '{CLAUSE}' }}")
    estate = await build_estate(database, await found_town(database, at), homes(9), at)
    vote = await posted(database, estate, at)
    await voting.open_vote(database, subject=vote.subject, due=vote.opens_at, source="open", at=vote.opens_at)
    async with database.reading() as transaction:
        units = [unit.id for unit in await transaction.units.of_building(estate.town.buildings["3号楼"])]
    return Story(database, estate, vote, dict(enumerate(units, 1)))


def reason(outcome: Outcome) -> object:
    assert isinstance(outcome, Refusal), outcome
    return outcome.facts.get("what", outcome.reason)


async def test_the_clause_is_frozen_with_the_vote(database: Database, at: datetime) -> None:
    story = await running(database, at)
    assert story.vote.silence == {"policy": "follow_majority", "clause": CLAUSE}


async def test_strict_fails_and_silence_carries_it(database: Database, at: datetime) -> None:
    """Four of nine voted, three for it; four more were served, one never was."""
    story = await running(database, at)
    for home, choice in {1: Choice.APPROVE, 2: Choice.APPROVE, 3: Choice.APPROVE, 4: Choice.REJECT}.items():
        await story.cast(home, choice)
    for home in (4, 5, 6, 7):
        assert isinstance(await story.deliver(home), Done)
    assert isinstance(await story.read(8), Done)
    for home in (5, 6, 7, 8):
        assert isinstance(await story.urge(home), Done)
    vote = await story.sealed()
    assert vote.result is not None and not vote.result["passed"] and not vote.result["quorum_met"]
    deemed = vote.result["deemed"]
    assert deemed["tally"]["passed"] and vote.carried
    assert (deemed["policy"], deemed["clause"], deemed["wanting"]) == ("follow_majority", CLAUSE, [])
    assert deemed["silent"] == 4
    assert [deemed["tally"][choice]["heads"] for choice in ("approved", "rejected", "abstained")] == [7, 1, 0]


async def test_what_is_wanting_is_said_and_nothing_is_deemed(database: Database, at: datetime) -> None:
    story = await running(database, at)
    await story.cast(1, Choice.APPROVE)
    vote = await story.sealed()
    assert vote.result is not None and vote.result["deemed"]["wanting"] == ["delivery", "reminder"]
    assert vote.result["deemed"]["tally"] is None and not vote.carried


async def test_taking_part_only_is_no_consent(database: Database, at: datetime) -> None:
    story = await running(database, at, "participate_only")
    for home in (1, 2, 3):
        await story.cast(home, Choice.APPROVE)
    for home in (4, 5, 6):
        await story.deliver(home)
        await story.urge(home)
    vote = await story.sealed()
    assert vote.result is not None
    tally = vote.result["deemed"]["tally"]
    assert tally["quorum_met"] and not tally["passed"] and tally["abstained"]["heads"] == 3 and not vote.carried


async def test_a_round_of_reminders_that_reached_nobody_reminds_no_home(database: Database, at: datetime) -> None:
    """Nobody here has agreed to reminders on the phone: only what was done at the doors counts."""
    story = await running(database, at)
    for home in (1, 2, 3):
        await story.cast(home, Choice.APPROVE)
    for home in (4, 5, 6):
        await story.deliver(home)
    assert reason(await story.remind()) == "vote_reminds_nobody"
    assert reason(await story.urge(7)) == "vote_not_delivered"
    assert reason(await story.urge(4, days=0)) == "vote_urged_early"
    assert isinstance(await story.urge(4), Done) and isinstance(await story.urge(4, days=2), Done), "the first stands"
    assert reason(await story.urge(5, by="业主5")) is Reason.NOT_PERMITTED
    vote = await story.sealed()
    assert vote.result is not None and vote.result["deemed"]["silent"] == 1 and not vote.carried
    async with database.reading() as transaction:
        kept = [entry.type for entry in await transaction.journal.read(vote.subject)]
    assert kept.count("urged") == 1


async def reminders(database: Database, at: datetime) -> list[Parcel]:
    """Reminders that leave now; what else waits arrives before them."""
    found: list[Parcel] = []
    while parcels := await outbox.claim(database, at=at, resting=(), most=50):
        found += [parcel for parcel in parcels if reminds_of(parcel.notice.subject) is not None]
        for parcel in parcels:
            if parcel not in found:
                await arrives(database, parcel, at)
    return found


async def arrives(database: Database, parcel: Parcel, at: datetime) -> None:
    await outbox.sent(database, parcel_id=parcel.id, message_id=1, telegram_poll_id=None, drawn="", at=at)


async def test_who_is_asked_on_the_phone_is_reminded_once_the_words_are_there(database: Database, at: datetime) -> None:
    """By a first round on the day of delivery, a second that never arrives, a third that does."""
    story = await running(database, at)
    person = story.estate.owners["业主4"].person_id
    async with database.transaction() as transaction:
        await transaction.privacy.consent(person, [Purpose.REMINDERS], NOTICE_VERSION, at)
    await story.deliver(4)
    await story.deliver(5)

    async def urged() -> frozenset[int]:
        async with database.reading() as transaction:
            return await transaction.vote_deliveries.urged_homes(story.vote.id)

    for days, becomes in ((0, "sent"), (1, "failed"), (2, "sent")):
        moment = story.vote.opens_at + timedelta(days=days, hours=10)
        asking = {**story.acting("赵主任"), "at": moment}
        assert isinstance(await remind_now(database, vote_id=story.vote.id, **asking), Done)
        (parcel,) = await reminders(database, moment)
        assert await urged() == frozenset(), "it is on its way"
        if becomes == "sent":
            await arrives(database, parcel, moment)
        else:
            await outbox.failed(database, parcel_id=parcel.id, error="blocked", at=moment)
        expected = frozenset({story.units[4]}) if days == 2 else frozenset()
        assert await urged() == expected, "on a later day than its delivery, where it arrived, and nobody else"


async def test_a_reminder_that_arrives_after_the_close_reminds_no_home(database: Database, at: datetime) -> None:
    story = await running(database, at)
    async with database.transaction() as transaction:
        await transaction.privacy.consent(
            story.estate.owners["业主4"].person_id, [Purpose.REMINDERS], NOTICE_VERSION, at
        )
    await story.deliver(4)
    asked = story.vote.opens_at + timedelta(days=1, hours=10)
    asking = {**story.acting("赵主任"), "at": asked}
    assert isinstance(await remind_now(database, vote_id=story.vote.id, **asking), Done)
    (parcel,) = await reminders(database, asked)
    await arrives(database, parcel, story.vote.closes_at)
    async with database.reading() as transaction:
        assert await transaction.vote_deliveries.urged_homes(story.vote.id) == frozenset()


async def test_without_a_clause_nothing_can_be_written_down(database: Database, at: datetime) -> None:
    story = await running(database, at, "off")
    assert story.vote.silence is None
    assert reason(await story.deliver(1)) == reason(await story.read(1)) == "vote_silence_off"
    vote = await story.sealed()
    assert vote.result is not None and "deemed" not in vote.result


async def test_only_who_goes_along_the_doors_writes_it_down(database: Database, at: datetime) -> None:
    story = await running(database, at)
    for name in ("陈租客", "业主1", "孙网格"):
        assert reason(await story.deliver(1, by=name)) is Reason.NOT_PERMITTED
    assert reason(await story.deliver(1, DeliveryWay.READ)) == "vote_head"
    assert reason(await story.read(1, by="陈租客")) == "vote_head"
    story.units = {1: 999}
    assert reason(await story.deliver(1)) == "home"


async def test_the_first_one_stands_and_a_mistake_is_taken_back(database: Database, at: datetime) -> None:
    story = await running(database, at)
    assert reason(await story.drop(1)) == "vote_delivery"
    await story.deliver(1)
    await story.deliver(1, DeliveryWay.POST, by="赵主任")
    assert await ways(story) == {1: DeliveryWay.SIGNED}
    assert isinstance(await story.drop(1), Done) and await ways(story) == {}
    await story.read(2)
    await story.read(2)
    assert reason(await story.drop(2)) == "vote_delivery"
    assert await ways(story) == {2: DeliveryWay.READ}
    async with database.reading() as transaction:
        entries = await transaction.journal.read(story.vote.subject)
    kept = [(entry.type, "by" in entry.body) for entry in entries if "delivered" in entry.type]
    assert kept == [("delivered", True), ("undelivered", True), ("delivered", False)]


async def ways(story: Story) -> dict[int, DeliveryWay]:
    async with story.database.reading() as transaction:
        found = await transaction.vote_deliveries.ways(story.vote.id)
    return {home: found[unit] for home, unit in story.units.items() if unit in found}


async def test_a_photo_proves_it_once_it_is_here(database: Database, at: datetime) -> None:
    story = await running(database, at)
    assert reason(await story.deliver(1, DeliveryWay.PHOTO)) == "delivery_photo"
    assert reason(await story.deliver(1, DeliveryWay.SIGNED, photo="p")) == "delivery_photo"
    assert isinstance(await story.deliver(1, DeliveryWay.PHOTO, photo="p"), Done)
    async with database.reading() as transaction:
        assert await transaction.vote_deliveries.served(story.vote.id) == frozenset()
    (file,) = await attachments.pending(database, tries=9, most=9)
    await attachments.store(database, attachment_id=file.id, content=b"photo")
    async with database.reading() as transaction:
        assert len(await transaction.vote_deliveries.served(story.vote.id)) == 1


async def test_whoever_handed_in_a_void_paper_was_not_silent(database: Database, at: datetime) -> None:
    story = await running(database, at)
    await story.deliver(1)
    async with database.transaction() as transaction:
        before = await transaction.vote_deliveries.served(story.vote.id)
        paper = {"vote_id": story.vote.id, "head_id": await story.head_of(1), "serial": 1, "void": "blank"}
        await transaction.vote_deliveries.add(vote_papers, **paper, state=PaperState.CONFIRMED.value)
        assert len(before) == 1 and await transaction.vote_deliveries.served(story.vote.id) == frozenset()
