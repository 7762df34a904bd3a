"""登记和合同 at the door: what stands behind an account, written step by step; which contract a line is of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.fund_deeds import (
    Deed,
    DeedKind,
    DeedWords,
    RoomOwner,
    RoomUse,
    RoomWords,
    is_code,
    running_first,
    until_refusal,
    void_refusal,
    words_refusal,
)
from domain.fund_rooms import register
from domain.funds import GIVEN, Fund, LineKind
from domain.local_times import parse_day
from domain.outcomes import Outcome, Reason, Refusal
from domain.permissions import Act, permit
from handlers.conversations import GONE, begun, go_on, own_draft, sum_typed, typed
from handlers.funds import page_of
from handlers.funds_writing import KIND, NO_AMOUNT, begin, first_of, then
from handlers.turn import Turn
from rendering import fund_deeds as drawn
from rendering import fund_rooms as of_rooms
from rendering import funds as of_fund
from rendering.fund_buttons import (
    CheckDeed,
    ConfirmDeed,
    DeclineDeed,
    LineContract,
    LineFrom,
    MoreContracts,
    ShowDeed,
    ShowDeeds,
    VoidDeed,
    WriteDeed,
)
from services import fund_deeds as acts
from services.drafts import Draft
from services.fund_pages import FundPage

NO_DEED = Refusal(Reason.NOT_FOUND, {"what": "fund_deed"})
WHOLE = {
    DeedKind.REGISTRATION: {"code", "words"},
    DeedKind.CONTRACT: {"source", "words", "price", "until"},
    DeedKind.ROOM: {"owned", "words", "area", "use"},
    DeedKind.VOID: {"code", "words"},
}
"""What is known of one before it is written down."""
NO_CODE = Refusal(Reason.INVALID, {"what": "fund_code"})


async def on_list(turn: Turn, button: ShowDeeds) -> None:
    """[登记和合同]."""
    page = await page_of(turn, button.fund_id)
    if page is not None:
        await turn.redraw(drawn.deeds(turn.texts, page.fund, button.page, keeps=page.keeps))


async def on_show(turn: Turn, button: ShowDeed) -> None:
    """One of them."""
    found = await deed_found(turn, button.deed_id)
    if found is None:
        return
    page, deed = found
    if not page.keeps and not deed.agreed:
        await turn.refuse(NO_DEED)
    else:
        seen = {"keeps": page.keeps, "own": deed.written_by == turn.person_id}
        if deed.said.kind is DeedKind.ROOM:
            await turn.redraw(of_rooms.room(turn.texts, page.fund, deed, **seen, today=today_of(turn)))
        else:
            await turn.redraw(drawn.deed(turn.texts, page.fund, deed, **seen))


async def deed_found(turn: Turn, deed_id: int) -> tuple[FundPage, Deed] | None:
    """One of them with its account, as they may read it; else they hear that there is none."""
    page = await page_of(turn, await acts.fund_of_deed(turn.database, deed_id=deed_id))
    if page is None:
        return None
    deed = next((one for one in page.fund.deeds if one.id == deed_id), None)
    assert deed is not None, "it is this account's"
    return page, deed


async def on_check(turn: Turn, button: CheckDeed) -> None:
    """[账对，复核]."""
    outcome = await acts.check_deed(turn.database, deed_id=button.deed_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("funds.toast.deed_checked"))
    await on_show(turn, ShowDeed(button.deed_id))


async def on_write(turn: Turn, button: WriteDeed) -> None:
    """[写登记号], [加合同]: of a contract where its money comes from first."""
    page = await page_of(turn, button.fund_id)
    if page is None:
        return
    if (refusal := permit(turn.actor, Act.KEEP_FUNDS, page.fund.place)) is not None:
        await turn.refuse(refusal)
    elif button.what == DeedKind.REGISTRATION:
        await begin(turn, "deed_code", {"fund_id": page.fund.id, "deed": DeedKind.REGISTRATION.value})
    elif button.what in GIVEN:
        await _begin_contract(turn, page.fund, button.what)
    else:
        await turn.redraw(drawn.which_source(turn.texts, page.fund.id))


async def _begin_contract(turn: Turn, fund: Fund, source: str) -> None:
    """Where rooms are on record, which of them it lets comes before what it is about."""
    body = {"fund_id": fund.id, "deed": DeedKind.CONTRACT.value, "source": source}
    rooms = register(fund.deeds)
    if not rooms:
        await begin(turn, "deed_words", body)
    elif (number := await begun(turn, KIND, body, None)) is not None:
        await turn.redraw(of_rooms.ask_room(turn.texts, rooms, number, fund.id, 0))


async def on_void(turn: Turn, button: VoidDeed) -> None:
    """[作废]: why?"""
    found = await deed_found(turn, button.deed_id)
    if found is None:
        return
    page, deed = found
    refusal = permit(turn.actor, Act.KEEP_FUNDS, page.fund.place) or void_refusal(deed, page.fund.deeds)
    if refusal is not None:
        await turn.refuse(refusal)
    else:
        body = {"fund_id": page.fund.id, "deed": DeedKind.VOID.value, "code": str(deed.number)}
        await begin(turn, "deed_void", body)


async def on_code(turn: Turn, draft: Draft) -> None:
    """The number it is registered under, typed."""
    code = typed(turn).replace(" ", "").upper()
    if is_code(code):
        await then(turn, draft, {"code": code}, "deed_name")
    else:
        await turn.refuse(NO_CODE)


async def on_name(turn: Turn, draft: Draft) -> None:
    """As whom, typed."""
    await _said(turn, draft, None)


async def on_words(turn: Turn, draft: Draft) -> None:
    """What the contract is about, typed."""
    await _said(turn, draft, "deed_price")


async def on_void_why(turn: Turn, draft: Draft) -> None:
    """Why one is taken back, typed."""
    await _said(turn, draft, None)


async def _said(turn: Turn, draft: Draft, following: str | None) -> None:
    """Words that may be read by everybody; then the next thing, or a look at all of it."""
    words = typed(turn)
    if (refusal := words_refusal(words)) is not None:
        await turn.refuse(refusal)
    elif following is not None:
        await then(turn, draft, {"words": words}, following)
    else:
        await look(turn, draft, {"words": words})


async def on_price(turn: Turn, draft: Draft) -> None:
    """For how much in all, typed."""
    price = sum_typed(turn)
    if not price:
        await turn.refuse(NO_AMOUNT)
    else:
        await then(turn, draft, {"price": price}, "deed_until")


async def on_until(turn: Turn, draft: Draft) -> None:
    """Until when, typed."""
    until = parse_day(typed(turn), at=turn.at, zone=turn.zone)
    if (refusal := until_refusal(until, today_of(turn))) is not None:
        await turn.refuse(refusal)
    else:
        assert until is not None, "looked at above"
        await look(turn, draft, {"until": until.isoformat()})


def today_of(turn: Turn) -> date:
    """The day there."""
    return turn.at.astimezone(turn.zone).date()


async def look(turn: Turn, draft: Draft, changes: Mapping[str, Any]) -> None:
    """All of it once more before it is written down; an older draft does not say of what it is."""
    if not _is_whole({**draft.body, **changes}):
        await turn.refuse(GONE)
        return
    if not await go_on(turn, draft, changes, None):
        return
    page = await page_of(turn, draft.body["fund_id"])
    if page is not None:
        await turn.tell(drawn.preview(turn.texts, page.fund, wanted_of({**draft.body, **changes}), draft.id))


def _is_whole(body: Mapping[str, Any]) -> bool:
    return "deed" in body and WHOLE[body["deed"]] <= set(body)


def wanted_of(body: Mapping[str, Any]) -> DeedWords:
    """What a draft says of one, once it is whole."""
    until = date.fromisoformat(body["until"]) if "until" in body else None
    said = (body["words"], body.get("code", ""), body.get("source", ""), body.get("price", 0), until)
    return DeedWords(DeedKind(body["deed"]), *said, _place(body), body.get("room"))


def _place(body: Mapping[str, Any]) -> RoomWords | None:
    if not {"owned", "use", "area"} <= set(body):
        return None
    matter = body.get("matter_id") or None, body.get("matter_number")
    return RoomWords(RoomOwner(body["owned"]), RoomUse(body["use"]), body["area"], *matter)


async def on_confirm(turn: Turn, button: ConfirmDeed) -> None:
    """[记下，请人复核]."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if not _is_whole(draft.body):
        await turn.refuse(GONE)
        return
    wanted = wanted_of(draft.body)
    given: dict[str, Any] = {"fund_id": draft.body["fund_id"], "wanted": wanted, "draft_id": draft.id}
    await _thanked(
        turn, await acts.write_deed(turn.database, **given, **turn.acting), "deed_written", wanted.place is not None
    )


