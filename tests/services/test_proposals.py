"""A proposal from its first home to the committee's answer, on both databases; who may do what, and what is late."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import select

from domain.deliberation.origins import Origin
from domain.deliberation.proposal_effects import OVERDUE, REMIND
from domain.deliberation.proposals import MOST_OPEN, ProposalPage, ProposalState, ProposalWay
from domain.outcomes import Done, Outcome, Refusal
from domain.registry import Place, RoleKind
from services import proposal_pages, proposals
from services.deliberation_full import start_full_matter
from storage.database import Database
from storage.schema.proposals import proposal_supports
from storage.schema.traffic import due
from tests.builders import Neighbour, Town, found_town, leaves, queued, settle_in

SOURCES = count()
HOMES = 48
"""One in twenty, rounded up, are three."""

TEXT = "院里装充电桩\n西门空地装六个，车不用飞线充电。"


@dataclass
class Yard:
    """48 homes of 中华园; four of them have somebody, the first has two."""

    database: Database
    town: Town
    people: list[Neighbour]
    at: datetime

    async def does(self, act: Callable[..., Awaitable[Outcome]], who: str | Neighbour, **values: object) -> Outcome:
        actor = (self.town[who] if isinstance(who, str) else who).actor
        return await act(self.database, actor=actor, source=f"press {next(SOURCES)}", at=self.at, **values)

    async def done(self, act: Callable[..., Awaitable[Outcome]], who: str | Neighbour, **values: object) -> Done:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Done), outcome
        return outcome

    async def refused(self, act: Callable[..., Awaitable[Outcome]], who: str | Neighbour, **values: object) -> str:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Refusal), outcome
        return f"{outcome.reason}.{outcome.facts.get('what', '')}"

    async def falls_due(self, act: Callable[..., Awaitable[Outcome]], number: int) -> Outcome:
        source = f"due {next(SOURCES)}"
        return await act(self.database, subject=f"proposal:{number}", due=self.at, source=source, at=self.at)

    async def starts(self, who: int = 0) -> int:
        started = await self.done(proposals.propose, self.people[who], compound_id=self.town.compound_id, text=TEXT)
        return int(started["proposal_id"])

    async def supports(self, number: int, *who: int) -> Done:
        for one in who:
            outcome = await self.done(proposals.support_proposal, self.people[one], proposal_id=number, withdrawn=False)
        return outcome

    async def page(self, number: int, who: str | Neighbour = "赵主任") -> ProposalPage:
        actor = (self.town[who] if isinstance(who, str) else who).actor
        found = await proposal_pages.proposal_page(self.database, actor=actor, proposal_id=number)
        assert found is not None
        return found

    async def templates(self, chat: int) -> list[str]:
        return [template for template, _ in await queued(self.database, chat) if template.startswith("proposals.")]

    async def due(self) -> list[tuple[str, datetime]]:
        async with self.database.reading() as transaction:
            found = await transaction.due.rows(select(due).order_by(due.c.due_at))
        return [(row.kind, row.due_at) for row in found if row.kind.startswith("proposal.")]


@pytest.fixture
async def yard(database: Database, at: datetime) -> Yard:
    town = await found_town(database, at)
    number = town.buildings["3号楼"]
    people: list[Neighbour] = []
    async with database.transaction() as transaction:
        way = await transaction.units.entrance(number, "1单元", 1)
        for n in range(HOMES):
            unit = await transaction.units.add_unit(town.compound_id, number, way, floor=1, label=f"1{n:02d}")
            place = Place(town.compound_id, number, way, 1, unit)
            if n < 4:
                people.append(await settle_in(transaction, f"邻居{n}", 900 + n, RoleKind.RESIDENT, place, at))
            if n == 0:
                family = await settle_in(transaction, "家人", 990, RoleKind.OWNER, place, at)
    return Yard(database, town, [*people, family], at)


FAMILY = 4
"""Of the first home, too."""


async def test_three_homes_support_it_and_the_committee_takes_it_up(yard: Yard) -> None:
    number, group = await yard.starts(), yard.town.group
    assert await yard.templates(group) == ["proposals.card"]
    page = await yard.page(number, yard.people[0])
    assert (page.proposal.count, page.proposal.wanted, page.proposal.homes) == (1, 3, HOMES)
    assert page.own and page.supported and not page.answers
    assert (await yard.supports(number, FAMILY))["count"] == 1, "the home has been counted"
    assert (await yard.supports(number, 1))["count"] == 2
    assert (
        await yard.refused(proposals.take_up_proposal, "赵主任", proposal_id=number, way=ProposalWay.VOTE)
        == "wrong_state.proposal_open"
    )
    assert (await yard.supports(number, 2))["count"] == 3
    found = (await yard.page(number)).proposal
    assert found.state is ProposalState.REACHED and found.answer_by is not None
    assert await yard.templates(yard.town["赵主任"].chat_id) == ["proposals.reached"]
    assert await yard.templates(yard.town["李楼长"].chat_id) == [], "it is the committee's to answer"
    assert [kind for kind, _ in await yard.due()] == [REMIND, OVERDUE]
    await yard.done(proposals.take_up_proposal, "赵主任", proposal_id=number, way=ProposalWay.DISCUSS)
    found = (await yard.page(number)).proposal
    assert (found.state, found.way) == (ProposalState.TAKEN, ProposalWay.DISCUSS)
    assert await yard.due() == []
    assert (await queued(yard.database, group))[-1][1]["way"] == "discuss"
    assert "proposals.answered" in await yard.templates(group)
    assert await yard.templates(yard.people[0].chat_id) == ["proposals.told"]
    async with yard.database.reading() as transaction:
        assert await transaction.journal.broken_at(found.subject) is None
        entries = await transaction.journal.read(found.subject)
    assert [entry.type for entry in entries] == ["proposed", "supported", "supported", "supported", "reached", "taken"]


async def test_a_refusal_is_public_with_its_reason(yard: Yard) -> None:
    number = await yard.starts()
    await yard.supports(number, 1, 2)
    for reason, why in (("", "empty"), ("长" * 301, "too_long")):
        refused = await yard.refused(proposals.refuse_proposal, "赵主任", proposal_id=number, reason=reason)
        assert refused == f"{why}.proposal_reason"
    await yard.done(proposals.refuse_proposal, "赵主任", proposal_id=number, reason="西门要留消防通道")
    for chat in (yard.town.group, yard.people[0].chat_id):
        said = [facts for template, facts in await queued(yard.database, chat) if template in SAID]
        assert said[-1]["reason"] == "西门要留消防通道" and said[-1]["state"] == "refused"
    again = await yard.refused(proposals.refuse_proposal, "赵主任", proposal_id=number, reason="再说一遍")
    assert again == "wrong_state.proposal_refused"


SAID = ("proposals.answered", "proposals.told")


async def test_support_is_taken_back_and_ends_when_it_is_enough(yard: Yard) -> None:
    number = await yard.starts()
    await yard.supports(number, 1)
    back = {"proposal_id": number, "withdrawn": True}
    assert (await yard.done(proposals.support_proposal, yard.people[1], **back))["count"] == 1
    assert (await yard.done(proposals.support_proposal, yard.people[1], **back))["count"] == 1, "there is none"
    await yard.supports(number, FAMILY)
    assert (await yard.done(proposals.support_proposal, yard.people[0], **back))["count"] == 1, "family still does"
    await yard.supports(number, 1, 2)
    assert await yard.refused(proposals.support_proposal, yard.people[1], **back) == "wrong_state.proposal_reached"
    assert (await yard.page(number)).proposal.count == 3


async def test_who_may_do_what(yard: Yard) -> None:
    number, back = await yard.starts(), {"withdrawn": False}
    compound, nobody = yard.town.compound_id, yard.town["路过的人"]
    assert await yard.refused(proposals.propose, nobody, compound_id=compound, text=TEXT) == "not_yours.proposal"
    assert await yard.refused(proposals.propose, "赵主任", compound_id=compound, text=TEXT) == "not_yours.proposal"
    assert await yard.refused(proposals.propose, yard.people[0], compound_id=compound, text="") == "empty.proposal_text"
    supports = proposals.support_proposal
    assert await yard.refused(supports, "陈租客", proposal_id=number, **back) == "not_yours.proposal_home"
    assert await yard.refused(supports, "赵主任", proposal_id=number, **back) == "not_yours.proposal"
    assert await yard.refused(proposals.withdraw_proposal, yard.people[1], proposal_id=number) == "not_yours.proposal"
    await yard.supports(number, 1, 2)
    for who in ("李楼长", "孙网格", yard.people[1]):
        for act, values in ((proposals.take_up_proposal, {"way": ProposalWay.VOTE}), (proposals.refuse_proposal, WHY)):
            assert await yard.refused(act, who, proposal_id=number, **values) == "not_permitted.proposal"  # type: ignore[arg-type]
    for act, values in ((supports, back), (proposals.withdraw_proposal, {}), (proposals.refuse_proposal, WHY)):
        assert await yard.refused(act, "赵主任", proposal_id=99, **values) == "not_found.proposal"  # type: ignore[arg-type]
    assert await proposal_pages.proposal_page(yard.database, actor=nobody.actor, proposal_id=number) is None
    assert await proposal_pages.proposal_page(yard.database, actor=nobody.actor, proposal_id=99) is None


WHY: dict[str, object] = {"reason": "不行"}


async def test_its_author_takes_it_back_before_it_is_reached_and_may_then_propose_again(yard: Yard) -> None:
    numbers = [await yard.starts() for _ in range(MOST_OPEN)]
    values = {"compound_id": yard.town.compound_id, "text": TEXT}
    assert await yard.refused(proposals.propose, yard.people[0], **values) == "too_many.proposal"
    await yard.done(proposals.withdraw_proposal, yard.people[0], proposal_id=numbers[0])
    found = (await yard.page(numbers[0])).proposal
    assert (found.state, found.number) == (ProposalState.WITHDRAWN, 1)
    assert await yard.refused(proposals.support_proposal, yard.people[1], proposal_id=numbers[0], withdrawn=False) == (
        "wrong_state.proposal_withdrawn"
    )
    await yard.starts()
    await yard.supports(numbers[1], 1, 2)
    refused = await yard.refused(proposals.withdraw_proposal, yard.people[0], proposal_id=numbers[1])
    assert refused == "wrong_state.proposal_reached"
    listed = await proposal_pages.proposals_for(yard.database, actor=yard.people[3].actor)
    assert [one.number for one in listed] == [2, 4, 3, 1], "what is owed an answer first, what is over last"
    assert proposal_pages.proposal_places(yard.people[3].actor) == [yard.town.place]


async def test_the_committee_is_reminded_on_the_tenth_day_and_late_after_the_fifteenth(yard: Yard) -> None:
    number = await yard.starts()
    await yard.supports(number, 1, 2)
    (_, tenth), (_, late) = await yard.due()
    assert timedelta(days=9) < tenth - yard.at < timedelta(days=11)
    yard.at = tenth
    assert (await yard.falls_due(proposals.mark_overdue, number)) == Done({"overdue": False})
    await yard.falls_due(proposals.remind_answer, number)
    yard.at = late
    assert (await yard.falls_due(proposals.remind_answer, number)) == Done({"reminded": False})
    await yard.falls_due(proposals.mark_overdue, number)
    chair = await yard.templates(yard.town["赵主任"].chat_id)
    assert chair == ["proposals.reached", "proposals.remind", "proposals.overdue"]
    card = (await queued(yard.database, yard.town.group))[-1][1]
    assert card["overdue"] and card["state"] == "reached"
    await yard.done(proposals.take_up_proposal, "赵主任", proposal_id=number, way=ProposalWay.COMMITTEE)
    for act in (proposals.remind_answer, proposals.mark_overdue):
        assert isinstance(await yard.falls_due(act, number), Done)
    assert await yard.templates(yard.town["赵主任"].chat_id) == chair, "it is answered"
    late_now = await leaves(yard.database, yard.at + timedelta(hours=12), yard.town["赵主任"].chat_id)
    assert late_now == ["proposals.reached", "proposals.overdue"], "after an outage it is not said to be in time"


async def test_where_one_home_is_enough_it_is_reached_at_once(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        number = town.buildings["3号楼"]
        way = await transaction.units.entrance(number, "1单元", 1)
        unit = await transaction.units.add_unit(town.compound_id, number, way, floor=1, label="101")
        place = Place(town.compound_id, number, way, 1, unit)
        who = await settle_in(transaction, "邻居", 900, RoleKind.TENANT, place, at)
    yard = Yard(database, town, [who], at)
    assert (await yard.page(await yard.starts())).proposal.state is ProposalState.REACHED
    ((_, card),) = await queued(database, town.group)
    assert card["state"] == "reached", "the card says so from the first"


async def test_an_erased_home_takes_its_support_along_but_not_what_was_reached(yard: Yard) -> None:
    open_, reached = await yard.starts(), await yard.starts(3)
    await yard.supports(open_, 1)
    await yard.supports(reached, 1, 2)
    async with yard.database.transaction() as transaction:
        await transaction.proposals.run(proposal_supports.delete())
    assert (await yard.page(open_)).proposal.count == 0
    assert (await yard.page(reached)).proposal.count == 3


async def test_homes_that_press_at_the_same_moment_reach_it_once(yard: Yard) -> None:
    number = await yard.starts()
    await asyncio.gather(*(yard.supports(number, one) for one in (1, 2, FAMILY)), return_exceptions=True)
    found = (await yard.page(number)).proposal
    assert (found.state, found.count) == (ProposalState.REACHED, 3)
    assert await yard.templates(yard.town["赵主任"].chat_id) == ["proposals.reached"]


async def test_what_is_proposed_at_the_same_moment_is_numbered_one_after_the_other(yard: Yard) -> None:
    numbers = await asyncio.gather(*(yard.starts(who) for who in range(4)))
    listed = await proposal_pages.proposals_for(yard.database, actor=yard.people[0].actor)
    assert sorted(one.number for one in listed) == [1, 2, 3, 4] and len(set(numbers)) == 4


async def test_the_same_press_twice_counts_once(yard: Yard) -> None:
    number, actor = await yard.starts(), yard.people[1].actor
    values = {"proposal_id": number, "withdrawn": False, "source": "same", "at": yard.at}
    first = await proposals.support_proposal(yard.database, actor=actor, **values)
    assert await proposals.support_proposal(yard.database, actor=actor, **values) == first
    assert (await yard.page(number)).proposal.count == 2


async def test_what_is_to_be_discussed_becomes_one_matter(yard: Yard) -> None:
    number = await yard.starts()
    begin = {
        "compound_id": yard.town.compound_id,
        "title": "充电桩",
        "text": TEXT,
        "touched": (),
        "origin": Origin(number),
    }
    assert await yard.refused(start_full_matter, "赵主任", **begin) == "wrong_state.proposal_discussed", "not taken up"
    for who in (1, 2):
        await yard.supports(number, who)
    await yard.done(proposals.take_up_proposal, "赵主任", proposal_id=number, way=ProposalWay.DISCUSS)
    begun = await yard.done(start_full_matter, "赵主任", **begin)
    assert (await yard.page(number)).proposal.matter_id == begun["matter_id"]
    assert await yard.refused(start_full_matter, "赵主任", **begin) == "wrong_state.proposal_discussed", "begun"
    assert await yard.refused(start_full_matter, "赵主任", **{**begin, "origin": Origin(99)}) == "not_found.proposal"
