"""An urgent repair on both databases: two look, it is done, everything is shown; misuse goes the whole way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select

from domain.deliberation.bundles import Bundle, PhotoOf
from domain.deliberation.classification import Touch
from domain.deliberation.procedures import SIX_STEPS, URGENT
from domain.deliberation.stages import MatterAct, Need, Stage, act_refusal
from domain.deliberation_alarms import Payer
from domain.outcomes import Done, Facts
from domain.registry import Place, RoleKind
from services import (
    attachments,
    deliberation,
    deliberation_full,
    deliberation_moves,
    deliberation_objections,
    deliberation_records,
    deliberation_urgent,
    deliberation_work,
)
from services.matter_bundles import matter_bundle
from storage.database import Database
from storage.schema.registry import roles
from storage.schema.traffic import outbox
from tests.builders import found_town, queued, settle_in
from tests.domain.test_deliberation_alarms import ALARM, WORDS
from tests.full_matters import PHOTO, Compound

BEGIN = deliberation_urgent.begin_urgent_repair


@pytest.fixture
async def compound(database: Database, at: datetime) -> Compound:
    """Twelve homes, two of the committee, nothing begun."""
    town = await found_town(database, at)
    building, homes = town.buildings["3号楼"], []
    async with database.transaction() as transaction:
        way = await transaction.units.entrance(building, "1单元", 1)
        for n in range(12):
            unit = await transaction.units.add_unit(town.compound_id, building, way, floor=1, label=f"1{n:02d}")
            place = Place(town.compound_id, building, way, 1, unit)
            homes.append(await settle_in(transaction, f"住户{n}", 900 + n, RoleKind.OWNER, place, at))
        member = await settle_in(transaction, "林委员", 980, RoleKind.COMMITTEE, town.place, at)
    return Compound(database, town, homes, member, at)


async def raised(compound: Compound, **changes: object) -> None:
    """A front is falling; the photo of it is kept."""
    given = {"compound_id": compound.town.compound_id, "alarm": replace(ALARM, **changes)}  # type: ignore[arg-type]
    outcome = await BEGIN(
        compound.database, actor=compound.town["赵主任"].actor, source="alarm", at=compound.at, **given
    )
    assert isinstance(outcome, Done), outcome
    compound.matter_id = int(outcome["matter_id"])
    await fetched(compound)


async def fetched(compound: Compound) -> None:
    for file in await attachments.pending(compound.database, tries=9, most=9):
        await attachments.store(compound.database, attachment_id=file.id, content=b"photo")


async def repaired(compound: Compound) -> None:
    """The second looks; it is done, with photo and accounts, and confirmed."""
    await compound.done(deliberation_moves.confirm_move, compound.member, seen=await compound.seen())
    await compound.done(deliberation_work.show_work, "赵主任", photo=PHOTO)
    await fetched(compound)
    await compound.notes(Need.ACCOUNTS, "拆旧砖、补砂浆")
    await compound.done(deliberation_moves.ask_move, "赵主任")
    await compound.done(deliberation_moves.confirm_move, compound.member, seen=await compound.seen())


async def test_the_other_member_is_asked_at_any_hour(compound: Compound) -> None:
    await raised(compound)
    matter = (await compound.page()).matter
    assert (matter.procedure_name, matter.stage, matter.version) == (URGENT.name, Stage.EXAMINING, 1)
    assert matter.touched == (Touch.USE_FUND,) and len(matter.homes.ids) == 12
    async with compound.database.reading() as transaction:
        rows = await transaction.outbox.rows(
            select(outbox).where(outbox.c.chat_id == compound.member.chat_id).order_by(outbox.c.id)
        )
        assert await transaction.journal.broken_at(matter.subject) is None
    assert [(row.template, row.urgency) for row in rows] == [("deliberation.move_asked", "urgent")]
    group = await queued(compound.database, compound.town.group)
    assert [name for name, _ in group] == ["deliberation.card"]


async def test_nobody_begins_alone(compound: Compound) -> None:
    await raised(compound)
    assert await compound.refused(deliberation_moves.confirm_move, "赵主任", seen=0) == "matter_move_own"
    assert await compound.refused(deliberation_work.show_work, "赵主任", photo=PHOTO) == "matter_act_show"
    async with compound.database.transaction() as transaction:
        await transaction.registry.run(delete(roles).where(roles.c.person_id == compound.member.person_id))
    alone = {"compound_id": compound.town.compound_id, "alarm": ALARM, "source": "alone", "at": compound.at}
    outcome = await BEGIN(compound.database, actor=compound.town["赵主任"].actor, **alone)
    assert outcome.facts["what"] == "matter_nobody_else"


async def test_only_the_committee_raises_it_and_only_whole(compound: Compound) -> None:
    given = {"compound_id": compound.town.compound_id, "at": compound.at}
    leader, chair = compound.town["李楼长"].actor, compound.town["赵主任"].actor
    one = await BEGIN(compound.database, actor=leader, alarm=ALARM, source="1", **given)
    two = await BEGIN(compound.database, actor=chair, alarm=replace(ALARM, words=" "), source="2", **given)
    three = await BEGIN(compound.database, actor=chair, alarm=replace(ALARM, cents=None), source="3", **given)
    assert (one.facts["act"], two.facts["what"], three.facts["what"]) == (
        "run_procedure",
        "matter_words",
        "matter_amount",
    )


async def test_a_photo_that_is_not_kept_yet_holds_it_back(compound: Compound) -> None:
    given = {"compound_id": compound.town.compound_id, "alarm": ALARM, "source": "alarm", "at": compound.at}
    begun = await BEGIN(compound.database, actor=compound.town["赵主任"].actor, **given)
    assert isinstance(begun, Done)
    compound.matter_id = int(begun["matter_id"])
    assert (
        await compound.refused(deliberation_moves.confirm_move, compound.member, seen=await compound.seen())
        == "matter_danger"
    )
    await fetched(compound)
    await compound.done(deliberation_moves.confirm_move, compound.member, seen=await compound.seen())


async def test_it_is_done_shown_rated_and_over(compound: Compound) -> None:
    await raised(compound)
    await compound.done(deliberation_moves.confirm_move, compound.member, seen=await compound.seen())
    told = await queued(compound.database, compound.town.group)
    assert told[-2][0] == "deliberation.announced" or told[-1][0] == "deliberation.announced"
    assert await compound.refused(deliberation_moves.ask_move, "赵主任") == "matter_proof"
    await compound.done(deliberation_work.show_work, "赵主任", photo=PHOTO)
    await fetched(compound)
    assert await compound.refused(deliberation_moves.ask_move, "赵主任") == "matter_accounts"
    await compound.notes(Need.ACCOUNTS, "拆旧砖、补砂浆")
    await compound.done(deliberation_moves.ask_move, "赵主任")
    await compound.done(deliberation_moves.confirm_move, compound.member, seen=await compound.seen())
    assert (await compound.page()).ends is None, "no paper, no time"
    await compound.notes(Need.PAPER, "单元门口，赵主任、林委员")
    ends = (await compound.page()).ends
    assert ends is not None and ends - compound.at >= timedelta(days=15)
    await compound.done(deliberation_objections.object_to_matter, compound.homes[0], words="没叫我家")
    await compound.falls_due(deliberation.pass_time, "matter.time")
    assert (await compound.page()).matter.stage is Stage.REPORTING, "an objection waits for its answer"
    answer = {"number": 1, "words": "挨家敲过门，您家没人，下次留条"}
    await compound.done(deliberation_objections.answer_objection, "赵主任", **answer)
    assert (await compound.page()).matter.stage is Stage.RATING
    await compound.falls_due(deliberation.pass_time, "matter.time")
    assert (await compound.page()).matter.stage is Stage.ARCHIVED
    bundle = await matter_bundle(compound.database, actor=compound.town["王阿姨"].actor, matter_id=compound.matter_id)
    assert isinstance(bundle, Bundle)
    assert {photo.shows for photo in bundle.photos} == {PhotoOf.WORK, PhotoOf.DANGER, PhotoOf.NOTICE}


async def test_what_is_no_danger_goes_the_whole_way(compound: Compound) -> None:
    await raised(compound)
    await compound.done(deliberation_full.grow_matter, compound.member, touched=[Touch.USE_FUND])
    matter = (await compound.page()).matter
    assert (matter.procedure_name, matter.stage, matter.text) == (SIX_STEPS.name, Stage.SOLICITING, WORDS)
    assert (matter.round, matter.version, matter.move_by) == (2, 1, None)
    assert matter.terms.keys() == set(SIX_STEPS.figures)
    async with compound.database.reading() as transaction:
        started = [one.body for one in await transaction.journal.read(matter.subject) if one.type == "started"]
    assert [body["grown_from"] for body in started] == ["", URGENT.name]


async def test_misuse_found_while_it_is_shown_goes_the_whole_way_and_nothing_counts_there(compound: Compound) -> None:
    await raised(compound, payer=Payer.MANAGER)
    await repaired(compound)
    await compound.done(deliberation_full.grow_matter, compound.member, touched=[Touch.COMMON_INCOME])
    await compound.stands(Stage.DOING)
    missing = {one.need for one in (await compound.page()).missing}
    assert Need.ACCOUNTS in missing, "the accounts of the urgent repair are not those of the matter"


async def test_a_tenth_of_the_homes_send_it_the_whole_way(compound: Compound) -> None:
    await raised(compound)
    await repaired(compound)
    await compound.done(deliberation_objections.object_to_matter, compound.homes[0], words="这不算危险")
    assert (await compound.page()).matter.stage is Stage.REPORTING
    await compound.done(deliberation_objections.object_to_matter, compound.homes[1], words="早就裂了")
    matter = (await compound.page()).matter
    assert (matter.procedure_name, matter.stage) == (SIX_STEPS.name, Stage.SOLICITING)
    assert matter.touched == (Touch.USE_FUND,) and Stage.OWNERS in [step.stage for step in matter.procedure.steps]


async def test_it_does_not_grow_while_it_is_repaired(compound: Compound) -> None:
    await raised(compound)
    await compound.done(deliberation_moves.confirm_move, compound.member, seen=await compound.seen())
    assert await compound.refused(deliberation_full.grow_matter, compound.member, touched=[]) == "matter_grown"
    assert act_refusal(URGENT, Stage.DOING, MatterAct.GROW) is not None


async def announced(compound: Compound) -> list[Facts]:
    """What the group reads of each step, the last one last."""
    wanted = (outbox.c.chat_id == compound.town.group, outbox.c.template == "deliberation.announced")
    async with compound.database.reading() as transaction:
        return [row.facts for row in await transaction.outbox.rows(select(outbox).where(*wanted).order_by(outbox.c.id))]


async def test_the_group_reads_what_it_is_guessed_to_cost_and_why_it_cost_more(compound: Compound) -> None:
    await raised(compound)
    await compound.done(deliberation_moves.confirm_move, compound.member, seen=await compound.seen())
    begins = (await announced(compound))[-1]
    assert begins["guess"] == 12_600_00 and "money" not in begins
    await compound.done(deliberation_work.show_work, "赵主任", photo=PHOTO)
    await fetched(compound)
    note = deliberation_records.note_record
    much = {"need": Need.ACCOUNTS, "amount": 13_860_01}
    assert await compound.refused(note, "赵主任", **much, words="拆旧砖、补砂浆") == "accounts_guess"
    await compound.done(note, "赵主任", need=Need.ACCOUNTS, amount=13_860_00, words="拆旧砖、补砂浆")
    await compound.done(note, "赵主任", **much, words="拆旧砖、补砂浆\n里面的钢筋也锈了")
    await compound.done(deliberation_moves.ask_move, "赵主任")
    await compound.done(deliberation_moves.confirm_move, compound.member, seen=await compound.seen())
    shown = (await announced(compound))[-1]
    assert shown["money"] == {"spent": 13_860_01, "budget": 0, "guess": 12_600_00, "why": "里面的钢筋也锈了"}
    assert "guess" not in shown
