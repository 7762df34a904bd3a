"""What is past its time goes, every night, kind by kind; what is not stays."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot import backups
from domain.effects import Post
from domain.notices import Notice, NoticeKind
from domain.outcomes import Done
from domain.privacy_keeping import NIGHT, RETENTION, Kept, next_purge
from services import drafts, outbox
from services.privacy_keeping import keep_purging, purge
from services.timetable import first_due, next_event
from storage.database import SHANGHAI, Database
from storage.effects import apply
from storage.inbox import Letter
from storage.privacy_purging import PURGES
from storage.schema import metadata
from tests.builders import found_town
from tests.services.past import PLANTS, access, ballot, met, report, settled_notice, stood, struck

OF_FEES = {Kept.SERVICES, Kept.PREPAID, Kept.PLEDGES}
"""In `test_privacy_keeping_of_fees.py`."""
HOURLY = {Kept.LETTERS, Kept.OUTCOMES, Kept.DRAFTS}


def test_every_kind_is_cleared_away_by_somebody() -> None:
    assert PURGES.keys() | HOURLY == set(Kept) == RETENTION.keys()
    stripped = {Kept.NOTICES, Kept.REPORTS, Kept.WISHES, Kept.ERRANDS, Kept.BANK_WORDS}
    assert PLANTS.keys() | HOURLY | stripped | OF_FEES == set(Kept)


async def count(database: Database, table: str) -> int:
    async with database.reading() as transaction:
        return int(await transaction.registry.value(select(func.count()).select_from(metadata.tables[table])))


async def night(database: Database, at: datetime) -> dict[str, int]:
    outcome = await purge(database, subject="installation", due=at, source=f"due {at}", at=at)
    assert isinstance(outcome, Done)
    return dict(outcome.facts)


@pytest.mark.parametrize("kept", PLANTS)
async def test_what_is_past_its_time_goes_and_what_is_not_stays(database: Database, at: datetime, kept: Kept) -> None:

    town = await found_town(database, at)
    table, plant = PLANTS[kept]
    empty, days = await count(database, table), timedelta(days=RETENTION[kept].days)
    async with database.transaction() as transaction:
        await plant(transaction, town, at - days + timedelta(hours=1))
        fresh = await transaction.registry.value(select(func.count()).select_from(metadata.tables[table]))
        await plant(transaction, town, at - days - timedelta(hours=1))

    counts = await night(database, at)
    assert counts.pop(kept.value) == 1
    assert counts.keys() <= {Kept.NOTICES.value}
    assert await count(database, table) == fresh > empty


async def test_an_election_on_paper_leaves_its_sums_and_no_home(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        await stood(transaction, town, at - timedelta(days=RETENTION[Kept.CANDIDACIES].days + 1))
    await night(database, at)
    gone = ("voter_list_homes", "voter_objections", "election_turnout", "attachments")
    assert [await count(database, table) for table in gone] == [0] * 4
    assert await count(database, "count_sheets") == await count(database, "voter_lists") == 1


async def test_a_notice_loses_its_words_long_before_it_goes(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    days = timedelta(days=RETENTION[Kept.NOTICES].days)
    async with database.transaction() as transaction:
        await settled_notice(transaction, town, at - days - timedelta(hours=1))
        await settled_notice(transaction, town, at - days + timedelta(hours=1))
    assert await night(database, at) == {"notices": 1}
    assert await night(database, at + timedelta(minutes=1)) == {}
    table = metadata.tables["outbox"]
    async with database.reading() as transaction:
        found = await transaction.registry.rows(select(table.c.facts).order_by(table.c.id))
    assert [row.facts for row in found] == [{}, {"name": "李楼长"}]


async def test_what_is_still_to_leave_keeps_its_words_however_old(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        notice = Notice("n", town["王阿姨"].chat_id, NoticeKind.POST, "registry.accepted", {"name": "李楼长"})
        await apply(transaction, [Post(notice)], at=at - timedelta(days=900))
    assert await night(database, at) == {}


async def test_an_old_report_loses_who_and_which_door_and_keeps_what(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    days = timedelta(days=RETENTION[Kept.REPORTS].days)
    async with database.transaction() as transaction:
        text = "王阿姨：2单元301漏水"
        old = await report(transaction, town, at - days - timedelta(hours=1), text=text)
        new = await report(transaction, town, at - days + timedelta(hours=1), text=text)
    assert await night(database, at) == {"reports": 1}
    assert await night(database, at + timedelta(minutes=1)) == {}
    async with database.reading() as transaction:
        stripped, whole = await transaction.issues.find(old), await transaction.issues.find(new)
    assert stripped is not None and (stripped.reporter_id, stripped.text) == (None, "＊：2单元＊漏水")
    assert whole is not None and whole.text == text


async def test_a_resident_is_no_stranger_however_long_they_are_silent(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    later = at + timedelta(days=900)
    assert await night(database, later) == {"strangers": 1}  # 路过的人
    async with database.reading() as transaction:
        assert await transaction.registry.person(town["路过的人"].person_id) is None
        assert await transaction.registry.roles_of(town["王阿姨"].person_id, later)


async def test_letters_outcomes_and_drafts_go_within_the_hour(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    aunt = town["王阿姨"]
    body: dict[str, Any] = {"chat_id": aunt.chat_id, "kind": "x", "body": {}, "awaiting": None}
    async with database.transaction() as transaction:
        await transaction.inbox.receive([Letter(1, "7:7", "words", at)])
        await transaction.inbox.finish(1)
    await drafts.begin_draft(database, actor=aunt.actor, **body, source="1", at=at)
    for days, left in ((1, (1, 1, 1)), (3, (0, 1, 0)), (8, (0, 0, 0))):
        await outbox.tidy(database, at=at + timedelta(days=days, minutes=1))
        await drafts.expire_drafts(database, at=at + timedelta(days=days, minutes=1))
        assert tuple([await count(database, table) for table in ("inbox", "acts", "drafts")]) == left, days


async def test_the_next_night_is_set_at_the_start_and_by_every_night(database: Database, at: datetime) -> None:
    await keep_purging(database, at=at)
    first = await first_due(database)
    assert first is not None and (first.kind, first.due_at.isoformat()) == (
        "privacy.purge",
        "2026-11-24T19:00:00+00:00",
    )
    await keep_purging(database, at=at + timedelta(days=9))  # a start after a long stop
    assert await first_due(database) == first, "what was missed is made up for first"
    assert await next_event(database) is None, "nobody waits for it"
    await night(database, first.due_at + timedelta(seconds=2))
    again = await first_due(database)
    assert again is not None and again.due_at == first.due_at + timedelta(days=1)


async def test_the_journal_keeps_how_much_went(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        await access(transaction, town, at - timedelta(days=800))
    await night(database, at)
    async with database.reading() as transaction:
        (entry,) = await transaction.journal.read("installation")
        assert await transaction.journal.broken_at("installation") is None
    assert (entry.type, entry.body["accesses"]) == ("purged", 1)


def test_three_in_the_morning_is_before_the_backup(at: datetime) -> None:
    assert next_purge(at, zone=SHANGHAI).due.astimezone(SHANGHAI).time() == NIGHT < backups.NIGHT
    assert next_purge(at, zone=SHANGHAI).due - at == timedelta(hours=17)
    assert next_purge(at + timedelta(hours=17), zone=SHANGHAI).due - at == timedelta(hours=41)


async def test_a_year_after_a_vote_its_openings_and_ballots_are_gone_and_its_journal_holds(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        await ballot(transaction, town, at - timedelta(days=366))
    await night(database, at)
    gone = ("ballots", "vote_objections", "openings", "vote_papers", "vote_proxies", "vote_deliveries", "attachments")
    assert [await count(database, table) for table in ("votes", *gone)] == [1, 0, 0, 0, 0, 0, 0, 0]
    async with database.reading() as transaction:
        (stream,) = [name for name in await transaction.journal.names() if name.startswith("vote:")]
        assert await transaction.journal.broken_at(stream) is None


async def test_struck_off_items_leave_their_photos_and_words_nowhere(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    days = timedelta(days=RETENTION[Kept.LIST_ITEMS].days + 1)
    async with database.transaction() as transaction:
        await struck(transaction, town, at - days)
    await night(database, at)
    assert [await count(database, table) for table in ("checklist_items", "attachments", "openings")] == [0, 0, 0]
    assert await count(database, "checklists") == 1


async def test_of_an_old_meeting_only_what_is_still_to_do_is_left(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        await met(transaction, town, at - timedelta(days=RETENTION[Kept.MINUTES].days + 1))
    await night(database, at)
    left = [await count(database, table) for table in ("meeting_actions", "meeting_topics", "openings")]
    async with database.reading() as transaction:
        (meeting,) = await transaction.meetings.inside([town.compound_id])
    assert left == [1, 0, 0] and meeting.minutes == "" and meeting.held == (0,)
    assert await night(database, at + timedelta(minutes=1)) == {}
