"""Where a matter of the whole compound ends: the time for objections, and what may be spent; on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.deliberation.stages import Need, Stage
from services import deliberation, deliberation_objections, deliberation_records
from services.attachments import lose
from services.attachments import pending as pending_files
from storage.database import Database
from storage.schema.records import attachments
from tests.builders import queued
from tests.full_matters import PHOTO, Compound, found_compound


@pytest.fixture
async def compound(database: Database, at: datetime) -> Compound:
    return await found_compound(database, at)


async def test_what_was_spent_is_held_to_the_budget(compound: Compound) -> None:
    await compound.stands(Stage.PROPOSING)
    await compound.notes(Need.BUDGET, "灯和电缆")
    await compound.stands(Stage.DOING)
    spent = {"need": Need.ACCOUNTS, "words": "灯、电缆、人工"}
    act = deliberation_records.note_record
    assert await compound.refused(act, "赵主任", **spent, amount=1_386_001) == "accounts_budget"
    await compound.done(act, "赵主任", **spent, amount=1_386_000)


async def test_a_plan_without_money_spends_none(compound: Compound) -> None:
    act = deliberation_records.note_record
    await compound.stands(Stage.PROPOSING)
    await compound.done(act, "赵主任", need=Need.BUDGET, words="志愿者自己装", amount=0)
    await compound.stands(Stage.DOING)
    spent = {"need": Need.ACCOUNTS, "words": "自己装的"}
    assert await compound.refused(act, "赵主任", **spent, amount=1) == "accounts_no_budget"
    await compound.done(act, "赵主任", **spent, amount=0)


@pytest.mark.parametrize("stage", [Stage.ANNOUNCING, Stage.DISCLOSING])
async def test_the_price_is_told_with_what_is_decided(compound: Compound, stage: Stage) -> None:
    await compound.stands(Stage.PROPOSING)
    await compound.notes(Need.BUDGET, "街道改造资金")
    await compound.stands(stage)
    async with compound.database.transaction() as transaction:
        await deliberation.begin_stage(transaction, compound.matter_id, compound.at)
    told = dict(await queued(compound.database, compound.town.group))["deliberation.announced"]
    assert told["price"] == {"budget": 1_260_000, "words": "街道改造资金", "source": "higher"}


async def test_the_group_reads_that_the_owners_must_still_vote(compound: Compound) -> None:
    async with compound.database.transaction() as transaction:
        await transaction.deliberation.write(compound.matter_id, touched=["common_income"])
    await compound.stands(Stage.OWNERS)
    async with compound.database.transaction() as transaction:
        await deliberation.begin_stage(transaction, compound.matter_id, compound.at)
    told = dict(await queued(compound.database, compound.town.group))["deliberation.announced"]
    assert told["stage"] == "owners"


async def test_what_has_no_budget_on_record_is_told_without_a_price(compound: Compound) -> None:
    await compound.stands(Stage.ANNOUNCING)
    async with compound.database.transaction() as transaction:
        await deliberation.begin_stage(transaction, compound.matter_id, compound.at)
    assert "price" not in dict(await queued(compound.database, compound.town.group))["deliberation.announced"]


async def test_objections_end_with_their_time(compound: Compound) -> None:
    await compound.stands(Stage.DISCLOSING)
    await compound.notes(Need.PAPER, "大门口，赵、林")
    over = (await compound.page()).ends
    assert over is not None
    compound.at = over - timedelta(seconds=1)
    await compound.done(deliberation_objections.object_to_matter, compound.homes[0], words="晃眼")
    compound.at = over
    refused = await compound.refused(deliberation_objections.object_to_matter, compound.homes[3], words="再等等")
    assert refused == "matter_objections_over"


async def test_days_do_not_count_from_a_paper_nobody_can_see(compound: Compound) -> None:
    await compound.stands(Stage.DISCLOSING)
    await compound.notes(Need.PAPER, "大门口，赵、林")
    hung = (await compound.page()).ends
    async with compound.database.transaction() as transaction:
        for row in await transaction.attachments.rows(select(attachments.c.id)):
            await transaction.attachments.lose(row.id)
    page = await compound.page()
    assert page.ends is None and Need.PAPER in {one.need for one in page.missing}
    compound.at += timedelta(days=9)
    await compound.notes(Need.PAPER, "大门口，重贴，赵、林")
    again = (await compound.page()).ends
    assert hung is not None and again == hung + timedelta(days=9)


async def test_a_lost_photo_moves_the_end_and_what_waits_for_it(compound: Compound) -> None:
    """The first paper's photo never comes, the second's does: nothing ends on the day of the first."""
    await compound.stands(Stage.DISCLOSING)
    paper = {"need": Need.PAPER, "words": "大门口，赵、林", "photos": (PHOTO,)}
    await compound.done(deliberation_records.note_record, "赵主任", **paper)
    (first,) = await pending_files(compound.database, tries=9, most=9)
    compound.at += timedelta(days=2)
    await compound.notes(Need.PAPER, "大门口，重贴，赵、林")
    await lose(compound.database, attachment_id=first.id)
    told = len(await queued(compound.database, compound.town["赵主任"].chat_id))
    await compound.falls_due(deliberation.pass_time, "matter.time")
    assert len(await queued(compound.database, compound.town["赵主任"].chat_id)) == told, "its time is not over"
    over = (await compound.page()).ends
    await compound.falls_due(deliberation.pass_time, "matter.time")
    assert compound.at == over
    assert (await compound.page()).matter.stage is Stage.DOING
