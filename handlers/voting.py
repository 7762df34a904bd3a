"""Formal votes at the door (表决): the page of a vote, the ballot and its receipt, the result and its confirmation."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Reason, Refusal
from domain.permissions import Act, places
from domain.voting.ballots import Choice
from domain.voting.entitlements import Cast, Entitlement, VotePage
from domain.voting.marks import Marks, read_marks
from domain.voting.questions import marks_refusal
from domain.voting.votes import Vote
from handlers import vote_wizard, voting_doubts, voting_namings, voting_objections, voting_turnout
from handlers.turn import Turn
from handlers.voting_pages import NOT_FOUND, found_vote, show_vote
from rendering import voting_screens as drawn
from rendering.screens import Screen
from rendering.voting_ballots import MarkOption, unpack_marks
from rendering.voting_buttons import (
    CancelVote,
    CastBallot,
    ChooseBallot,
    ConfirmResult,
    OpenHead,
    OpenVotes,
    ReadMotion,
    ShowVote,
)
from rendering.voting_list import votes
from services import voting
from services.voting_pages import votes_for

NAMED_OTHER = Refusal(Reason.NOT_YOURS, {"what": "vote_named_other"})
NO_HEAD = Refusal(Reason.NOT_YOURS, {"what": "vote_head"})


async def on_votes(turn: Turn) -> None:
    """Votes of theirs, in private."""
    await turn.show(await _votes(turn))


async def any_for(turn: Turn) -> bool:
    """Whether there is any vote this person may read, or they may start one."""
    return bool(places(turn.actor, Act.START_VOTE) or await votes_for(turn.database, actor=turn.actor))


async def on_list(turn: Turn, _: OpenVotes) -> None:
    """[全部表决]."""
    await turn.redraw(await _votes(turn))


async def _votes(turn: Turn) -> Screen:
    found = await votes_for(turn.database, actor=turn.actor)
    return votes(turn.texts, found, starts=bool(places(turn.actor, Act.START_VOTE)))


async def on_start(turn: Turn, payload: str) -> None:
    """The button under the group's card."""
    await show_vote(turn, int(payload) if payload.isdecimal() and len(payload) < 18 else 0, turn.show)


async def on_show(turn: Turn, button: ShowVote) -> None:
    """One vote."""
    await show_vote(turn, button.vote_id, turn.redraw)


async def on_read(turn: Turn, button: ReadMotion) -> None:
    """[看全文]."""
    found = await found_vote(turn, button.vote_id)
    if found is not None:
        await turn.redraw(drawn.motion(turn.texts, found, at=turn.at, zone=turn.zone))


# The ballot


async def _mine(turn: Turn, vote_id: int, head_id: int) -> tuple[VotePage, Entitlement] | None:
    """The vote and whom they vote for; else they hear why not."""
    found = await found_vote(turn, vote_id)
    if found is None:
        return None
    one = next((one for one, _ in found.mine if one.head_id == head_id), None)
    if one is None:
        named_other = any(each.head_id == head_id for each in found.together)
        await turn.refuse(NAMED_OTHER if named_other else NO_HEAD)
        return None
    return found, one


async def on_head(turn: Turn, button: OpenHead) -> None:
    """One of several they vote for."""
    mine = await _mine(turn, button.vote_id, button.head_id)
    if mine is not None:
        await turn.redraw(drawn.head_choices(turn.texts, mine[0].vote, mine[1]))


async def on_choose(turn: Turn, button: ChooseBallot) -> None:
    """[同意]: asked back once, because it counts in law."""
    mine = await _mine(turn, button.vote_id, button.head_id)
    if mine is None or (marks := await _marks(turn, mine[0].vote, button.choice)) is None:
        return
    if (refusal := marks_refusal(mine[0].vote.question, marks)) is not None:
        await turn.refuse(refusal)
    else:
        await turn.redraw(drawn.surely_cast(turn.texts, mine[0].vote, mine[1], marks, turn.zone))


async def on_mark(turn: Turn, button: MarkOption) -> None:
    """One of several marks; too many are refused at once."""
    mine = await _mine(turn, button.vote_id, button.head_id)
    if mine is None or (marks := await _marks(turn, mine[0].vote, button.marks)) is None:
        return
    if len(marks) > mine[0].vote.question.most:
        await turn.refuse(marks_refusal(mine[0].vote.question, marks) or NOT_FOUND)
    else:
        await turn.redraw(drawn.head_choices(turn.texts, mine[0].vote, mine[1], marks))


async def _marks(turn: Turn, vote: Vote, packed: str) -> Marks | None:
    marks = unpack_marks(vote.question, packed)
    if marks is None:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
    return marks


async def on_cast(turn: Turn, button: CastBallot) -> None:
    """[投出去]: into the box; the answer comes after the commit."""
    if (marks := await _to_cast(turn, button)) is None:
        return
    cast = Cast(button.vote_id, button.head_id, turn.person_id, marks, turn.source, turn.at)
    outcome = await turn.ballot_box.put(cast)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("voting.toast"))
    if (found := await found_vote(turn, button.vote_id)) is not None:
        mine = ((one, cast) for one, cast in found.mine if one.head_id == button.head_id)
        one, last = next(mine, (None, None))
        if one is not None and last is not None:
            await turn.redraw(drawn.cast_done(turn.texts, found.vote, one, last, turn.zone))


async def _to_cast(turn: Turn, button: CastBallot) -> Marks | None:
    """What is marked; yes, no and abstain need no look at the vote before the box has it."""
    if button.choice in set(Choice):
        return read_marks(button.choice)
    found = await found_vote(turn, button.vote_id)
    return None if found is None else await _marks(turn, found.vote, button.choice)


# Those who run it


async def on_cancel(turn: Turn, button: CancelVote) -> None:
    """[撤回], asked back once."""
    found = await found_vote(turn, button.vote_id)
    if found is None:
        return
    if not button.sure:
        await turn.redraw(drawn.surely_cancel(turn.texts, found.vote))
        return
    outcome = await voting.cancel_vote(turn.database, vote_id=button.vote_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.toast(turn.texts.plain("voting.cancel.toast"))
        await turn.redraw(await _votes(turn))


async def on_confirm(turn: Turn, button: ConfirmResult) -> None:
    """[核对无误，公布], asked back once with the numbers."""
    found = await found_vote(turn, button.vote_id)
    if found is None:
        return
    if found.may_confirm and not button.sure:
        await turn.redraw(drawn.surely_confirm(turn.texts, found.vote))
        return
    outcome = await voting.confirm_result(turn.database, vote_id=button.vote_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.toast(turn.texts.plain("voting.confirm.toast"))
        await show_vote(turn, button.vote_id, turn.redraw)


BUTTONS: dict[Any, Any] = {
    OpenVotes: on_list,
    ShowVote: on_show,
    ReadMotion: on_read,
    OpenHead: on_head,
    ChooseBallot: on_choose,
    MarkOption: on_mark,
    CastBallot: on_cast,
    CancelVote: on_cancel,
    ConfirmResult: on_confirm,
    **voting_objections.BUTTONS,
    **voting_namings.BUTTONS,
    **voting_turnout.BUTTONS,
    **voting_doubts.BUTTONS,
    **vote_wizard.BUTTONS,
}
STEPS = {**voting_objections.STEPS, **voting_doubts.STEPS, **vote_wizard.STEPS}
STARTS = {"vote": on_start}
