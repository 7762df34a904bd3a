"""A proposal's support is counted by homes, at most ten are wanted, and its answer is owed within fifteen full days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.deliberation import proposal_effects as effects
from domain.deliberation.proposals import (
    LONGEST_PROPOSAL,
    LONGEST_REASON,
    ProposalState,
    ProposalWay,
    ResidentProposal,
    answer_by,
    lives_in,
    proposal_reason_refusal,
    proposal_state_refusal,
    proposal_text_refusal,
    proposal_title,
    remind_on,
    supporting_homes,
    supports_wanted,
)
from domain.effects import Post, Record, Schedule, Unschedule
from domain.notices import NoticeKind
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Place, Role, RoleKind
from domain.voting.rules import Threshold
from storage.shelf import shipped

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 3, 2, 18, 30, tzinfo=ZONE).astimezone(UTC)
SHARE = shipped().cities["national"].everyday.proposal_support.value
OPEN = ResidentProposal(
    1,
    Place(1),
    1,
    "装充电桩",
    "装充电桩\n在西门",
    ProposalState.OPEN,
    7,
    homes=48,
    share=(1, 20),
    source="",
    wanted=3,
    count=1,
    at=AT,
)
REACHED = replace(OPEN, state=ProposalState.REACHED, count=3, answer_by=answer_by(AT, ZONE))


@pytest.mark.parametrize(
    ("homes", "wanted"), [(0, 1), (1, 1), (12, 1), (20, 1), (21, 2), (48, 3), (180, 9), (181, 10), (200, 10), (678, 10)]
)
def test_ten_homes_or_one_in_twenty_whichever_is_fewer(homes: int, wanted: int) -> None:
    assert Threshold(1, 20, inclusive=True) == SHARE
    assert supports_wanted(SHARE, homes) == wanted


def test_fifteen_full_days_after_the_day_it_was_reached() -> None:
    assert answer_by(AT, ZONE) == datetime(2026, 3, 18, tzinfo=ZONE), "24:00 of 3月17日"
    assert remind_on(AT, ZONE) == datetime(2026, 3, 12, 9, tzinfo=ZONE)
    midnight = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)
    assert answer_by(midnight, ZONE) == datetime(2026, 3, 19, tzinfo=ZONE), "it is 3月3日 there"


def test_it_is_overdue_from_the_first_moment_after_its_days_and_only_while_it_is_owed() -> None:
    assert REACHED.answer_by is not None
    assert not REACHED.overdue(REACHED.answer_by - timedelta(microseconds=1))
    assert REACHED.overdue(REACHED.answer_by)
    assert not replace(REACHED, state=ProposalState.TAKEN).overdue(REACHED.answer_by)
    assert not OPEN.overdue(AT) and not replace(REACHED, answer_by=None).overdue(AT)


def test_a_home_counts_where_its_door_is_known() -> None:
    home, other = Place(1, 2, 3, 1, 4), Place(9, 2, 3, 1, 5)
    kinds = [(RoleKind.OWNER, home), (RoleKind.TENANT, home), (RoleKind.OWNER, Place(1, 2)), (RoleKind.OWNER, other)]
    somebody = Actor(7, tuple(Role(kind, place, AT) for kind, place in kinds))
    assert supporting_homes(somebody, Place(1)) == (4,) and lives_in(somebody, Place(1))
    assert supporting_homes(somebody, Place(9)) == (5,) and not lives_in(somebody, Place(8))
    chair = Actor(8, (Role(RoleKind.COMMITTEE, Place(1), AT),))
    assert supporting_homes(chair, Place(1)) == () and not lives_in(chair, Place(1))


def test_enough_is_what_is_wanted() -> None:
    assert not OPEN.enough and not replace(OPEN, count=2).enough
    assert replace(OPEN, count=3).enough and OPEN.subject == "proposal:1"


def test_its_first_line_is_its_title() -> None:
    assert proposal_title("\n 装充电桩 \n在西门") == "装充电桩"
    assert proposal_title("桩" * 40) == "桩" * 40
    assert proposal_title("桩" * 41) == "桩" * 39 + "…"


@pytest.mark.parametrize(
    ("refuses", "what", "most"),
    [
        (proposal_text_refusal, "proposal_text", LONGEST_PROPOSAL),
        (proposal_reason_refusal, "proposal_reason", LONGEST_REASON),
    ],
)
def test_words_are_there_and_not_too_many(refuses, what: str, most: int) -> None:  # type: ignore[no-untyped-def]
    assert refuses(" \n") == Refusal(Reason.EMPTY, {"what": what})
    assert refuses("桩" * most) is None
    assert refuses("桩" * (most + 1)) == Refusal(Reason.TOO_LONG, {"what": what, "most": most})


def test_what_its_state_forbids_is_said_by_its_state() -> None:
    assert proposal_state_refusal(ProposalState.OPEN, ProposalState.OPEN) is None
    refusal = proposal_state_refusal(ProposalState.TAKEN, ProposalState.OPEN)
    assert refusal == Refusal(Reason.WRONG_STATE, {"what": "proposal_taken"})


def test_when_it_is_reached_the_committee_is_asked_and_its_days_are_put_down() -> None:
    found = effects.reached(REACHED, [55], ZONE, AT)
    record, remind, overdue, post = found
    assert isinstance(record, Record) and record.body["count"] == 3 and "by" not in record.body
    assert remind == Schedule(effects.REMIND, "proposal:1", remind_on(AT, ZONE))
    assert overdue == Schedule(effects.OVERDUE, "proposal:1", REACHED.answer_by or AT)
    assert isinstance(post, Post) and (post.notice.chat_id, post.notice.public) == (55, False)


def test_the_journal_and_the_card_say_how_many_homes_and_never_which() -> None:
    for withdrawn, kind in ((False, "supported"), (True, "support_withdrawn")):
        assert effects.supported(OPEN, withdrawn=withdrawn) == [Record("proposal:1", kind, {"count": 1})]
    (post,) = effects.proposal_redrawn(OPEN, [5], AT)
    assert isinstance(post, Post) and post.notice.kind is NoticeKind.EDIT and not post.notice.public
    assert post.notice.facts["count"] == 1 and post.notice.facts["wanted"] == 3
    record, card = effects.proposed(OPEN, "hash", [5], AT)
    assert isinstance(record, Record) and record.body == {"by": 7, "text": "hash", "count": 1, "wanted": 3, "homes": 48}
    assert isinstance(card, Post) and (card.notice.public, card.notice.poster_id) == (True, 7)


def test_an_answer_stops_the_days_and_is_read_by_the_group_and_its_author() -> None:
    taken = replace(REACHED, state=ProposalState.TAKEN, way=ProposalWay.VOTE)
    record, *rest = effects.answered(taken, 3, [5], [70], AT)
    assert record == Record("proposal:1", "taken", {"by": 3, "way": "vote"})
    assert rest[:2] == [Unschedule(effects.REMIND, "proposal:1"), Unschedule(effects.OVERDUE, "proposal:1")]
    told = [
        (post.notice.template, post.notice.chat_id, post.notice.poster_id) for post in rest if isinstance(post, Post)
    ]
    assert told == [("proposals.answered", 5, 3), ("proposals.told", 70, None), ("proposals.card", 5, None)]
    refused = replace(REACHED, state=ProposalState.REFUSED, reason="没有地方")
    assert effects.answered(refused, 3, [], [], AT)[0] == Record(
        "proposal:1", "refused", {"by": 3}, {"reason": "没有地方"}
    )


def test_reminders_go_to_the_committee_and_what_is_late_to_everybody() -> None:
    (remind,) = effects.proposal_reminded(REACHED, [55], AT)
    assert isinstance(remind, Post) and remind.notice.template == "proposals.remind"
    late = REACHED.answer_by or AT
    record, told, card = effects.proposal_overdue(REACHED, [55], [5], late)
    assert record == Record("proposal:1", "overdue")
    assert isinstance(told, Post) and isinstance(card, Post)
    assert card.notice.facts["overdue"] and card.notice.kind is NoticeKind.EDIT
    withdrawn = replace(OPEN, state=ProposalState.WITHDRAWN)
    assert effects.proposal_withdrawn(withdrawn, 7, [], AT) == [Record("proposal:1", "withdrawn", {"by": 7})]