async def _thanked(turn: Turn, outcome: Outcome, what: str, room: bool) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        number, seconds = outcome["fund_id"], outcome.facts.get("seconds", 0)
        back = drawn.to_list(turn.texts, number, room=room)
        await turn.show(of_fund.thanks(turn.texts, what, number, seconds, back))


async def on_decline(turn: Turn, button: DeclineDeed) -> None:
    """[不对，退回], or [收回] of their own: why?"""
    found = await deed_found(turn, button.deed_id)
    if found is None:
        return
    page, deed = found
    if (refusal := permit(turn.actor, Act.KEEP_FUNDS, page.fund.place)) is not None:
        await turn.refuse(refusal)
    else:
        asked = "deed_withdraw" if deed.written_by == turn.person_id else "deed_why"
        await begin(turn, asked, {"fund_id": page.fund.id, "deed_id": deed.id, "room": deed.said.place is not None})


async def on_why(turn: Turn, draft: Draft) -> None:
    """Why it is not right, typed."""
    await _declined(turn, draft, "deed_declined")


async def on_withdraw(turn: Turn, draft: Draft) -> None:
    """Why they take it back before anybody stood for it, typed."""
    await _declined(turn, draft, "deed_withdrawn")


async def _declined(turn: Turn, draft: Draft, thanks: str) -> None:
    given: dict[str, Any] = {"deed_id": draft.body["deed_id"], "why": typed(turn), "draft_id": draft.id}
    await _thanked(
        turn, await acts.decline_deed(turn.database, **given, **turn.acting), thanks, draft.body.get("room", False)
    )


