"""登记和合同 at the door: what stands behind an account, written step by step; which contract a line is of."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.fund_deeds import Deed, DeedKind, DeedWords, is_code
from domain.funds import GIVEN, LineKind
from domain.local_times import parse_local
from domain.money import amount_in
from domain.outcomes import Outcome, Reason, Refusal
from domain.permissions import Act, permit
from handlers.conversations import GONE, go_on, own_draft, typed
from handlers.funds import page_of
from handlers.funds_writing import KIND, NO_AMOUNT, NOON, begin, first_of, then
from handlers.turn import Turn
from rendering import fund_deeds as drawn
from rendering import funds as of_fund
from rendering.fund_buttons import (
    CheckDeed,
    DeclineDeed,
    LineContract,
    LineFrom,
    ShowDeed,
    ShowDeeds,
    WriteDeed,
)
from services import fund_deeds as acts
from services.drafts import Draft
from services.fund_pages import FundPage

NO_DEED = Refusal(Reason.NOT_FOUND, {"what": "fund_deed"})
NO_CODE = Refusal(Reason.INVALID, {"what": "fund_code"})
NO_UNTIL = Refusal(Reason.INVALID, {"what": "fund_until"})


async def on_list(turn: Turn, button: ShowDeeds) -> None:
    """[登记和合同]."""
    page = await page_of(turn, button.fund_id)
    if page is not None:
        await turn.redraw(drawn.deeds(turn.texts, page.fund, button.page, keeps=page.keeps))


async def on_show(turn: Turn, button: ShowDeed) -> None:
    """One of them."""
    found = await _found(turn, button.deed_id)
    if found is not None:
        page, deed = found
        own = deed.written_by == turn.person_id
        await turn.redraw(drawn.deed(turn.texts, page.fund, deed, keeps=page.keeps, own=own))


async def _found(turn: Turn, deed_id: int) -> tuple[FundPage, Deed] | None:
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
    await turn.toast(turn.texts.plain("funds.toast.checked"))
    await on_show(turn, ShowDeed(button.deed_id))


async def on_write(turn: Turn, button: WriteDeed) -> None:
    """[写登记号], [加合同]: of a contract where its money comes from first."""
    page = await page_of(turn, button.fund_id)
    if page is None:
        return
    if (refusal := permit(turn.actor, Act.KEEP_FUNDS, page.fund.place)) is not None:
        await turn.refuse(refusal)
    elif button.what == DeedKind.REGISTRATION:
        await begin(turn, "deed_code", {"fund_id": page.fund.id})
    elif button.what in GIVEN:
        await begin(turn, "deed_words", {"fund_id": page.fund.id, "source": button.what})
    else:
        await turn.redraw(drawn.which_source(turn.texts, page.fund.id))


async def on_code(turn: Turn, draft: Draft) -> None:
    """The number it is registered under, typed."""
    code = typed(turn).replace(" ", "").upper()
    if is_code(code):
        await then(turn, draft, {"code": code}, "deed_name")
    else:
        await turn.refuse(NO_CODE)


async def on_name(turn: Turn, draft: Draft) -> None:
    """As whom, typed."""
    wanted = DeedWords(DeedKind.REGISTRATION, typed(turn), code=draft.body.get("code", ""))
    await _written(turn, draft, wanted)


async def on_words(turn: Turn, draft: Draft) -> None:
    """What the contract is about, typed."""
    await then(turn, draft, {"words": typed(turn)}, "deed_price")


async def on_price(turn: Turn, draft: Draft) -> None:
    """For how much in all, typed."""
    price = amount_in(typed(turn))
    if price is None or price < 1:
        await turn.refuse(NO_AMOUNT)
    else:
        await then(turn, draft, {"price": price}, "deed_until")


async def on_until(turn: Turn, draft: Draft) -> None:
    """Until when, typed."""
    moment = parse_local(f"{typed(turn)} {NOON}", at=turn.at, zone=turn.zone)
    if moment is None:
        await turn.refuse(NO_UNTIL)
        return
    until: date = moment.astimezone(turn.zone).date()
    body = draft.body
    wanted = DeedWords(
        DeedKind.CONTRACT,
        body.get("words", ""),
        source=body.get("source", ""),
        price=body.get("price", 0),
        until=until,
    )
    await _written(turn, draft, wanted)


async def _written(turn: Turn, draft: Draft, wanted: DeedWords) -> None:
    given: dict[str, Any] = {"fund_id": draft.body["fund_id"], "wanted": wanted, "draft_id": draft.id}
    await _thanked(turn, await acts.write_deed(turn.database, **given, **turn.acting), "deed_written")


async def _thanked(turn: Turn, outcome: Outcome, what: str) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(of_fund.thanks(turn.texts, what, outcome["fund_id"], outcome.facts.get("seconds", 0)))


async def on_decline(turn: Turn, button: DeclineDeed) -> None:
    """[不对，退回]: why?"""
    found = await _found(turn, button.deed_id)
    if found is None:
        return
    if (refusal := permit(turn.actor, Act.KEEP_FUNDS, found[0].fund.place)) is not None:
        await turn.refuse(refusal)
    else:
        await begin(turn, "deed_why", {"fund_id": found[0].fund.id, "deed_id": button.deed_id})


async def on_why(turn: Turn, draft: Draft) -> None:
    """Why it is not right, typed."""
    given: dict[str, Any] = {"deed_id": draft.body["deed_id"], "why": typed(turn), "draft_id": draft.id}
    await _thanked(turn, await acts.decline_deed(turn.database, **given, **turn.acting), "deed_declined")


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
    contracts = [] if page is None else page.fund.contracts(button.source)
    if not contracts:
        await then(turn, draft, {"source": button.source}, first_of(draft.body))
    elif await go_on(turn, draft, {"source": button.source}, None):
        await turn.redraw(drawn.ask_contract(turn.texts, contracts, draft.id, draft.body["fund_id"]))


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
}
STEPS = {
    "funds.deed_code": on_code,
    "funds.deed_name": on_name,
    "funds.deed_words": on_words,
    "funds.deed_price": on_price,
    "funds.deed_until": on_until,
    "funds.deed_why": on_why,
}
