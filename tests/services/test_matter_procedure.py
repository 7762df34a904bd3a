"""The procedure kept honest: records in figures, what a vote says of where it comes from, the fund in danger."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.deliberation.cautions import Caution
from domain.deliberation.classification import Touch
from domain.deliberation.record_details import Attendance
from domain.deliberation.representation import Representation
from domain.deliberation.stages import Need, Stage
from domain.outcomes import Done
from domain.registry import Organ
from domain.vote_backgrounds import background_of
from domain.voting.votes import Vote
from services import (
    deliberation,
    deliberation_moves,
    deliberation_objections,
    deliberation_records,
    deliberation_versions,
    voting_matters,
)
from storage.database import Database
from storage.schema.records import entries
from storage.schema.traffic import outbox
from tests.full_matters import PROPOSED, Compound, found_compound


@pytest.fixture
async def compound(embedded: Database, at: datetime) -> Compound:
    return await found_compound(embedded, at)


async def vote_of(compound: Compound, number: int | None) -> Vote:
    async with compound.database.reading() as transaction:
        vote = await transaction.voting.find(number or 0)
    assert vote is not None
    return vote


async def announced(compound: Compound) -> dict[str, Any]:
    """What everybody read last of a step."""
    async with compound.database.reading() as transaction:
        wanted = select(outbox).where(outbox.c.template == "deliberation.announced").order_by(outbox.c.id)
        facts: dict[str, Any] = (await transaction.outbox.rows(wanted))[-1].facts
    return facts


async def test_a_meeting_without_its_figures_is_asked_for_again(compound: Compound) -> None:
    await compound.stands(Stage.PROPOSING)
    for need, words in PROPOSED.items():
        await compound.notes(need, words)
    async with compound.database.transaction() as transaction:  # as it was kept before figures were asked for
        matter = await transaction.deliberation.lock(compound.matter_id)
        assert matter is not None
        await transaction.matter_records.note(matter, Need.PRESENT, "应到7人，实到6人", None, by=1, at=compound.at)
    assert await compound.refused(deliberation_moves.ask_move, "赵主任") == "matter_present"
    few = {"need": Need.PRESENT, "words": "应到7人，实到3人", "details": Attendance(compound.at.date(), 7, 3)}
    assert await compound.refused(deliberation_records.note_record, "赵主任", **few) == "matter_attendance_few"
    await compound.notes(Need.PRESENT, "应到7人，实到6人")
    await compound.done(deliberation_moves.ask_move, "赵主任")


@pytest.mark.parametrize("organ", [Organ.PARTY, Organ.SELF_MANAGEMENT])
async def test_it_is_said_where_nobody_of_the_two_committees_checked(compound: Compound, organ: Organ) -> None:
    seats = tuple(replace(role, organ=organ) for role in compound.member.actor.roles)
    second = replace(compound.member, actor=replace(compound.member.actor, roles=seats))
    await compound.stands(Stage.PROPOSING)
    for need, words in PROPOSED.items():
        await compound.notes(need, words)
    await compound.done(deliberation_moves.ask_move, "赵主任")
    warned = Caution.OUTSIDE in (await compound.page(second)).cautions
    await compound.done(deliberation_moves.confirm_move, second, seen=await compound.seen())
    await begins(compound, Stage.ANNOUNCING)
    told = await announced(compound)
    assert warned is ("unchecked" in told) is (organ is not Organ.PARTY)


async def begins(compound: Compound, stage: Stage) -> None:
    """This stage, with everything that its beginning leads to."""
    await compound.stands(stage)
    async with compound.database.transaction() as transaction:
        await deliberation.begin_stage(transaction, compound.matter_id, compound.at)


async def test_the_disclosure_names_what_nobody_put_on_record(compound: Compound) -> None:
    await begins(compound, Stage.DISCLOSING)
    assert (await announced(compound))["named"] == {"chosen": False, "party": False, "monitors": False}
    await compound.stands(Stage.ANNOUNCING)
    await compound.notes(Need.PARTY, "应到9人，实到7人，7人同意")
    await compound.stands(Stage.RESOLVING)
    await compound.notes(Need.MONITORS, "来了两位，没有意见")
    compound.at += timedelta(hours=1)
    await begins(compound, Stage.DISCLOSING)
    assert (await announced(compound))["named"] == {"chosen": False, "party": True, "monitors": True}


async def test_nobody_is_asked_for_a_paper_that_hangs(compound: Compound) -> None:
    await begins(compound, Stage.DISCLOSING)
    await compound.notes(Need.PAPER, "宣传栏，赵主任、林委员")
    outcome = await compound.falls_due(deliberation_moves.want_paper, "matter.paper")
    assert isinstance(outcome, Done) and outcome.facts == {"wanted": False}


async def priced(compound: Compound, *touched: Touch) -> None:
    """The text stands announced, with its price."""
    await compound.stands(Stage.PROPOSING)
    await compound.notes(Need.BUDGET, "公共收益")
    await compound.stands(Stage.ANNOUNCING)
    async with compound.database.transaction() as transaction:
        words = {"words": "中华园", "ids": list(range(1, 202))}
        await transaction.deliberation.write(compound.matter_id, touched=list(touched), homes=words)


async def test_the_representatives_vote_says_where_it_comes_from(compound: Compound) -> None:
    await priced(compound, Touch.COMMON_INCOME)
    meets = compound.at + timedelta(days=20)
    await compound.done(
        voting_matters.call_meeting, "赵主任", meets_at=meets, unreached=["孙代表"], chosen="9月1日各楼"
    )
    found = background_of((await vote_of(compound, (await compound.page()).matter.vote_id)).terms)
    assert found is not None and (found.budget, found.paid, found.version) == (1_260_000, "公共收益", 1)
    assert found.few == Representation(4, 201) and found.chosen and found.owners_next
    async with compound.database.reading() as transaction:
        matter = (await compound.page()).matter
        assert [one.words for one in await transaction.matter_records.noted(matter, Need.CHOSEN)] == ["9月1日各楼"]
        bodies = [row.body for row in await transaction.journal.rows(select(entries)) if row.type == "posted"]
        assert await transaction.journal.broken_at(matter.subject) is None
    assert bodies and all("公共收益" not in str(body) for body in bodies), "words lie sealed beside the journal"
    async with compound.database.reading() as transaction:
        posted = select(outbox).where(outbox.c.template == "voting.posted")
        (told,) = {str(row.facts["of_matter"]) for row in await transaction.outbox.rows(posted)}
    assert "'few': {" in told and "公共收益" in told, "the neighbours read both with the call"


async def test_without_a_word_on_who_chose_them_the_meeting_is_called_all_the_same(compound: Compound) -> None:
    await priced(compound)
    await compound.done(voting_matters.call_meeting, "赵主任", meets_at=compound.at + timedelta(days=20))
    found = background_of((await vote_of(compound, (await compound.page()).matter.vote_id)).terms)
    assert found is not None and found.chosen is False and not found.owners_next


async def test_an_answer_to_an_objection_leaves_the_text_and_its_hash_as_they_were(compound: Compound) -> None:
    await compound.stands(Stage.DISCLOSING)
    before = (await compound.page()).matter
    await compound.done(deliberation_objections.object_to_matter, compound.homes[0], words="灯太亮")
    answer = {"number": 1, "words": "那就少装三盏"}
    await compound.done(deliberation_objections.answer_objection, "赵主任", **answer)
    after = (await compound.page()).matter
    assert (after.text, after.text_hash, after.version) == (before.text, before.text_hash, before.version)
    text = {"title": before.title, "text": f"{before.text}\n少装三盏。", "why": "住户提的"}
    assert await compound.refused(deliberation_versions.redraft, "赵主任", base=1, **text) == "matter_act_draft"
    await compound.done(deliberation_versions.revise, "赵主任", base=1, **text)
    await compound.done(deliberation_versions.confirm_revision, compound.member, seen=await compound.seen())
    anew = (await compound.page()).matter
    assert (anew.version, anew.round, anew.stage) == (2, 2, Stage.SOLICITING), "a change is asked about from the start"
