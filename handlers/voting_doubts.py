"""Doubts about a sealed result at the door (核对异议): written, looked at once more, sent; answered in the same way."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.voting.doubts import DoubtStage, words_refusal
from handlers.turn import Turn
from rendering import voting_doubts as drawn
from rendering.voting_doubts import DoubtResult, LookIntoDoubt, SendDoubt
from services import drafts
from services.drafts import Draft
from services.voting_doubts import doubt_result, look_into_doubt, writing_refusal

AWAITING = "voting.doubt"
DOUBT, LOOK = "vote_doubt", "vote_look"
STEP = {DOUBT: "doubt", LOOK: "look"}
"""Kinds of drafts, and what their screens are called."""

STAGE = {DOUBT: DoubtStage.DOUBTED, LOOK: DoubtStage.LOOKED}
"""Kinds of drafts, and what is written in them."""


async def on_doubt(turn: Turn, button: DoubtResult) -> None:
    """[数字不对]: the next words say what is wrong."""
    await _begin(turn, button.vote_id, DOUBT)


async def on_look(turn: Turn, button: LookIntoDoubt) -> None:
    """[写查看结果]: the next words say what was found."""
    await _begin(turn, button.vote_id, LOOK)


async def _begin(turn: Turn, vote_id: int, kind: str) -> None:
    stage = STAGE[kind]
    if refusal := await writing_refusal(turn.database, actor=turn.actor, vote_id=vote_id, stage=stage):
        await turn.refuse(refusal)
        return
    outcome = await drafts.begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind=kind,
        body={"vote_id": vote_id},
        awaiting=AWAITING,
        **turn.acting,
    )
    if isinstance(outcome, Done):
        await turn.redraw(drawn.ask(turn.texts, vote_id, outcome["draft_id"], STEP[kind]))
    else:
        await turn.refuse(outcome)


async def on_words(turn: Turn, draft: Draft) -> None:
    """Typed: shown once more, because it stays. What is typed next takes its place."""
    words = (turn.message.text or turn.message.caption or "").strip()
    outcome = words_refusal(words) or await drafts.change_draft(
        turn.database, draft_id=draft.id, changes={"words": words}, awaiting=AWAITING, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(drawn.surely(turn.texts, draft.body["vote_id"], draft.id, STEP[draft.kind], words))


async def on_send(turn: Turn, button: SendDoubt) -> None:
    """[告诉委员会], [告诉核对的人]."""
    draft = await drafts.find_draft(turn.database, draft_id=button.draft_id, at=turn.at)
    if draft is None or draft.kind not in STEP or draft.person_id != turn.person_id:
        await turn.refuse(Refusal(Reason.EXPIRED, {"what": "draft"}))
        return
    outcome = await _send(turn, draft)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.sent(turn.texts, draft.body["vote_id"], STEP[draft.kind]))


async def _send(turn: Turn, draft: Draft) -> Outcome:
    send = doubt_result if draft.kind == DOUBT else look_into_doubt
    vote_id, words = draft.body["vote_id"], draft.body.get("words", "")
    return await send(turn.database, vote_id=vote_id, words=words, draft_id=draft.id, **turn.acting)


BUTTONS: dict[Any, Any] = {DoubtResult: on_doubt, LookIntoDoubt: on_look, SendDoubt: on_send}
STEPS = {AWAITING: on_words}
