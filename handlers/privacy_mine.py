"""One's own data at the door (我的信息): seeing, exporting, correcting, erasing it, and who looked."""

from __future__ import annotations

import asyncio
from typing import Any

from domain.outcomes import Refusal
from domain.registry import Actor
from handlers.commands import show_commands
from handlers.turn import Turn
from rendering import privacy_mine as drawn
from rendering.privacy_buttons import (
    AskErase,
    CorrectName,
    ExportMine,
    FollowTelegram,
    ReallyErase,
    ShowHeld,
    ShowKeeping,
    ShowLooks,
)
from rendering.privacy_paper import facts_file, readable_file
from services import privacy, privacy_mine
from services.drafts import Draft, begin_draft, drop_draft

NAME = "privacy.name"
"""What a draft waits for."""


async def on_held(turn: Turn, _: ShowHeld) -> None:
    """看看记了什么."""
    data = await privacy_mine.held(turn.database, person_id=turn.person_id, at=turn.at)
    await turn.redraw(drawn.held(turn.texts, data.counts))


async def on_export(turn: Turn, _: ExportMine) -> None:
    """导出给我: says that it is being made, then sends a document and the same as facts."""
    await turn.toast(turn.texts.plain("privacy.export.working"))
    home = turn.actor.home
    notice = await privacy.notice(turn.database, compound_id=None if home is None else home.compound_id)
    data = await privacy_mine.held(turn.database, person_id=turn.person_id, at=turn.at)
    document = await asyncio.to_thread(readable_file, turn.texts, data, processor=notice.processor, zone=turn.zone)
    day = turn.at.astimezone(turn.zone).strftime("%Y%m%d")
    facts = facts_file(data, version=notice.version)
    for screen in drawn.exported(turn.texts, document, facts, day=day):
        await turn.show(screen)


async def on_looks(turn: Turn, _: ShowLooks) -> None:
    """谁看过我的信息."""
    found = await privacy_mine.looks(turn.database, person_id=turn.person_id, at=turn.at)
    await turn.redraw(drawn.looks(turn.texts, found, turn.zone))


async def on_keeping(turn: Turn, _: ShowKeeping) -> None:
    """留多久."""
    await turn.redraw(drawn.keeping(turn.texts))


async def on_correct(turn: Turn, _: CorrectName) -> None:
    """改名字: what to."""
    begun = await begin_draft(
        turn.database, chat_id=turn.visit.chat.id, kind="privacy", body={}, awaiting=NAME, **turn.acting
    )
    assert not isinstance(begun, Refusal), "beginning is never refused"
    await turn.redraw(drawn.ask_name(turn.texts, begun["draft_id"]))


async def on_name(turn: Turn, draft: Draft) -> None:
    """The name one wants to go by."""
    text = turn.message.text or ""
    outcome = await privacy_mine.correct_name(turn.database, text=text, draft_id=draft.id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(drawn.named(turn.texts, outcome["name"]))


async def on_follow(turn: Turn, button: FollowTelegram) -> None:
    """还用 Telegram 上的名字."""
    await privacy_mine.follow_telegram_name(turn.database, **turn.acting)
    await drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    await turn.redraw(drawn.following(turn.texts))


async def on_ask_erase(turn: Turn, button: AskErase) -> None:
    """删除我的记录: what goes and what stays; then once more."""
    refusal = await privacy_mine.may_go(turn.database, actor=turn.actor, at=turn.at)
    if refusal is not None:
        await turn.refuse(refusal)
    elif button.step == 1:
        data = await privacy_mine.held(turn.database, person_id=turn.person_id, at=turn.at)
        await turn.redraw(drawn.ask_erase(turn.texts, open_reports=data.open_reports))
    else:
        await turn.redraw(drawn.surely_erase(turn.texts))


async def on_erase(turn: Turn, _: ReallyErase) -> None:
    """删除."""
    outcome = await privacy_mine.erase(turn.database, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.redraw(drawn.erased(turn.texts))
    await show_commands(turn.bot, turn.visit.chat.telegram_id, Actor(None), turn.texts)
    await privacy.forget_traces(turn.database)


BUTTONS: dict[Any, Any] = {
    ShowHeld: on_held,
    ExportMine: on_export,
    ShowLooks: on_looks,
    ShowKeeping: on_keeping,
    CorrectName: on_correct,
    FollowTelegram: on_follow,
    AskErase: on_ask_erase,
    ReallyErase: on_erase,
}
STEPS = {NAME: on_name}
