"""What others read of what is typed (说给大家的话): looked at once more, as they will read it, before it goes out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from domain.deliberation.matters import reason_refusal
from domain.deliberation.records import record_refusal
from domain.deliberation.stages import MatterAct, Need, act_refusal
from domain.outcomes import Done, Outcome, Reason, Refusal
from handlers.conversations import GONE, own_draft
from handlers.deliberation_full import found_matter
from handlers.turn import Turn
from rendering import deliberation_spoken as drawn
from rendering.deliberation import thanks
from rendering.deliberation_buttons import SendWords
from services import drafts
from services.deliberation_moves import return_move
from services.deliberation_objections import answer_objection, object_to_matter
from services.deliberation_records import note_record
from services.deliberation_stops import decline_stop
from services.deliberation_versions import decline_revision
from services.deliberation_work import doubt_work
from services.drafts import Draft
from services.opinions import as_read

KIND = "matter_spoken"
COVERED = frozenset({"objection", "not_done"})
"""What neighbours say: their name, doors and telephones are covered."""

Act = Callable[..., Awaitable[Outcome]]


async def begin(turn: Turn, matter_id: int, what: str, **more: Any) -> None:
    """The next words are awaited."""
    found = await found_matter(turn, matter_id)
    if found is None:
        return
    refusal = act_refusal(found.matter.procedure, found.matter.stage, OPEN[what])
    outcome = refusal or await drafts.begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind=KIND,
        body={"matter_id": matter_id, "what": what, "more": more},
        awaiting=f"deliberation.{what}",
        **turn.acting,
    )
    if isinstance(outcome, Done):
        await turn.redraw(drawn.ask(turn.texts, what, outcome["draft_id"], found.matter))
    else:
        await turn.refuse(outcome)


async def offer(turn: Turn, matter_id: int, what: str, words: str) -> None:
    """Words that were typed for something else are looked at here; nothing is lost, nothing goes out unseen."""
    if (refusal := reason_refusal(words)) is not None:
        await turn.refuse(refusal)
        return
    outcome = await drafts.begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind=KIND,
        body={"matter_id": matter_id, "what": what, "more": {}, "words": words},
        awaiting=f"deliberation.{what}",
        **turn.acting,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await _look(turn, outcome["body"], outcome["draft_id"], 1)


async def on_words(turn: Turn, draft: Draft) -> None:
    """Typed: shown as it will be read. What is typed next takes its place."""
    if draft.kind != KIND:  # begun before words were looked at once more
        await turn.refuse(GONE)
        return
    found = await found_matter(turn, draft.body["matter_id"])
    if found is None:
        return
    what, words = draft.body["what"], (turn.message.text or turn.message.caption or "").strip()
    refusal = record_refusal(Need.CORRECTION, words, None) if what == "correction" else reason_refusal(words)
    refusal = refusal or act_refusal(found.matter.procedure, found.matter.stage, OPEN[what])
    outcome = refusal or await drafts.change_draft(
        turn.database, draft_id=draft.id, changes={"words": words}, awaiting=draft.awaiting, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await _look(turn, outcome["body"], draft.id, draft.version + 1)


async def _look(turn: Turn, body: Mapping[str, Any], draft_id: int, version: int) -> None:
    found, what, words = await found_matter(turn, body["matter_id"]), body["what"], body["words"]
    if found is not None:
        read = await as_read(turn.database, words=words, person_id=turn.person_id) if what in COVERED else words
        await turn.show(drawn.look_again(turn.texts, what, draft_id, version, read, found.matter))


async def on_send(turn: Turn, button: SendWords) -> None:
    """[发出去]: what was looked at last; whoever has turned to something else since writes it anew."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if draft.version != button.version:  # they have written something else since
        await turn.refuse(Refusal(Reason.STALE))
        return
    if draft.awaiting is None:
        await turn.refuse(GONE)
        return
    what = draft.body["what"]
    outcome = await ACTS[what](
        turn.database,
        matter_id=draft.body["matter_id"],
        words=draft.body["words"],
        draft_id=draft.id,
        **_more(draft),
        **turn.acting,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    said = "objection_up" if what == "objection" and outcome["called_up"] else what
    await turn.redraw(thanks(turn.texts, draft.body["matter_id"], said))


def _more(draft: Draft) -> Mapping[str, Any]:
    """What the act is told besides: which objection; that it is a correction."""
    return {"need": Need.CORRECTION} if draft.body["what"] == "correction" else draft.body["more"]


ACTS: Mapping[str, Act] = {
    "objection": object_to_matter,
    "objection_answer": answer_objection,
    "correction": note_record,
    "returned": return_move,
    "stop_declined": decline_stop,
    "revise_declined": decline_revision,
    "not_done": doubt_work,
}
"""What is done with the words once they were looked at."""

OPEN: Mapping[str, MatterAct] = {
    "objection": MatterAct.OBJECT,
    "objection_answer": MatterAct.REPLY,
    "correction": MatterAct.NOTE,
    "returned": MatterAct.MOVE,
    "stop_declined": MatterAct.STOP,
    "revise_declined": MatterAct.REVISE,
    "not_done": MatterAct.NOT_DONE,
}
"""What the step must permit: said before anything is looked at."""

BUTTONS: Mapping[Any, Any] = {SendWords: on_send}
STEPS = {f"deliberation.{what}": on_words for what in ACTS}
