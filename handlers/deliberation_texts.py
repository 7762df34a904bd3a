"""A matter's text written anew (改方案): the whole, why, a look at what is different; nobody writes over another."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from domain.deliberation.matters import Matter, Version, matter_text_refusal, reason_refusal
from domain.deliberation.objections import objections_first
from domain.deliberation.stages import MatterAct, act_refusal
from domain.deliberation_wizard import title_of
from domain.outcomes import Done, Reason, Refusal
from handlers.conversations import GONE, PRESSING, go_on, own_draft
from handlers.deliberation_full import found_matter
from handlers.deliberation_writing import KIND
from handlers.turn import Turn
from rendering import deliberation_full_writing as drawn
from rendering.deliberation import thanks
from rendering.deliberation_full_buttons import ConfirmText, Rewrite, TakeText
from rendering.screens import Screen
from services import drafts
from services.deliberation_objections import objections_to
from services.deliberation_versions import redraft, revise, versions_of
from services.drafts import Draft

Show = Callable[[Screen], Awaitable[object]]
ASKED = Refusal(Reason.WRONG_STATE, {"what": "matter_revise_asked"})
MOVED = Refusal(Reason.STALE, {"what": "matter_text"})


async def on_rewrite(turn: Turn, button: Rewrite) -> None:
    """[改方案]: over the version that stands now."""
    found = await found_matter(turn, button.matter_id)
    if found is None:
        return
    body = {"matter_id": button.matter_id, "anew": button.anew, "base": found.matter.version}
    matter, awaiting = found.matter, "deliberation.new_text"
    wished = MatterAct.REVISE if button.anew else MatterAct.DRAFT
    first = objections_first(await objections_to(turn.database, matter=matter)) if button.anew else None
    outcome = (
        act_refusal(matter.procedure, matter.stage, wished)
        or (ASKED if button.anew and matter.revising is not None else None)
        or first
        or await drafts.begin_draft(
            turn.database, chat_id=turn.visit.chat.id, kind=KIND, body=body, awaiting=awaiting, **turn.acting
        )
    )
    if isinstance(outcome, Done):
        await turn.redraw(drawn.ask(turn.texts, "new_text", outcome["draft_id"], body, found.matter))
    else:
        await turn.refuse(outcome)


def _words(turn: Turn) -> str:
    return (turn.message.text or turn.message.caption or "").strip()


async def on_new_text(turn: Turn, draft: Draft) -> None:
    """The whole text as it shall be; then why."""
    words = _words(turn)
    if (refusal := matter_text_refusal(words)) is not None:
        await turn.refuse(refusal)
    elif await go_on(turn, draft, {"text": words}, "deliberation.new_why"):
        found = await found_matter(turn, draft.body["matter_id"])
        if found is not None:
            await turn.show(drawn.ask(turn.texts, "new_why", draft.id, draft.body, found.matter))


async def on_new_why(turn: Turn, draft: Draft) -> None:
    """Why it changes; then a look at what is different."""
    why = _words(turn)
    if (refusal := reason_refusal(why)) is not None:
        await turn.refuse(refusal)
    elif await go_on(turn, draft, {"why": why}, PRESSING):
        await _look(turn, draft.id, {**draft.body, "why": why}, turn.show)


async def _look(turn: Turn, number: int, body: Mapping[str, Any], show: Show) -> None:
    """What is different from the version they wrote over, or from what it has become meanwhile."""
    found = await found_matter(turn, body["matter_id"])
    if found is None:
        return
    matter = found.matter
    if matter.version != body.get("base"):
        await _moved(turn, number, body, matter, show)
        return
    old = Version(matter.version, matter.title, matter.text, "", turn.at)
    new = Version(matter.version + 1, title_of(body["text"]), body["text"], body["why"], turn.at)
    await show(drawn.check_text(turn.texts, number, matter, old, new, anew=bool(body["anew"])))


async def _moved(turn: Turn, number: int, body: Mapping[str, Any], matter: Matter, show: Show) -> None:
    """What another made of the text meanwhile; then their own words, which are kept."""
    told = await versions_of(turn.database, matter_id=matter.id)
    before = next((one for one in told if one.number == body.get("base")), told[0])
    await show(drawn.text_moved(turn.texts, matter, before, told[-1]))
    wished = MatterAct.REVISE if body["anew"] else MatterAct.DRAFT
    free = act_refusal(matter.procedure, matter.stage, wished) is None
    await turn.show(drawn.kept_text(turn.texts, number, matter, body["text"], anew=body["anew"], free=free))


async def _written(turn: Turn, number: int) -> Draft | None:
    """The draft, once everything is written; else they hear why not."""
    draft = await own_draft(turn, number, KIND)
    if draft is not None and not {"text", "why"} <= set(draft.body):
        await turn.refuse(GONE)
        return None
    return draft


async def on_take_text(turn: Turn, button: TakeText) -> None:
    """[接着用我写的]: over what the text is now; one more look at what is different."""
    draft = await _written(turn, button.draft_id)
    found = None if draft is None else await found_matter(turn, draft.body["matter_id"])
    if draft is None or found is None:
        return
    base = {"base": found.matter.version}
    if await go_on(turn, draft, base, PRESSING):
        await _look(turn, draft.id, {**draft.body, **base}, turn.redraw)


async def on_confirm_text(turn: Turn, button: ConfirmText) -> None:
    """[就用这一稿]."""
    draft = await _written(turn, button.draft_id)
    if draft is None:
        return
    body = draft.body
    write = revise if body["anew"] else redraft
    outcome = await write(
        turn.database,
        matter_id=body["matter_id"],
        base=body.get("base", 0),
        title=title_of(body["text"]),
        text=body["text"],
        why=body["why"],
        draft_id=draft.id,
        **turn.acting,
    )
    if isinstance(outcome, Done):
        said = "anew_asked" if outcome.facts.get("asked") else "anew" if body["anew"] else "text"
        await turn.redraw(thanks(turn.texts, body["matter_id"], said))
    elif outcome == MOVED:
        await _look(turn, draft.id, body, turn.redraw)
    else:
        await turn.refuse(outcome)


BUTTONS: Mapping[Any, Any] = {Rewrite: on_rewrite, ConfirmText: on_confirm_text, TakeText: on_take_text}
STEPS = {"deliberation.new_text": on_new_text, "deliberation.new_why": on_new_why}
