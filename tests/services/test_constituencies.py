"""Votes of others than owners, and among options: who votes for which head on the day, what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from domain.offices import Office, Scope
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor, Organ, Place, RoleKind
from domain.voting.constituencies import Constituency
from domain.voting.entitlements import Cast
from domain.voting.marks import Marks
from domain.voting.owners_matters import OwnersMatter
from domain.voting.questions import YES_NO, Question, options_of
from domain.voting.votes import Motion, Vote
from services.voting import cancel_vote, post_vote, seal_vote
from services.voting_box import ballot_box
from services.voting_pages import vote_page
from storage.database import Database
from tests.builders import Neighbour, Town, build_homes, found_town, queued, settle_in
from tests.services.rolls import build_estate, homes
from tests.services.rolls import posted as owners_vote

YES, NO = frozenset({"approve"}), frozenset({"reject"})
GATES = Question("one-of-several", options_of(["铁门", "木门"]))
TREES = Question("approval", options_of(["香樟", "桂花", "樱花"]))
SEATS = Question("k-seats", options_of(["甲", "乙", "丙"]), 2)


def motion(constituency: Constituency, question: Question = YES_NO) -> Motion:
    return Motion(None, "楼道装灯", "每层装一盏声控灯。", 7, constituency, question)


async def post(database: Database, town: Town, what: Motion, at: datetime, by: Actor | None = None) -> Outcome:
    chair, source = by or town["赵主任"].actor, f"post {what.constituency} {at}"
    return await post_vote(database, actor=chair, place=town.place, motion=what, source=source, at=at)


async def posted(database: Database, town: Town, what: Motion, at: datetime, by: Actor | None = None) -> Vote:
    outcome = await post(database, town, what, at, by)
    assert isinstance(outcome, Done), outcome
    return await again(database, outcome["vote_id"])


async def again(database: Database, number: int) -> Vote:
    async with database.reading() as transaction:
        vote = await transaction.voting.find(number)
    assert vote is not None
    return vote


async def press(database: Database, vote: Vote, who: Neighbour, marks: Marks, source: str, head: int = 0) -> Outcome:
    """For the first head they may vote for."""
    async with database.reading() as transaction:
        mine = await transaction.voting.entitlements(vote.id, who.person_id, vote.opens_at)
    number = head or (mine[0].head_id if mine else 0)
    cast = Cast(vote.id, number, who.person_id, marks, source, vote.opens_at)
    return await ballot_box(database).put(cast)


async def result(database: Database, vote: Vote) -> Mapping[str, object]:
    due = vote.closes_at + timedelta(seconds=5)
    await seal_vote(database, subject=vote.subject, due=due, source=f"seal {vote.id}", at=due)
    found = (await again(database, vote.id)).result
    assert found is not None
    return found


async def moved_in(database: Database, town: Town, at: datetime) -> dict[str, Neighbour]:
    """Two at home in 1单元101, a tenant in 102, one whose registration in 201 has ended."""
    units = await build_homes(database, town)
    who = {
        "老王": (RoleKind.OWNER, "1单元101"),
        "王嫂": (RoleKind.RESIDENT, "1单元101"),
        "小陈": (RoleKind.TENANT, "1单元102"),
        "搬走的": (RoleKind.RESIDENT, "1单元201"),
    }
    async with database.transaction() as transaction:
        found = {
            name: await settle_in(transaction, name, 700 + n, kind, units[door].place, at)
            for n, (name, (kind, door)) in enumerate(who.items())
        }
        gone = found["搬走的"].person_id
        await transaction.registry.end_homes(gone, town.buildings["3号楼"], at + timedelta(days=1))
    return found


async def test_a_home_has_one_vote_and_whoever_lives_there_on_the_day_casts_it(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    people = await moved_in(database, town, at)
    vote = await posted(database, town, motion(Constituency.HOUSEHOLDS), at)
    assert (vote.rule, vote.heads, vote.area, vote.matter) == ("households", 8, 0, "")
    first = await press(database, vote, people["老王"], YES, "first")
    assert isinstance(first, Done)
    assert isinstance(await press(database, vote, people["王嫂"], NO, "second"), Done), "the last of the home counts"
    assert isinstance(await press(database, vote, people["小陈"], YES, "tenant"), Done)
    told = {name: [kind for kind, _ in await queued(database, who.chat_id)] for name, who in people.items()}
    assert told == {"老王": ["voting.home_voted"], "王嫂": ["voting.home_voted"], "小陈": [], "搬走的": []}
    (_, facts), *_ = await queued(database, people["王嫂"].chat_id)
    assert facts["units"] == ["3号楼1单元101"] and "approve" not in str(facts) and "reject" not in str(facts)
    stranger = Refusal(Reason.NOT_YOURS, {"what": "vote_head"})
    assert await press(database, vote, people["搬走的"], YES, "gone") == stranger
    async with database.reading() as transaction:
        (home,) = await transaction.voting.entitlements(vote.id, people["老王"].person_id, at)
        assert home.units == ("3号楼1单元101",)
        assert len(await transaction.voting.entitlements(vote.id, people["搬走的"].person_id, at)) == 1
    assert await press(database, vote, people["小陈"], YES, "other home", head=home.head_id) == stranger
    found = await result(database, vote)
    assert found["approved"] == {"area": 0, "heads": 1} and found["rejected"] == {"area": 0, "heads": 1}
    assert found["findings"] == [
        {"criterion": "quorum", "measure": "heads", "count": 2, "of": 8},
        {"criterion": "majority", "measure": "heads", "count": 1, "of": 2},
    ]


async def test_an_office_votes_by_whoever_held_it_when_the_vote_was_posted(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    refused = await post(database, town, replace(motion(Constituency.REPRESENTATIVES), meets_at=at), at)
    assert refused == Refusal(Reason.WRONG_STATE, {"what": "vote_roll_representatives"})
    async with database.transaction() as transaction:
        third = Place(town.compound_id, town.buildings["3号楼"])
        one = await settle_in(transaction, "钱代表", 800, RoleKind.REPRESENTATIVE, third, at)
        two = await settle_in(transaction, "孙代表", 801, RoleKind.REPRESENTATIVE, town.place, at)
        other = await transaction.registry.found(street="街", community="区", name="别处", building_labels=[], at=at)
        await settle_in(transaction, "别处的", 802, RoleKind.REPRESENTATIVE, Place(other), at)
    meets = at + timedelta(days=20)
    meeting = replace(motion(Constituency.REPRESENTATIVES), meets_at=meets)
    vote = await posted(database, town, meeting, at + timedelta(minutes=1))
    async with database.transaction() as transaction:
        late = await settle_in(transaction, "新代表", 803, RoleKind.REPRESENTATIVE, town.place, at)
    assert (vote.rule, vote.heads) == ("representatives-meeting", 2)
    wanting = Refusal(Reason.WRONG_STATE, {"what": "vote_not_signed_in"})
    assert await press(database, vote, one, YES, "one") == await press(database, vote, two, NO, "two") == wanting
    assert await press(database, vote, late, YES, "late") == Refusal(Reason.NOT_YOURS, {"what": "vote_head"})


async def test_the_owners_committee_is_its_members_alone(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    others = Refusal(Reason.WRONG_STATE, {"what": "vote_of_committee"})
    assert await post(database, town, motion(Constituency.COMMITTEE), at) == others, "of another organ"
    async with database.transaction() as transaction:
        person = await settle_in(transaction, "业委会委员", 810, None, town.place, at)
        office = Office(RoleKind.COMMITTEE, Scope(town.place), Organ.OWNERS)
        await transaction.offices.give(person.person_id, office, by=None, at=at)
        member = Actor(person.person_id, await transaction.registry.roles_of(person.person_id, at))
    vote = await posted(database, town, motion(Constituency.COMMITTEE), at + timedelta(minutes=1), member)
    assert vote.heads == 1
    back = await cancel_vote(database, actor=town["赵主任"].actor, vote_id=vote.id, source="back", at=at)
    assert back == others
    pages = [await vote_page(database, actor=one, vote_id=vote.id, at=at) for one in (member, town["赵主任"].actor)]
    assert [page.may_cancel for page in pages if page is not None] == [True, False]
    assert isinstance(await press(database, vote, person, YES, "one"), Done)
    found = await result(database, vote)
    assert found["passed"] is True


async def test_a_ballot_that_its_kind_does_not_allow_is_refused_and_options_are_counted(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    people = await moved_in(database, town, at)
    vote = await posted(database, town, motion(Constituency.HOUSEHOLDS, TREES), at)
    assert vote.question == TREES
    refused = Refusal(Reason.INVALID, {"what": "vote_marks", "least": 0, "most": 3})
    assert await press(database, vote, people["小陈"], YES, "yes") == refused
    assert isinstance(await press(database, vote, people["小陈"], frozenset({"1", "3"}), "two"), Done)
    page = await vote_page(database, actor=people["小陈"].actor, vote_id=vote.id, at=vote.opens_at)
    assert page is not None and page.mine[0][1] is not None and page.mine[0][1].marks == {"1", "3"}
    assert isinstance(await press(database, vote, people["老王"], frozenset(), "blank"), Done)
    found = await result(database, vote)
    assert found["options"] == [
        {"key": "1", "enough": False, "area": 0, "heads": 1},
        {"key": "3", "enough": False, "area": 0, "heads": 1},
        {"key": "2", "enough": False, "area": 0, "heads": 0},
    ]
    assert (found["of"], found["chosen"], found["passed"], found["quorum_met"]) == (
        {"area": 0, "heads": 2},
        [],
        False,
        False,
    )


async def test_owners_choose_among_options_with_their_area(database: Database, at: datetime) -> None:
    estate = await build_estate(database, await found_town(database, at), homes(3), at)
    for number, (question, marks) in enumerate(((GATES, frozenset({"2"})), (SEATS, frozenset({"1", "2"})))):
        what = Motion(OwnersMatter.OTHER, f"第{number}问", "全文", 7, question=question)
        vote = await owners_vote(database, estate, at + timedelta(minutes=number), what)
        for name, owner in estate.owners.items():
            assert isinstance(await press(database, vote, owner, marks, f"{number} {name}"), Done)
        found = await result(database, vote)
        assert (
            found["passed"] is True
            and found["chosen"] == sorted(marks)
            and found["of"]
            == {
                "area": 27000,
                "heads": 3,
            }
        )
