"""Writing anew what was decided, on both databases: one asks, another of the committee reads it and agrees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select

from domain.deliberation.classification import Touch
from domain.deliberation.stages import Need, Stage
from services import deliberation_waits
from services.deliberation import pass_time
from services.deliberation_objections import answer_objection, object_to_matter
from services.deliberation_records import note_record
from services.deliberation_stops import confirm_stop, stop_matter
from services.deliberation_versions import confirm_revision, decline_revision, revise, versions_of
from services.voting_matters import call_residents, put_to_owners
from storage.database import Database
from storage.schema.registry import roles
from storage.schema.traffic import due, outbox
from tests.builders import Neighbour, queued
from tests.deliberating import GARDEN_LAMPS
from tests.full_matters import PHOTO, Compound, found_compound

WHY = "住户提的，灯罩朝下"
TITLE, OLD = GARDEN_LAMPS
ANEW: Mapping[str, object] = {"title": TITLE, "text": OLD + "\n灯罩朝下。", "base": 1, "why": WHY}


@pytest.fixture
async def compound(database: Database, at: datetime) -> Compound:
    made = await found_compound(database, at)
    await made.stands(Stage.DISCLOSING)
    return made


async def decided_on(compound: Compound, stage: Stage) -> None:
    """It stands there; it touches common parts, so that the owners decide besides."""
    async with compound.database.transaction() as transaction:
        await transaction.deliberation.write(compound.matter_id, touched=[Touch.COMMON_PARTS.value])
    await compound.stands(stage)


async def told(compound: Compound, who: str | Neighbour, template: str) -> list[Mapping[str, object]]:
    chat = (compound.town[who] if isinstance(who, str) else who).chat_id
    wanted = select(outbox).where(outbox.c.chat_id == chat, outbox.c.template == f"deliberation.{template}")
    async with compound.database.reading() as transaction:
        return [row.facts for row in await transaction.outbox.rows(wanted.order_by(outbox.c.id))]


async def waiting(compound: Compound) -> list[str]:
    """What waits for its second person, by its due rows."""
    wanted = select(due).where(due.c.kind.in_(("matter.chase", "matter.lapse"))).order_by(due.c.kind)
    async with compound.database.reading() as transaction:
        return [f"{row.kind} {row.subject.partition(':')[0]}" for row in await transaction.due.rows(wanted)]


@pytest.mark.parametrize("stage", [Stage.OWNERS, Stage.DISCLOSING, Stage.DOING])
async def test_what_was_decided_is_written_anew_by_two(compound: Compound, stage: Stage) -> None:
    await decided_on(compound, stage)
    async with compound.database.transaction() as transaction:
        await transaction.deliberation.write(compound.matter_id, figures={"passed": True})
    asked = await compound.done(revise, "赵主任", **ANEW)
    assert (asked["asked"], asked["version"]) == (True, 1)
    before = (await compound.page()).matter
    assert (before.stage, before.text, before.round) == (stage, OLD, 1), "what was decided holds until two agree"
    assert [facts["words"] for facts in await told(compound, compound.member, "revise_asked")] == [WHY]
    assert "deliberation.overtaken" not in dict(await queued(compound.database, compound.town.building_group))
    assert await compound.refused(confirm_revision, "赵主任", seen=await compound.seen()) == "matter_revise_own"
    assert await compound.refused(revise, compound.member, **ANEW) == "matter_revise_asked"
    assert await compound.refused(confirm_revision, "李楼长", seen=await compound.seen()) == "not_permitted"
    await compound.done(confirm_revision, compound.member, seen=await compound.seen())
    after = (await compound.page()).matter
    assert (after.stage, after.text, after.round, after.version) == (Stage.SOLICITING, ANEW["text"], 2, 2)
    assert after.revising is None and await waiting(compound) == []
    assert after.figures is None, "what was counted was counted on other words"
    group = dict(await queued(compound.database, compound.town.building_group))
    assert group["deliberation.overtaken"]["words"] == WHY, "everybody reads that it holds no more, and why"
    assert [one.why for one in await versions_of(compound.database, matter_id=after.id)] == ["", WHY]
    async with compound.database.reading() as transaction:
        kept = {one.type: one.body for one in await transaction.journal.read(after.subject)}
    chair = compound.town["赵主任"].person_id
    assert (kept["revise_confirmed"]["by"], kept["revise_confirmed"]["asked_by"]) == (compound.member.person_id, chair)
    assert kept["version"]["by"] == chair, "whose words they are"
    assert await compound.refused(confirm_revision, compound.member, seen=0) == "matter_act_revise"


async def test_before_anything_is_decided_one_is_enough(compound: Compound) -> None:
    await compound.stands(Stage.ANNOUNCING)
    assert (await compound.done(revise, "赵主任", **ANEW))["asked"] is False
    assert (await compound.page()).matter.stage is Stage.SOLICITING
    assert await told(compound, compound.member, "revise_asked") == []
    group = dict(await queued(compound.database, compound.town.building_group))
    assert "deliberation.overtaken" not in group, "nothing was decided that could fall"


async def test_who_reads_that_somebody_asked_and_who_may_agree(compound: Compound) -> None:
    await compound.done(revise, "赵主任", **ANEW)
    readers = ("赵主任", compound.member, "李楼长", compound.homes[0])
    assert [(await compound.page(who)).revises_it for who in readers] == [False, True, False, False]


async def test_another_says_that_it_holds_and_who_asked_reads_why(compound: Compound) -> None:
    assert await compound.refused(decline_revision, compound.member, words="不改") == "matter_revise_not_asked"
    await compound.done(revise, "赵主任", **ANEW)
    assert await compound.refused(decline_revision, "赵主任", words="算了") == "matter_revise_own"
    assert await compound.refused(decline_revision, compound.member, words=" ") == "matter_words"
    await compound.done(decline_revision, compound.member, words="已经买了灯")
    matter = (await compound.page()).matter
    assert (matter.stage, matter.revising) == (Stage.DISCLOSING, None) and await waiting(compound) == []
    assert [facts["words"] for facts in await told(compound, "赵主任", "revise_declined")] == ["已经买了灯"]
    assert await compound.refused(confirm_revision, compound.member, seen=await compound.seen()) == (
        "matter_revise_not_asked"
    )
    async with compound.database.reading() as transaction:
        assert await transaction.deliberation.asked() == []
        row = (await transaction.connection.exec_driver_sql("SELECT revise_text FROM matters")).scalar_one()
    assert not row, "words that nobody agreed to do not stay"


async def test_what_was_read_is_what_overturns_it(compound: Compound) -> None:
    await compound.done(revise, "赵主任", **ANEW)
    seen = await compound.seen()
    await compound.done(object_to_matter, compound.homes[0], words="太亮")
    assert await compound.refused(confirm_revision, compound.member, seen=seen) == "matter_looked_at"
    assert await compound.refused(confirm_revision, compound.member, seen=await compound.seen()) == (
        "matter_objections_first"
    )
    await compound.done(answer_objection, "赵主任", number=1, words="灯罩朝下")
    await compound.done(confirm_revision, compound.member, seen=await compound.seen())
    assert (await compound.page()).matter.stage is Stage.SOLICITING


async def test_a_single_member_overturns_nothing(compound: Compound) -> None:
    async with compound.database.transaction() as transaction:
        await transaction.registry.run(delete(roles).where(roles.c.person_id == compound.member.person_id))
    assert await compound.refused(revise, "赵主任", **ANEW) == "matter_nobody_else"
    assert (await compound.page()).matter.revising is None


async def test_the_other_is_reminded_once_and_after_a_week_it_lapses(compound: Compound) -> None:
    await compound.done(revise, "赵主任", **ANEW)
    assert await waiting(compound) == ["matter.chase matter_revise", "matter.lapse matter_revise"]
    row = {"subject": f"matter_revise:{compound.matter_id}", "due": compound.at, "at": compound.at}
    assert (await deliberation_waits.remind_second(compound.database, source="chase", **row))["reminded"] == 1  # type: ignore[arg-type]
    assert [facts["words"] for facts in await told(compound, compound.member, "revise_waits")] == [WHY]
    assert (await deliberation_waits.lapse_asking(compound.database, source="lapse", **row))["lapsed"]  # type: ignore[arg-type]
    (facts,) = await told(compound, "赵主任", "lapsed")
    assert (facts["asked"], facts["why"]) == ("revise", "time")
    matter = (await compound.page()).matter
    assert (matter.revising, matter.text, matter.stage) == (None, OLD, Stage.DISCLOSING)
    async with compound.database.transaction() as transaction:
        await transaction.due.run(delete(due))
    await compound.done(revise, "赵主任", **ANEW)
    async with compound.database.transaction() as transaction:
        await transaction.due.run(delete(due))
    await deliberation_waits.keep_waiting(compound.database, at=compound.at)
    assert await waiting(compound) == ["matter.chase matter_revise", "matter.lapse matter_revise"], "at every start"


async def test_a_further_step_undoes_it_and_so_do_so_many_objections(compound: Compound) -> None:
    await compound.done(revise, "赵主任", **ANEW)
    await compound.done(object_to_matter, compound.homes[0], words="太亮")
    await compound.done(object_to_matter, compound.homes[1], words="太贵")
    matter = (await compound.page()).matter
    assert (matter.stage, matter.revising) == (Stage.RESIDENTS, None), "a tenth of the homes carry it up"
    assert [facts["why"] for facts in await told(compound, "赵主任", "lapsed")] == ["changed"]
    assert await waiting(compound) == []


async def test_it_goes_when_the_matter_goes_on_to_its_next_step(compound: Compound) -> None:
    await compound.done(note_record, "赵主任", need=Need.PAPER, words="宣传栏，赵主任、林委员", photos=(PHOTO,))
    await compound.fetches()
    await compound.done(revise, "赵主任", **ANEW)
    await compound.falls_due(pass_time, "matter.time")
    matter = (await compound.page()).matter
    assert (matter.stage, matter.revising) == (Stage.DOING, None)
    assert [facts["asked"] for facts in await told(compound, "赵主任", "lapsed")] == ["revise"]


async def test_writing_anew_and_stopping_each_take_the_other_with_them(compound: Compound) -> None:
    await decided_on(compound, Stage.OWNERS)
    await compound.done(revise, "赵主任", **ANEW)
    await compound.done(stop_matter, compound.member, reason="不装了")
    await compound.done(confirm_revision, compound.member, seen=await compound.seen())
    matter = (await compound.page()).matter
    assert (matter.stage, matter.stop_by) == (Stage.SOLICITING, None) and await waiting(compound) == []
    await decided_on(compound, Stage.OWNERS)
    again = {**ANEW, "text": OLD, "base": 2}
    await compound.done(revise, "赵主任", **again)
    await compound.done(stop_matter, compound.member, reason="不装了")
    await compound.done(confirm_stop, "赵主任", seen=await compound.seen())
    matter = (await compound.page()).matter
    assert (matter.stage, matter.revising) == (Stage.STOPPED, None) and await waiting(compound) == []


async def test_nobody_outside_the_committee_and_nothing_that_is_not_there(compound: Compound) -> None:
    assert await compound.refused(confirm_revision, compound.member, matter_id=99, seen=0) == "matter"
    assert await compound.refused(decline_revision, compound.member, matter_id=99, words="不改") == "matter"
    await compound.done(revise, "赵主任", **ANEW)
    assert await compound.refused(decline_revision, "李楼长", words="不改") == "not_permitted"


async def test_no_vote_is_called_over_words_that_somebody_wants_anew(compound: Compound) -> None:
    await decided_on(compound, Stage.OWNERS)
    await compound.done(revise, "赵主任", **ANEW)
    assert await compound.refused(put_to_owners, compound.member, days=7) == "matter_revise_first"
    await compound.done(decline_revision, compound.member, words="已经买了灯")
    assert await compound.refused(put_to_owners, compound.member, days=30) == "vote_roll", "only the roll is missing"


async def test_the_residents_are_not_called_over_them_either(compound: Compound) -> None:
    for number, home in enumerate(compound.homes[:2], 1):
        await compound.done(object_to_matter, home, words="太亮")
        await compound.done(answer_objection, "赵主任", number=number, words="灯罩朝下")
    await compound.done(revise, "赵主任", **ANEW)
    meets = compound.at + timedelta(days=20)
    assert await compound.refused(call_residents, compound.member, meets_at=meets) == "matter_revise_first"
    await compound.done(decline_revision, compound.member, words="已经买了灯")
    await compound.done(call_residents, compound.member, meets_at=meets)


async def test_where_a_vote_is_on_already_it_is_still_read_and_said_to_hold(compound: Compound) -> None:
    for number, home in enumerate(compound.homes[:2], 1):
        await compound.done(object_to_matter, home, words="太亮")
        await compound.done(answer_objection, "赵主任", number=number, words="灯罩朝下")
    await compound.done(call_residents, "赵主任", meets_at=compound.at + timedelta(days=20))
    before = {"revise_by": compound.town["赵主任"].person_id, "revise_title": TITLE, "revise_text": "灯罩朝下。"}
    async with compound.database.transaction() as transaction:  # as it was where the vote was called meanwhile
        await transaction.deliberation.write(compound.matter_id, **before, revise_why=WHY)
    assert (await compound.page(compound.member)).revises_it
    refused = await compound.refused(confirm_revision, compound.member, seen=await compound.seen())
    assert refused == "matter_residents_on_the_way"
    await compound.done(decline_revision, compound.member, words="表决以后再说")
    assert (await compound.page()).matter.revising is None
