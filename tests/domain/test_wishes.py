"""Wishes by their rules: what is covered, who may claim, hand back, receive, thank, stand between."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.outcomes import Refusal
from domain.registry import Actor, Place, Role, RoleKind
from domain.wishes import (
    LONGEST_CONTACT,
    LONGEST_WISH,
    LONGEST_WORD,
    Reach,
    Wish,
    WishChannel,
    WishState,
    between_refusal,
    claim_refusal,
    contact_refusal,
    hand_refusal,
    not_yet_refusal,
    partner,
    pass_refusal,
    receive_refusal,
    tally,
    thanks_refusal,
    veiled,
    wish_refusal,
    withdraw_refusal,
)
from tests.cities import NATIONAL

RULES = NATIONAL.wishes
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
MAKER, CLAIMER, KEEPER, OTHER = 1, 2, 3, 4
OPEN = Wish(7, Place(1), 12, "要一副老花镜", WishChannel.CHAT, Reach.BETWEEN, WishState.OPEN, AT, made_by=MAKER)
BACK = AT + timedelta(days=14)
CLAIMED = replace(OPEN, state=WishState.CLAIMED, claimed_by=CLAIMER, claimed_at=AT, returns_at=BACK, keeper_id=KEEPER)
DONE = replace(CLAIMED, state=WishState.DONE)
FULFILLED = replace(CLAIMED, state=WishState.FULFILLED)
GONE = replace(OPEN, state=WishState.WITHDRAWN)


def who(person: int | None, kind: RoleKind = RoleKind.RESIDENT, compound: int = 1) -> Actor:
    return Actor(person, (Role(kind, Place(compound), AT),))


def what(refusal: Refusal | None) -> object:
    return None if refusal is None else refusal.facts.get("what", refusal.facts.get("act"))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("我8岁，想要一个书包", "我＊，想要一个书包"),
        ("今年七十二岁了，想有人陪着去医院", "＊，想有人陪着去医院"),
        ("老伴八十周岁，缺一根拐杖", "老伴＊，缺一根拐杖"),
        ("王桂兰家301要修灯", "＊家＊要修灯"),
        ("a bag for a 9 year old", "a bag for a ＊"),
        ("想要20个口罩", "想要20个口罩"),
        ("过年想吃碎碎平安糕，岁岁平安", "过年想吃碎碎平安糕，岁岁平安"),
    ],
)
def test_name_door_and_age_are_covered_and_nothing_else(said: str, shown: str) -> None:
    assert veiled(said, "王桂兰") == shown


def test_a_wish_says_something_and_not_too_much() -> None:
    assert what(wish_refusal(" ")) == what(wish_refusal("＊ ")) == "wish"
    assert wish_refusal("字" * LONGEST_WISH) is None
    assert what(wish_refusal("字" * (LONGEST_WISH + 1))) == "wish"


def test_how_to_be_reached_is_asked_of_those_who_want_it_alone() -> None:
    assert contact_refusal(Reach.BETWEEN, "") is None
    assert what(contact_refusal(Reach.DIRECT, "")) == "wish_contact"
    assert contact_refusal(Reach.DIRECT, "1" * LONGEST_CONTACT) is None
    assert what(contact_refusal(Reach.DIRECT, "1" * (LONGEST_CONTACT + 1))) == "wish_contact"


def test_who_claims_lives_or_serves_here_and_did_not_make_it() -> None:
    assert claim_refusal(OPEN, who(OTHER), 0, RULES) is None
    assert claim_refusal(OPEN, who(OTHER, RoleKind.GRID_WORKER), RULES.claims_most.value - 1, RULES) is None
    assert what(claim_refusal(OPEN, who(OTHER, compound=2), 0, RULES)) == "wish_home"
    assert what(claim_refusal(OPEN, who(None), 0, RULES)) == "wish_home"
    assert what(claim_refusal(CLAIMED, who(OTHER), 0, RULES)) == "wish_claimed"
    assert what(claim_refusal(GONE, who(OTHER), 0, RULES)) == "wish_not_open"
    assert what(claim_refusal(replace(OPEN, hidden="rude"), who(OTHER), 0, RULES)) == "wish_not_open"
    assert what(claim_refusal(OPEN, who(MAKER), 0, RULES)) == "wish_own"
    assert what(claim_refusal(OPEN, who(OTHER), RULES.claims_most.value, RULES)) == "wish_claims"


def test_whoever_has_it_in_hand_alone_hands_back_or_says_it_is_done() -> None:
    assert hand_refusal(CLAIMED, who(CLAIMER)) is None
    assert what(hand_refusal(CLAIMED, who(MAKER))) == "wish_claimer"
    assert what(hand_refusal(DONE, who(CLAIMER))) == "wish_not_claimed"


def test_the_maker_or_whoever_stands_between_receives() -> None:
    for one in (CLAIMED, DONE):
        assert receive_refusal(one, who(MAKER)) is None and receive_refusal(one, who(KEEPER)) is None
    assert what(receive_refusal(DONE, who(CLAIMER))) == "wish_maker"
    assert what(receive_refusal(OPEN, who(MAKER))) == "wish_not_claimed"
    assert not_yet_refusal(DONE, who(MAKER)) is None
    assert what(not_yet_refusal(DONE, who(OTHER))) == "wish_maker"
    assert what(not_yet_refusal(CLAIMED, who(MAKER))) == "wish_not_done"


def test_nobody_speaks_for_a_wish_by_being_nobody() -> None:
    nobody = Actor(None)
    assert what(receive_refusal(replace(DONE, made_by=None, keeper_id=None), nobody)) == "wish_maker"
    assert what(withdraw_refusal(replace(OPEN, made_by=None), nobody)) == "wish_maker"
    assert what(pass_refusal(replace(CLAIMED, keeper_id=None), nobody, "好")) == "wish_word"


def test_thanks_are_said_once_for_what_was_fulfilled() -> None:
    assert thanks_refusal(FULFILLED, who(MAKER), "谢谢") is None
    assert what(thanks_refusal(DONE, who(MAKER), "谢谢")) == "wish_not_fulfilled"
    assert what(thanks_refusal(FULFILLED, who(OTHER), "谢谢")) == "wish_maker"
    assert what(thanks_refusal(replace(FULFILLED, thanks="谢谢"), who(MAKER), "谢谢")) == "wish_thanks"
    assert what(thanks_refusal(FULFILLED, who(MAKER), " ")) == "wish_word"
    assert what(thanks_refusal(FULFILLED, who(MAKER), "谢" * (LONGEST_WORD + 1))) == "wish_word"


def test_who_made_it_or_took_it_down_takes_it_off() -> None:
    for one in (OPEN, CLAIMED, DONE):
        assert withdraw_refusal(one, who(MAKER)) is None
    assert withdraw_refusal(replace(OPEN, made_by=None, entered_by=KEEPER), who(KEEPER)) is None
    assert what(withdraw_refusal(CLAIMED, who(KEEPER))) == "wish_maker"
    assert what(withdraw_refusal(FULFILLED, who(MAKER))) == "wish_over"


def test_one_of_the_committee_stands_between() -> None:
    chair = who(OTHER, RoleKind.COMMITTEE)
    free = replace(CLAIMED, keeper_id=None)
    assert between_refusal(free, chair, [OTHER]) is None
    assert between_refusal(CLAIMED, chair, [OTHER]) is None, "whoever did serves no more"
    assert what(between_refusal(CLAIMED, chair, [OTHER, KEEPER])) == "wish_between"
    assert what(between_refusal(free, who(OTHER), [])) == "keep_wishes"
    assert what(between_refusal(replace(free, reach=Reach.DIRECT), chair, [])) == "wish_not_between"
    assert what(between_refusal(OPEN, chair, [])) == "wish_not_between"
    assert what(between_refusal(free, who(MAKER, RoleKind.COMMITTEE), [])) == "wish_between_own"
    assert what(between_refusal(free, who(CLAIMER, RoleKind.COMMITTEE), [])) == "wish_between_own"


def test_words_pass_between_the_two_who_deal_with_it() -> None:
    assert partner(CLAIMED) == KEEPER and partner(replace(CLAIMED, reach=Reach.DIRECT)) == MAKER
    assert pass_refusal(CLAIMED, who(CLAIMER), "周六") is None and pass_refusal(CLAIMED, who(KEEPER), "周六") is None
    assert what(pass_refusal(CLAIMED, who(MAKER), "周六")) == "wish_word", "somebody stands between"
    assert what(pass_refusal(FULFILLED, who(CLAIMER), "周六")) == "wish_not_claimed"
    assert what(pass_refusal(CLAIMED, who(CLAIMER), "")) == "wish_word"


def test_it_comes_back_after_its_time_while_it_is_in_hand() -> None:
    assert CLAIMED.back_on == BACK
    assert OPEN.back_on is DONE.back_on is None


def test_the_figures_leave_out_what_was_taken_off() -> None:
    counts = tally(
        [
            (WishChannel.VISIT, WishState.OPEN, 2),
            (WishChannel.VISIT, WishState.CLAIMED, 3),
            (WishChannel.VISIT, WishState.WITHDRAWN, 9),
            (WishChannel.FORM, WishState.FULFILLED, 4),
            (WishChannel.FORM, WishState.DONE, 1),
        ]
    )
    assert counts.total == 10 and counts.ever_claimed == 8
    assert counts.by_channel == {WishChannel.VISIT: (5, 3, 0), WishChannel.FORM: (5, 5, 4)}
    assert WishState.WITHDRAWN not in counts.by_state
