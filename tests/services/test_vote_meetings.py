"""A representatives' meeting on both databases: who signs in, when it opens, hands by two people, what is counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor, Place, RoleKind
from domain.voting.constituencies import Constituency
from domain.voting.entitlements import Cast
from domain.voting.meetings import LASTS
from domain.voting.votes import Motion, Vote, VoteState
from services import vote_meetings
from services.voting import cancel_vote, confirm_result, open_vote, post_vote, show_turnout
from services.voting_box import ballot_box
from services.voting_pages import vote_page, voted_how
from storage.database import Database
from tests.builders import Neighbour, Town, found_town, leaves, queued, settle_in

YES, NO = frozenset({"approve"}), frozenset({"reject"})


@dataclass
class Meeting:
    database: Database
    town: Town
    people: dict[str, Neighbour]
    vote: Vote
    at: datetime
    sources: int = 0

    def acting(self, who: str) -> dict[str, Any]:
        self.sources += 1
        person = self.people.get(who) or self.town[who]
        return {"actor": person.actor, "source": f"press {self.sources}", "at": self.at, "vote_id": self.vote.id}

    async def heads(self) -> dict[str, int]:
        async with self.database.reading() as transaction:
            return {one.name: one.head_id for one in await transaction.vote_meetings.members(self.vote.id)}

    async def press(self, who: str, marks: frozenset[str]) -> Outcome:
        self.sources += 1
        head = (await self.heads())[who]
        person = self.people[who].person_id
        return await ballot_box(self.database).put(
            Cast(self.vote.id, head, person, marks, f"press {self.sources}", self.at)
        )

    async def now(self) -> Vote:
        async with self.database.reading() as transaction:
            found = await transaction.voting.find(self.vote.id)
        assert found is not None
        return found


async def convene(database: Database, at: datetime) -> Meeting:
    """Five representatives, one of them not on the messenger, twenty days later."""
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        people = {
            name: await settle_in(transaction, name, 900 + n, RoleKind.REPRESENTATIVE, town.place, at)
            for n, name in enumerate(("甲代表", "乙代表", "丙代表", "丁代表"))
        }
        people["监票人"] = await settle_in(transaction, "监票人", 950, RoleKind.SCRUTINEER, town.place, at)
    meets = at + timedelta(days=20)
    motion = Motion(None, "公约", "全文", 0, Constituency.REPRESENTATIVES, meets_at=meets, unreached=("郑大爷",))
    posted = await post_vote(
        database, actor=town["赵主任"].actor, place=Place(town.compound_id), motion=motion, source="post", at=at
    )
    assert isinstance(posted, Done), posted
    async with database.reading() as transaction:
        vote = await transaction.voting.find(posted["vote_id"])
    assert vote is not None and (vote.heads, vote.opens_at, vote.closes_at) == (5, meets, meets + LASTS)
    return Meeting(database, town, people, vote, meets)


async def test_who_signs_in_and_how_many_are_wanting(database: Database, at: datetime) -> None:
    meeting = await convene(database, at)
    await open_vote(database, subject=meeting.vote.subject, due=meeting.at, source="open", at=meeting.at)
    heads = await meeting.heads()
    for name in ("甲代表", "乙代表", "丙代表"):
        assert isinstance(await vote_meetings.sign_in(database, head_id=0, **meeting.acting(name)), Done)
    short = await vote_meetings.open_meeting_vote(database, **meeting.acting("赵主任"))
    assert isinstance(short, Refusal) and (short.facts["present"], short.facts["missing"]) == (3, 1)
    helped = await vote_meetings.sign_in(database, head_id=heads["郑大爷"], **meeting.acting("甲代表"))
    assert isinstance(helped, Refusal) and helped.reason is Reason.NOT_PERMITTED
    assert isinstance(await vote_meetings.sign_in(database, head_id=heads["郑大爷"], **meeting.acting("赵主任")), Done)
    twice = await vote_meetings.sign_in(database, head_id=0, **meeting.acting("甲代表"))
    assert twice == Refusal(Reason.ALREADY_DONE, {"what": "vote_signed_in"})
    stranger = await vote_meetings.sign_in(database, head_id=0, **meeting.acting("陈租客"))
    assert stranger == Refusal(Reason.NOT_YOURS, {"what": "vote_meeting"})
    shown = await show_turnout(database, subject=meeting.vote.subject, due=meeting.at, source="show", at=meeting.at)
    assert shown == Done({"shown": True})


async def opened(database: Database, at: datetime) -> Meeting:
    """Four of five have come, two have voted, it is open."""
    meeting = await convene(database, at)
    heads = await meeting.heads()
    for name in ("甲代表", "乙代表", "丙代表"):
        assert isinstance(await vote_meetings.sign_in(database, head_id=0, **meeting.acting(name)), Done)
    await vote_meetings.sign_in(database, head_id=heads["郑大爷"], **meeting.acting("赵主任"))
    early = await meeting.press("甲代表", YES)
    assert early == Refusal(Reason.WRONG_STATE, {"what": "vote_meeting_not_open"})
    assert isinstance(await vote_meetings.open_meeting_vote(database, **meeting.acting("赵主任")), Done)
    assert isinstance(await meeting.press("甲代表", YES), Done)
    assert isinstance(await meeting.press("乙代表", NO), Done)
    assert await meeting.press("丁代表", YES) == Refusal(Reason.WRONG_STATE, {"what": "vote_not_signed_in"})
    return meeting


async def test_hands_count_once_a_second_person_has_seen_them(database: Database, at: datetime) -> None:
    meeting = await opened(database, at)
    heads = await meeting.heads()
    hands = {str(heads["郑大爷"]): "approve", str(heads["丙代表"]): "approve"}
    raised = await vote_meetings.raise_hands(database, hands=hands, draft_id=0, **meeting.acting("赵主任"))
    assert raised == Done({"vote_id": meeting.vote.id, "hands": 2, "asked": 1})
    assert [name for name, _ in await queued(database, meeting.people["监票人"].chat_id)] == ["voting.hands"]
    waiting = await vote_meetings.close_meeting_vote(database, **meeting.acting("赵主任"))
    assert waiting == Refusal(Reason.WRONG_STATE, {"what": "vote_hands_waiting"})
    own = await vote_meetings.settle_hands(database, right=True, seen=2, **meeting.acting("赵主任"))
    assert own == Refusal(Reason.WRONG_STATE, {"what": "vote_hands_second"})
    assert isinstance(await vote_meetings.settle_hands(database, right=False, seen=2, **meeting.acting("监票人")), Done)
    again = await vote_meetings.raise_hands(database, hands=hands, draft_id=0, **meeting.acting("赵主任"))
    assert isinstance(again, Done)
    found = await vote_meetings.waiting_hands(
        database, actor=meeting.people["监票人"].actor, vote_id=meeting.vote.id, at=meeting.at
    )
    assert not isinstance(found, Refusal) and set(found.marks.values()) == {YES}
    unread = await vote_meetings.settle_hands(database, right=True, seen=2, **meeting.acting("监票人"))
    assert unread == Refusal(Reason.STALE), "they have read what was written down before"
    assert isinstance(
        await vote_meetings.settle_hands(database, right=True, seen=found.seen, **meeting.acting("监票人")), Done
    )
    await counted(meeting)


async def counted(meeting: Meeting) -> None:
    """Closed by the chair, counted at once of those who are there."""
    database = meeting.database
    meeting.at += timedelta(minutes=30)
    assert isinstance(await vote_meetings.close_meeting_vote(database, **meeting.acting("赵主任")), Done)
    vote = await meeting.now()
    assert (vote.state, vote.closes_at) == (VoteState.SEALED, meeting.at) and vote.result is not None
    assert vote.result["findings"] == [
        {"criterion": "quorum", "measure": "heads", "count": 4, "of": 5},
        {"criterion": "majority", "measure": "heads", "count": 3, "of": 4},
    ]
    assert vote.result["passed"] is True
    assert await meeting.press("丙代表", NO) == Refusal(Reason.EXPIRED, {"what": "vote"})
    early = await voted_how(database, actor=meeting.people["甲代表"].actor, vote_id=vote.id, at=meeting.at)
    assert isinstance(early, Refusal), "nobody reads it before it is published"
    async with database.reading() as transaction:
        assert await transaction.journal.broken_at(vote.subject) is None
    page = await vote_page(database, actor=meeting.town["赵主任"].actor, vote_id=vote.id, at=meeting.at)
    assert page is not None and page.turnout == (4, 0) and page.runs and not page.may_canvass


async def raised(meeting: Meeting, *names: str) -> int:
    """Their hands for it are written down by 赵主任; how many have been, ever."""
    heads = await meeting.heads()
    hands = {str(heads[name]): "approve" for name in names}
    done = await vote_meetings.raise_hands(meeting.database, hands=hands, draft_id=0, **meeting.acting("赵主任"))
    assert isinstance(done, Done), done
    async with meeting.database.reading() as transaction:
        return await transaction.vote_papers.entries(meeting.vote.id)


async def said_how(meeting: Meeting, who: str) -> dict[str, str] | Refusal:
    """Who voted how, as one person reads it."""
    actor = (meeting.people.get(who) or meeting.town[who]).actor
    found = await voted_how(meeting.database, actor=actor, vote_id=meeting.vote.id, at=meeting.at)
    if isinstance(found, Refusal):
        return found
    _, members, marks = found
    return {one.name: ",".join(marks[one.head_id]) for one in members if one.head_id in marks}


async def published(meeting: Meeting) -> None:
    meeting.at += timedelta(minutes=30)
    closing = await vote_meetings.close_meeting_vote(meeting.database, **meeting.acting("赵主任"))
    assert isinstance(closing, Done), closing
    assert isinstance(await confirm_result(meeting.database, **meeting.acting("监票人")), Done)


async def test_what_is_pressed_after_the_hand_was_written_down_stands(database: Database, at: datetime) -> None:
    meeting = await opened(database, at)
    seen = await raised(meeting, "郑大爷", "丙代表")
    assert isinstance(await meeting.press("丙代表", NO), Done)
    found = await vote_meetings.waiting_hands(
        database, actor=meeting.people["监票人"].actor, vote_id=meeting.vote.id, at=meeting.at
    )
    assert not isinstance(found, Refusal) and [one.name for one in found.there.waiting] == ["郑大爷"]
    settled = await vote_meetings.settle_hands(database, right=True, seen=seen, **meeting.acting("监票人"))
    assert settled == Done({"vote_id": meeting.vote.id, "hands": 1, "right": True})
    await published(meeting)
    counted = {"甲代表": "approve", "乙代表": "reject", "丙代表": "reject", "郑大爷": "approve"}
    assert await said_how(meeting, "甲代表") == counted
    vote = await meeting.now()
    assert vote.result is not None and vote.result["passed"] is False, "two of four"


async def test_a_press_after_the_hand_was_confirmed_stands_and_is_what_one_reads(
    database: Database, at: datetime
) -> None:
    meeting = await opened(database, at)
    seen = await raised(meeting, "丙代表")
    assert isinstance(
        await vote_meetings.settle_hands(database, right=True, seen=seen, **meeting.acting("监票人")), Done
    )
    assert isinstance(await meeting.press("丙代表", NO), Done)
    await published(meeting)
    found = await said_how(meeting, "王阿姨")
    assert found == {"甲代表": "approve", "乙代表": "reject", "丙代表": "reject"}
    vote = await meeting.now()
    assert vote.result is not None and vote.result["passed"] is False, "one of four"
    assert await said_how(meeting, "路过的人") == Refusal(Reason.NOT_YOURS, {"what": "vote"})


async def test_a_hand_that_is_overtaken_keeps_nothing_open(database: Database, at: datetime) -> None:
    meeting = await opened(database, at)
    seen = await raised(meeting, "丙代表")
    assert isinstance(await meeting.press("丙代表", NO), Done)
    nothing = await vote_meetings.settle_hands(database, right=True, seen=seen, **meeting.acting("监票人"))
    assert nothing == Refusal(Reason.ALREADY_DONE, {"what": "vote_hands"})
    await published(meeting)
    assert (await said_how(meeting, "甲代表")) == {"甲代表": "approve", "乙代表": "reject", "丙代表": "reject"}


async def test_whoever_wrote_the_hands_down_is_not_asked_and_whoever_started_the_vote_is(
    database: Database, at: datetime
) -> None:
    meeting = await opened(database, at)
    checker = meeting.people["监票人"].person_id
    async with database.transaction() as transaction:
        await transaction.registry.grant(checker, RoleKind.COMMITTEE, meeting.vote.place, by=None, at=meeting.at)
        actor = Actor(checker, await transaction.registry.roles_of(checker, meeting.at))
    hands = {str((await meeting.heads())["丙代表"]): "approve"}
    acting = {**meeting.acting("监票人"), "actor": actor}
    raised = await vote_meetings.raise_hands(database, hands=hands, draft_id=0, **acting)
    assert raised == Done({"vote_id": meeting.vote.id, "hands": 1, "asked": 1})
    asked = [name for name, _ in await queued(database, meeting.town["赵主任"].chat_id)]
    assert asked.count("voting.hands") == 1
    assert "voting.hands" not in [name for name, _ in await queued(database, meeting.people["监票人"].chat_id)]


async def test_a_meeting_of_more_than_can_be_written_is_refused_whole(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    many = tuple(f"代表{n}" for n in range(41))
    meets = at + timedelta(days=20)
    motion = Motion(None, "公约", "全文", 0, Constituency.REPRESENTATIVES, meets_at=meets, unreached=many)
    posted = await post_vote(
        database, actor=town["赵主任"].actor, place=town.place, motion=motion, source="post", at=at
    )
    assert posted == Refusal(Reason.TOO_MANY, {"what": "vote_unreached", "n": 41, "most": 40})


async def again(meeting: Meeting) -> Meeting:
    """A second vote of the same people, whose heads are numbered on."""
    motion = Motion(None, "公约", "全文", 0, Constituency.REPRESENTATIVES, meets_at=meeting.at, unreached=("郑大爷",))
    chair, at = meeting.town["赵主任"].actor, meeting.vote.posted_at
    posted = await post_vote(
        meeting.database, actor=chair, place=meeting.town.place, motion=motion, source="again", at=at
    )
    assert isinstance(posted, Done), posted
    async with meeting.database.reading() as transaction:
        vote = await transaction.voting.find(posted["vote_id"])
    assert vote is not None
    return replace(meeting, vote=vote)


async def test_the_journal_keeps_who_came_by_their_place_on_the_roll(database: Database, at: datetime) -> None:
    meeting = await again(await convene(database, at))
    heads = await meeting.heads()
    assert isinstance(await vote_meetings.sign_in(database, head_id=heads["郑大爷"], **meeting.acting("赵主任")), Done)
    async with database.reading() as transaction:
        roll = {one.name: one.slot for one in await transaction.vote_meetings.members(meeting.vote.id)}
        entries = await transaction.journal.read(meeting.vote.subject)
    bodies = [entry.body for entry in entries if entry.type == "signed_in"]
    assert sorted(roll.values()) == [1, 2, 3, 4, 5] and roll["郑大爷"] != heads["郑大爷"]
    assert [(body["slot"], body["by"]) for body in bodies] == [(roll["郑大爷"], meeting.town["赵主任"].person_id)]


async def test_hands_that_nobody_may_confirm_are_said_to_wait_for_a_scrutineer(
    database: Database, at: datetime
) -> None:
    meeting = await opened(database, at)
    async with database.transaction() as transaction:
        (seat,) = await transaction.offices.of_person(meeting.people["监票人"].person_id, meeting.at)
        await transaction.offices.end(seat.id, meeting.at)
    hands = {str((await meeting.heads())["丙代表"]): "approve"}
    found = await vote_meetings.raise_hands(database, hands=hands, draft_id=0, **meeting.acting("赵主任"))
    assert found == Done({"vote_id": meeting.vote.id, "hands": 1, "asked": 0}), "an operator may not confirm them"


async def test_nobody_is_called_to_what_is_over(database: Database, at: datetime) -> None:
    meeting = await convene(database, at)
    chat = meeting.people["甲代表"].chat_id
    assert "voting.called" in [template for template, _ in await queued(database, chat)]
    assert "voting.called" not in await leaves(database, meeting.vote.closes_at, chat)


async def test_every_member_is_called_in_private_and_hears_that_it_is_called_off(
    database: Database, at: datetime
) -> None:
    meeting = await convene(database, at)
    assert "voting.called" in [template for template, _ in await queued(database, meeting.people["甲代表"].chat_id)]
    off = await cancel_vote(
        database, actor=meeting.town["赵主任"].actor, vote_id=meeting.vote.id, source="off", at=at + timedelta(days=1)
    )
    assert isinstance(off, Done), off
    for name in ("甲代表", "丁代表"):
        told = [template for template, _ in await queued(database, meeting.people[name].chat_id)]
        assert "voting.cancelled" in told, told
    for other in (meeting.people["监票人"], meeting.town["王阿姨"]):
        told = [template for template, _ in await queued(database, other.chat_id)]
        assert not {"voting.called", "voting.cancelled"} & set(told), told
