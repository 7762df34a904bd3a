"""Residents' proposals at the door (居民提议): the list, one of them, support in one tap, the committee's answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from domain.deliberation.proposals import ProposalPage, ProposalState, ProposalWay
from domain.outcomes import Outcome, Refusal
from handlers import deliberation_wizard, proposals_writing
from handlers.turn import Turn
from rendering import proposals as drawn
from rendering.proposal_buttons import (
    AskWay,
    DiscussProposal,
    OpenProposals,
    ReadProposal,
    ShowProposal,
    SupportProposal,
    TakeUpProposal,
    WithdrawProposal,
)
from rendering.screens import Key, Screen
from services import proposals as acts
from services.proposal_pages import proposal_page, proposal_places, proposals_for

Show = Callable[[Screen], Awaitable[object]]


async def doors(turn: Turn) -> tuple[Key, ...]:
    """What leads here from the matters."""
    there = bool(await proposals_for(turn.database, actor=turn.actor))
    return drawn.doors(turn.texts, lives=bool(proposal_places(turn.actor)), any_there=there)


async def on_list(turn: Turn, _: OpenProposals) -> None:
    """[居民提议]."""
    found = await proposals_for(turn.database, actor=turn.actor)
    await turn.redraw(drawn.proposals(turn.texts, found, lives=bool(proposal_places(turn.actor))))


async def on_start(turn: Turn, payload: str) -> None:
    """The button under the group's card."""
    await _page(turn, int(payload) if payload.isdecimal() and len(payload) < 18 else 0, turn.show)


async def on_show(turn: Turn, button: ShowProposal) -> None:
    """One proposal."""
    await _page(turn, button.proposal_id, turn.redraw)


async def _page(turn: Turn, proposal_id: int, show: Show) -> None:
    found = await _found(turn, proposal_id)
    if found is not None:
        await show(drawn.page(turn.texts, found, at=turn.at, zone=turn.zone))


async def _found(turn: Turn, proposal_id: int) -> ProposalPage | None:
    """The proposal as they may see it; else they hear that there is none."""
    found = await proposal_page(turn.database, actor=turn.actor, proposal_id=proposal_id)
    if found is None:
        await turn.refuse(acts.NO_PROPOSAL)
    return found


async def on_read(turn: Turn, button: ReadProposal) -> None:
    """[看全文]."""
    found = await _found(turn, button.proposal_id)
    if found is not None:
        await turn.redraw(drawn.whole_text(turn.texts, found.proposal))


async def on_support(turn: Turn, button: SupportProposal) -> None:
    """[我家支持], in the group or in private: one tap; and taken back."""
    outcome = await acts.support_proposal(
        turn.database, proposal_id=button.proposal_id, withdrawn=bool(button.withdrawn), **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    words = "proposals.toast.unsupported" if button.withdrawn else "proposals.toast.supported"
    await turn.toast(turn.texts.plain(words, count=outcome["count"], wanted=outcome["wanted"]))
    if turn.private:
        await _page(turn, button.proposal_id, turn.redraw)


async def on_withdraw(turn: Turn, button: WithdrawProposal) -> None:
    """[撤回提议]: a second look, then for good."""
    if button.sure:
        outcome = await acts.withdraw_proposal(turn.database, proposal_id=button.proposal_id, **turn.acting)
        await _thanked(turn, outcome, button.proposal_id, "withdrawn")
        return
    found = await _found(turn, button.proposal_id)
    if found is not None:
        await turn.redraw(drawn.ask_withdraw(turn.texts, found.proposal))


async def on_way(turn: Turn, button: AskWay) -> None:
    """[受理]: by which way?"""
    found = await _found(turn, button.proposal_id)
    if found is None:
        return
    if not found.answers:
        await turn.refuse(acts.NOT_THEIRS_TO_ANSWER)
    elif found.proposal.state is ProposalState.REACHED:
        await turn.redraw(drawn.ask_way(turn.texts, found.proposal))
    else:
        await turn.redraw(drawn.page(turn.texts, found, at=turn.at, zone=turn.zone))


async def on_take_up(turn: Turn, button: TakeUpProposal) -> None:
    """By this way: everybody reads it."""
    if button.way not in set(ProposalWay):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    way, number = ProposalWay(button.way), button.proposal_id
    outcome = await acts.take_up_proposal(turn.database, proposal_id=number, way=way, **turn.acting)
    if way is ProposalWay.DISCUSS and not isinstance(outcome, Refusal):
        await turn.redraw(drawn.taken_up(turn.texts, number))
    else:
        await _thanked(turn, outcome, number, "taken")


async def on_discuss(turn: Turn, button: DiscussProposal) -> None:
    """[发起议题]: what was proposed is its first text."""
    found = await _found(turn, button.proposal_id)
    if found is None:
        return
    if found.answers and found.proposal.to_discuss:
        await deliberation_wizard.begin(turn, {"text": found.proposal.text, "proposal": found.proposal.id})
    else:
        await turn.redraw(drawn.page(turn.texts, found, at=turn.at, zone=turn.zone))


async def _thanked(turn: Turn, outcome: Outcome, proposal_id: int, what: str) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.thanks(turn.texts, proposal_id, what))


BUTTONS: dict[Any, Any] = {
    OpenProposals: on_list,
    ShowProposal: on_show,
    ReadProposal: on_read,
    SupportProposal: on_support,
    WithdrawProposal: on_withdraw,
    AskWay: on_way,
    TakeUpProposal: on_take_up,
    DiscussProposal: on_discuss,
    **proposals_writing.BUTTONS,
}
STEPS = proposals_writing.STEPS
STARTS = {"proposal": on_start}
