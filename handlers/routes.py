"""Every door (入口总表): commands, buttons, awaited words and deep links, each room's own, joined here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from handlers import (
    announcements,
    answers,
    chats,
    checklists,
    checklists_writing,
    consultations,
    days,
    deliberation,
    elections,
    funds,
    funds_writing,
    grids,
    households,
    issues,
    issues_board,
    issues_months,
    issues_utilities,
    matter_news,
    meetings,
    menu,
    offices,
    opinions_overheard,
    outbox,
    participation,
    polls,
    printing,
    privacy,
    profiles,
    proposals,
    registry,
    registry_import,
    seats,
    slips,
    slips_printing,
    soundings,
    tasks,
    units,
    vote_deliveries,
    vote_doors,
    vote_meetings,
    vote_papers,
    vote_papers_aside,
    vote_proxies,
    vote_reminders,
    voting,
    whistles,
    whistles_answers,
    whistles_writing,
)
from handlers.turn import Turn
from rendering.buttons import Button
from services.drafts import Draft

ROOMS: tuple[Any, ...] = (
    menu,
    registry,
    profiles,
    registry_import,
    units,
    offices,
    seats,
    grids,
    slips,
    slips_printing,
    households,
    participation,
    days,
    chats,
    issues,
    issues_board,
    issues_months,
    issues_utilities,
    whistles,
    whistles_writing,
    whistles_answers,
    checklists,
    checklists_writing,
    soundings,
    meetings,
    funds,
    funds_writing,
    polls,
    deliberation,
    consultations,
    answers,
    opinions_overheard,
    proposals,
    tasks,
    matter_news,
    voting,
    vote_reminders,
    vote_deliveries,
    vote_doors,
    vote_meetings,
    vote_papers,
    vote_papers_aside,
    vote_proxies,
    elections,
    announcements,
    printing,
    privacy,
    outbox,
)

COMMANDS: dict[str, Callable[[Turn, str], Awaitable[None]]] = {}
BUTTONS: dict[type[Button], Callable[[Turn, Any], Awaitable[None]]] = {}
STEPS: dict[str, Callable[[Turn, Draft], Awaitable[None]]] = {}
STARTS: dict[str, Callable[[Turn, str], Awaitable[None]]] = {}

for room in ROOMS:
    for whole, part in ((COMMANDS, "COMMANDS"), (BUTTONS, "BUTTONS"), (STEPS, "STEPS"), (STARTS, "STARTS")):
        own = getattr(room, part, {})
        assert not set(own) & set(whole), f"{room.__name__}: a door is there twice"
        whole.update(own)
