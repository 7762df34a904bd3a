"""What is typed and sent for the accounts (记账要写的): a line step by step, why one is not right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from domain.deliberation.matters import Matter
from domain.funds import (
    DECIDED_AS,
    GIVEN,
    Fund,
    FundKind,
    LineKind,
    LineSource,
    Posting,
    day_refusal,
    invoice_refusal,
    payee_refusal,
    purpose_refusal,
)
from domain.local_times import parse_day
from domain.outcomes import Outcome, Reason, Refusal
from domain.permissions import Act, permit
from handlers.conversations import (
    GONE,
    begun,
    go_on,
    opening_typed,
    own_draft,
    photos_of,
    photos_sent,
    sum_typed,
    typed,
)
from handlers.funds import line_of, on_fund, on_list, page_of
from handlers.turn import Turn
from rendering import funds as drawn
from rendering.fund_buttons import (
    ConfirmLine,
    LeaveFund,
    LineMatter,
    LineSkips,
    PostLine,
    ShowFund,
    ShowFunds,
    WriteLine,
)
from rendering.screens import Screen
from services import drafts
from services import funds as acts
from services.drafts import Draft
from services.fund_pages import decided_for, of_no_building_in, receipts_in

KIND = "fund_words"
NO_AMOUNT = Refusal(Reason.INVALID, {"what": "fund_amount"})
NO_DAY = Refusal(Reason.INVALID, {"what": "fund_day"})
NO_VOUCHER = Refusal(Reason.EMPTY, {"what": "fund_voucher"})
NO_PHOTO = Refusal(Reason.EMPTY, {"what": "fund_photo"})
BEGUN = Refusal(Reason.ALREADY_DONE, {"what": "fund_opening"})
OF_LINE = {"decline": acts.decline_line, "withdraw": acts.decline_line, "counter": acts.counter_line}
THANKS = {"decline": "declined", "withdraw": "withdrawn", "counter": "countered"}
BROUGHT = LineSource.BROUGHT_IN.value
ORDER = {
    LineKind.IN.value: ("amount", "purpose", "day", "invoice", "voucher"),
    LineKind.OUT.value: ("amount", "purpose", "payee", "day", "voucher"),
    BROUGHT: ("amount", "purpose", "day", "voucher"),
    LineKind.OPENING.value: ("amount",),
}
"""What is asked of a line, one thing at a time."""
KEPT_AS = {"day": "on"}
"""What a step's answer is called in the draft, where it has another name."""
PROVEN = (LineKind.OUT.value, BROUGHT)
"""What has its voucher always."""


def _order(body: Mapping[str, Any]) -> tuple[str, ...]:
    return ORDER[_way(body)]


def _way(body: Mapping[str, Any]) -> str:
    return BROUGHT if body.get("source") == BROUGHT else str(body.get("kind", ""))


def _first(body: Mapping[str, Any], order: Sequence[str]) -> str:
    """The first thing that is not known; nothing once all of it is."""
    return next((step for step in order if KEPT_AS.get(step, step) not in body), "")


def first_of(body: Mapping[str, Any]) -> str:
    """The first thing of a line that is not known."""
    return _first(body, _order(body))


async def begin(turn: Turn, what: str, body: Mapping[str, Any], *, falls: int = 0) -> None:
    """The next words are awaited; `falls`: so many receipts count no more with it."""
    if (number := await begun(turn, KIND, body, f"funds.{what}")) is not None:
        await turn.redraw(drawn.ask(turn.texts, what, number, body.get("fund_id", 0), falls=falls))


async def then(turn: Turn, draft: Draft, changes: Mapping[str, Any], what: str) -> None:
    """One thing is known; the next is asked."""
    if await go_on(turn, draft, changes, f"funds.{what}"):
        await turn.tell(drawn.ask(turn.texts, what, draft.id, draft.body.get("fund_id", 0)))


async def thanked(turn: Turn, outcome: Outcome, what: str) -> None:
    """It is done, or why not."""
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.tell(drawn.thanks(turn.texts, what, outcome["fund_id"], outcome.facts.get("seconds", 0)))


async def on_post(turn: Turn, button: PostLine) -> None:
    """[记一笔]: did it come in or go out, then how much, or which decision it goes out for."""
    page = await page_of(turn, button.fund_id)
    if page is None:
        return
    if (refusal := permit(turn.actor, Act.KEEP_FUNDS, page.fund.place)) is not None:
        await turn.refuse(refusal)
    elif button.kind not in ORDER:
        spare = await of_no_building_in(turn.database, fund=page.fund)
        await turn.redraw(drawn.which_way(turn.texts, page.fund, spare))
    elif button.kind == LineKind.OPENING:
        await _begin_opening(turn, page.fund)
    elif button.kind == BROUGHT:
        await begin_line(turn, page.fund, {"kind": LineKind.IN.value, "source": BROUGHT})
    else:
        await begin_line(turn, page.fund, {"kind": button.kind})


