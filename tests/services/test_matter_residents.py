"""A resolution that so many object to, on both databases: called up, called, voted on, disclosed anew or fallen."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from domain.deliberation.bundles import Bundle
from domain.deliberation.objections import Objecting
from domain.deliberation.stages import Need, Stage
from domain.outcomes import Done, Facts
from domain.registry import RoleKind
from domain.voting.constituencies import Constituency
from domain.voting.entitlements import Cast
from domain.voting.votes import Vote, VoteState
from rendering.texts import texts
from rendering.voting_screens import page as drawn_vote
from services import (
    deliberation,
    deliberation_moves,
    deliberation_objections,
    deliberation_pages,
    deliberation_stops,
    deliberation_versions,
    voting,
    voting_matters,
)
from services.matter_bundles import matter_bundle
from services.voting_box import ballot_box
from services.voting_pages import vote_page
from storage.database import Database
from storage.schema.traffic import outbox
from tests.builders import queued, settle_in
from tests.deliberating import GARDEN_LAMPS
from tests.full_matters import Compound, found_compound

object_to = deliberation_objections.object_to_matter


@pytest.fixture
async def compound(database: Database, at: datetime) -> Compound:
    """The resolution of twelve homes is disclosed, its paper on the wall."""
    made = await found_compound(database, at)
    await made.stands(Stage.DISCLOSING)
    await made.notes(Need.PAPER, "大门口，赵、林")
    return made


async def carried_up(compound: Compound) -> None:
    for home in compound.homes[:2]:
        await compound.done(object_to, home, words="太亮，晃眼")
    for number in (1, 2):
        await compound.done(deliberation_objections.answer_objection, "赵主任", number=number, words="灯罩朝下")


async def the_vote(compound: Compound) -> Vote:
    async with compound.database.reading() as transaction:
        vote = await transaction.voting.find((await compound.page()).matter.residents_vote_id or 0)
    assert vote is not None
    return vote


async def decided(compound: Compound, *, yes: int, no: int) -> Vote:
    """The meeting is called, so many homes say yes and no, and a second person publishes what came of it."""
    await compound.done(voting_matters.call_residents, "赵主任", meets_at=compound.at + timedelta(days=20))
    vote = await the_vote(compound)
    for n, home in enumerate(compound.homes[: yes + no]):
        async with compound.database.reading() as transaction:
            (mine,) = await transaction.voting.entitlements(vote.id, home.person_id, vote.opens_at)
        marks = frozenset({"approve" if n < yes else "reject"})
        cast = Cast(vote.id, mine.head_id, home.person_id, marks, f"cast {vote.id} {n}", vote.opens_at)
        assert isinstance(await ballot_box(compound.database).put(cast), Done)
    compound.at = vote.closes_at + timedelta(seconds=5)
    source = f"seal {vote.id}"
    await voting.seal_vote(compound.database, subject=vote.subject, due=compound.at, source=source, at=compound.at)
    assert await compound.refused(voting.confirm_result, "赵主任", vote_id=vote.id) == "vote_second_person"
    await compound.done(voting.confirm_result, compound.member, vote_id=vote.id)
    await compound.falls_due(deliberation.settle_matter, "matter.voted")
    return vote


async def kinds(compound: Compound, chat: int) -> list[str]:
    return [kind for kind, _ in await queued(compound.database, chat)]


async def test_a_tenth_of_the_homes_stop_the_disclosure_and_everybody_hears(compound: Compound) -> None:
    await compound.done(object_to, compound.homes[0], words="太亮")
    assert (await compound.page()).objecting == Objecting(1, 12, 0, 3)
    await compound.done(deliberation_objections.answer_objection, "赵主任", number=1, words="灯罩朝下")
    again = await compound.done(object_to, compound.homes[0], words="还是太亮")
    assert not again["called_up"], "a home that writes twice is one home"
    assert (await compound.done(object_to, compound.homes[1], words="太多"))["called_up"]
    page = await compound.page()
    assert (page.matter.stage, page.matter.called_up) == (Stage.RESIDENTS, Objecting(2, 12, 0, 3))
    assert [one.need for one in page.missing] == [Need.RESIDENTS]
    assert await compound.refused(object_to, compound.homes[2], words="我也是") == "matter_act_object"
    group = dict(await queued(compound.database, compound.town.building_group))
    assert group["deliberation.announced"]["called_up"] == page.matter.called_up.record
    for home in compound.homes[:2]:
        assert (await kinds(compound, home.chat_id)).count("deliberation.called_up") == 1
    assert "deliberation.called_up" not in await kinds(compound, compound.homes[2].chat_id)
    assert (await kinds(compound, compound.town["赵主任"].chat_id))[-1] == "deliberation.time_over"
    async with compound.database.reading() as transaction:
        assert await transaction.journal.broken_at(page.matter.subject) is None
        kept = [entry.type for entry in await transaction.journal.read(page.matter.subject)]
    assert kept[-2:] == ["called_up", "residents"]


async def test_nothing_goes_on_while_the_meeting_is_owed(compound: Compound) -> None:
    await carried_up(compound)
    for reminded in (2, 3):
        await compound.falls_due(deliberation.pass_time, "matter.time")
        told = await kinds(compound, compound.town["赵主任"].chat_id)
        assert told.count("deliberation.time_over") == reminded, "until it is called"
    compound.at += timedelta(days=60)
    subject = f"matter:{compound.matter_id}"
    due = {"subject": subject, "due": compound.at, "at": compound.at}
    await deliberation.pass_time(compound.database, source="a late tick", **due)
    assert await deliberation_moves.want_paper(compound.database, source="a paper", **due) == Done({"wanted": False})
    assert await compound.refused(deliberation_moves.ask_move, "赵主任") == "matter_act_move"
    assert (await compound.page()).matter.stage is Stage.RESIDENTS


async def test_what_was_objected_before_there_was_such_a_meeting_is_carried_up_when_its_time_is_over(
    compound: Compound,
) -> None:
    """A disclosure that stood when the program was brought up to date."""
    disclosed = (await compound.page()).matter
    async with compound.database.transaction() as transaction:
        for home in compound.homes[:2]:
            unit = home.actor.roles[0].place.unit_id
            about = {"person": home.person_id, "unit": unit, "representative": False, "at": compound.at}
            objection = await transaction.matter_objections.object(disclosed, "太亮", **about)
            await transaction.matter_objections.answer(objection.id, "灯罩朝下", by=home.person_id, at=compound.at)
    assert Need.OBJECTIONS in {one.need for one in (await compound.page()).missing}
    await compound.falls_due(deliberation.pass_time, "matter.time")
    matter = (await compound.page()).matter
    assert (matter.stage, matter.called_up) == (Stage.RESIDENTS, Objecting(2, 12, 0, 3))


async def test_a_third_of_the_representatives_do_as_well_each_once(compound: Compound) -> None:
    async with compound.database.reading() as transaction:
        office = [RoleKind.REPRESENTATIVE, None]
        found = await transaction.registry.members(compound.town.place, *office, compound.at)
        roles = [(number, await transaction.registry.roles_of(number, compound.at)) for number in found]
    assert len(roles) == 3
    async with compound.database.transaction() as transaction:
        fourth = await settle_in(transaction, "代表3", 995, RoleKind.REPRESENTATIVE, compound.town.place, compound.at)
    page = await compound.page(fourth)
    assert page.objects and not page.concerned, "an office, and no home here"
    assert not (await compound.done(object_to, fourth, words="程序不对"))["called_up"], "one of four"
    assert not (await compound.done(object_to, fourth, words="还有预算"))["called_up"], "the same one"
    assert (await compound.page()).objecting == Objecting(0, 12, 1, 4)
    async with compound.database.transaction() as transaction:
        fifth = await settle_in(transaction, "代表4", 996, RoleKind.REPRESENTATIVE, compound.town.place, compound.at)
    await compound.done(object_to, fifth, words="我也反对")
    matter = (await compound.page()).matter
    assert matter.called_up == Objecting(0, 12, 2, 5) and matter.stage is Stage.RESIDENTS


async def test_it_is_called_with_ten_days_notice_over_the_very_words(compound: Compound) -> None:
    call, meets = voting_matters.call_residents, compound.at + timedelta(days=20)
    assert await compound.refused(call, "赵主任", meets_at=meets) == "matter_act_call_residents"
    await carried_up(compound)
    earliest = (
        await deliberation_pages.outlook(compound.database, matter=(await compound.page()).matter, at=compound.at)
    )[0]
    assert earliest.stage is Stage.DISCLOSING and earliest.earliest - compound.at >= timedelta(days=10)
    too_soon = earliest.earliest - timedelta(seconds=1)
    assert await compound.refused(call, "赵主任", meets_at=too_soon) == "vote_meeting_notice"
    assert await compound.refused(call, "李楼长", meets_at=meets) == "not_permitted"
    await compound.done(call, "赵主任", meets_at=earliest.earliest)
    matter, vote = (await compound.page()).matter, await the_vote(compound)
    assert (vote.title, vote.text, vote.constituency) == (matter.title, matter.text, Constituency.RESIDENTS)
    assert (vote.rule, vote.heads, vote.opens_at) == ("residents-assembly", 12, earliest.earliest)
    assert await compound.refused(call, "赵主任", meets_at=meets) == "matter_residents_called"
    title, text = GARDEN_LAMPS
    new = {"title": title, "text": text + "\n灯罩朝下。", "base": 1, "why": "异议"}
    assert await compound.refused(deliberation_versions.revise, "赵主任", **new) == "matter_residents_on_the_way"
    stop = deliberation_stops.stop_matter
    assert await compound.refused(stop, "赵主任", reason="不办了") == "matter_residents_on_the_way"
    await compound.done(voting.cancel_vote, "赵主任", vote_id=vote.id)
    await compound.falls_due(deliberation.settle_matter, "matter.voted")
    assert (await compound.page()).matter.residents_vote_id is None, "and can be called for another day"
    await compound.done(call, "赵主任", meets_at=meets)


async def test_what_was_asked_before_the_residents_were_called_is_not_agreed_to_over_their_heads(
    compound: Compound,
) -> None:
    await carried_up(compound)
    title, text = GARDEN_LAMPS
    new = {"title": title, "text": text + "\n灯罩朝下。", "base": 1, "why": "异议"}
    await compound.done(deliberation_stops.stop_matter, "赵主任", reason="不办了")
    await compound.done(deliberation_versions.revise, "赵主任", **new)
    page = await compound.page(compound.member)
    assert page.ends_it and page.revises_it
    call, meets = voting_matters.call_residents, compound.at + timedelta(days=20)
    assert await compound.refused(call, "赵主任", meets_at=meets) == "matter_revise_first"
    await compound.done(deliberation_versions.decline_revision, compound.member, words="请居民会议定")
    await compound.done(call, "赵主任", meets_at=meets)
    refused = await compound.refused(deliberation_stops.confirm_stop, compound.member, seen=await compound.seen())
    assert refused == "matter_stop_not_asked", "an asking that nobody could decide any more does not wait on"
    page = await compound.page(compound.member)
    assert not page.ends_it and not page.revises_it
    assert page.matter.stage is Stage.RESIDENTS and page.matter.stop_by is None
    async with compound.database.reading() as transaction:
        query = select(outbox.c.facts).where(outbox.c.template == "deliberation.lapsed")
        ((lapsed,),) = await transaction.outbox.rows(query.where(outbox.c.chat_id == compound.town["赵主任"].chat_id))
    assert (lapsed["asked"], lapsed["why"]) == ("stop", "called"), "who asked hears so, though they called it themself"


async def test_what_it_agrees_to_is_disclosed_anew_and_is_not_carried_up_again(compound: Compound) -> None:
    await carried_up(compound)
    vote = await decided(compound, yes=5, no=2)
    page = await compound.page()
    assert page.matter.stage is Stage.DISCLOSING and page.matter.since == compound.at
    assert page.ends is None and Need.PAPER in {one.need for one in page.missing}, "the old paper is none any more"
    assert (await the_vote(compound)).state is VoteState.PUBLISHED and vote.heads == 12
    await compound.notes(Need.PAPER, "大门口，居民会议结果，赵、林")
    hung = compound.at
    page = await compound.page()
    assert page.ends is not None and page.ends - hung >= timedelta(days=15)
    for home in compound.homes[2:6]:
        await compound.done(object_to, home, words="还是反对")
    assert (await compound.page()).matter.stage is Stage.DISCLOSING, "the residents' meeting has decided"
    for number in range(3, 7):
        await compound.done(deliberation_objections.answer_objection, "赵主任", number=number, words="居民会议定了")
    await compound.falls_due(deliberation.pass_time, "matter.time")
    assert (await compound.page()).matter.stage is Stage.DOING


@pytest.mark.parametrize(("yes", "no"), [(6, 0), (3, 4), (4, 4)])
async def test_what_it_does_not_agree_to_falls_and_the_committee_chooses(compound: Compound, yes: int, no: int) -> None:
    """Six of twelve homes are not more than half; nor are three of seven, or four of eight, who took part."""
    await carried_up(compound)
    await decided(compound, yes=yes, no=no)
    page = await compound.page()
    assert page.matter.stage is Stage.RESIDENTS and page.matter.fallen
    assert "deliberation.fallen" in await kinds(compound, compound.town.building_group)
    assert "deliberation.fallen" in await kinds(compound, compound.homes[0].chat_id)
    assert "deliberation.fallen_lead" in await kinds(compound, compound.town["赵主任"].chat_id)
    later = compound.at + timedelta(days=20)
    assert await compound.refused(voting_matters.call_residents, "赵主任", meets_at=later) == "matter_residents_fallen"


async def test_it_is_written_anew_or_stopped_with_a_reason(compound: Compound) -> None:
    await carried_up(compound)
    await decided(compound, yes=2, no=6)
    title, text = GARDEN_LAMPS
    new = {"title": title, "text": text + "\n灯罩朝下，22点后减半。", "base": 1, "why": "居民会议没有通过"}
    await compound.done(deliberation_versions.revise, "赵主任", **new)
    await compound.done(deliberation_versions.confirm_revision, compound.member, seen=await compound.seen())
    matter = (await compound.page()).matter
    assert (matter.stage, matter.round, matter.called_up, matter.residents_vote_id) == (Stage.SOLICITING, 2, None, None)
    await compound.stands(Stage.DISCLOSING)
    assert (await compound.page()).objecting == Objecting(0, 12, 0, 3), "nobody has objected to the new one"
    await carried_up(compound)
    await compound.done(deliberation_stops.stop_matter, "赵主任", reason="居民不同意，不装了")
    await compound.done(deliberation_stops.confirm_stop, compound.member, seen=await compound.seen())
    matter = (await compound.page()).matter
    assert (matter.stage, matter.reason) == (Stage.STOPPED, "居民不同意，不装了")
    filed = await matter_bundle(compound.database, actor=compound.town["赵主任"].actor, matter_id=matter.id)
    assert isinstance(filed, Bundle)
    assert Constituency.RESIDENTS in {one.vote.constituency for one in filed.votes}, "of the round before"


async def results(compound: Compound) -> list[Facts]:
    """What the group reads of results."""
    wanted = (outbox.c.chat_id == compound.town.group, outbox.c.template == "voting.result")
    async with compound.database.reading() as transaction:
        return [row.facts for row in await transaction.outbox.rows(select(outbox).where(*wanted).order_by(outbox.c.id))]


async def test_there_is_one_way_to_object_the_matters_own_once_its_resolution_is_disclosed(compound: Compound) -> None:
    await carried_up(compound)
    vote = await decided(compound, yes=5, no=2)
    assert (await compound.page()).matter.stage is Stage.DISCLOSING
    assert [facts["disclosed_next"] for facts in await results(compound)] == [True]
    home, at = compound.homes[8].actor, compound.at
    shown = await vote_page(compound.database, actor=home, vote_id=vote.id, at=at)
    assert shown is not None and shown.objects_in == compound.matter_id
    against = {"vote_id": vote.id, "words": "没通知我家"}
    assert await compound.refused(voting.object_to_vote, compound.homes[8], **against) == "vote_objected_in_matter"
    await compound.done(object_to, compound.homes[8], words="没通知我家")
    await compound.stands(Stage.DOING)
    shown = await vote_page(compound.database, actor=home, vote_id=vote.id, at=at)
    assert shown is not None and shown.objects_in is None, "the matter takes none any more: the vote's own is the one"
    await compound.done(voting.object_to_vote, compound.homes[8], **against)


async def test_what_is_written_anew_takes_the_resolution_with_it_once_objections_are_answered(
    compound: Compound,
) -> None:
    await carried_up(compound)
    vote = await decided(compound, yes=5, no=2)
    await compound.done(object_to, compound.homes[8], words="没通知我家")
    title, text = GARDEN_LAMPS
    new = {"title": title, "text": text + "\n灯罩朝下。", "base": 1, "why": "住户提的"}
    assert await compound.refused(deliberation_versions.revise, "赵主任", **new) == "matter_objections_first"
    answer = {"number": 3, "words": "那就改"}
    await compound.done(deliberation_objections.answer_objection, "赵主任", **answer)
    await compound.done(deliberation_versions.revise, "赵主任", **new)
    await compound.done(deliberation_versions.confirm_revision, compound.member, seen=await compound.seen())
    told = dict(await queued(compound.database, compound.town.building_group))["deliberation.overtaken"]
    assert (told["words"], told["stage"]) == ("住户提的", "soliciting")
    assert "deliberation.overtaken" in await kinds(compound, compound.homes[8].chat_id), "who objected hears of it"
    assert "deliberation.overtaken" not in await kinds(compound, compound.homes[9].chat_id)
    against = {"vote_id": vote.id, "words": "没通知我家"}
    assert await compound.refused(voting.object_to_vote, compound.homes[8], **against) == "vote_written_anew"
    shown = await vote_page(compound.database, actor=compound.homes[8].actor, vote_id=vote.id, at=compound.at)
    assert shown is not None and shown.vote.overtaken_at == compound.at and not shown.vote.takes_objections
    ended = {"subject": vote.subject, "due": compound.at, "at": compound.at}
    assert await voting.finish_vote(compound.database, source="final", **ended) == Done({"final": False})
    page = str(drawn_vote(texts("zh_Hans"), shown, at=compound.at, zone=ZoneInfo("Asia/Shanghai")))
    assert "这个决议不办了" in page and "提异议" not in page


async def test_a_vote_that_was_not_carried_is_objected_to_itself(compound: Compound) -> None:
    await carried_up(compound)
    vote = await decided(compound, yes=3, no=4)
    assert [facts["disclosed_next"] for facts in await results(compound)] == [False]
    await compound.done(voting.object_to_vote, compound.homes[8], vote_id=vote.id, words="没通知我家")
