"""One text for several compounds at the door (几个小区一起发公告)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.announcements import clean, text_refused
from domain.outcomes import Done, Refusal
from handlers.conversations import GONE
from handlers.turn import Turn
from rendering import announcements_together as drawn
from rendering.announcements_together import ChoosePage, LookTogether, PickAll, PickCompound, SendTogether
from rendering.community_desk import WriteTogether
from rendering.screens import Screen
from services import announcements_together as acts
from services import drafts
from services.announcements_together import TOGETHER, Reach
from services.drafts import Draft

AWAITING = "announcements.together"


async def on_write(turn: Turn, _: WriteTogether) -> None:
    """[一起发公告]."""
    found = await acts.reach(turn.database, actor=turn.actor)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    outcome = await drafts.begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind=TOGETHER,
        body={"text": "", "chosen": []},
        awaiting=AWAITING,
        **turn.acting,
    )
    if isinstance(outcome, Done):
        await turn.redraw(drawn.ask_text(turn.texts, outcome["draft_id"]))


async def on_words(turn: Turn, draft: Draft) -> None:
    """The text."""
    text = clean(turn.message.text or turn.message.caption or "")
    refusal = text_refused(text)
    if refusal is not None:
        await turn.refuse(refusal)
        return
    screen = await _change(turn, draft.id, {"text": text}, 0)
    if screen is not None:
        await turn.show(screen)


async def _own(turn: Turn, draft_id: int) -> Draft | None:
    draft = await drafts.find_draft(turn.database, draft_id=draft_id, at=turn.at)
    return draft if draft is not None and draft.kind == TOGETHER and draft.person_id == turn.person_id else None


async def _change(turn: Turn, draft_id: int, changes: Mapping[str, Any], page: int) -> Screen | None:
    """Keep the answer, then show what can be chosen; None when it was refused instead."""
    found = await acts.reach(turn.database, actor=turn.actor)
    outcome: Any = found
    if isinstance(found, Reach):
        outcome = await drafts.change_draft(
            turn.database, draft_id=draft_id, changes=changes, awaiting=None, **turn.acting
        )
    if isinstance(found, Refusal) or isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return None
    chosen = _standing(found, outcome["body"])
    return drawn.choose(turn.texts, draft_id, found.targets, chosen, found.silent, page)


def _standing(found: Reach, body: Mapping[str, Any]) -> set[int]:
    """Those chosen that can still be announced to."""
    return {number for number in body["chosen"] if number in _numbers(found)}


def _numbers(found: Reach) -> list[int]:
    return [one.place.compound_id for one in found.targets if one.place.compound_id is not None]


async def _redraw(turn: Turn, draft_id: int, chosen: list[int] | None, page: int) -> None:
    changes = {} if chosen is None else {"chosen": chosen}
    screen = await _change(turn, draft_id, changes, page)
    if screen is not None:
        await turn.redraw(screen)


async def on_page(turn: Turn, button: ChoosePage) -> None:
    """Another page, or back to choosing."""
    if await _own(turn, button.draft_id) is None:
        await turn.refuse(GONE)
    else:
        await _redraw(turn, button.draft_id, None, button.page)


async def on_pick(turn: Turn, button: PickCompound) -> None:
    """This one too, or not."""
    draft = await _own(turn, button.draft_id)
    if draft is None:
        await turn.refuse(GONE)
        return
    others = [number for number in draft.body["chosen"] if number != button.compound_id]
    await _redraw(turn, draft.id, [*others, button.compound_id] if button.on else others, button.page)


async def on_all(turn: Turn, button: PickAll) -> None:
    """[都选上], [都不选]."""
    found = await acts.reach(turn.database, actor=turn.actor)
    if await _own(turn, button.draft_id) is None or isinstance(found, Refusal):
        await turn.refuse(GONE)
    else:
        await _redraw(turn, button.draft_id, _numbers(found) if button.on else [], 0)


async def on_look(turn: Turn, button: LookTogether) -> None:
    """[选好了]: the very words, and where they go."""
    draft, found = await _own(turn, button.draft_id), await acts.reach(turn.database, actor=turn.actor)
    if draft is None or isinstance(found, Refusal):
        await turn.refuse(GONE)
        return
    chosen = _standing(found, draft.body)
    targets = [one for one in found.targets if one.place.compound_id in chosen]
    await turn.redraw(drawn.look(turn.texts, draft.id, draft.body["text"], targets))


async def on_send(turn: Turn, button: SendTogether) -> None:
    """[发到这些小区]."""
    outcome = await acts.announce_together(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.sent(turn.texts, outcome["count"]))


BUTTONS: dict[Any, Any] = {
    WriteTogether: on_write,
    ChoosePage: on_page,
    PickCompound: on_pick,
    PickAll: on_all,
    LookTogether: on_look,
    SendTogether: on_send,
}
STEPS = {AWAITING: on_words}