async def _begin_opening(turn: Turn, fund: Fund) -> None:
    """期初余额 anew, where the first was sent back or taken back: of today, like the first."""
    if fund.begun:
        await turn.refuse(BEGUN)
    else:
        today = turn.at.astimezone(turn.zone).date().isoformat()
        await begin_line(turn, fund, {"kind": LineKind.OPENING.value, "purpose": fund.name, "on": today})


async def begin_line(turn: Turn, fund: Fund, known: Mapping[str, Any]) -> None:
    """A line of which this is known: what common money goes out for and where revenue, or rent, is from come first."""
    body = {**known, "fund_id": fund.id}
    if _way(body) == LineKind.OUT and fund.kind in DECIDED_AS:
        await _choose(turn, fund, body, drawn.ask_matter, await decided_for(turn.database, fund=fund))
    elif _way(body) == LineKind.IN and (fund.kind is FundKind.REVENUE or any(map(fund.contracts, GIVEN))):
        await _choose(turn, fund, body, drawn.ask_source)
    else:
        await begin(turn, first_of(body), body)


async def _choose(
    turn: Turn, fund: Fund, body: Mapping[str, Any], asked: Callable[..., Screen], *choices: Sequence[Matter]
) -> None:
    """Something is chosen before anything is typed."""
    outcome = await drafts.begin_draft(
        turn.database, chat_id=turn.visit.chat.id, kind=KIND, body=body, awaiting=None, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(asked(turn.texts, *choices, outcome["draft_id"], fund.id))


async def on_matter(turn: Turn, button: LineMatter) -> None:
    """Which decision it goes out for; now how much."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is not None:
        await then(turn, draft, {"matter_id": button.matter_id}, first_of(draft.body))


async def _next(turn: Turn, draft: Draft, step: str, changes: Mapping[str, Any]) -> None:
    """What comes after a step; after the last the line is looked at once more."""
    order = _order(draft.body)
    following = _first({**draft.body, **changes}, order[order.index(step) + 1 :])
    if following:
        await then(turn, draft, changes, following)
    elif await go_on(turn, draft, changes, None):
        await _look(turn, draft.id, {**draft.body, **changes})


async def _look(turn: Turn, number: int, body: Mapping[str, Any]) -> None:
    page = await page_of(turn, body["fund_id"])
    if page is None:
        return
    found = await decided_for(turn.database, fund=page.fund)
    matter = next((one for one in found if one.id == body.get("matter_id")), None)
    await turn.tell(drawn.preview(turn.texts, page.fund, body, number, matter=matter))


async def on_amount(turn: Turn, draft: Draft) -> None:
    """How much, typed."""
    opening = draft.body.get("kind") == LineKind.OPENING
    amount = opening_typed(turn) if opening else sum_typed(turn) or None
    if amount is None:
        await turn.refuse(NO_AMOUNT)
    else:
        await _next(turn, draft, "amount", {"amount": amount})


async def on_purpose(turn: Turn, draft: Draft) -> None:
    """What for, typed."""
    said = typed(turn)
    if (refusal := purpose_refusal(said)) is not None:
        await turn.refuse(refusal)
    else:
        await _next(turn, draft, "purpose", {"purpose": said})


async def on_payee(turn: Turn, draft: Draft) -> None:
    """Whom it went to, typed."""
    payee = typed(turn)
    if (refusal := payee_refusal(payee)) is not None:
        await turn.refuse(refusal)
    else:
        await _next(turn, draft, "payee", {"payee": payee})


async def on_day(turn: Turn, draft: Draft) -> None:
    """On which day, typed."""
    on = parse_day(typed(turn), at=turn.at, zone=turn.zone)
    if on is None:
        await turn.refuse(NO_DAY)
        return
    page = await page_of(turn, draft.body["fund_id"])
    if page is None:
        return
    if (refusal := day_refusal(page.fund, on, turn.at.astimezone(turn.zone).date())) is not None:
        await turn.refuse(refusal)
    else:
        await _next(turn, draft, "day", {"on": on.isoformat()})


async def on_invoice(turn: Turn, draft: Draft) -> None:
    """The number of its invoice, typed."""
    invoice = typed(turn)
    if (refusal := invoice_refusal(invoice)) is not None:
        await turn.refuse(refusal)
    else:
        await _next(turn, draft, "invoice", {"invoice": invoice})


async def on_voucher(turn: Turn, draft: Draft) -> None:
    """A photo of the voucher."""
    photos = photos_sent(turn)
    if not photos:
        await turn.refuse(NO_VOUCHER if _way(draft.body) in PROVEN else NO_PHOTO)
    else:
        await _next(turn, draft, "voucher", {"files": photos})


SKIPPED: Mapping[str, Callable[[Turn], dict[str, Any]]] = {
    "payee": lambda turn: {"payee": ""},
    "invoice": lambda turn: {"invoice": ""},
    "day": lambda turn: {"on": turn.at.astimezone(turn.zone).date().isoformat()},
    "voucher": lambda turn: {"files": []},
}


async def on_skip(turn: Turn, button: LineSkips) -> None:
    """[今天], [没有]. What goes out has a voucher."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    way = _way(draft.body)
    if button.what not in ORDER.get(way, ()) or button.what not in SKIPPED:
        await turn.refuse(GONE)
    elif button.what == "voucher" and way in PROVEN:
        await turn.refuse(NO_VOUCHER)
    else:
        await _next(turn, draft, button.what, SKIPPED[button.what](turn))


async def on_confirm(turn: Turn, button: ConfirmLine) -> None:
    """[记下，请人复核]."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    body = draft.body
    if not {"fund_id", "kind", "amount", "purpose", "on"} <= set(body):
        await turn.refuse(GONE)
        return
    wanted = Posting(
        LineKind(body["kind"]),
        body["amount"],
        date.fromisoformat(body["on"]),
        body["purpose"],
        body.get("payee", ""),
        body.get("invoice", ""),
        body.get("matter_id"),
        body.get("source", ""),
        body.get("deed_id"),
    )
    given: dict[str, Any] = {
        "fund_id": body["fund_id"],
        "wanted": wanted,
        "files": photos_of(body),
        "pays": tuple(body["pays"]) if "pays" in body else None,
        "draft_id": draft.id,
    }
    await thanked(turn, await acts.post_line(turn.database, **given, **turn.acting), "posted")


# What is not right


async def on_write(turn: Turn, button: WriteLine) -> None:
    """[不对，退回], [收回], [冲正]: why?"""
    found = await line_of(turn, button.line_id)
    if found is None:
        return
    if button.what not in OF_LINE:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
    elif (refusal := permit(turn.actor, Act.KEEP_FUNDS, found[0].fund.place)) is not None:
        await turn.refuse(refusal)
    else:
        fund, line = found[0].fund, found[1]
        falls = await receipts_in(turn.database, fund=fund, line=line) if button.what == "counter" else 0
        await begin(turn, button.what, {"fund_id": fund.id, "line_id": line.id}, falls=falls)


async def on_decline(turn: Turn, draft: Draft) -> None:
    """Why it is not right, typed."""
    await _said_why(turn, draft, "decline")


async def on_withdraw(turn: Turn, draft: Draft) -> None:
    """Why they take it back before anybody stood for it, typed."""
    await _said_why(turn, draft, "withdraw")


async def on_counter(turn: Turn, draft: Draft) -> None:
    """Why it is taken back, typed."""
    await _said_why(turn, draft, "counter")


async def _said_why(turn: Turn, draft: Draft, what: str) -> None:
    given: dict[str, Any] = {"line_id": draft.body["line_id"], "why": typed(turn), "draft_id": draft.id}
    await thanked(turn, await OF_LINE[what](turn.database, **given, **turn.acting), THANKS[what])


async def on_leave(turn: Turn, button: LeaveFund) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif button.fund_id:
        await on_fund(turn, ShowFund(button.fund_id, 0))
    else:
        await on_list(turn, ShowFunds())


BUTTONS: dict[Any, Any] = {
    PostLine: on_post,
    LineMatter: on_matter,
    LineSkips: on_skip,
    ConfirmLine: on_confirm,
    WriteLine: on_write,
    LeaveFund: on_leave,
}
STEPS = {
    "funds.amount": on_amount,
    "funds.purpose": on_purpose,
    "funds.payee": on_payee,
    "funds.day": on_day,
    "funds.invoice": on_invoice,
    "funds.voucher": on_voucher,
    "funds.decline": on_decline,
    "funds.withdraw": on_withdraw,
    "funds.counter": on_counter,
}
