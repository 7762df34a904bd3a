"""Meetings that vote in words (表决会议): signing in, how many have come, hands name by name, who voted how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from domain.issues import shorten
from domain.outcomes import Facts
from domain.vote_effects import card_facts
from domain.voting.entitlements import VotePage
from domain.voting.marks import Marks
from domain.voting.meetings import Attendance, Member, RaisedHands
from domain.voting.votes import Vote, VoteState
from rendering.buttons import Button
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.voting_ballots import marks_word
from rendering.voting_buttons import ShowVote
from rendering.voting_notices import head

PAGE = 8
SHORT_NAME = 12


@dataclass(frozen=True)
class SignIn(Button, prefix="vma"):
    """[签到]: oneself with head 0, or a member who has no phone at hand."""

    vote_id: int
    head_id: int


@dataclass(frozen=True)
class SignOthersIn(Button, prefix="vmb"):
    """[替人签到]: who is not signed in, page by page."""

    vote_id: int
    page: int


@dataclass(frozen=True)
class PutToVote(Button, prefix="vmc"):
    """[开始表决]."""

    vote_id: int


@dataclass(frozen=True)
class TakeHands(Button, prefix="vmd"):
    """[记举手]."""

    vote_id: int


@dataclass(frozen=True)
class TurnHand(Button, prefix="vme"):
    """A member's hand: 同意, 反对, 弃权, 没举手, one after another."""

    draft_id: int
    head_id: int
    page: int


@dataclass(frozen=True)
class HandsPage(Button, prefix="vmf"):
    """Further members."""

    draft_id: int
    page: int


@dataclass(frozen=True)
class HandsRest(Button, prefix="vmg"):
    """[没记的都同意]."""

    draft_id: int


@dataclass(frozen=True)
class SendHands(Button, prefix="vmh"):
    """[请另一位核对]."""

    draft_id: int


@dataclass(frozen=True)
class CheckHands(Button, prefix="vmi"):
    """[核对举手]."""

    vote_id: int


@dataclass(frozen=True)
class SettleHands(Button, prefix="vmj"):
    """[一样，计入], [不一样]."""

    vote_id: int
    right: int
    seen: int


@dataclass(frozen=True)
class CloseMeetingVote(Button, prefix="vmk"):
    """[表决结束]; `sure` once asked back."""

    vote_id: int
    sure: int


@dataclass(frozen=True)
class WhoVotedHow(Button, prefix="vml"):
    """[谁投了什么]."""

    vote_id: int


def meeting_keys(texts: Texts, found: VotePage, at_hand: bool, meeting: bool) -> list[Key]:
    """What members and whoever chairs can do now; `meeting`: it is on, `at_hand`: this person could sign in."""
    vote, there = found.vote, found.attendance
    if there is None or not meeting:
        return []
    keys = [Key(texts.plain("voting.key.sign_in"), SignIn(vote.id, 0))] if at_hand else []
    if found.runs:
        keys += [Key(texts.plain("voting.key.sign_others"), SignOthersIn(vote.id, 0))] if there.away else []
        keys += _chair(texts, there)
    return keys


def _chair(texts: Texts, there: Attendance) -> list[Key]:
    vote = there.vote
    if vote.state is VoteState.POSTED:
        return [Key(texts.plain("voting.key.put_to_vote"), PutToVote(vote.id))]
    hands = [Key(texts.plain("voting.key.hands"), TakeHands(vote.id))] if there.silent else []
    waiting = [Key(texts.plain("voting.key.check_hands"), CheckHands(vote.id))] if there.waiting else []
    return [*hands, *waiting, Key(texts.plain("voting.key.close_vote"), CloseMeetingVote(vote.id, 0))]


def sign_others(texts: Texts, there: Attendance, page: int) -> Screen:
    """替谁签到？"""
    away = there.away
    keys = [Key(_short(member), SignIn(there.vote.id, member.head_id)) for member in away[page * PAGE :][:PAGE]]
    more = [Key(texts.plain("voting.key.further_people"), SignOthersIn(there.vote.id, page + 1))]
    following = more if len(away) > (page + 1) * PAGE else []
    words = lines(_head(texts, there.vote), attendance_line(texts, there), texts.say("voting.meeting.sign_whom"))
    return Screen(words, (*rows(*keys, *following), _back(texts, there.vote.id)))


def attendance_line(texts: Texts, there: Attendance) -> Markup:
    """到会 30/45 人."""
    return texts.say("voting.attendance", present=len(there.present), of=len(there.members))


