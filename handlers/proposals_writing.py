"""What is typed for a proposal (提议时要写的): its words, read once more before they go out; why it is refused."""

from __future__ import annotations

from typing import Any

from domain.deliberation.proposals import proposal_text_refusal, supporting_homes
from domain.outcomes import Done, Outcome, Refusal
from domain.registry import Place
from handlers.conversations import own_draft
from handlers.turn import Turn
from rendering import proposals as drawn
from rendering.proposal_buttons import (
    DropProposal,
    NewProposal,
    PostProposal,
    ProposalPlace,
    RefuseProposal,
    RewriteProposal,
)
from services import drafts
from services import proposals as acts
from services.drafts import Draft
from services.proposal_pages import proposal_page, proposal_places
from services.rosters import place_names

KIND = "proposal"
TEXT, REASON = "proposals.text", "proposals.reason"


async def on_new(turn: Turn, _: NewProposal) -> None:
    """[我有个提议]: where, if there is a choice; then what."""
    found = proposal_places(turn.actor)
    if not found:
        await turn.refuse(acts.NOT_HERE)
    elif len(found) == 1:
        await _write(turn, found[0].compound_id or 0)
    else:
        names = await place_names(turn.database)
        await turn.redraw(drawn.place_step(turn.texts, [(place, names.of(place)) for place in found]))


async def on_place(turn: Turn, button: ProposalPlace) -> None:
    """In this compound."""
    await _write(turn, button.compound_id)


async def _write(turn: Turn, compound_id: int) -> None:
    outcome = await _begin(turn, {"compound_id": compound_id}, TEXT)
    if isinstance(outcome, Done):
        await turn.redraw(drawn.text_step(turn.texts, outcome["draft_id"]))
    else:
        await turn.refuse(outcome)


async def _begin(turn: Turn, body: dict[str, Any], awaiting: str) -> Outcome:
    chat = turn.visit.chat.id
    return await drafts.begin_draft(turn.database, chat_id=chat, kind=KIND, body=body, awaiting=awaiting, **turn.acting)


def _words(turn: Turn) -> str:
    return (turn.message.text or turn.message.caption or "").strip()


async def on_text(turn: Turn, draft: Draft) -> None:
    """What is proposed, typed: read once more."""
    words = _words(turn)
    outcome: Outcome | None = proposal_text_refusal(words)
    if outcome is None:
        outcome = await drafts.change_draft(
            turn.database, draft_id=draft.id, changes={"text": words}, awaiting=None, **turn.acting
        )
    if isinstance(outcome, Done):
        counts = bool(supporting_homes(turn.actor, Place(draft.body.get("compound_id", 0))))
        await turn.show(drawn.preview(turn.texts, draft.id, words, counts=counts))
    else:
        await turn.refuse(outcome)


async def on_rewrite(turn: Turn, button: RewriteProposal) -> None:
    """[改一改]: the next words take the place of those."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    outcome = await drafts.change_draft(
        turn.database, draft_id=draft.id, changes={"text": None}, awaiting=TEXT, **turn.acting
    )
    if isinstance(outcome, Done):
        await turn.redraw(drawn.text_step(turn.texts, draft.id))
    else:
        await turn.refuse(outcome)


async def on_post(turn: Turn, button: PostProposal) -> None:
    """[发出去]: the draft becomes a proposal, once."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    text, compound = draft.body.get("text") or "", draft.body.get("compound_id", 0)
    outcome = await acts.propose(turn.database, compound_id=compound, text=text, draft_id=draft.id, **turn.acting)
    if isinstance(outcome, Done):
        await turn.redraw(drawn.thanks(turn.texts, outcome["proposal_id"], "proposed"))
    else:
        await turn.refuse(outcome)


async def on_refuse(turn: Turn, button: RefuseProposal) -> None:
    """[不受理]: why?"""
    found = await proposal_page(turn.database, actor=turn.actor, proposal_id=button.proposal_id)
    if found is None:
        await turn.refuse(acts.NO_PROPOSAL)
        return
    if not found.answers:
        await turn.refuse(acts.NOT_THEIRS_TO_ANSWER)
        return
    outcome = await _begin(turn, {"proposal_id": button.proposal_id}, REASON)
    if isinstance(outcome, Done):
        await turn.redraw(drawn.ask_reason(turn.texts, outcome["draft_id"], found.proposal))
    else:
        await turn.refuse(outcome)


async def on_reason(turn: Turn, draft: Draft) -> None:
    """Why it is refused, typed."""
    number = draft.body["proposal_id"]
    outcome = await acts.refuse_proposal(
        turn.database, proposal_id=number, reason=_words(turn), draft_id=draft.id, **turn.acting
    )
    if isinstance(outcome, Done):
        await turn.show(drawn.thanks(turn.texts, number, "refused"))
    else:
        await turn.refuse(outcome)


async def on_drop(turn: Turn, button: DropProposal) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.dropped(turn.texts))


BUTTONS: dict[Any, Any] = {
    NewProposal: on_new,
    ProposalPlace: on_place,
    RewriteProposal: on_rewrite,
    PostProposal: on_post,
    RefuseProposal: on_refuse,
    DropProposal: on_drop,
}
STEPS = {TEXT: on_text, REASON: on_reason}
