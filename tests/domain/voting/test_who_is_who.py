"""Somebody is who bears their number: nobody with a lower or a higher one, however the number was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.outcomes import Refusal
from domain.voting.meetings import Attendance, Member, settling_refusal
from domain.voting.namings import CoOwner, Together
from domain.voting.papers import Paper, PaperState, confirming_refusal
from domain.voting.proxies import Proxy, ProxyState
from domain.voting.proxies import confirming_refusal as proxy_refusal
from domain.voting.votes import VoteState, confirm_refusal
from tests.domain.voting.opened import OPENS, VOTE
from tests.domain.voting.test_meetings import MEETS, OPENED

WANG, LI, ZHAO = 70_001, 70_002, 70_003
"""王阿姨, 李楼长, 赵主任; the second has always been there already."""

WAITING = Attendance(OPENED, (Member(5, 5, "李楼长", 9, present=True, hand_by=LI),))
PAPER = Paper(4, 7, 9, 12, 137, PaperState.ENTERED, entered_by=LI)
PROXY = Proxy(4, 7, 9, 12, ProxyState.ENTERED, 9, "李建国", entered_by=LI)
SEALED = replace(VOTE, state=VoteState.SEALED, started_by=LI)


def read(number: int) -> int:
    """As it comes from elsewhere: the same number, not the same thing."""
    return int(str(number))


@pytest.mark.parametrize(
    "refusal",
    [
        lambda by: settling_refusal(WAITING, by, MEETS),
        lambda by: confirming_refusal(VOTE, PAPER, by, kept=True, at=OPENS),
        lambda by: proxy_refusal(VOTE, PROXY, by, kept=True, at=OPENS),
        lambda by: confirm_refusal(SEALED, by),
    ],
    ids=["hands", "paper", "proxy", "result"],
)
def test_nobody_is_the_second_person_beside_themself_and_everybody_else_is(
    refusal: Callable[[int], Refusal | None],
) -> None:
    assert refusal(read(LI)) is not None
    assert refusal(WANG) is None is refusal(ZHAO)


def test_a_member_of_a_meeting_is_found_by_number() -> None:
    members = [Member(2_000 + n, n, name, n) for name, n in (("赵主任", ZHAO), ("王阿姨", WANG), ("李楼长", LI))]
    found = Attendance(OPENED, tuple(members))
    for member in members:
        assert found.find(read(member.head_id)) is member is found.of(read(member.person_id or 0))


HOME = Together(
    7,
    5,
    ("3号楼301",),
    (CoOwner(9_003, "赵", ZHAO, None), CoOwner(9_001, "王", WANG, None), CoOwner(9_002, "李", LI, None)),
    None,
)


def naming(**names: int) -> Together:
    return replace(HOME, owners=tuple(replace(each, names=names.get(each.name)) for each in HOME.owners))


def test_an_owner_is_called_by_their_own_name() -> None:
    assert [HOME.called(read(number)) for number in (9_001, 9_002, 9_003)] == ["王", "李", "赵"]


def test_only_whoever_speaks_is_taken_to_agree_unasked() -> None:
    for silent, speaks in (("赵", WANG), ("王", ZHAO)):
        others = {name: 9_002 for name in ("赵", "王", "李") if name != silent}
        assert not naming(**others).agreed(speaks, 9_002)
    assert naming(王=9_002, 李=9_002).agreed(read(ZHAO), read(9_002)), "the third one speaks now"


def test_who_names_another_does_not_agree() -> None:
    for other in (9_001, 9_003):
        assert not naming(王=other, 李=9_002).agreed(ZHAO, 9_002)
