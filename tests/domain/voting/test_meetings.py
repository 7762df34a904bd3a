"""A meeting that votes: when one signs in, how many are wanting, whose hands count, who checks, when it closes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.effects import Post, Record, Schedule
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Organ, Place, Role, RoleKind
from domain.vote_effects import OPEN, posted
from domain.vote_meeting_effects import closed, convened, hands_dropped, hands_raised, put_to_vote, signed_in
from domain.vote_wizard import VoteStep, motion_of, offered, order, question_of_draft, vote_awaiting, vote_step
from domain.voting.constituencies import Constituency
from domain.voting.meetings import (
    EARLY,
    LASTS,
    LONGEST_NAME,
    MOST_UNREACHED,
    Attendance,
    Member,
    closing_refusal,
    composition_refusal,
    hands_refusal,
    meets,
    names_of,
    opening_refusal,
    settling_refusal,
    sign_in_refusal,
    unreached_refusal,
)
from domain.voting.owners_matters import OwnersMatter
from domain.voting.questions import YES_NO
from domain.voting.votes import Vote, VoteState, cast_refusal
from tests.domain.voting.test_votes import VOTE

SHANGHAI = ZoneInfo("Asia/Shanghai")
MEETS = datetime(2026, 3, 20, 11, 30, tzinfo=UTC)
BEFORE, SECOND = MEETS - EARLY, timedelta(seconds=1)
MEETING = replace(
    VOTE,
    rule="representatives-meeting",
    constituency=Constituency.REPRESENTATIVES,
    state=VoteState.POSTED,
    opens_at=MEETS,
    closes_at=MEETS + LASTS,
)
OPENED = replace(MEETING, state=VoteState.OPEN)
TIME = Refusal(Reason.WRONG_STATE, {"what": "vote_meeting_time"})
CLOSED = Refusal(Reason.WRONG_STATE, {"what": "vote_meeting_not_open"})


def seated(organ: Organ | None, kind: RoleKind = RoleKind.COMMITTEE) -> Actor:
    return Actor(7, (Role(kind, Place(1), BEFORE, organ=organ),))


def there(present: int, of: int = 6, vote: Vote = MEETING, **first: object) -> Attendance:
    members = [Member(n, n, f"代表{n}", n, present=n <= present) for n in range(1, of + 1)]
    return Attendance(vote, (replace(members[0], **first), *members[1:]))  # type: ignore[arg-type]


def test_one_signs_in_from_an_hour_before_until_it_is_over() -> None:
    away, here = there(1).find(2), there(1).find(1)
    moments = (BEFORE - SECOND, BEFORE, MEETS, MEETING.closes_at)
    assert [sign_in_refusal(MEETING, away, at) for at in moments] == [TIME, None, None, TIME]
    assert [meets(MEETING, at) for at in moments] == [False, True, True, False]
    assert not meets(VOTE, VOTE.opens_at)
    strange = Refusal(Reason.NOT_YOURS, {"what": "vote_meeting"})
    assert sign_in_refusal(MEETING, None, MEETS) == sign_in_refusal(VOTE, away, MEETS) == strange
    assert sign_in_refusal(MEETING, here, MEETS) == Refusal(Reason.ALREADY_DONE, {"what": "vote_signed_in"})


@pytest.mark.parametrize(("present", "of", "missing"), [(3, 6, 1), (4, 6, 0), (29, 45, 1), (30, 45, 0)])
def test_it_cannot_be_voted_before_two_thirds_are_there(present: int, of: int, missing: int) -> None:
    refusal = opening_refusal(there(present, of), MEETS)
    short = {"what": "vote_meeting_short", "present": present, "of": of, "missing": missing}
    assert refusal == (Refusal(Reason.WRONG_STATE, short) if missing else None)


def test_it_is_put_to_the_vote_at_its_time_and_once() -> None:
    assert opening_refusal(there(6), MEETS - SECOND) == TIME
    assert opening_refusal(there(6, vote=OPENED), MEETS) == opening_refusal(there(6), MEETING.closes_at) == TIME


def test_no_ballot_counts_before_whoever_chairs_has_opened_the_vote() -> None:
    assert cast_refusal(MEETING, MEETS) == CLOSED and not MEETING.takes_ballots(MEETS)
    assert cast_refusal(OPENED, MEETS) is None and OPENED.takes_ballots(MEETS)
    assert cast_refusal(replace(VOTE, state=VoteState.POSTED), VOTE.opens_at) is None, "others open by the clock"
    assert (OPENED.by_name, OPENED.at_doors, VOTE.by_name, VOTE.at_doors) == (True, False, False, True)


def test_hands_are_of_those_who_are_there_and_have_said_nothing() -> None:
    found = there(3, vote=OPENED, voted=True)
    assert [member.head_id for member in found.silent] == [2, 3] and [one.head_id for one in found.away] == [4, 5, 6]
    assert hands_refusal(found, [2, 3], MEETS) is None
    assert hands_refusal(found, [], MEETS) == Refusal(Reason.EMPTY, {"what": "vote_hands"})
    stale = Refusal(Reason.STALE, {"what": "vote_hands"})
    assert hands_refusal(found, [1], MEETS) == hands_refusal(found, [4], MEETS) == stale
    assert hands_refusal(there(3), [2], MEETS) == CLOSED
    assert found.of(2) == found.find(2) and found.of(None) is found.find(9) is None


def test_a_second_person_sees_the_hands_and_only_then_it_closes() -> None:
    waiting = there(4, vote=OPENED, hand_by=7)
    assert settling_refusal(waiting, 8, MEETS) is None
    pressed = there(4, vote=OPENED, hand_by=7, voted=True)
    assert pressed.waiting == () and closing_refusal(pressed, MEETS) is None, "the later word is their own"
    assert settling_refusal(waiting, 7, MEETS) == Refusal(Reason.WRONG_STATE, {"what": "vote_hands_second"})
    nothing = Refusal(Reason.ALREADY_DONE, {"what": "vote_hands"})
    assert settling_refusal(there(4, vote=OPENED), 8, MEETS) == nothing
    assert settling_refusal(replace(waiting, vote=MEETING), 8, MEETS) == nothing
    assert closing_refusal(waiting, MEETS) == Refusal(Reason.WRONG_STATE, {"what": "vote_hands_waiting"})
    assert closing_refusal(there(4, vote=OPENED), MEETS) is None and closing_refusal(there(4), MEETS) == CLOSED


def test_four_fifths_of_a_meeting_are_representatives() -> None:
    assert composition_refusal(36, 45) is None
    void = Refusal(Reason.WRONG_STATE, {"what": "vote_composition", "n": 35, "of": 44})
    assert composition_refusal(35, 44) == void


@pytest.mark.parametrize(
    ("names", "reason", "facts"),
    [
        (["  郑 大爷 ", "", "冯" * LONGEST_NAME], None, {}),
        ([f"代表{n}" for n in range(MOST_UNREACHED)], None, {}),
        ([f"代表{n}" for n in range(41)], Reason.TOO_MANY, {"what": "vote_unreached", "n": 41, "most": 40}),
        (["冯" * 21], Reason.TOO_LONG, {"what": "vote_unreached", "most": 20}),
        (["郑大爷", "郑大爷"], Reason.INVALID, {"what": "vote_unreached_twice", "name": "郑大爷"}),
    ],
)
def test_nobody_without_a_phone_is_dropped_or_cut_in_silence(
    names: list[str], reason: Reason | None, facts: dict[str, object]
) -> None:
    refusal = unreached_refusal(names_of(names))
    assert refusal == (None if reason is None else Refusal(reason, facts))
    assert len(names_of(names)) == len([name for name in names if name])
    assert names_of(["  郑 大爷 ", ""]) == ("郑 大爷",)


def test_what_a_meeting_sets_in_motion() -> None:
    found, at = there(4, vote=OPENED), MEETS
    assert Schedule(OPEN, MEETING.subject, BEFORE) in posted(MEETING, [])
    card = convened(MEETING, 0, [5])
    assert isinstance(card[1], Post) and card[1].notice.facts["voted_heads"] == 0
    types = [
        effect.type
        for effects in (
            signed_in(MEETING, 1, 7, at),
            put_to_vote(found, 7, at),
            hands_raised(OPENED, 2, 7, [5], "update:1"),
            hands_dropped(OPENED, 2, 8),
            closed(OPENED, 7),
        )
        for effect in effects
        if isinstance(effect, Record)
    ]
    assert types == ["signed_in", "opened", "hands_raised", "hands_dropped", "closed"]


def test_the_wizard_asks_each_constituency_what_it_needs() -> None:
    body: dict[str, object] = {"place": [1, 0], "constituency": "representatives"}
    assert VoteStep.MATTER not in order(body) and vote_step(body) is VoteStep.TITLE
    body |= {"title": "公约", "text": "全文", "ballot": "approval", "options": ["甲", "乙"]}
    assert (vote_step(body), vote_awaiting(body)) == (VoteStep.MEETS, "voting.meets_at")
    body |= {"meets_at": "2026-03-20T11:30:00+00:00", "unreached": ["郑大爷"]}
    motion = motion_of(body)
    assert vote_step(body) is VoteStep.PREVIEW
    assert (motion.meets_at, motion.unreached, motion.matter, motion.days) == (MEETS, ("郑大爷",), None, 0)
    assert motion.question == question_of_draft(body) == YES_NO, "a hand is up for one of three"


def test_homes_are_all_of_a_place_or_some_by_a_rule() -> None:
    body: dict[str, object] = {"place": [1, 3], "constituency": "households"}
    assert (vote_step(body), vote_awaiting(body)) == (VoteStep.HOMES, "voting.homes")
    every = body | {"homes": {"words": "3号楼", "ids": None}, "title": "灯", "text": "全文", "days": 7}
    assert vote_step(every) is VoteStep.PREVIEW and motion_of(every).scope is None and motion_of(every).concerns(9)
    some = every | {"homes": {"words": "3号楼101", "ids": [4]}}
    assert (vote_step(some), vote_awaiting(some)) == (VoteStep.SOURCE, "voting.source")
    motion = motion_of(some | {"source": "楼院章程"})
    assert motion.scope is not None and motion.scope.source == "楼院章程"
    assert motion.concerns(4) and not motion.concerns(5)
    owners = order({"constituency": "owners"})
    assert VoteStep.MATTER in owners and VoteStep.HOMES not in owners and VoteStep.OPTIONS not in owners
    chair, *others = (seated(organ) for organ in (Organ.OWNERS, Organ.SELF_MANAGEMENT, None))
    everybody = tuple(one for one in Constituency if one is not Constituency.RESIDENTS)
    assert offered(chair, Place(1)) == everybody, "the residents' meeting is called by objections"
    for other in others:
        assert Constituency.COMMITTEE not in offered(other, Place(1)), "the owners' committee calls its own"
    assert offered(chair, Place(1, 3)) == (Constituency.OWNERS, Constituency.HOUSEHOLDS)
    assert offered(chair, Place(2)) == () == offered(seated(Organ.OWNERS, RoleKind.OWNER), Place(1))
    assert motion_of({**every, "constituency": "owners", "matter": "manager"}).matter is OwnersMatter.MANAGER
