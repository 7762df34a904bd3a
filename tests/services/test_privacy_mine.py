"""Every table that knows a person is shown to them and forgets them; who serves hands over first."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Text, select

from domain.outcomes import Done, Reason, Refusal
from domain.privacy import NAMELESS, Access
from domain.registry import ANYWHERE, RoleKind
from services.chats import Stranger, arrive
from services.offices import end_role
from services.privacy_keeping import purge
from services.privacy_mine import correct_name, erase, follow_telegram_name, held, looks, may_go, note_access
from storage.database import Database
from storage.privacy_fates import FATES, Fate
from storage.privacy_records import OTHERWISE, SHOWN, column_named
from storage.schema import metadata
from storage.schema.base import Json
from storage.schema.sealed import Sealed
from tests.builders import Town, found_town, queued, settle_in
from tests.services.planted import Planted, plant
from tests.services.planted_boards import NAME, PHONE, TELEGRAM, WORDS

SHOWN_TO_NOBODY = {
    "acts": "outcomes, gone within days; kept by update, not by person",
    "albums": "goes with its draft",
    "entries": "the journal: numbers and commitments",
    "bank_rows": "what a bank says of payments: of no registered person, gone within a year",
}
"""Tables with words or numbers of people beside those that are shown, and why that is enough."""

PLAIN_WORDS = {
    "announcement_versions.text": "public",
    "announcements.called": "public",
    "announcements.text": "public",
    "attachments.file_id": "Telegram's handle: nothing without the bot's token",
    "buildings.label": "a place",
    "channel_uses.words": "public",
    "matter_objections.answer": "public: what everybody reads",
    "matter_records.details": "figures: who came, of how many; which body applied, and when",
    "matter_versions.text": "public: what is decided on",
    "matter_versions.title": "public: what is decided on",
    "matter_versions.why": "public: why it changed",
    "matters.called_up": "counts: how many object",
    "matters.terms": "figures of the profile",
    "matters.touched": "kinds of things",
    "errand_services.materials": "public: what is to be brought",
    "errand_services.name": "public",
    "errands.brought": "which of the list was brought",
    "errands.materials": "public: what is to be brought",
    "errands.service": "what a service is called, public",
    "checklist_items.unit": "an organisation, public",
    "checklists.title": "public",
    "chats.title": "what a group is called",
    "communities.name": "a place",
    "compounds.name": "a place",
    "consulted_units.name": "an organisation, public",
    "count_sheets.sheet": "sums",
    "dwelling_units.label": "a door",
    "elections.conditions": "public",
    "elections.document": "public: a paper's number and date",
    "elections.result": "sums",
    "elections.terms": "what the city's rules say",
    "entrances.label": "a place",
    "entries.body": "facts and commitments",
    "grids.label": "a place",
    "incidents.error": "a kind of error and its place in the code",
    "installation.value": "settings, and hashes under our keys",
    "matters.done_words": "public",
    "matters.figures": "counts",
    "matters.homes": "doors, public",
    "matters.reason": "public",
    "matters.text": "public",
    "matters.title": "public",
    "matter_news.facts": "public: stages and tasks",
    "proposals.reason": "public",
    "proposals.share": "a figure",
    "proposals.source": "public",
    "proposals.text": "public",
    "proposals.title": "public",
    "opinion_clusters.reason": "public",
    "opinion_clusters.title": "public",
    "outbox.error": "what Telegram answered",
    "tasks.moved": "public",
    "tasks.what": "public",
    "tasks.words": "public",
    "petitions.share": "what the city's rules say",
    "poll_sightings.counts": "counts",
    "poll_sightings.question": "public",
    "polls.options": "public",
    "polls.question": "public",
    "polls.result": "counts",
    "posters.spot": "where it hangs",
    "unit_meetings.spot": "where it is, public",
    "sounding_answers.choices": "which choices, not words",
    "meeting_actions.holder": "an office or an organisation, public",
    "meetings.spot": "where it is, public",
    "funds.name": "an account's, public",
    "funds.holder": "an organisation, public",
    "fund_deeds.words": "what is let, as what somebody is registered, public",
    "fund_deeds.declined": "why one does not count",
    "fund_lines.purpose": "what the money is for, public",
    "fund_lines.invoice": "a number, public",
    "fund_lines.declined": "why a line does not count, public",
    "fund_periods.facts": "sums and lines, public",
    "fund_periods.seen": "sums",
    "fund_periods.why": "why closed days are opened again, public",
    "bank_notes.why": "why bank and account differ, public",
    "settlement_lines.words": "what a line of a year is, public",
    "pledge_drives.name": "what money is put together for, public",
    "pledge_drives.purpose": "public",
    "hourly_services.name": "what is done, public",
    "hourly_services.standard": "public",
    "prepay_rounds.name": "what is paid ahead, public",
    "prepay_lines.words": "what a building paid for, public",
    "soundings.counts": "counts",
    "soundings.options": "public",
    "soundings.question": "public",
    "streets.name": "a place",
    "votes.options": "public",
    "votes.result": "sums",
    "votes.terms": "what the city's rules say",
    "votes.text": "public",
    "votes.title": "public",
    "urgent_reports.missed": "which of its two deadlines",
    "partners.name": "an organisation, public",
    "partners.post": "a post, nobody's name",
    "partners.purpose": "what an organisation helps with",
    "whistle_units.name": "an organisation, public",
    "whistles.spot": "where the meeting is, public",
}
"""Free text that is not a sealed column, and why."""


@pytest.fixture
async def planted(database: Database, at: datetime) -> Planted:
    return await plant(database, at)


def columns() -> dict[str, Any]:
    return {f"{table.name}.{item.name}": item for table in metadata.sorted_tables for item in table.columns}


def test_every_column_that_refers_to_a_person_has_its_fate() -> None:
    """A new one must be shown and erased, or say why it stays."""
    targets = {name: {key.column.table.name for key in item.foreign_keys} for name, item in columns().items()}
    assert {name for name, tables in targets.items() if "people" in tables} == FATES.keys()


def test_all_free_text_is_sealed_or_says_why_not() -> None:
    free = {name for name, item in columns().items() if isinstance(item.type, Text | Json)}
    assert free == PLAIN_WORDS.keys()


def test_every_table_with_sealed_words_or_an_account_is_shown() -> None:
    named = {name for name, item in columns().items() if isinstance(item.type, Sealed) or name.endswith("telegram_id")}
    tables = {name.partition(".")[0] for name in named}
    assert tables <= {*SHOWN, *SHOWN_TO_NOBODY}


async def test_every_row_is_shown_to_her(database: Database, planted: Planted, at: datetime) -> None:
    data = await held(database, person_id=planted.her.person_id, at=at)
    assert data.tables.keys() == set(SHOWN)
    assert (data.counts["roles"], data.counts["issues"], data.open_reports) == (3, 2, 1)
    (person,) = data.tables["people"]
    assert (person["name"], person["telegram_id"]) == (NAME, TELEGRAM)
    assert {row["text"] for row in data.tables["issues"]} == {WORDS}


async def test_nobody_else_is_shown_to_her(database: Database, planted: Planted, at: datetime) -> None:
    data = await held(database, person_id=planted.her.person_id, at=at)
    for name in FATES:
        table, _, column = name.partition(".")
        assert {row.get(column) for row in data.tables[table]} <= {None, planted.her.person_id}, name
    assert "token_hash" not in data.tables["invitations"][0]
    assert "code_hash" not in data.tables["slips"][0]


async def test_what_is_shown_can_be_written_as_json(database: Database, planted: Planted, at: datetime) -> None:
    data = await held(database, person_id=planted.her.person_id, at=at)
    assert json.loads(json.dumps(data.tables))["people"][0]["name"] == NAME


async def erased(database: Database, planted: Planted, at: datetime) -> None:
    outcome = await erase(database, actor=planted.actor, source="erase", at=at)
    assert outcome == Done()


async def test_after_an_erasure_no_row_leads_to_her(database: Database, planted: Planted, at: datetime) -> None:
    async with database.reading() as transaction:
        before = await transaction.registry.person(planted.her.person_id)
    assert before is not None
    await erased(database, planted, at)
    async with database.reading() as transaction:
        records = transaction.personal_records
        for name, fate in FATES.items():
            column = column_named(name)
            rows = await records.rows(select(column).where(column == planted.her.person_id))
            assert bool(rows) == (fate is Fate.STAYS), name
        for name, how in OTHERWISE.items():
            assert await records.rows(select(metadata.tables[name]).where(how(before))) == [], name
        after = await transaction.registry.person(planted.her.person_id)
    assert after is not None
    assert (after.telegram_id, after.name, after.locale) == (None, NAMELESS, None)


async def everything(database: Database) -> AsyncIterator[tuple[str, str]]:
    """Every value of every table, opened."""
    async with database.reading() as transaction:
        for table in metadata.sorted_tables:
            for row in await transaction.registry.rows(select(table)):
                for name, value in row._mapping.items():
                    yield f"{table.name}.{name}", str(value)


async def test_after_an_erasure_no_word_is_left_but_in_the_open_report_and_on_the_roll_of_a_vote(
    database: Database, planted: Planted, at: datetime
) -> None:
    await erased(database, planted, at)
    hers = (NAME, PHONE, str(TELEGRAM))
    found = {(name, word) async for name, value in everything(database) for word in hers if word in value}
    assert found == {("issues.text", PHONE), ("vote_heads.origin", NAME)}


async def test_the_journal_still_holds(database: Database, planted: Planted, at: datetime) -> None:
    await erased(database, planted, at)
    async with database.reading() as transaction:
        streams = await transaction.journal.names()
        assert len(streams) > 3
        assert [await transaction.journal.broken_at(stream) for stream in streams] == [None] * len(streams)
        (last,) = [entry for entry in await transaction.journal.read("installation") if entry.type == "person_erased"]
    assert last.body["person"] == planted.her.person_id


async def test_an_open_report_goes_on_and_is_stripped_the_night_after_it_is_closed(
    database: Database, planted: Planted, at: datetime
) -> None:
    await erased(database, planted, at)
    async with database.transaction() as transaction:
        report = await transaction.issues.find(planted.open_report)
        assert report is not None and report.reporter_id is None
        assert "301" in report.text and NAME not in report.text
        await transaction.issues.move(report.id, type(report.state)("closed"), at)
    night = at + timedelta(hours=17)
    counts = await purge(database, subject="installation", due=night, source="night", at=night)
    assert counts.facts["reports"] == 1
    async with database.reading() as transaction:
        report = await transaction.issues.find(planted.open_report)
    assert report is not None and "301" not in report.text and PHONE not in report.text and "漏水" in report.text


async def test_roles_end_and_no_longer_say_which_door(database: Database, planted: Planted, at: datetime) -> None:
    await erased(database, planted, at)
    roles = metadata.tables["roles"]
    async with database.reading() as transaction:
        found = await transaction.registry.rows(select(roles).where(roles.c.person_id == planted.her.person_id))
    assert [(row.until, row.unit_id) for row in found] == [(at, None)] * 2


async def test_a_slip_she_used_opens_nothing_again(database: Database, planted: Planted, at: datetime) -> None:
    await erased(database, planted, at)
    slips = metadata.tables["slips"]
    async with database.reading() as transaction:
        (slip,) = await transaction.registry.rows(select(slips).where(slips.c.serial == 2))
    assert (slip.used_by, slip.used_at, slip.revoked_at) == (None, None, at)


async def test_a_code_she_gave_to_the_family_lets_nobody_in(database: Database, planted: Planted, at: datetime) -> None:
    await erased(database, planted, at)
    slips = metadata.tables["slips"]
    async with database.reading() as transaction:
        (slip,) = await transaction.registry.rows(select(slips).where(slips.c.serial == 1))
    assert (slip.made_by, slip.used_at, slip.revoked_at) == (planted.her.person_id, None, at)


async def test_neighbours_are_told_of_somebody_without_a_name(
    database: Database, planted: Planted, at: datetime
) -> None:
    await erased(database, planted, at)
    facts = [facts for template, facts in await queued(database, planted.town["李楼长"].chat_id)]
    assert [fact["name"] for fact in facts] == [NAMELESS]


async def test_her_consents_are_kept_as_taken_back(database: Database, planted: Planted, at: datetime) -> None:
    await erased(database, planted, at)
    async with database.reading() as transaction:
        kept = await transaction.privacy.consents(planted.her.person_id)
    assert [consent.withdrawn_at for consent in kept] == [at]


async def test_whoever_comes_back_is_somebody_new(database: Database, planted: Planted, at: datetime) -> None:
    await erased(database, planted, at)
    again = await erase(database, actor=planted.actor, source="again", at=at)
    assert again == Refusal(Reason.ALREADY_DONE, {"what": "erasure"})
    visit = await arrive(
        database, stranger=Stranger(TELEGRAM, NAME), chat_id=TELEGRAM, chat_kind="private", chat_title="", at=at
    )
    assert visit.person_id != planted.her.person_id and not visit.actor.registered
    data = await held(database, person_id=visit.person_id, at=at)
    assert data.counts == {"people": 1, "chats": 1}


async def test_who_serves_hands_over_first(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    leader = town["李楼长"].actor
    refusal = Refusal(Reason.WRONG_STATE, {"what": "office_held", "who": ["building_leader"]})
    assert await may_go(database, actor=leader, at=at) == refusal
    assert await erase(database, actor=leader, source="1", at=at) == refusal
    async with database.reading() as transaction:
        (held_office,) = await transaction.offices.of_person(town["李楼长"].person_id, at)
    await end_role(database, actor=leader, role_id=held_office.id, source="2", at=at)
    assert await may_go(database, actor=leader, at=at) is None
    assert await erase(database, actor=leader, source="3", at=at) == Done()


async def test_the_only_operator_stays(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    sole = Refusal(Reason.WRONG_STATE, {"what": "sole_operator"})
    assert await may_go(database, actor=town["钱管理"].actor, at=at) == sole
    async with database.transaction() as transaction:
        await settle_in(transaction, "周工", 120, RoleKind.OPERATOR, ANYWHERE, at)
    office = Refusal(Reason.WRONG_STATE, {"what": "office_held", "who": ["operator"]})
    assert await may_go(database, actor=town["钱管理"].actor, at=at) == office


# The name


async def come(database: Database, town: Town, name: str, at: datetime) -> str:
    """王阿姨 writes, with this name on her Telegram account; what she is called here."""
    aunt = town["王阿姨"].telegram_id
    visit = await arrive(
        database, stranger=Stranger(aunt, name), chat_id=aunt, chat_kind="private", chat_title="", at=at
    )
    return visit.name


async def test_a_corrected_name_stays_until_telegrams_is_wanted_again(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    aunt = town["王阿姨"].actor
    values = {"actor": aunt, "draft_id": 0, "at": at}
    assert await correct_name(database, text=" 王桂兰\u202e ", source="1", **values) == Done({"name": "王桂兰"})
    assert await come(database, town, "🌸花开🌸", at) == "王桂兰"
    await follow_telegram_name(database, actor=aunt, source="2", at=at)
    assert await come(database, town, "🌸花开🌸", at) == "🌸花开🌸"
    nothing = await correct_name(database, text="\u202e", source="3", **values)
    assert isinstance(nothing, Refusal) and nothing.reason is Reason.EMPTY


# Who looked


async def test_every_look_of_those_who_serve_is_noted_once_an_hour(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    aunt, leader, tenant = (town[name] for name in ("王阿姨", "李楼长", "陈租客"))
    seen = [aunt.person_id, tenant.person_id, leader.person_id, None]
    for minutes in (0, 10, 59, 61):
        moment = at + timedelta(minutes=minutes)
        await note_access(database, actor=leader.actor, people=seen, what=Access.REPORT, at=moment)
    await note_access(database, actor=town["赵主任"].actor, people=seen, what=Access.POLL_NAMES, at=at)
    found = await looks(database, person_id=aunt.person_id, at=at)
    assert [(look.by, look.kinds, look.what) for look in found] == [
        ("李楼长", ("building_leader",), Access.REPORT),
        ("赵主任", ("committee",), Access.POLL_NAMES),
        ("李楼长", ("building_leader",), Access.REPORT),
    ]
    own = await looks(database, person_id=leader.person_id, at=at)
    assert [look.by for look in own] == ["赵主任"], "nobody is told of their own looks"


async def test_whoever_looked_and_has_left_is_somebody_who_left(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    tenant = town["陈租客"]
    await note_access(database, actor=tenant.actor, people=[town["王阿姨"].person_id], what=Access.HOUSEHOLD, at=at)
    assert await erase(database, actor=tenant.actor, source="1", at=at) == Done()
    (look,) = await looks(database, person_id=town["王阿姨"].person_id, at=at)
    assert (look.by, look.kinds) == (None, ())
