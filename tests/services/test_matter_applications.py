"""The maintenance fund in danger (民法典281第二款), on both databases: applied for, checked by another, then paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from bot.timetable import TIMETABLE
from domain.community_desk import Thing, Wait
from domain.deliberation.cautions import Caution
from domain.deliberation.classification import Touch
from domain.deliberation.procedures import URGENT
from domain.deliberation.record_details import Applicant, Application
from domain.deliberation.stages import Need, Stage
from domain.deliberation_alarms import TERM
from domain.deliberation_applications import ASK, REMIND
from domain.outcomes import Refusal
from domain.registry import Organ
from rendering.matter_bundle_pages import page
from rendering.texts import texts
from services import deliberation
from services.attachments import lose, pending
from services.community_desk import desk
from services.deliberation_applications import application_to_check, check_application, keep_asking
from services.deliberation_records import note_record
from services.matter_bundles import matter_bundle
from storage.database import Database
from storage.schema.registry import roles
from storage.schema.traffic import due, outbox
from tests.builders import Neighbour, actor_of
from tests.full_matters import PHOTO, Compound, found_compound
from tests.streets import officer


@pytest.fixture
async def compound(database: Database, at: datetime) -> Compound:
    """A wall that falls is being repaired, from the fund."""
    made = await found_compound(database, at)
    terms = {TERM: {"kind": "facade", "payer": "fund"}}
    async with made.database.transaction() as transaction:
        values = {"procedure": URGENT.name, "touched": [Touch.USE_FUND], "terms": terms}
        await transaction.deliberation.enter(made.matter_id, Stage.DOING, at, **values)
    return made


async def begins(compound: Compound, stage: Stage) -> None:
    async with compound.database.transaction() as transaction:
        await transaction.deliberation.enter(compound.matter_id, stage, compound.at)
        await deliberation.begin_stage(transaction, compound.matter_id, compound.at)


async def told(compound: Compound, template: str) -> list[tuple[int, Any]]:
    """To whom, one group for both, and what of the application."""
    these = (outbox.c.template == f"deliberation.{template}", outbox.c.chat_id != compound.town.building_group)
    wanted = select(outbox).where(*these).order_by(outbox.c.id)
    async with compound.database.reading() as transaction:
        return [(row.chat_id, row.facts.get("application")) for row in await transaction.outbox.rows(wanted)]


def receipt(compound: Compound, words: str = "房管局，回执 8 号") -> dict[str, Any]:
    application = Application(Applicant.COMMITTEE, compound.at.date())
    return {"need": Need.APPLIED, "words": words, "photos": (PHOTO,), "details": application}


async def falls(compound: Compound, kind: str) -> int:
    """Its row is played when it is due; how many were told."""
    subject = f"matter_application:{compound.matter_id}"
    async with compound.database.transaction() as transaction:
        row = await transaction.due.row(select(due).where(due.c.kind == kind, due.c.subject == subject))
        assert row is not None, f"no {kind}"
        await transaction.due.cancel(kind, subject)
    compound.at = max(compound.at, row.due_at)
    source = f"due {kind} {row.due_at}"
    outcome = await TIMETABLE[kind](compound.database, subject=subject, due=row.due_at, source=source, at=compound.at)
    return int(outcome["told"])


async def waiting(compound: Compound) -> list[str]:
    """Which rows of it are still to come."""
    found = select(due).where(due.c.subject == f"matter_application:{compound.matter_id}").order_by(due.c.kind)
    async with compound.database.reading() as transaction:
        return [row.kind for row in await transaction.due.rows(found)]


async def community_member(compound: Compound) -> Neighbour:
    """Somebody of 居委会, who has a desk."""
    async with compound.database.transaction() as transaction:
        one = await officer(transaction, "居委会主任", 50_001, Organ.RESIDENTS, [compound.town.place], compound.at)
    return replace(one, actor=await actor_of(compound.database, one, compound.at))


async def on_desk(compound: Compound, who: Neighbour) -> bool:
    found = await desk(compound.database, actor=who.actor, at=compound.at)
    assert not isinstance(found, Refusal)
    items = {(item.wait, item.thing, item.id) for one in found for item in one.items}
    return (Wait.SECOND, Thing.MATTER, compound.matter_id) in items


async def standing(compound: Compound) -> Application | None:
    return (await compound.page()).application


async def to_check(compound: Compound) -> int:
    number = (await compound.page(compound.member)).to_check
    assert number is not None
    return number


async def test_who_applied_is_on_record_with_its_receipt_and_counts_once_another_checked_it(compound: Compound) -> None:
    await begins(compound, Stage.DOING)
    assert await told(compound, "announced") == [(compound.town.group, None)], "the group reads that nobody has applied"
    assert Caution.UNAPPLIED in (await compound.page()).cautions
    nothing = {**receipt(compound), "details": None}
    assert await compound.refused(note_record, "赵主任", **nothing) == "matter_applicant"
    own = {**receipt(compound), "details": Application(Applicant.COMMITTEE, compound.at.date(), checked=True)}
    assert await compound.refused(note_record, "赵主任", **own) == "matter_record", "nobody checks by putting it down"
    await compound.done(note_record, "赵主任", **receipt(compound))
    assert await standing(compound) is None, "its photo is not kept yet"
    assert (await compound.page(compound.member)).to_check is None
    assert await falls(compound, ASK) == 0, "there is nothing to look at yet"
    assert await told(compound, "application_asked") == []
    await compound.fetches()
    assert await falls(compound, ASK) == 1, "as soon as it is kept"
    noted = Application(Applicant.COMMITTEE, compound.at.date())
    assert await standing(compound) == noted
    assert await told(compound, "application_asked") == [(compound.member.chat_id, noted.record)]
    assert await told(compound, "applied") == [], "everybody reads nothing that one alone says"
    warned = (await compound.page()).cautions
    assert Caution.APPLICATION_UNCHECKED in warned and Caution.UNAPPLIED not in warned, "待复核, on the screen"
    number = await to_check(compound)
    assert (await compound.page()).to_check is None, "nobody checks their own"
    assert await compound.refused(check_application, "赵主任", record_id=number) == "matter_application_own"
    assert await compound.refused(check_application, compound.homes[0], record_id=number) == "not_permitted"
    await compound.done(check_application, compound.member, record_id=number)
    checked = Application(Applicant.COMMITTEE, compound.at.date(), checked=True)
    assert await standing(compound) == checked
    assert await told(compound, "applied") == [(compound.town.group, checked.record)], "now everybody reads it"
    assert not {Caution.APPLICATION_UNCHECKED, Caution.UNAPPLIED} & set((await compound.page()).cautions)
    assert await compound.refused(check_application, compound.member, record_id=number) == "matter_application_checked"
    async with compound.database.reading() as transaction:
        kept = {one.type: one.body for one in await transaction.journal.read(f"matter:{compound.matter_id}")}
    assert kept["application_checked"]["by"] == compound.member.person_id
    compound.at += timedelta(hours=1)
    await begins(compound, Stage.REPORTING)
    assert (await told(compound, "announced"))[-1] == (compound.town.group, checked.record)


async def test_what_is_put_on_record_anew_is_checked_anew(compound: Compound) -> None:
    await compound.done(note_record, "赵主任", **receipt(compound))
    await compound.fetches()
    first = await to_check(compound)
    await compound.done(note_record, "赵主任", **receipt(compound, "房管局，回执 9 号"))
    await compound.fetches()
    assert await compound.refused(check_application, compound.member, record_id=first) == "matter_looked_at"
    await compound.checks_application()
    await compound.done(note_record, compound.member, **receipt(compound, "房管局，回执 10 号"))
    await compound.fetches()
    found = await standing(compound)
    assert found is not None and not found.checked
    assert (await compound.page(compound.member)).to_check is None
    assert (await compound.page()).to_check is not None, "who noted the one before checks this one"
    await begins(compound, Stage.REPORTING)
    assert (await told(compound, "announced"))[-1] == (compound.town.group, found.record), "everybody reads: 待复核"


async def test_before_anybody_starts_it_is_checked_and_told_with_the_repair(compound: Compound) -> None:
    await begins(compound, Stage.EXAMINING)
    await compound.done(note_record, "赵主任", **receipt(compound))
    await compound.fetches()
    await compound.checks_application()
    assert await told(compound, "applied") == [], "the group has not read of the repair yet"
    await begins(compound, Stage.DOING)
    found = await standing(compound)
    assert found is not None and (await told(compound, "announced"))[-1] == (compound.town.group, found.record)


async def test_the_file_says_of_the_application_what_the_fund_goes_by(compound: Compound) -> None:
    await compound.done(note_record, "赵主任", **receipt(compound))
    await compound.fetches()
    await compound.checks_application()
    await compound.done(note_record, "赵主任", **receipt(compound, "房管局，回执 9 号"))  # whose photo never comes
    async with compound.database.transaction() as transaction:
        await transaction.deliberation.enter(compound.matter_id, Stage.ARCHIVED, compound.at)
    filed = await matter_bundle(compound.database, actor=compound.member.actor, matter_id=compound.matter_id)
    assert not isinstance(filed, Refusal) and filed.application == await standing(compound)
    paths = {photo.id: "照片/1.jpg" for photo in filed.photos}
    told = page(texts("zh_Hans"), filed, paths, compound.database.zone).decode()
    assert "回执 9 号" in told and "复核以前不从维修资金付钱" not in told, "the fund went by the one that was checked"


async def test_who_may_look_at_it(compound: Compound) -> None:
    given = {"database": compound.database, "matter_id": compound.matter_id}
    nobody = await application_to_check(actor=compound.member.actor, **given)
    assert isinstance(nobody, Refusal) and nobody.facts["what"] == "matter_application_none"
    await compound.done(note_record, "赵主任", **receipt(compound))
    await compound.fetches()
    seen = await application_to_check(actor=compound.member.actor, **given)
    assert not isinstance(seen, Refusal) and seen.words == "房管局，回执 8 号"
    own = await application_to_check(actor=compound.town["赵主任"].actor, **given)
    assert isinstance(own, Refusal) and own.facts["what"] == "matter_application_own"
    home = await application_to_check(actor=compound.homes[0].actor, **given)
    assert isinstance(home, Refusal)
    gone = await application_to_check(database=compound.database, actor=compound.member.actor, matter_id=99)
    assert isinstance(gone, Refusal) and gone.facts["what"] == "matter"
    assert await compound.refused(check_application, compound.member, matter_id=99, record_id=1) == "matter"


async def test_who_did_not_look_is_reminded_once_and_has_it_on_the_desk(compound: Compound) -> None:
    community = await community_member(compound)
    await compound.done(note_record, "赵主任", **receipt(compound))
    assert not await on_desk(compound, community), "no receipt to look at"
    await compound.fetches()
    assert await falls(compound, ASK) == 2
    assert await on_desk(compound, community)
    noted = Application(Applicant.COMMITTEE, compound.at.date()).record
    begun = compound.at
    assert await falls(compound, REMIND) == 2 and compound.at - begun == timedelta(days=1)
    reminded = await told(compound, "application_waits")
    assert reminded == [(compound.member.chat_id, noted), (community.chat_id, noted)], "not who put it on record"
    assert await waiting(compound) == [], "once"
    await compound.checks_application()
    assert not await on_desk(compound, community)


async def test_what_is_checked_is_asked_for_no_more(compound: Compound) -> None:
    await compound.done(note_record, "赵主任", **receipt(compound))
    assert await waiting(compound) == [ASK, REMIND]
    await compound.fetches()
    await compound.checks_application()
    assert await waiting(compound) == []


async def test_a_receipt_that_never_comes_is_not_looked_for_for_ever(compound: Compound) -> None:
    begun = compound.at
    await compound.done(note_record, "赵主任", **receipt(compound))
    times = 0
    while ASK in await waiting(compound):
        assert await told(compound, "receipt_lost") == []
        heard = await falls(compound, ASK)
        times += 1
    assert times < 80 and timedelta(days=7) < compound.at - begun < timedelta(days=9)
    noted = Application(Applicant.COMMITTEE, begun.date()).record
    assert heard == 1 and await told(compound, "receipt_lost") == [(compound.town["赵主任"].chat_id, noted)]


async def test_who_put_on_record_a_receipt_that_is_lost_hears_so_once_and_may_send_it_anew(compound: Compound) -> None:
    await compound.done(note_record, "赵主任", **receipt(compound))
    for file in await pending(compound.database, tries=9, most=9):
        await lose(compound.database, attachment_id=file.id)
    assert await falls(compound, ASK) == 1
    assert await falls(compound, REMIND) == 1
    lost = [chat for chat, _ in await told(compound, "receipt_lost")]
    assert lost == [compound.town["赵主任"].chat_id], "once"
    assert await told(compound, "application_asked") == [], "nobody is sent to look at nothing"
    await compound.done(note_record, "赵主任", **receipt(compound))
    await compound.fetches()
    assert await falls(compound, ASK) == 1 and len(await told(compound, "application_asked")) == 1


async def test_nobody_puts_it_on_record_where_nobody_could_check_it(compound: Compound) -> None:
    async with compound.database.transaction() as transaction:
        await transaction.registry.run(
            update(roles).where(roles.c.person_id == compound.member.person_id).values(until=compound.at)
        )
    assert await compound.refused(note_record, "赵主任", **receipt(compound)) == "matter_nobody_else"
    assert await waiting(compound) == []


@pytest.mark.parametrize("stage", [Stage.RATING, Stage.ARCHIVED])
async def test_it_is_checked_as_long_as_the_fund_may_pay(compound: Compound, stage: Stage) -> None:
    await compound.done(note_record, "赵主任", **receipt(compound))
    await compound.fetches()
    async with compound.database.transaction() as transaction:
        await transaction.deliberation.enter(compound.matter_id, stage, compound.at)
        await transaction.due.run(delete(due))  # as it was before the program asked for it
    await keep_asking(compound.database, at=compound.at)
    assert await falls(compound, ASK) == 1, "from the next start on"
    await keep_asking(compound.database, at=compound.at)
    assert await waiting(compound) == [REMIND], "nobody is asked again at every start"
    await compound.checks_application()
    found = await standing(compound)
    assert found is not None and found.checked
    assert (await compound.page(compound.member)).to_check is None
    await keep_asking(compound.database, at=compound.at)
    assert await waiting(compound) == []


async def test_it_is_put_on_record_until_the_archive_and_never_where_all_stopped(compound: Compound) -> None:
    async with compound.database.transaction() as transaction:
        await transaction.deliberation.enter(compound.matter_id, Stage.RATING, compound.at)
    await compound.done(note_record, "赵主任", **receipt(compound))
    await compound.fetches()
    number = await to_check(compound)
    async with compound.database.transaction() as transaction:
        await transaction.deliberation.enter(compound.matter_id, Stage.STOPPED, compound.at)
    assert (await compound.page(compound.member)).to_check is None
    assert await compound.refused(check_application, compound.member, record_id=number) == "matter_stopped"
    await keep_asking(compound.database, at=compound.at)
    assert await falls(compound, ASK) == 0, "what was asked for before is not told after"
