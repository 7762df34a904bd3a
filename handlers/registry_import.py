"""The workbook at the door (导入、导出名册): a file is looked through and compared; only a press changes anything."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from telegram.error import TelegramError

from domain.outcomes import Facts, Reason, Refusal
from domain.permissions import Act, places
from domain.workbooks import Flaw, Problem
from handlers.conversations import GONE
from handlers.turn import Turn
from rendering import menu as menus
from rendering import registry_import as drawn
from rendering import registry_workbook
from rendering.registry import BeginCompound
from rendering.registry_import import ConfirmImport, DropImport, ExportRegistry, HowToImport, ImportInto
from rendering.screens import Screen
from services import registry_export, rosters
from services import registry_import as acts
from services.drafts import Draft, begin_draft, change_draft, drop_draft, find_draft
from services.registry_import import LARGEST, DryRun
from telegram_wire.errors import Fate, fate

KIND = "registry_import"
ENDS = (".xlsx", ".xlsm", ".xls", ".csv", ".et", ".ods")
"""Names of files that are meant to be workbooks; which of them can be read is said afterwards."""

PATIENCE = 1.0
"""Seconds before somebody who sent a large workbook hears that it is being looked through."""

Work = TypeVar("Work")


def is_meant(turn: Turn) -> bool:
    """Whether this file is a register from somebody who may import one."""
    document = turn.message.document
    named = document is not None and (document.file_name or "").lower().endswith(ENDS)
    return named and bool(places(turn.actor, Act.IMPORT_REGISTRY))


async def on_workbook(turn: Turn) -> None:
    """A workbook was sent: into which compound, then the comparison."""
    document = turn.message.document
    assert document is not None, "asked before"
    found = await rosters.compounds_for(turn.database, actor=turn.actor, act=Act.IMPORT_REGISTRY)
    if not found:
        await turn.show(menus.founding(turn.texts, actor=turn.actor, begin=BeginCompound()))
        return
    begun = await begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind=KIND,
        body={"file_id": document.file_id, "size": document.file_size or 0},
        awaiting=None,
        **turn.acting,
    )
    assert not isinstance(begun, Refusal), "beginning is never refused"
    if len(found) > 1:
        await turn.show(drawn.which_compound(turn.texts, begun["draft_id"], found))
        return
    await _compare(turn, begun["draft_id"], begun["body"], found[0].id)


async def on_into(turn: Turn, button: ImportInto) -> None:
    """One of several compounds was chosen."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        await turn.refuse(GONE)
        return
    await _compare(turn, draft.id, draft.body, button.compound_id)


async def _draft(turn: Turn, draft_id: int) -> Draft | None:
    draft = await find_draft(turn.database, draft_id=draft_id, at=turn.at)
    return draft if draft is not None and (draft.kind, draft.person_id) == (KIND, turn.person_id) else None


async def _compare(turn: Turn, draft_id: int, body: Facts, compound_id: int, *, changed: bool = False) -> None:
    """Look through the workbook and show what it would change."""
    run = await _slowly(turn, _dry_run(turn, body, compound_id))
    if isinstance(run, Refusal):
        await turn.refuse(run)
    elif isinstance(run, Screen):
        await _answer(turn, run)
    else:
        await _keep(turn, draft_id, run)
        await _show(turn, draft_id, run, changed=changed)


async def _slowly(turn: Turn, work: Awaitable[Work]) -> Work:
    """What takes long says so; a press is told by the router."""
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=PATIENCE)
        if not done and turn.press is None:
            await turn.show(drawn.reading(turn.texts))
        return await task
    finally:
        task.cancel()