def hands(texts: Texts, there: Attendance, draft_id: int, marked: Mapping[str, str], page: int) -> Screen:
    """Whose hand was up for what; a press turns it."""
    silent = there.silent
    keys = [
        Key(
            texts.plain(
                "voting.key.hand", name=_short(one), choice=_hand(texts, there.vote, marked.get(str(one.head_id)))
            ),
            TurnHand(draft_id, one.head_id, page),
        )
        for one in silent[page * PAGE :][:PAGE]
    ]
    more = Key(texts.plain("voting.key.further_people"), HandsPage(draft_id, page + 1))
    following = [more] if len(silent) > (page + 1) * PAGE else []
    rest = Key(texts.plain("voting.key.hands_rest"), HandsRest(draft_id))
    send = Key(texts.plain("voting.key.hands_send"), SendHands(draft_id))
    words = lines(
        _head(texts, there.vote),
        texts.say("voting.meeting.hands", n=len(silent), marked=len(marked)),
        texts.say("voting.meeting.hands_how"),
    )
    return Screen(words, (*rows(*keys, *following), (rest, send), _back(texts, there.vote.id)))


def _hand(texts: Texts, vote: Vote, mark: str | None) -> str:
    return texts.plain("voting.hand.none") if mark is None else marks_word(texts, vote.question, frozenset({mark}))


def check_hands(texts: Texts, found: RaisedHands) -> Screen:
    """What was written down, name by name, for a second person."""
    vote = found.there.vote
    names = [
        texts.say("voting.meeting.by_name", name=one.name, choice=marks_word(texts, vote.question, marks))
        for one in found.there.waiting
        if (marks := found.marks.get(one.head_id)) is not None
    ]
    words = lines(_head(texts, vote), *names, texts.say("voting.meeting.check"))
    same = Key(texts.plain("voting.key.hands_same"), SettleHands(vote.id, 1, found.seen))
    differ = Key(texts.plain("voting.key.hands_differ"), SettleHands(vote.id, 0, found.seen))
    return Screen(words, ((same, differ),))


def surely_close(texts: Texts, there: Attendance) -> Screen:
    """结束表决？ With how many of those who came have not voted."""
    words = lines(
        _head(texts, there.vote),
        attendance_line(texts, there),
        texts.say("voting.meeting.close_sure", silent=len(there.silent)),
    )
    sure = Key(texts.plain("voting.key.close_vote"), CloseMeetingVote(there.vote.id, 1))
    return Screen(words, ((sure,), _back(texts, there.vote.id)))


def by_name(texts: Texts, vote: Vote, members: Sequence[Member], found: Mapping[int, Marks]) -> Screen:
    """Who voted how, once the result is out."""
    said = [
        texts.say("voting.meeting.by_name", name=one.name, choice=marks_word(texts, vote.question, found[one.head_id]))
        if one.head_id in found
        else texts.say("voting.meeting.silent" if one.present else "voting.meeting.absent", name=one.name)
        for one in members
    ]
    return Screen(lines(head(texts, "result", card_facts(vote)), *said), (_back(texts, vote.id),))


def told(texts: Texts, name: str, vote_id: int, **facts: object) -> Screen:
    """记下了, and the way back to the vote."""
    return Screen(texts.say(f"voting.meeting.{name}", **facts), (_back(texts, vote_id),))


def hands_to_check(drawing: Drawing, facts: Facts) -> Dispatch:
    """Whoever else is there is asked to look at the hands that were written down."""
    texts = drawing.texts
    words = lines(head(texts, "hands", facts), texts.say("voting.hands.text", n=facts["hands"]))
    key = Key(texts.plain("voting.key.check_hands"), CheckHands(facts["vote_id"]))
    return Dispatch(Screen(words, ((key,),)))


NOTICES: dict[str, Template] = {"voting.hands": hands_to_check}


def may_sign_in(found: VotePage) -> bool:
    """Whether the person of this page is a member who has not signed in."""
    there = found.attendance
    mine = {one.head_id for one, _ in found.mine}
    return there is not None and any(member.head_id in mine and not member.present for member in there.members)


def _head(texts: Texts, vote: Vote) -> Markup:
    return head(texts, "meeting", card_facts(vote))


def _short(member: Member) -> str:
    return shorten(member.name, SHORT_NAME)


def _back(texts: Texts, vote_id: int) -> tuple[Key, ...]:
    return (Key(texts.plain("voting.key.back"), ShowVote(vote_id)),)
