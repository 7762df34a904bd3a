"""A formal vote from its posting to the day it is final."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.voting.ballots import Choice
from domain.voting.entitlements import Cast
from domain.voting.owners_matters import OwnersMatter
from domain.voting.votes import Vote, VoteState
from services import voting
from services.voting_box import ballot_box
from storage.database import Database
from tests.builders import found_town, leaves, queued
from tests.services.rolls import MOTION, Estate, OwnedHome, bind_owner, build_estate, homes, posted

APPROVE, REJECT, ABSTAIN = Choice.APPROVE, Choice.REJECT, Choice.ABSTAIN


async def settled(database: Database, at: datetime, count: int = 6) -> tuple[Estate, Vote]:
    estate = await build_estate(database, await found_town(database, at), homes(count), at)
    return estate, await posted(database, estate, at)


async def again(database: Database, vote: Vote) -> Vote:
    async with database.reading() as transaction:
        found = await transaction.voting.find(vote.id)
    assert found is not None
    return found


async def play(database: Database, vote: Vote, kind: str, at: datetime) -> Outcome:
    """What the timetable plays."""
    act = {
        "open": voting.open_vote,
        "show": voting.show_turnout,
        "close": voting.seal_vote,
        "finish": voting.finish_vote,
    }
    act["chase"] = voting.chase_confirmation
    return await act[kind](database, subject=vote.subject, due=at, source=f"due {kind} {at}", at=at)


async def cast(
    database: Database, vote: Vote, person: int, choice: Choice, at: datetime, source: str = "", head: int | None = None
) -> Outcome:
    """Somebody votes for the first head they may vote for."""
    if head is None:
        async with database.reading() as transaction:
            mine = await transaction.voting.entitlements(vote.id, person, at)
        head = mine[0].head_id if mine else 0
    ballot = Cast(vote.id, head, person, frozenset({choice}), source or f"press {person} {at.isoformat()} {choice}", at)
    return await ballot_box(database).put(ballot)


async def test_a_vote_from_posting_to_final(database: Database, at: datetime) -> None:
    estate, vote = await settled(database, at)
    town = estate.town
    assert (vote.heads, vote.area, vote.number, vote.state) == (6, 54000, 1, VoteState.POSTED)
    assert vote.opens_at - at > timedelta(days=15) and vote.closes_at - vote.opens_at > timedelta(days=7)
    assert [template for template, _ in await queued(database, town.group)] == ["voting.posted"]
    await play(database, vote, "open", vote.opens_at)
    for number, choice in enumerate((APPROVE, APPROVE, APPROVE, REJECT), 1):
        outcome = await cast(database, vote, estate.owners[f"业主{number}"].person_id, choice, vote.opens_at)
        assert isinstance(outcome, Done) and len(outcome["receipt"]) == 19
    await play(database, vote, "show", vote.opens_at)
    card = (await queued(database, town.group))[-1]
    assert card[0] == "voting.card" and (card[1]["voted_heads"], card[1]["voted_area"]) == (4, 36000)
    await play(database, vote, "close", vote.closes_at + timedelta(seconds=5))
    vote = await again(database, vote)
    assert vote.state is VoteState.SEALED and vote.result is not None and vote.result["passed"]
    assert [(f["count"], f["of"]) for f in vote.result["findings"]] == [(36000, 54000), (4, 6), (27000, 36000), (3, 4)]
    assert "voting.result" not in [template for template, _ in await queued(database, town.group)]
    chair, other = town["赵主任"], replace(town["赵主任"].actor, person_id=town["李楼长"].person_id)
    own = await voting.confirm_result(database, actor=chair.actor, vote_id=vote.id, source="own", at=vote.closes_at)
    assert own == Refusal(Reason.WRONG_STATE, {"what": "vote_second_person"})
    done = await voting.confirm_result(database, actor=other, vote_id=vote.id, source="other", at=vote.closes_at)
    assert isinstance(done, Done)
    vote = await again(database, vote)
    assert vote.state is VoteState.PUBLISHED and vote.objections_until is not None
    assert (await queued(database, town.group))[-1][0] == "voting.result"
    await play(database, vote, "finish", vote.objections_until)
    assert (await again(database, vote)).state is VoteState.FINAL
    async with database.reading() as transaction:
        assert await transaction.journal.broken_at(vote.subject) is None
        types = [entry.type for entry in await transaction.journal.read(vote.subject)]
    assert types == ["posted", "opened", *["ballot"] * 4, "sealed", "published", "final"]


async def test_whoever_is_asked_to_confirm_is_never_the_one_who_started(database: Database, at: datetime) -> None:
    estate, vote = await settled(database, at)
    await play(database, vote, "close", vote.closes_at)
    assert not await queued(database, estate.town["赵主任"].chat_id)
    asked = await queued(database, estate.town["钱管理"].chat_id)
    assert [template for template, _ in asked] == ["voting.to_confirm"]
    assert await play(database, vote, "chase", vote.closes_at + timedelta(days=1)) == Done({"asked": 1})
    chat = estate.town["钱管理"].chat_id
    assert len(await queued(database, chat)) == 2
    assert await leaves(database, vote.closes_at + timedelta(days=1, hours=12), chat) == ["voting.to_confirm"], (
        "whoever could not be reached for a day is asked once"
    )


@pytest.mark.parametrize(
    ("home", "lacking"),
    [
        (OwnedHome("109", ("业主9",), area=None), {"areas": 1, "owners": 0}),
        (OwnedHome("109", ()), {"areas": 0, "owners": 1}),
    ],
)
async def test_no_roll_is_frozen_with_gaps(
    database: Database, at: datetime, home: OwnedHome, lacking: dict[str, int]
) -> None:
    estate = await build_estate(database, await found_town(database, at), [*homes(2), home], at)
    outcome = await voting.post_vote(
        database, actor=estate.town["赵主任"].actor, place=estate.town.place, motion=MOTION, source="1", at=at
    )
    assert outcome == Refusal(Reason.WRONG_STATE, {"what": "vote_roll", "units": 3, **lacking})


async def test_who_may_not_start_and_what_cannot_be_put(database: Database, at: datetime) -> None:
    estate = await build_estate(database, await found_town(database, at), homes(2), at)
    town = estate.town

    async def put(name: str, motion: voting.Motion) -> Refusal:
        outcome = await voting.post_vote(
            database,
            actor=town[name].actor,
            place=town.place,
            motion=motion,
            source=f"{name} {motion.days} {motion.matter}",
            at=at,
        )
        assert isinstance(outcome, Refusal)
        return outcome

    assert (await put("王阿姨", MOTION)).reason is Reason.NOT_PERMITTED
    assert (await put("李楼长", MOTION)).reason is Reason.NOT_PERMITTED, "a leader's vote is of the building"
    assert await put("赵主任", replace(MOTION, days=3)) == Refusal(
        Reason.INVALID, {"what": "voting_days", "least": 7, "most": 30}
    )
    assert (await put("赵主任", replace(MOTION, matter=OwnersMatter.HOME_TO_BUSINESS))).facts["article"] == "民法典279"


async def test_a_vote_can_be_taken_back_until_it_opens(database: Database, at: datetime) -> None:
    estate, vote = await settled(database, at)
    chair = estate.town["赵主任"].actor
    late = await voting.cancel_vote(database, actor=chair, vote_id=vote.id, source="late", at=vote.opens_at)
    assert late == Refusal(Reason.WRONG_STATE, {"what": "vote_opened"})
    tenant = estate.town["陈租客"].actor
    assert isinstance(
        await voting.cancel_vote(database, actor=tenant, vote_id=vote.id, source="tenant", at=at), Refusal
    )
    assert isinstance(await voting.cancel_vote(database, actor=chair, vote_id=vote.id, source="1", at=at), Done)
    assert await play(database, vote, "open", vote.opens_at) == Done({"opened": False})
    person = estate.owners["业主1"].person_id
    assert await cast(database, vote, person, APPROVE, vote.opens_at) == Refusal(
        Reason.WRONG_STATE, {"what": "vote_cancelled"}
    )


async def test_only_those_of_the_roll_and_only_while_it_is_open(database: Database, at: datetime) -> None:
    estate, vote = await settled(database, at)
    owner, tenant = estate.owners["业主1"].person_id, estate.town["陈租客"].person_id
    assert await cast(database, vote, owner, APPROVE, at) == Refusal(Reason.WRONG_STATE, {"what": "vote_not_open"})
    assert await cast(database, vote, tenant, APPROVE, vote.opens_at) == Refusal(
        Reason.NOT_YOURS, {"what": "vote_head"}
    )
    async with database.reading() as transaction:
        (mine,) = await transaction.voting.entitlements(vote.id, owner, at)
    forged = await cast(database, vote, tenant, APPROVE, vote.opens_at, head=mine.head_id)
    assert forged == Refusal(Reason.NOT_YOURS, {"what": "vote_head"})
    last = vote.closes_at - timedelta(microseconds=1)
    assert isinstance(await cast(database, vote, owner, APPROVE, last), Done)
    assert await cast(database, vote, owner, REJECT, vote.closes_at) == Refusal(Reason.EXPIRED, {"what": "vote"})
    await play(database, vote, "close", vote.closes_at + timedelta(seconds=5))
    assert await cast(database, vote, owner, REJECT, last, source="overtaken") == Refusal(
        Reason.EXPIRED, {"what": "vote_overtaken"}
    )


async def test_the_last_ballot_counts_and_one_update_is_one_ballot(database: Database, at: datetime) -> None:
    estate, vote = await settled(database, at, 3)
    for name in estate.owners:
        first = await cast(database, vote, estate.owners[name].person_id, REJECT, vote.opens_at)
        same = await cast(database, vote, estate.owners[name].person_id, REJECT, vote.opens_at)
        assert first == same
        await cast(database, vote, estate.owners[name].person_id, APPROVE, vote.opens_at + timedelta(hours=1))
    await play(database, vote, "close", vote.closes_at)
    result = (await again(database, vote)).result
    assert result is not None and result["approved"] == {"area": 27000, "heads": 3}
    assert result["rejected"] == {"area": 0, "heads": 0}


async def test_those_who_own_together_and_disagree_are_set_aside_until_they_name_one(
    database: Database, at: datetime
) -> None:
    together = OwnedHome("109", ("夫", "妻"))
    estate = await build_estate(database, await found_town(database, at), [*homes(2), together], at)
    vote = await posted(database, estate, at)
    await cast(database, vote, estate.owners["夫"].person_id, APPROVE, vote.opens_at)
    await cast(database, vote, estate.owners["妻"].person_id, REJECT, vote.opens_at)
    await play(database, vote, "close", vote.closes_at)
    result = (await again(database, vote)).result
    assert result is not None and result["set_aside"] == 1 and not result["quorum_met"]


async def test_whoever_an_owner_is_today_votes_and_the_head_still_counts_once(database: Database, at: datetime) -> None:
    estate, vote = await settled(database, at, 3)
    mistaken, right = estate.owners["业主1"].person_id, estate.town["路过的人"].person_id
    await cast(database, vote, mistaken, REJECT, vote.opens_at)
    await bind_owner(database, estate.numbers["业主1"], right)
    assert isinstance(await cast(database, vote, mistaken, REJECT, vote.closes_at - timedelta(1)), Refusal)
    assert isinstance(await cast(database, vote, right, APPROVE, vote.closes_at - timedelta(1)), Done)
    await play(database, vote, "close", vote.closes_at)
    result = (await again(database, vote)).result
    assert result is not None and (result["approved"]["heads"], result["rejected"]["heads"]) == (1, 0)