async def _dry_run(turn: Turn, body: Facts, compound_id: int) -> DryRun | Refusal | Screen:
    """The comparison, or why there is none."""
    if body["size"] > LARGEST:
        return drawn.faulty(turn.texts, [Problem(Flaw.TOO_BIG, facts={"most": LARGEST // 1024**2})])
    content = await fetched(turn, body["file_id"])
    if content is None or body.get("sha256", acts.fingerprint(content)) != acts.fingerprint(content):
        return drawn.gone(turn.texts)
    return await acts.dry_run(turn.database, actor=turn.actor, compound_id=compound_id, content=content)


async def fetched(turn: Turn, file_id: str) -> bytes | None:
    """The file; None when Telegram does not give it any more."""
    try:
        handle = await turn.bot.get_file(file_id)
        return bytes(await handle.download_as_bytearray())
    except TelegramError as error:
        if fate(error) is Fate.UNSENT:
            raise
        return None


async def _keep(turn: Turn, draft_id: int, run: DryRun) -> None:
    """Remember what was compared with what; of the workbook itself nothing is kept."""
    await change_draft(
        turn.database,
        draft_id=draft_id,
        changes={"compound_id": run.compound.id, "sha256": run.sha256, "state": run.state},
        awaiting=None,
        **turn.acting,
    )


async def _show(turn: Turn, draft_id: int, run: DryRun, *, changed: bool) -> None:
    words, name = turn.texts, run.compound.name
    if not run.ready:
        screen = drawn.faulty(words, run.problems)
    elif run.changes:
        screen = drawn.comparison(
            words, draft_id, name=name, difference=run.difference, problems=run.problems, changed=changed
        )
    else:
        screen = drawn.unchanged(words, name=name, difference=run.difference, problems=run.problems)
    await _answer(turn, screen)
    if drawn.needs_list(run.problems, run.difference):
        told = drawn.whole_list
        await turn.show(
            await asyncio.to_thread(told, words, name=name, problems=run.problems, difference=run.difference)
        )


async def _answer(turn: Turn, screen: Screen) -> None:
    await (turn.show(screen) if turn.press is None else turn.redraw(screen))


async def on_confirm(turn: Turn, button: ConfirmImport) -> None:
    """就这样导入: fetched and compared once more, then written; what has changed meanwhile is shown instead."""
    draft = await _draft(turn, button.draft_id)
    if draft is None or "state" not in draft.body:
        await turn.refuse(GONE)
        return
    run = await _dry_run(turn, draft.body, draft.body["compound_id"])
    if isinstance(run, Refusal):
        await turn.refuse(run)
        return
    if isinstance(run, Screen):
        await turn.redraw(run)
        return
    outcome = await acts.import_registry(turn.database, run=run, state=draft.body["state"], **turn.acting)
    if not isinstance(outcome, Refusal):
        await turn.redraw(drawn.imported(turn.texts, name=outcome["name"], counts=outcome["counts"]))
        await drop_draft(turn.database, draft_id=draft.id, **turn.acting)
    elif outcome.reason is Reason.STALE:
        await turn.refuse(outcome)
        await _keep(turn, draft.id, run)
        await _show(turn, draft.id, run, changed=True)
    else:
        await turn.refuse(outcome)


async def on_drop(turn: Turn, button: DropImport) -> None:
    """先不导入."""
    outcome = await drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    await (turn.refuse(outcome) if isinstance(outcome, Refusal) else turn.redraw(drawn.dropped(turn.texts)))


async def on_how_to(turn: Turn, button: HowToImport) -> None:
    """导入名册 was pressed on the registry's page."""
    await turn.redraw(drawn.how_to(turn.texts, button.compound_id))


async def offer_export(turn: Turn) -> None:
    """For those who may export and not see the roster: which compound's homes."""
    found = await rosters.compounds_for(turn.database, actor=turn.actor, act=Act.EXPORT_REGISTRY)
    await turn.show(drawn.offer_export(turn.texts, found))


async def on_export(turn: Turn, button: ExportRegistry) -> None:
    """导出名册: written down first, then given out."""
    if not turn.private:
        await turn.show(menus.in_private(turn.texts, "m_roster"))
        return
    compound_id = button.compound_id
    outcome = await registry_export.export_registry(turn.database, compound_id=compound_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    homes = await registry_export.exported(turn.database, actor=turn.actor, compound_id=compound_id)
    facts = {"name": outcome["name"], "named": outcome["named"], "at": turn.at}
    await turn.show(await asyncio.to_thread(registry_workbook.exported, turn.texts, homes=homes, **facts))


BUTTONS = {
    ImportInto: on_into,
    ConfirmImport: on_confirm,
    DropImport: on_drop,
    HowToImport: on_how_to,
    ExportRegistry: on_export,
}
