"""What every question of a whistle shares (吹哨的问话): begun, written on, answered; who may be asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.whistles import CalledUnit, WhistlePage
from handlers.conversations import GONE
from handlers.turn import Turn
from handlers.whistles import unit_page
from rendering import whistle_wizard as asked
from services import drafts
from services import whistles as acts
from services.drafts import Draft
from services.whistle_pages import whistle_page

KIND = "whistle_words"
NO_TIME = Refusal(Reason.INVALID, {"what": "whistle_time"})


async def begin(turn: Turn, body: Mapping[str, Any], awaiting: str | None) -> int | None:
    """A conversation begins; its number, or they hear why not."""
    chat = turn.visit.chat.id
    outcome = await drafts.begin_draft(
        turn.database, chat_id=chat, kind=KIND, body=body, awaiting=awaiting, **turn.acting
    )
    if isinstance(outcome, Done):
        return int(outcome["draft_id"])
    await turn.refuse(outcome)
    return None


async def changed(turn: Turn, draft: Draft, changes: Mapping[str, Any], awaiting: str | None) -> bool:
    """One more thing is written down; whether it could be."""
    outcome = await drafts.change_draft(
        turn.database, draft_id=draft.id, changes=changes, awaiting=awaiting, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    return isinstance(outcome, Done)


async def thanked(turn: Turn, outcome: Outcome, what: str) -> None:
    """What became of it, or why not."""
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    screen = asked.thanks(turn.texts, what, outcome["whistle_id"], outcome.facts.get("unit_id"))
    await (turn.show(screen) if turn.press is None else turn.redraw(screen))


async def led(turn: Turn, whistle_id: int) -> WhistlePage | None:
    """The whistle, for whoever may call units."""
    page = await whistle_page(turn.database, actor=turn.actor, whistle_id=whistle_id)
    if page is None or not page.leads:
        await turn.refuse(acts.NO_WHISTLE if page is None else _not_led(turn, page))
        return None
    return page


async def led_unit(turn: Turn, unit_id: int) -> tuple[int, CalledUnit] | None:
    """A unit and the number of its whistle, the same way."""
    found = await unit_page(turn, unit_id)
    if found is None:
        return None
    page, unit = found
    if not page.leads:
        await turn.refuse(_not_led(turn, page))
        return None
    return page.whistle.id, unit


async def own(turn: Turn, number: int) -> Draft | None:
    """The draft, if it is there and theirs; else they hear why not."""
    draft = await drafts.find_draft(turn.database, draft_id=number, at=turn.at)
    if draft is None or draft.kind != KIND or draft.person_id != turn.person_id:
        await turn.refuse(GONE)
        return None
    return draft


def words(turn: Turn) -> str:
    """What was typed."""
    return (turn.message.text or turn.message.caption or "").strip()


def _not_led(turn: Turn, page: WhistlePage) -> Refusal:
    return permit(turn.actor, Act.BLOW_WHISTLE, page.whistle.place) or acts.ENDED
