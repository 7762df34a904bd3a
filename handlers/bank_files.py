"""对银行流水 at the door: a file is read, taken, and what differs is put down or said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.fund_bank_reading import BankReading
from domain.funds import DECIDED_AS, LineKind
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit
from domain.workbooks import Flaw, Problem
from handlers.conversations import GONE, go_on, own_draft, typed
from handlers.funds import page_of
from handlers.funds_writing import KIND, begin, begin_line
from handlers.registry_import import fetched
from handlers.turn import Turn
from rendering import bank_files as drawn
from rendering.fund_buttons import (
    NoteDifference,
    PutDownRow,
    SendBank,
    ShowBank,
    ShowBanks,
    ShowDifference,
    ShowReasons,
    TakeBank,
)
from rendering.screens import Screen
from services import bank_files as acts
from services.bank_files import Reconciliation
from services.drafts import Draft
from services.fund_pages import decided_for

NO_DIFFERENCE = Refusal(Reason.NOT_FOUND, {"what": "bank_difference"})
NOT_A_FILE = Refusal(Reason.EMPTY, {"what": "bank_file"})
FILE_GONE = Refusal(Reason.EXPIRED, {"what": "bank_file"})
UNDECIDED = Refusal(Reason.WRONG_STATE, {"what": "bank_undecided"})
NOT_OWNER = Refusal(Reason.NOT_PERMITTED, {"what": "fund_export"})


async def on_list(turn: Turn, button: ShowBanks) -> None:
    """[对银行流水]."""
    page = await page_of(turn, button.fund_id)
    if page is None:
        return
    if not page.looks:
        await turn.refuse(NOT_OWNER)
        return
    found = await acts.reconciliations(turn.database, actor=turn.actor, fund_id=button.fund_id)
    shown = [(one.file, one.found) for one in found]
    await turn.redraw(drawn.banks(turn.texts, page.fund, shown, keeps=page.keeps))


async def on_send(turn: Turn, button: SendBank) -> None:
    """[发一份流水]: the file is awaited."""
    page = await page_of(turn, button.fund_id)
    if page is None:
        return
    if (refusal := permit(turn.actor, Act.KEEP_FUNDS, page.fund.place)) is not None:
        await turn.refuse(refusal)
    else:
        await begin(turn, "bank", {"fund_id": page.fund.id})


async def on_file(turn: Turn, draft: Draft) -> None:
    """A file came: what is in it, or which row is wrong."""
    document, page = turn.message.document, await page_of(turn, draft.body["fund_id"])
    if page is None:
        return
    if document is None:
        await turn.refuse(NOT_A_FILE)
        return
    named = {"file_id": document.file_id, "size": document.file_size or 0}
    read = await _read(turn, page.fund.id, named)
    if isinstance(read, Screen):
        await turn.show(read)
    elif isinstance(read, Refusal):
        await turn.refuse(read)
    elif await go_on(turn, draft, {**named, "sha256": read[1]}, None):
        await turn.show(drawn.preview(turn.texts, page.fund, read[0], draft.id))


async def _read(turn: Turn, fund_id: int, named: Mapping[str, Any]) -> tuple[BankReading, str] | Screen | Refusal:
    """The file as it was read and its fingerprint, or what is wrong with it."""
    if named["size"] > acts.LARGEST:
        return drawn.unusable(turn.texts, fund_id, Problem(Flaw.TOO_BIG, facts={"most": acts.LARGEST // 1024**2}))
    content = await fetched(turn, named["file_id"])
    if content is None:
        return FILE_GONE
    read = await acts.read_file(turn.database, content=content, at=turn.at)
    if isinstance(read, Problem):
        return drawn.unusable(turn.texts, fund_id, read)
    if read[0].problems:
        return drawn.faulty(turn.texts, fund_id, read[0].problems)
    return FILE_GONE if named.get("sha256", read[1]) != read[1] else read


async def on_take(turn: Turn, button: TakeBank) -> None:
    """[对账]: read once more, then taken."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if "sha256" not in draft.body:
        await turn.refuse(GONE)
        return
    read = await _read(turn, draft.body["fund_id"], draft.body)
    if isinstance(read, Screen):
        await turn.redraw(read)
        return
    if isinstance(read, Refusal):
        await turn.refuse(read)
        return
    given: dict[str, Any] = {"fund_id": draft.body["fund_id"], "reading": read[0], "sha256": read[1]}
    outcome = await acts.take_file(turn.database, **given, draft_id=draft.id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await on_show(turn, ShowBank(outcome["file_id"]))


async def _found(turn: Turn, file_id: int) -> Reconciliation | None:
    found = await acts.reconciliation(turn.database, actor=turn.actor, file_id=file_id)
    if found is None:
        await turn.refuse(acts.NO_FILE)
    return found


async def on_show(turn: Turn, button: ShowBank) -> None:
    """One file beside the account."""
    found = await _found(turn, button.file_id)
    if found is not None:
        await turn.redraw(_drawn(turn, found))


async def on_reasons(turn: Turn, button: ShowReasons) -> None:
    """[看说明]: for whoever looks into the vouchers."""
    one = await _found(turn, button.file_id)
    if one is not None:
        await turn.redraw(drawn.reasons(turn.texts, one.fund, one.file, one.found, button.page))


def _drawn(turn: Turn, one: Reconciliation) -> Screen:
    return drawn.bank(turn.texts, one.fund, one.file, one.found, keeps=one.keeps)


async def on_difference(turn: Turn, button: ShowDifference) -> None:
    """What one side alone has."""
    one = await _kept(turn, button.file_id)
    if one is None:
        return
    row = next((each for each in one.found.bank_only if each.id == button.row_id), None)
    line = next((each for each in one.found.book_only if each.id == button.line_id), None)
    if row is None and line is None:
        await turn.refuse(NO_DIFFERENCE)
    else:
        await turn.redraw(drawn.difference(turn.texts, one.file, one.found, row, line))


async def _kept(turn: Turn, file_id: int) -> Reconciliation | None:
    """The same, for those who keep the account."""
    one = await _found(turn, file_id)
    if one is None or (refusal := permit(turn.actor, Act.KEEP_FUNDS, one.fund.place)) is None:
        return one
    await turn.refuse(refusal)
    return None


async def on_put_down(turn: Turn, button: PutDownRow) -> None:
    """[记这一笔]: its day and its sum are known; the rest is asked."""
    one = await _kept(turn, button.file_id)
    if one is None:
        return
    row = next((each for each in one.found.bank_only if each.id == button.row_id), None)
    if row is None:
        await turn.refuse(NO_DIFFERENCE)
        return
    kind = LineKind.IN if row.amount > 0 else LineKind.OUT
    if kind is LineKind.OUT and one.fund.kind in DECIDED_AS and not await decided_for(turn.database, fund=one.fund):
        await turn.refuse(UNDECIDED)
        return
    known = {"kind": kind.value, "amount": abs(row.amount), "on": row.on.isoformat()}
    await begin_line(turn, one.fund, known)


async def on_note(turn: Turn, button: NoteDifference) -> None:
    """[写原因]."""
    one = await _kept(turn, button.file_id)
    if one is not None:
        numbers = {"file_id": button.file_id, "row_id": button.row_id, "line_id": button.line_id}
        await begin(turn, "difference", {"fund_id": one.fund.id, **numbers})


async def on_why(turn: Turn, draft: Draft) -> None:
    """Why the two differ, typed."""
    numbers = {name: draft.body[name] or None for name in ("row_id", "line_id")}
    file_id = draft.body["file_id"]
    outcome = await acts.note_difference(
        turn.database, file_id=file_id, **numbers, why=typed(turn), draft_id=draft.id, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif (one := await _found(turn, file_id)) is not None:
        await turn.show(_drawn(turn, one))


BUTTONS: dict[Any, Any] = {
    ShowBanks: on_list,
    SendBank: on_send,
    TakeBank: on_take,
    ShowBank: on_show,
    ShowReasons: on_reasons,
    ShowDifference: on_difference,
    PutDownRow: on_put_down,
    NoteDifference: on_note,
}
STEPS = {"funds.bank": on_file, "funds.difference": on_why}
