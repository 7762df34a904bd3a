"""Objections at the door (异议): written, looked at once more, sent to the committee; or left."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Done, Reason, Refusal
from domain.voting.votes import VoteState, objection_refusal
from handlers import deliberation_spoken
from handlers.conversations import GONE
from handlers.turn import Turn
from handlers.voting_pages import found_vote, show_vote
from rendering import voting_objections as drawn
from rendering.voting_buttons import DropObjection, ObjectToVote, SendObjection
from services import drafts, voting
from services.drafts import Draft

KIND, AWAITING = "vote_objection", "voting.objection"


async def on_object(turn: Turn, button: ObjectToVote) -> None:
    """[名册有误], [我有异议]: the next words are the objection."""
    found = await found_vote(turn, button.vote_id)
    if found is None:
        return
    if found.objects_in is not None:  # a button of before the matter was disclosed
        await deliberation_spoken.begin(turn, found.objects_in, "objection")
        return
    if found.vote.state not in (VoteState.POSTED, VoteState.PUBLISHED):
        await turn.refuse(Refusal(Reason.WRONG_STATE, {"what": "vote_objection"}))
        return
    outcome = await drafts.begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind=KIND,
        body={"vote_id": button.vote_id},
        awaiting=AWAITING,
        **turn.acting,
    )
    if isinstance(outcome, Done):
        await turn.redraw(drawn.ask_objection(turn.texts, found.vote, outcome["draft_id"]))
    else:
        await turn.refuse(outcome)


async def on_words(turn: Turn, draft: Draft) -> None:
    """The objection, typed: shown once more, because it stays. What is typed next takes its place."""
    words = (turn.message.text or turn.message.caption or "").strip()
    found = await found_vote(turn, draft.body["vote_id"])
    if found is None:
        return
    if found.objects_in is not None:
        await deliberation_spoken.offer(turn, found.objects_in, "objection", words)
        return
    refusal = objection_refusal(found.vote, words)
    outcome = refusal or await drafts.change_draft(
        turn.database, draft_id=draft.id, changes={"words": words}, awaiting=AWAITING, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(drawn.surely_object(turn.texts, found.vote.id, (draft.id, draft.version + 1), words))


async def on_send(turn: Turn, button: SendObjection) -> None:
    """[提出来]."""
    draft = await drafts.find_draft(turn.database, draft_id=button.draft_id, at=turn.at)
    if draft is None or draft.kind != KIND or draft.person_id != turn.person_id:
        await turn.refuse(GONE)
        return
    if draft.version != button.version:  # they have written something else since
        await turn.refuse(Refusal(Reason.STALE))
        return
    vote_id, words = draft.body["vote_id"], draft.body.get("words", "")
    found = await found_vote(turn, vote_id)
    if found is not None and found.objects_in is not None:  # others read it there: looked at once more
        await deliberation_spoken.offer(turn, found.objects_in, "objection", words)
        return
    outcome = await voting.object_to_vote(turn.database, vote_id=vote_id, words=words, draft_id=draft.id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.objected(turn.texts, vote_id))


async def on_drop(turn: Turn, button: DropObjection) -> None:
    """[算了]: back to the vote, and nothing is waited for."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await show_vote(turn, button.vote_id, turn.redraw)


BUTTONS: dict[Any, Any] = {ObjectToVote: on_object, SendObjection: on_send, DropObjection: on_drop}
STEPS = {AWAITING: on_words}
