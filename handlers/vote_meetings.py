"""Meetings that vote at the door (表决会议): signing in, putting it to the vote, hands with a second look, closing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.outcomes import Outcome, Refusal
from domain.permissions import Act, permit
from domain.voting.meetings import Attendance
from handlers.conversations import GONE
from handlers.turn import Turn
from handlers.voting_pages import NOT_FOUND, found_vote, show_vote
from rendering import vote_meetings as drawn
from rendering.vote_meetings import (
    CheckHands,
    CloseMeetingVote,
    HandsPage,
    HandsRest,
    PutToVote,
    SendHands,
    SettleHands,
    SignIn,
    SignOthersIn,
    TakeHands,
    TurnHand,
    WhoVotedHow,
)
from services import drafts, vote_meetings
from services.drafts import Draft
from services.voting_pages import voted_how


async def _there(turn: Turn, vote_id: int) -> Attendance | None:
    """The meeting, for whoever chairs it."""
    found = await found_vote(turn, vote_id)
    if found is None:
        return None
    if found.attendance is None or not found.runs:
        await turn.refuse(permit(turn.actor, Act.START_VOTE, found.vote.place) or NOT_FOUND)
        return None
    return found.attendance


async def _then(turn: Turn, outcome: Outcome, vote_id: int, toast: str) -> None:
    """Said at once, and the vote as it stands now."""
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(toast)
    await show_vote(turn, vote_id, turn.redraw)


async def on_sign_in(turn: Turn, button: SignIn) -> None:
    """[签到]."""
    outcome = await vote_meetings.sign_in(turn.database, vote_id=button.vote_id, head_id=button.head_id, **turn.acting)
    facts = {} if isinstance(outcome, Refusal) else {"name": outcome["name"]}
    said = "" if isinstance(outcome, Refusal) else turn.texts.plain("voting.meeting.toast_signed_in", **facts)
    if not button.head_id or isinstance(outcome, Refusal):
        await _then(turn, outcome, button.vote_id, said)
        return
    await turn.toast(said)
    there = await _there(turn, button.vote_id)
    if there is not None:
        await turn.redraw(drawn.sign_others(turn.texts, there, 0))


async def on_sign_others(turn: Turn, button: SignOthersIn) -> None:
    """[替人签到]."""
    there = await _there(turn, button.vote_id)
    if there is not None:
        await turn.redraw(drawn.sign_others(turn.texts, there, button.page))


async def on_put(turn: Turn, button: PutToVote) -> None:
    """[开始表决]: refused with how many are wanting."""
    outcome = await vote_meetings.open_meeting_vote(turn.database, vote_id=button.vote_id, **turn.acting)
    await _then(turn, outcome, button.vote_id, turn.texts.plain("voting.meeting.toast_open"))


# Hands


async def on_take(turn: Turn, button: TakeHands) -> None:
    """[记举手]: a draft of hands."""
    there = await _there(turn, button.vote_id)
    if there is None:
        return
    outcome = await drafts.begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind="vote_hands",
        body={"vote_id": button.vote_id, "hands": {}},
        awaiting=None,
        **turn.acting,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.hands(turn.texts, there, outcome["draft_id"], {}, 0))


async def _hands(turn: Turn, draft_id: int) -> tuple[Draft, Attendance] | None:
    draft = await drafts.find_draft(turn.database, draft_id=draft_id, at=turn.at)
    if draft is None or draft.kind != "vote_hands" or draft.person_id != turn.person_id:
        await turn.refuse(GONE)
        return None
    there = await _there(turn, draft.body["vote_id"])
    return None if there is None else (draft, there)


async def _mark(turn: Turn, draft: Draft, there: Attendance, hands: Mapping[str, str], number: int) -> None:
    outcome = await drafts.change_draft(
        turn.database, draft_id=draft.id, changes={"hands": dict(hands)}, awaiting=None, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.hands(turn.texts, there, draft.id, hands, number))


async def on_turn(turn: Turn, button: TurnHand) -> None:
    """One hand: the next choice, and after the last none."""
    found = await _hands(turn, button.draft_id)
    if found is None:
        return
    draft, there = found
    hands, head = dict(draft.body["hands"]), str(button.head_id)
    options: list[str | None] = [*there.vote.question.paper.options, None]
    mark = options[(options.index(hands.pop(head, None)) + 1) % len(options)]
    await _mark(turn, draft, there, hands if mark is None else {**hands, head: mark}, button.page)


async def on_hands_page(turn: Turn, button: HandsPage) -> None:
    """Further members."""
    found = await _hands(turn, button.draft_id)
    if found is not None:
        await turn.redraw(drawn.hands(turn.texts, found[1], found[0].id, found[0].body["hands"], button.page))


async def on_rest(turn: Turn, button: HandsRest) -> None:
    """[没记的都同意]: the first option for everybody whose hand is not written down."""
    found = await _hands(turn, button.draft_id)
    if found is None:
        return
    draft, there = found
    first = there.vote.question.paper.options[0]
    rest = {str(member.head_id): first for member in there.silent}
    await _mark(turn, draft, there, {**rest, **draft.body["hands"]}, 0)


async def on_send(turn: Turn, button: SendHands) -> None:
    """[请另一位核对]."""
    found = await _hands(turn, button.draft_id)
    if found is None:
        return
    draft, there = found
    outcome = await vote_meetings.raise_hands(
        turn.database, vote_id=there.vote.id, hands=draft.body["hands"], draft_id=draft.id, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        name = "hands_sent" if outcome["asked"] else "hands_nobody"
        await turn.redraw(drawn.told(turn.texts, name, there.vote.id, n=outcome["hands"]))


async def on_check(turn: Turn, button: CheckHands) -> None:
    """[核对举手]: name by name."""
    found = await vote_meetings.waiting_hands(turn.database, actor=turn.actor, vote_id=button.vote_id, at=turn.at)
    if isinstance(found, Refusal):
        await turn.refuse(found)
    else:
        await turn.redraw(drawn.check_hands(turn.texts, found))


async def on_settle(turn: Turn, button: SettleHands) -> None:
    """[一样，计入], or once more."""
    outcome = await vote_meetings.settle_hands(
        turn.database, vote_id=button.vote_id, right=bool(button.right), seen=button.seen, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        name = "hands_counted" if button.right else "hands_again"
        await turn.redraw(drawn.told(turn.texts, name, button.vote_id, n=outcome["hands"]))


async def on_close(turn: Turn, button: CloseMeetingVote) -> None:
    """[表决结束], asked back once."""
    if not button.sure:
        there = await _there(turn, button.vote_id)
        if there is not None:
            await turn.redraw(drawn.surely_close(turn.texts, there))
        return
    outcome = await vote_meetings.close_meeting_vote(turn.database, vote_id=button.vote_id, **turn.acting)
    await _then(turn, outcome, button.vote_id, turn.texts.plain("voting.meeting.toast_closed"))


async def on_who(turn: Turn, button: WhoVotedHow) -> None:
    """[谁投了什么]."""
    found = await voted_how(turn.database, actor=turn.actor, vote_id=button.vote_id, at=turn.at)
    if isinstance(found, Refusal):
        await turn.refuse(found)
    else:
        await turn.redraw(drawn.by_name(turn.texts, *found))


BUTTONS: dict[Any, Any] = {
    SignIn: on_sign_in,
    SignOthersIn: on_sign_others,
    PutToVote: on_put,
    TakeHands: on_take,
    TurnHand: on_turn,
    HandsPage: on_hands_page,
    HandsRest: on_rest,
    SendHands: on_send,
    CheckHands: on_check,
    SettleHands: on_settle,
    CloseMeetingVote: on_close,
    WhoVotedHow: on_who,
}
