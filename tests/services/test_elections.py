"""An election as acts: who may do what when, what is refused and why, and that an appointment knows no vote."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.elections import ElectionState
from domain.outcomes import Done, Outcome, Refusal
from domain.registry import Actor, Organ, Place, Role, RoleKind
from domain.voting.compositions import NominationChannel
from domain.voting.founding import GroupSeat
from services.election_pages import candidacy_page, election_page, elections_for
from services.elections import (
    check_seats,
    reopen_nominations,
)
from services.elections_candidates import (
    answer_objection,
    declare_posts,
    nominate_self,
    object_to_candidate,
    recommend,
    sign_nomination,
)
from services.elections_consents import consent_to_stand, withdraw_candidacy
from services.elections_groups import clear_group, post_group, seat_member
from services.elections_results import stop_election
from storage.database import Database
from tests.builders import Neighbour, Town, found_town, queued
from tests.services.electing import (
    A_WEEK_LATER,
    NEXT_DAY,
    election_now,
    listed,
    on_the_register,
    opened,
    owners_at_home,
    put_on_notice,
    source,
    stand,
    start,
)


@pytest.fixture
async def town(database: Database, at: datetime) -> Town:
    return await found_town(database, at)


def committee_member(person: Neighbour, town: Town, at: datetime) -> Actor:
    return Actor(person.person_id, (Role(RoleKind.COMMITTEE, town.place, at, organ=Organ.OWNERS),))


def what(outcome: Outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return str(outcome.facts.get("what") or outcome.reason)


async def test_conditions_come_first_and_seats_are_checked(database: Database, town: Town, at: datetime) -> None:
    chair = town["赵主任"].actor
    assert what(await start(database, town, chair, at, seats=4)) == "election_seats"
    assert what(await start(database, town, chair, at, Organ.PARTY)) == "election_organ"
    seats = {"compound_id": town.compound_id, "seats": 5}
    assert await check_seats(database, organ=Organ.OWNERS, **seats) is None
    assert await check_seats(database, organ=Organ.PARTY, **seats) is not None
    number = await opened(database, town, at)
    (told,) = await queued(database, town.group)
    assert told[0] == "elections.opened" and told[1]["seats"] == 5
    (wang,) = await owners_at_home(database, town, 1, at)
    early = await nominate_self(database, actor=wang.actor, election_id=number, source=source(), at=at)
    assert what(early) == "election_early"


async def test_an_owner_stands_in_one_tap_a_tenant_does_not(database: Database, town: Town, at: datetime) -> None:
    number, day = await opened(database, town, at), at + NEXT_DAY
    (wang,) = await owners_at_home(database, town, 1, at)
    tenant = town["陈租客"].actor
    refused = await nominate_self(database, actor=tenant, election_id=number, source=source(), at=day)
    assert what(refused) == "election_owner"
    (mine,) = await stand(database, [wang], number, day)
    again = await nominate_self(database, actor=wang.actor, election_id=number, source=source(), at=day)
    assert what(again) == "candidacy"
    said = {"candidacy_id": mine, "posts": ["退休会计"], "at": day}
    assert isinstance(await declare_posts(database, actor=wang.actor, **said, source=source()), Done)
    assert what(await declare_posts(database, actor=tenant, **said, source=source())) == "candidacy"
    page = await candidacy_page(database, actor=wang.actor, candidacy_id=mine, at=day)
    assert page is not None and page.one.candidate.cross_posts and page.faults == () and page.own
    gone = await withdraw_candidacy(database, actor=wang.actor, candidacy_id=mine, source=source(), at=day)
    assert isinstance(gone, Done)
    assert await stand(database, [wang], number, day) == [mine], "whoever withdrew may stand again"


async def recommended(
    database: Database, number: int, by: Actor, name: str, at: datetime, *, on_paper: bool = False
) -> Outcome:
    return await recommend(
        database,
        actor=by,
        election_id=number,
        channel=NominationChannel.OWNERS,
        name=name,
        resident=True,
        on_paper=on_paper,
        source=source(),
        at=at,
    )


async def test_neighbours_sign_a_home_once_and_nobody_for_themselves(
    database: Database, town: Town, at: datetime
) -> None:
    number, day = await opened(database, town, at), at + NEXT_DAY
    first, second, chosen = await owners_at_home(database, town, 3, at)
    forged = await recommended(database, number, first.actor, "业主2", day, on_paper=True)
    assert what(forged) == "not_permitted", "no neighbour says that another has agreed on paper"
    done = await recommended(database, number, first.actor, "业主2", day)
    assert isinstance(done, Done)
    one = done["candidacy_id"]

    async def signs(person: Neighbour) -> Outcome:
        return await sign_nomination(database, actor=person.actor, candidacy_id=one, source=source(), at=day)

    async def agrees(person: Neighbour) -> Outcome:
        return await consent_to_stand(database, actor=person.actor, candidacy_id=one, source=source(), at=day)

    assert what(await signs(first)) == "candidacy_signed"
    assert isinstance(await signs(chosen), Done), "before they have said that it is them"
    assert what(await agrees(second)) == "candidacy_name"
    assert what(await agrees(chosen)) == "candidacy_name", "a name that only an account goes by proves nothing"
    await on_the_register(database, town, chosen, "业主2")
    assert isinstance(await agrees(chosen), Done)
    page = await candidacy_page(database, actor=chosen.actor, candidacy_id=one, at=day)
    assert page is not None and len(page.one.signers) == 1, "their own is taken out"
    assert [fault.value for fault in page.faults] == ["few_signers"]
    assert what(await signs(chosen)) == "candidacy_own"
    assert isinstance(await signs(second), Done)
    page = await candidacy_page(database, actor=second.actor, candidacy_id=one, at=day)
    assert page is not None and page.faults == ()
    stranger = Actor(town["路过的人"].person_id)
    assert await candidacy_page(database, actor=stranger, candidacy_id=one, at=day) is None
    assert what(await recommended(database, number, town["陈租客"].actor, "业主1", day)) == "election_owner"


async def test_names_are_read_before_the_notice_only_by_those_who_run_it(
    database: Database, town: Town, at: datetime
) -> None:
    number, day = await opened(database, town, at), at + NEXT_DAY
    people = await owners_at_home(database, town, 6, at)
    await stand(database, people, number, day)
    chair, neighbour = town["赵主任"].actor, town["陈租客"].actor
    theirs = await election_page(database, actor=neighbour, election_id=number, at=day)
    ours = await election_page(database, actor=chair, election_id=number, at=day)
    assert theirs is not None and theirs.shown == () and theirs.standing == 6
    assert ours is not None and len(ours.shown) == 6 and ours.runs
    assert isinstance(await put_on_notice(database, town, number, day), Done)
    theirs = await election_page(database, actor=neighbour, election_id=number, at=day)
    assert theirs is not None and [one.name for one in theirs.shown] == [f"业主{n}" for n in range(6)]
    assert [one.id for one in await elections_for(database, actor=neighbour)] == [number]


async def test_too_few_are_not_posted_and_a_notice_that_loses_one_is_opened_again(
    database: Database, town: Town, at: datetime
) -> None:
    number, day = await opened(database, town, at), at + NEXT_DAY
    people = await owners_at_home(database, town, 6, at)
    assert what(await put_on_notice(database, town, number, day)) == "election_nobody"
    await stand(database, people[:5], number, day)
    assert what(await put_on_notice(database, town, number, day)) == "election_few_candidates"
    (last,) = await stand(database, people[5:], number, day)
    assert isinstance(await put_on_notice(database, town, number, day), Done)
    chair = town["赵主任"].actor
    not_yet = await reopen_nominations(database, actor=chair, election_id=number, source=source(), at=day)
    assert what(not_yet) == "election_finished"
    await withdraw_candidacy(database, actor=people[5].actor, candidacy_id=last, source=source(), at=day)
    assert what(await listed(database, town, number, day + A_WEEK_LATER)) == "election_few_candidates"
    anew = await reopen_nominations(database, actor=chair, election_id=number, source=source(), at=day)
    assert isinstance(anew, Done)
    found = await election_now(database, number)
    assert found.state is ElectionState.NOMINATING and found.noticed_at is None


async def test_an_objection_is_answered_before_the_list_is_settled(
    database: Database, town: Town, at: datetime
) -> None:
    number, day = await opened(database, town, at), at + NEXT_DAY
    people = await owners_at_home(database, town, 7, at)
    numbers = await stand(database, people, number, day)
    await put_on_notice(database, town, number, day)
    chair, tenant = town["赵主任"].actor, town["陈租客"]
    objecting = {"candidacy_id": numbers[6], "words": "没有时间"}
    stranger = Actor(town["路过的人"].person_id)
    refused = await object_to_candidate(database, actor=stranger, **objecting, source=source(), at=day)
    assert what(refused) == "election_home"
    raised = await object_to_candidate(database, actor=tenant.actor, **objecting, source=source(), at=day)
    assert isinstance(raised, Done)
    assert ("elections.objection", "没有时间") in [
        (template, facts.get("said")) for template, facts in await queued(database, town["赵主任"].chat_id)
    ]
    over = day + A_WEEK_LATER
    late = await object_to_candidate(database, actor=tenant.actor, **objecting, source=source(), at=over)
    assert what(late) == "candidate_objection"
    assert what(await listed(database, town, number, day + timedelta(days=3))) == "election_running"
    assert what(await listed(database, town, number, over)) == "election_unanswered"
    page = await election_page(database, actor=chair, election_id=number, at=over)
    assert page is not None
    (waiting,) = page.waiting
    answering = {"objection_id": waiting.id, "upheld": True, "words": "属实"}
    judge = committee_member(people[6], town, at)
    own = await answer_objection(database, actor=judge, **answering, source=source(), at=over)
    assert what(own) == "candidacy_judge"
    objector = committee_member(tenant, town, at)
    self_judged = await answer_objection(database, actor=objector, **answering, source=source(), at=over)
    assert what(self_judged) == "candidacy_objector"
    assert isinstance(await answer_objection(database, actor=chair, **answering, source=source(), at=over), Done)
    twice = await answer_objection(database, actor=chair, **answering, source=source(), at=over)
    assert what(twice) == "candidate_objection"
    assert "elections.answer" in [template for template, _ in await queued(database, tenant.chat_id)]
    assert isinstance(await listed(database, town, number, over), Done)
    page = await election_page(database, actor=tenant.actor, election_id=number, at=over)
    assert page is not None and len(page.shown) == 6
    late = await withdraw_candidacy(database, actor=people[0].actor, candidacy_id=numbers[0], source=source(), at=over)
    assert what(late) == "election_listed"


async def test_somebody_from_elsewhere_says_what_post_they_hold(database: Database, town: Town, at: datetime) -> None:
    number, day = await opened(database, town, at, Organ.PROPERTY, 2), at + NEXT_DAY
    await stand(database, await owners_at_home(database, town, 1, at), number, day)
    entered = {"channel": NominationChannel.SUBDISTRICT, "name": "韩科长", "resident": False, "on_paper": True}
    chair = town["赵主任"].actor
    await recommend(database, actor=chair, election_id=number, **entered, source=source(), at=day)
    assert what(await put_on_notice(database, town, number, day)) == "election_undeclared"
    owners = await opened(database, town, at)
    party = entered | {"channel": NominationChannel.PARTY}
    outsider = await recommend(database, actor=chair, election_id=owners, **party, source=source(), at=day)
    assert what(outsider) == "election_outsider"
    leader = town["李楼长"].actor
    refused = await recommend(database, actor=leader, election_id=number, **entered, source=source(), at=day)
    assert what(refused) == "not_permitted"


async def test_a_stopped_election_is_for_nobody_any_more(database: Database, town: Town, at: datetime) -> None:
    number = await opened(database, town, at)
    chair = town["赵主任"].actor
    assert isinstance(await stop_election(database, actor=chair, election_id=number, source=source(), at=at), Done)
    assert await elections_for(database, actor=chair) == []
    missing = await stop_election(database, actor=chair, election_id=99, source=source(), at=at)
    assert what(missing) == "election"
    assert Place(town.compound_id) == (await election_now(database, number)).place


async def test_whoever_prepares_an_election_is_composed_and_does_not_stand_in_it(
    database: Database, town: Town, at: datetime
) -> None:
    number, day, chair = await opened(database, town, at), at + NEXT_DAY, town["赵主任"].actor
    people = await owners_at_home(database, town, 6, at)

    async def sits(seat: GroupSeat, *names: str) -> None:
        for name in names:
            member = {"election_id": number, "seat": seat, "name": name}
            assert isinstance(await seat_member(database, actor=chair, **member, source=source(), at=day), Done)

    async def published() -> Outcome:
        return await post_group(database, actor=chair, election_id=number, source=source(), at=day)

    await sits(GroupSeat.SUBDISTRICT, "韩科长", "冯干事", "孙书记")
    refused = await published()
    assert what(refused) == "election_makeup" and isinstance(refused, Refusal)
    assert refused.facts["faults"] == ["too_few", "few_residents"]
    await sits(GroupSeat.OWNER, "业主5", "业主9")
    assert isinstance(refused := await published(), Refusal) and refused.facts["faults"] == ["few_residents"]
    assert isinstance(await clear_group(database, actor=chair, election_id=number, source=source(), at=day), Done)
    await sits(GroupSeat.SUBDISTRICT, "韩科长", "孙书记")
    await sits(GroupSeat.OWNER, "业主5", "业主9", "业主8")
    assert isinstance(await published(), Done)
    assert "elections.group" in [name for name, _ in await queued(database, town.group)]
    await stand(database, people, number, day)
    assert what(await put_on_notice(database, town, number, day)) == "election_not_neutral"
    assert isinstance(await clear_group(database, actor=chair, election_id=number, source=source(), at=day), Done)
    assert what(await put_on_notice(database, town, number, day)) == "election_group_changed", "not who was posted"
    await sits(GroupSeat.SUBDISTRICT, "韩科长", "孙书记")
    await sits(GroupSeat.OWNER, "业主7", "业主9", "业主8")
    assert what(await put_on_notice(database, town, number, day)) == "election_group_changed"
    assert isinstance(await published(), Done) and isinstance(await put_on_notice(database, town, number, day), Done)
    property_committee = await opened(database, town, at, Organ.PROPERTY, 3)
    other = await post_group(database, actor=chair, election_id=property_committee, source=source(), at=day)
    assert what(other) == "election_finished"
