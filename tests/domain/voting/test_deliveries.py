"""Silence counts by the vote's own terms, for homes that provably have the paper, and decides only where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from domain.outcomes import Reason, Refusal
from domain.voting.deemed import DeemedPolicy, Precondition
from domain.voting.deliveries import (
    AT_THE_DOOR,
    Delivery,
    DeliveryWay,
    deeming_of,
    delivery_refusal,
    delivery_subject,
    urge_refusal,
)
from domain.voting.votes import Vote, VoteState
from tests.domain.voting.test_votes import AT, VOTE

CLAUSE = "中华园议事规则第18条"
DEEMED = f"[counting]\ndeemed = {{ value = 'follow_majority', bylaw = '{CLAUSE}' }}\n"
GRAVE = "deemed_special = { value = true, bylaw = '中华园议事规则第19条' }"
SILENCE = {"policy": "follow_majority", "clause": CLAUSE}
SILENT = replace(VOTE, terms={**VOTE.terms, "silence": SILENCE})


def test_nothing_is_deemed_where_nothing_was_agreed() -> None:
    assert deeming_of(VOTE, {"甲"}, {"甲"}) is None


def test_what_is_on_record() -> None:
    bare = deeming_of(SILENT, (), ())
    assert bare is not None and bare.policy is DeemedPolicy.FOLLOW_MAJORITY and bare.clause == CLAUSE
    assert bare.wanting == (Precondition.DELIVERY, Precondition.REMINDER)
    unreminded = deeming_of(replace(SILENT, reminded=3), {"甲", "乙"}, ())
    assert unreminded is not None and unreminded.wanting == (Precondition.REMINDER,), "a round that reached nobody"
    whole = deeming_of(SILENT, {"甲", "乙"}, {"甲"})
    assert whole is not None and whole.wanting == () and whole.served == {"甲"}, "home by home"


def test_a_home_is_reminded_on_a_later_day_than_it_was_served() -> None:
    opened = replace(SILENT, state=VoteState.OPEN)
    zone, served = ZoneInfo("Asia/Shanghai"), Delivery(1, 2, DeliveryWay.SIGNED, opened.opens_at)
    assert urge_refusal(opened, None, opened.opens_at, zone) == Refusal(
        Reason.WRONG_STATE, {"what": "vote_not_delivered"}
    )
    early = urge_refusal(opened, served, opened.opens_at + timedelta(hours=2), zone)
    assert early == Refusal(Reason.WRONG_STATE, {"what": "vote_urged_early"})
    assert urge_refusal(opened, served, opened.opens_at + timedelta(days=1), zone) is None
    off = urge_refusal(replace(VOTE, state=VoteState.OPEN), served, VOTE.opens_at, zone)
    assert off is not None and off.facts["what"] == "vote_silence_off"


def test_a_delivery_is_written_down_while_ballots_are_taken() -> None:
    opened = replace(SILENT, state=VoteState.OPEN)
    assert delivery_refusal(opened, opened.opens_at) is None
    late = delivery_refusal(opened, opened.closes_at + timedelta(seconds=1))
    assert isinstance(late, Refusal) and late.facts["what"] == "vote_not_open_now"
    off = delivery_refusal(replace(VOTE, state=VoteState.OPEN), VOTE.opens_at)
    assert off == Refusal(Reason.WRONG_STATE, {"what": "vote_silence_off"})


def test_its_photo_is_kept_under_its_number() -> None:
    delivery = Delivery(7, 301, DeliveryWay.PHOTO, AT)
    assert delivery.subject == delivery_subject(7) == "delivery:7"
    assert DeliveryWay.READ not in AT_THE_DOOR


def decided(strict: bool, deemed: bool | None) -> Vote:
    tally = None if deemed is None else {"passed": deemed}
    return replace(SILENT, result={"passed": strict, "deemed": {"tally": tally}}, state=VoteState.FINAL)


def test_what_is_deemed_decides_where_it_stands() -> None:
    assert [decided(*one).carried for one in ((False, True), (True, False))] == [True, False]
    assert [decided(*one).carried for one in ((False, None), (True, None))] == [False, True]
    assert not SILENT.carried and replace(VOTE, result={"passed": True}).carried