# A line


async def on_source(turn: Turn, button: LineFrom) -> None:
    """Where a line is from; where there are contracts of that, of which; then how much."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if button.source not in GIVEN or draft.body.get("kind") != LineKind.IN:
        await turn.refuse(GONE)
        return
    page = await page_of(turn, draft.body["fund_id"])
    if page is None:
        return
    if not page.fund.contracts(button.source):
        await then(turn, draft, {"source": button.source}, first_of(draft.body))
    elif await go_on(turn, draft, {"source": button.source}, None):
        await _ask_contract(turn, page.fund, draft.id, button.source, 0)


async def _ask_contract(turn: Turn, fund: Fund, draft_id: int, source: str, page: int) -> None:
    found = running_first(fund.contracts(source), today_of(turn))
    await turn.redraw(drawn.ask_contract(turn.texts, found, draft_id, fund.id, page))


async def on_more_contracts(turn: Turn, button: MoreContracts) -> None:
    """[看别的], of the contracts."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if draft.body.get("source") not in GIVEN:
        await turn.refuse(GONE)
        return
    page = await page_of(turn, draft.body["fund_id"])
    if page is not None:
        await _ask_contract(turn, page.fund, draft.id, draft.body["source"], button.page)


async def on_contract(turn: Turn, button: LineContract) -> None:
    """Which contract a line is of, or none; now how much."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if draft.body.get("source") not in GIVEN:
        await turn.refuse(GONE)
    else:
        await then(turn, draft, {"deed_id": button.deed_id or None}, first_of(draft.body))


BUTTONS: dict[Any, Any] = {
    ShowDeeds: on_list,
    ShowDeed: on_show,
    CheckDeed: on_check,
    WriteDeed: on_write,
    DeclineDeed: on_decline,
    LineFrom: on_source,
    LineContract: on_contract,
    MoreContracts: on_more_contracts,
    VoidDeed: on_void,
    ConfirmDeed: on_confirm,
}
STEPS = {
    "funds.deed_code": on_code,
    "funds.deed_name": on_name,
    "funds.deed_words": on_words,
    "funds.deed_price": on_price,
    "funds.deed_until": on_until,
    "funds.deed_why": on_why,
    "funds.deed_withdraw": on_withdraw,
    "funds.deed_void": on_void_why,
}
