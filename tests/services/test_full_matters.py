"""A matter of the whole compound on both databases: begun, moved on by two, written anew, objected to, called."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, update

from domain.deliberation.classification import Touch
from domain.deliberation.matters import text_hash
from domain.deliberation.stages import Need, Stage
from domain.outcomes import Done, Reason, Refusal
from domain.registry import Place
from domain.units import UnitKind
from domain.voting.owners_matters import OwnersMatter
from services import (
    deliberation,
    deliberation_full,
    deliberation_moves,
    deliberation_objections,
    deliberation_pages,
    deliberation_records,
    deliberation_versions,
    deliberation_work,
    voting,
    voting_matters,
)
from services.attachments import pending as pending_files
from services.attachments import store
from storage.database import Database
from storage.schema.registry import roles
from storage.schema.units import dwelling_units
from tests.builders import found_town, queued
from tests.deliberating import GARDEN_LAMPS, begin_full_matter, begin_matter
from tests.full_matters import PHOTO, PROPOSED, Compound, found_compound
from tests.services.rolls import build_estate, homes


@pytest.fixture
async def compound(database: Database, at: datetime) -> Compound:
    return await found_compound(database, at)


async def test_everybody_is_asked_and_the_figures_are_frozen(compound: Compound) -> None:
    page = await compound.page()
    matter = page.matter
    assert len(matter.homes.ids) == 12 and matter.place == Place(compound.town.compound_id)
    assert matter.terms["six_steps.solicitation_days"] == {"count": 7, "source": "征求意见至少一周"}
    assert matter.terms["six_steps.disclosure_days"]["source"] == "居委会组织法第34条"
    assert [one.need for one in page.missing] == [Need.TIME, Need.CHANNELS, Need.ANSWERED]
    group = await queued(compound.database, compound.town.building_group)
    assert [template for template, _ in group] == ["deliberation.card"]


async def test_without_its_records_it_does_not_go_on(compound: Compound) -> None:
    assert await compound.refused(deliberation_moves.ask_move, "赵主任") == "matter_time"
    compound.at += timedelta(days=30)
    assert await compound.refused(deliberation_moves.ask_move, "赵主任") == "matter_channels"
    await compound.stands(Stage.PROPOSING)
    for need, words in PROPOSED.items():
        assert await compound.refused(deliberation_moves.ask_move, "赵主任") == f"matter_{need}"
        await compound.notes(need, words)
    assert (await compound.page()).missing == ()
    assert await compound.refused(deliberation_moves.ask_move, "李楼长") == "not_permitted"
    assert await compound.refused(deliberation_moves.confirm_move, compound.member, seen=0) == "matter_move_not_asked"
    await compound.done(deliberation_moves.ask_move, "赵主任")
    assert await compound.refused(deliberation_moves.ask_move, "赵主任") == "matter_move_asked"
    assert await compound.refused(deliberation_moves.confirm_move, "赵主任", seen=0) == "matter_move_own"
    asked = await queued(compound.database, compound.member.chat_id)
    assert asked[-1][0] == "deliberation.move_asked"
    await compound.done(deliberation_moves.confirm_move, compound.member, seen=await compound.seen())
    matter = (await compound.page()).matter
    assert matter.stage is Stage.CONSULTING and matter.move_by is None
    async with compound.database.reading() as transaction:
        assert await transaction.journal.broken_at(matter.subject) is None
        kept = [entry for entry in await transaction.journal.read(matter.subject)]
    assert [entry.type for entry in kept][-2:] == ["consulting", "move_confirmed"]


async def test_what_is_not_ready_is_sent_back_and_a_change_is_looked_at_anew(compound: Compound) -> None:
    await compound.stands(Stage.PROPOSING)
    for need, words in PROPOSED.items():
        await compound.notes(need, words)
    await compound.done(deliberation_moves.ask_move, "赵主任")
    assert await compound.refused(deliberation_moves.return_move, compound.member, words=" ") == "matter_words"
    await compound.done(deliberation_moves.return_move, compound.member, words="预算没写清楚")
    told = await queued(compound.database, compound.town["赵主任"].chat_id)
    assert told[-1][0] == "deliberation.move_returned" and told[-1][1]["words"] == "预算没写清楚"
    await compound.done(deliberation_moves.ask_move, "赵主任")
    await compound.notes(Need.BUDGET, "街道改造资金，36盏")
    assert await compound.refused(deliberation_moves.confirm_move, compound.member, seen=0) == "matter_move_not_asked"
    found = await deliberation_pages.records_of(compound.database, matter_id=compound.matter_id)
    assert [one.words for one in found if one.need is Need.BUDGET] == ["街道改造资金", "街道改造资金，36盏"]


async def test_somebody_else_is_needed(compound: Compound) -> None:
    await compound.stands(Stage.PROPOSING)
    for need, words in PROPOSED.items():
        await compound.notes(need, words)
    async with compound.database.transaction() as transaction:
        await transaction.registry.run(delete(roles).where(roles.c.person_id == compound.member.person_id))
    assert await compound.refused(deliberation_moves.ask_move, "赵主任") == "matter_nobody_else"


async def test_the_text_is_written_anew_while_it_is_prepared(compound: Compound) -> None:
    title, text = GARDEN_LAMPS
    new = {"title": title, "text": text + "\n灯杆不占车位。", "base": 1, "why": "住户提的"}
    assert await compound.refused(deliberation_versions.redraft, "赵主任", **new) == "matter_act_draft"
    await compound.stands(Stage.PROPOSING)
    same = {"title": title, "text": text, "base": 1, "why": "没改"}
    assert await compound.refused(deliberation_versions.redraft, "赵主任", **same) == "matter_same_text"
    await compound.done(deliberation_versions.redraft, "赵主任", **new)
    await compound.stands(Stage.CONSULTING)
    compound.at += timedelta(days=2)
    await compound.done(deliberation_versions.redraft, "赵主任", **{**new, "base": 2, "text": text + "\n灯杆靠墙。"})
    matter = (await compound.page()).matter
    assert (matter.version, matter.round, matter.since) == (3, 1, compound.at), "units have their time again"
    assert matter.text_hash == text_hash(matter.title, matter.text)
    told = await deliberation_versions.versions_of(compound.database, matter_id=compound.matter_id)
    assert [(one.number, one.why) for one in told] == [(1, ""), (2, "住户提的"), (3, "住户提的")]


async def test_what_was_announced_goes_back_to_the_opinions(compound: Compound) -> None:
    await compound.stands(Stage.PROPOSING)
    await compound.notes(Need.STUDIED, "同意")
    await compound.stands(Stage.ANNOUNCING)
    title, text = GARDEN_LAMPS
    new = {"title": title, "text": text + "\n改为40盏。", "base": 1, "why": "算少了"}
    assert await compound.refused(deliberation_versions.redraft, "赵主任", **new) == "matter_act_draft"
    meets = compound.at + timedelta(days=20)
    await compound.done(voting_matters.call_meeting, "赵主任", meets_at=meets)
    assert await compound.refused(voting_matters.call_meeting, "赵主任", meets_at=meets) == "matter_meeting_called"
    assert await compound.refused(deliberation_versions.revise, "赵主任", **new) == "matter_vote_on_the_way"
    vote_id = (await compound.page()).matter.vote_id
    await compound.done(voting.cancel_vote, "赵主任", vote_id=vote_id)
    await compound.falls_due(deliberation.settle_matter, "matter.voted")
    await compound.done(deliberation_versions.revise, "赵主任", **new)
    matter = (await compound.page()).matter
    assert (matter.stage, matter.round, matter.version, matter.vote_id) == (Stage.SOLICITING, 2, 2, None)
    await compound.stands(Stage.PROPOSING)
    assert Need.STUDIED in {one.need for one in (await compound.page()).missing}, "records are made anew"


async def test_the_meeting_decides_on_the_very_words(compound: Compound) -> None:
    assert await compound.refused(voting_matters.call_meeting, "赵主任", meets_at=compound.at) == "matter_act_call"
    await compound.stands(Stage.ANNOUNCING)
    soon = compound.at + timedelta(days=3)
    assert await compound.refused(voting_matters.call_meeting, "赵主任", meets_at=soon) == "vote_meeting_notice"
    await compound.done(voting_matters.call_meeting, "赵主任", meets_at=compound.at + timedelta(days=20))
    page = await compound.page()
    async with compound.database.reading() as transaction:
        vote = await transaction.voting.find(page.matter.vote_id or 0)
    assert vote is not None and (vote.title, vote.text) == (page.matter.title, page.matter.text)
    await compound.falls_due(deliberation.pass_time, "matter.time")
    assert (await compound.page()).matter.stage is Stage.RESOLVING
    compound.at += timedelta(days=1)
    await compound.done(voting.cancel_vote, "赵主任", vote_id=page.matter.vote_id)
    await compound.falls_due(deliberation.settle_matter, "matter.voted")
    back = (await compound.page()).matter
    assert (back.stage, back.since) == (Stage.ANNOUNCING, compound.at), "another meeting has its ten days of notice"


async def test_a_notice_without_a_meeting_waits_for_it(compound: Compound) -> None:
    await compound.stands(Stage.ANNOUNCING)
    async with compound.database.transaction() as transaction:
        await deliberation.begin_stage(transaction, compound.matter_id, compound.at)
    await compound.falls_due(deliberation.pass_time, "matter.time")
    assert (await compound.page()).matter.stage is Stage.ANNOUNCING
    told = await queued(compound.database, compound.town["赵主任"].chat_id)
    assert told[-1][0] == "deliberation.time_over"
    await compound.done(voting_matters.call_meeting, "赵主任", meets_at=compound.at + timedelta(days=20))
    await compound.falls_due(deliberation.pass_time, "matter.time")
    assert (await compound.page()).matter.stage is Stage.RESOLVING


async def test_a_disclosure_counts_from_the_paper_on_the_wall(compound: Compound) -> None:
    await compound.stands(Stage.DISCLOSING)
    async with compound.database.transaction() as transaction:
        await deliberation.begin_stage(transaction, compound.matter_id, compound.at)
    assert (await compound.page()).ends is None
    await compound.falls_due(deliberation_moves.want_paper, "matter.paper")
    told = await queued(compound.database, compound.town["赵主任"].chat_id)
    assert told[-1][0] == "deliberation.paper_wanted"
    bare = {"need": Need.PAPER, "words": "大门口，赵、林"}
    assert await compound.refused(deliberation_records.note_record, "赵主任", **bare) == "matter_photo"
    await compound.notes(Need.PAPER, "大门口，赵、林")
    hung = compound.at
    page = await compound.page()
    assert page.ends is not None and page.ends - hung >= timedelta(days=15)
    await compound.done(deliberation_objections.object_to_matter, compound.homes[0], words="晃眼")
    await compound.falls_due(deliberation.pass_time, "matter.time")
    assert (await compound.page()).matter.stage is Stage.DISCLOSING, "an objection waits for its answer"
    answer = {"number": 1, "words": "灯罩朝下"}
    await compound.done(deliberation_objections.answer_objection, "赵主任", **answer)
    assert (await compound.page()).matter.stage is Stage.DOING
    group = await queued(compound.database, compound.town.building_group)
    public = [facts for kind, facts in group if kind == "deliberation.objection_answered"]
    assert public[-1]["words"] == "晃眼" and public[-1]["answer"] == "灯罩朝下"
    own = await queued(compound.database, compound.homes[0].chat_id)
    assert [facts["answer"] for kind, facts in own if kind == "deliberation.objection_answered"] == ["灯罩朝下"]


async def test_a_tenth_of_the_homes_carry_it_up(compound: Compound) -> None:
    await compound.stands(Stage.DISCLOSING)
    act = deliberation_objections.object_to_matter
    assert await compound.refused(act, "路过的人", words="不行") == "matter_home"
    assert await compound.refused(act, compound.homes[0], words="") == "matter_words"
    await compound.done(act, compound.homes[0], words="不行")
    assert await compound.refused(act, compound.homes[0], words="快答复") == "matter_objection_waits"
    answer = deliberation_objections.answer_objection
    await compound.done(answer, "赵主任", number=1, words="说明过了")
    assert await compound.refused(answer, compound.member, number=1, words="另一种说法") == "matter_objection_answered"
    await compound.done(act, compound.homes[0], words="还是不行，我家3号楼2单元301，电话13800138000")
    told = await deliberation_objections.objections_to(compound.database, matter=(await compound.page()).matter)
    assert [(one.number, one.answer) for one in told] == [(1, "说明过了"), (2, "")]
    assert "13800138000" not in told[1].words and "301" not in told[1].words
    await compound.done(answer, "赵主任", number=2, words="说明过了")
    assert Need.OBJECTIONS not in {one.need for one in (await compound.page()).missing}, "one home of twelve"
    await compound.done(act, compound.homes[1], words="我也反对")
    assert (await compound.page()).matter.stage is Stage.RESIDENTS, "two of twelve"
    await compound.done(deliberation_objections.answer_objection, "赵主任", number=3, words="说明过了")
    assert (
        await compound.refused(deliberation_objections.answer_objection, "赵主任", number=9, words="x")
        == "matter_objection"
    )


async def test_the_owners_are_asked_by_the_strictest_item(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await build_estate(database, town, homes(3), at)
    compound = Compound(database, town, [], town["赵主任"], at)
    title, text = GARDEN_LAMPS
    begun = await deliberation_full.start_full_matter(
        database,
        actor=town["赵主任"].actor,
        compound_id=town.compound_id,
        title=title,
        text=text,
        touched=(Touch.COMMON_INCOME, Touch.COMMON_PARTS),
        source="second",
        at=at,
    )
    assert isinstance(begun, Done)
    compound.matter_id = int(begun["matter_id"])
    assert await compound.refused(voting_matters.put_to_owners, "赵主任", days=7) == "matter_act_put_owners"
    await compound.stands(Stage.OWNERS)
    days = await deliberation_pages.voting_days(compound.database, matter=(await compound.page()).matter)
    await compound.done(voting_matters.put_to_owners, "赵主任", days=days[0])
    matter = (await compound.page()).matter
    async with compound.database.reading() as transaction:
        vote = await transaction.voting.find(matter.owners_vote_id or 0)
    assert vote is not None and vote.matter == OwnersMatter.COMMON_PARTS
    assert await compound.refused(voting_matters.put_to_owners, "赵主任", days=7) == "matter_owners_asked"
    await compound.done(voting.cancel_vote, "赵主任", vote_id=vote.id)
    await compound.falls_due(deliberation.settle_matter, "matter.voted")
    assert (await compound.page()).matter.owners_vote_id is None, "and can be asked again"


async def test_only_who_had_no_hand_in_it_accepts_the_work(compound: Compound) -> None:
    await compound.stands(Stage.REPORTING)
    act, words = deliberation_records.note_record, {"need": Need.ACCEPTED, "words": "都亮了"}
    assert await compound.refused(act, "赵主任", **words) == "matter_own_work"
    assert await compound.refused(act, "路过的人", **words) == "matter_home"
    await compound.done(act, compound.homes[0], **words)
    assert Need.ACCEPTED not in {one.need for one in (await compound.page()).missing}
    assert await compound.refused(act, "赵主任", need=Need.BUDGET, words="x", amount=1) == "matter_act_note"
    assert await compound.refused(act, "赵主任", need=Need.CARRIED, words="x") == "matter_record"


async def test_a_small_matter_becomes_everybodys(compound: Compound) -> None:
    place = Place(compound.town.compound_id, compound.town.buildings["3号楼"])
    begun = await begin_matter(compound.database, place, compound.town["李楼长"].actor, compound.at)
    assert isinstance(begun, Done)
    compound.matter_id = int(begun["matter_id"])
    assert (await compound.page()).grows
    assert await compound.refused(deliberation_full.grow_matter, "李楼长", touched=()) == "not_permitted"
    await compound.done(deliberation_full.grow_matter, "赵主任", touched=[Touch.USE_FUND])
    matter = (await compound.page()).matter
    assert matter.full and matter.procedure_name == "six_steps" and matter.touched == (Touch.USE_FUND,)
    assert len(matter.homes.ids) > 2 and matter.place.building_id is None
    assert await compound.refused(deliberation_full.grow_matter, "赵主任", touched=()) == "matter_grown"


async def test_a_correction_is_read_by_everybody_and_changes_nothing(compound: Compound) -> None:
    await compound.stands(Stage.ANNOUNCING)
    before = (await compound.page()).matter.text_hash
    await compound.notes(Need.CORRECTION, "「36盏」误写为「63盏」")
    group = await queued(compound.database, compound.town.building_group)
    assert any(kind == "deliberation.corrected" and "误写" in facts["words"] for kind, facts in group)
    assert (await compound.page()).matter.text_hash == before


async def test_the_days_ahead_are_the_earliest_there_can_be(compound: Compound) -> None:
    matter = (await compound.page()).matter
    ahead = await deliberation_pages.outlook(compound.database, matter=matter, at=compound.at)
    assert [one.stage for one in ahead][:3] == [Stage.PROPOSING, Stage.CONSULTING, Stage.ANNOUNCING]
    assert ahead[-1].stage is Stage.ARCHIVED
    assert ahead[-1].earliest - compound.at >= timedelta(days=7 + 3 + 10 + 15 + 15 + 7)
    assert ahead == sorted(ahead, key=lambda one: one.earliest)
    await compound.stands(Stage.STOPPED)
    stopped = (await compound.page()).matter
    assert await deliberation_pages.outlook(compound.database, matter=stopped, at=compound.at) == []


async def test_nobody_elses_words_are_taken(compound: Compound) -> None:
    title, text = GARDEN_LAMPS
    given = {"compound_id": compound.town.compound_id, "title": title, "text": text, "source": "x", "at": compound.at}
    refused = await deliberation_full.start_full_matter(
        compound.database, actor=compound.homes[0].actor, touched=(), **given
    )
    assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_PERMITTED
    shop = await deliberation_full.start_full_matter(
        compound.database,
        actor=compound.town["赵主任"].actor,
        touched=[Touch.HOME_TO_BUSINESS],
        **{**given, "source": "y"},
    )
    assert isinstance(shop, Refusal) and shop.facts["what"] == "matter_touches_home_to_business"


async def test_a_shop_and_a_parking_space_are_no_homes(compound: Compound) -> None:
    building = compound.town.buildings["3号楼"]
    async with compound.database.transaction() as transaction:
        way = await transaction.units.entrance(building, "1单元", 1)
        shop = await transaction.units.add_unit(compound.town.compound_id, building, way, floor=1, label="商铺1")
        await transaction.registry.run(
            update(dwelling_units).where(dwelling_units.c.id == shop).values(kind=UnitKind.SHOP.value)
        )
    begun = await begin_full_matter(
        compound.database, compound.town.compound_id, compound.town["赵主任"].actor, compound.at
    )
    assert isinstance(begun, Done)
    compound.matter_id = int(begun["matter_id"])
    assert len((await compound.page()).matter.homes.ids) == 12


async def test_work_that_is_taken_up_again_is_photographed_again(compound: Compound) -> None:
    await compound.stands(Stage.DOING)
    await compound.done(deliberation_work.show_work, "赵主任", photo=PHOTO)
    for file in await pending_files(compound.database, tries=9, most=9):
        await store(compound.database, attachment_id=file.id, content=b"photo")
    assert Need.PROOF not in {one.need for one in (await compound.page()).missing}
    compound.at += timedelta(days=1)
    await compound.stands(Stage.DOING)
    assert Need.PROOF in {one.need for one in (await compound.page()).missing}


async def test_minutes_of_a_text_that_was_changed_do_not_stand_for_the_new_one(compound: Compound) -> None:
    await compound.stands(Stage.CONSULTING)
    await compound.notes(Need.MINUTES, "议的是第1稿")
    compound.at += timedelta(hours=1)
    title, text = GARDEN_LAMPS
    new = {"title": title, "text": text + "\n灯杆靠墙。", "base": 1, "why": "消防提的"}
    await compound.done(deliberation_versions.redraft, "赵主任", **new)
    assert Need.MINUTES in {one.need for one in (await compound.page()).missing}


async def test_what_is_reported_again_hangs_its_whole_time_again(compound: Compound) -> None:
    await compound.stands(Stage.REPORTING)
    await compound.notes(Need.PAPER, "大门口，赵主任、林委员")
    await compound.notes(Need.ACCEPTED, "都亮了", compound.homes[0])
    compound.at += timedelta(days=14)
    await compound.done(deliberation_work.doubt_work, compound.homes[1], words="西边不亮")
    compound.at += timedelta(days=14)
    await compound.stands(Stage.REPORTING)
    wanted = [Need.PAPER, Need.TIME, Need.ACCEPTED]
    assert [one.need for one in (await compound.page()).missing] == wanted, "what hung before was of other work"
    await compound.notes(Need.PAPER, "大门口，第二次，赵、林")
    page = await compound.page()
    assert page.ends is not None and page.ends - compound.at >= timedelta(days=15)


async def test_what_was_put_on_record_after_the_look_is_looked_at_first(compound: Compound) -> None:
    compound.at += timedelta(days=30)
    await compound.stands(Stage.PROPOSING)
    for need, words in PROPOSED.items():
        await compound.notes(need, words)
    await compound.done(deliberation_moves.ask_move, "赵主任")
    seen = await compound.seen()
    compound.at += timedelta(minutes=1)
    await compound.notes(Need.BUDGET, "多做一段路面")
    await compound.done(deliberation_moves.ask_move, "赵主任")
    refused = await compound.refused(deliberation_moves.confirm_move, compound.member, seen=seen)
    assert refused == "matter_looked_at"
    assert (await compound.page()).matter.stage is Stage.PROPOSING
    await compound.done(deliberation_moves.confirm_move, compound.member, seen=await compound.seen())
