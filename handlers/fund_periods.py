"""结账 at the door: statements, who signs, the days that are opened again."""

from __future__ import annotations

from typing import Any

from domain.fund_periods import Period, PeriodState
from domain.fund_statements import Statement, statement, statement_of
from domain.funds import Fund
from domain.outcomes import Outcome, Refusal
from domain.permissions import Act, permit
from handlers.conversations import typed
from handlers.funds_writing import begin
from handlers.turn import Turn
from rendering import fund_periods as drawn
from rendering.fund_buttons import (
    AskOpening,
    ClosePeriod,
    EarlierPeriods,
    OpenPeriod,
    ShowPeriod,
    ShowPeriods,
    SignMonth,
    SignPeriod,
    SignSeenMonth,
)
from services import fund_periods as acts
from services.drafts import Draft
from services.fund_pages import FundPage, fund_month, fund_period, fund_periods
from services.fund_posting import NO_FUND


async def on_list(turn: Turn, button: ShowPeriods | EarlierPeriods) -> None:
    """[对账单], and earlier ones."""
    found = await fund_periods(turn.database, actor=turn.actor, fund_id=button.fund_id)
    if found is None:
        await turn.refuse(NO_FUND)
    else:
        page = button.page if isinstance(button, EarlierPeriods) else 0
        await turn.redraw(drawn.periods(turn.texts, found[0].fund, found[1], page, keeps=found[0].keeps))


async def on_start(turn: Turn, argument: str) -> None:
    """A statement, from a group."""
    number = int(argument) if argument.isascii() and argument.isdecimal() and len(argument) < 10 else 0
    found = await fund_period(turn.database, actor=turn.actor, period_id=number)
    if found is None:
        await turn.refuse(acts.NO_PERIOD)
    else:
        await turn.show(_drawn(turn, *found))


async def on_show(turn: Turn, button: ShowPeriod) -> None:
    """One of them."""
    found = await fund_period(turn.database, actor=turn.actor, period_id=button.period_id)
    if found is None:
        await turn.refuse(acts.NO_PERIOD)
    else:
        await turn.redraw(_drawn(turn, *found))


def _drawn(turn: Turn, page: FundPage, found: Period) -> Any:
    signer = found.opening_by if found.state is PeriodState.OPENING else found.signed_by
    own = signer == turn.person_id
    return drawn.period(turn.texts, page.fund, found, _told(page.fund, found), keeps=page.keeps, own=own)


def _told(fund: Fund, found: Period) -> Statement:
    """As it was closed; before that as the account is now."""
    return statement(fund, found.since, found.until) if found.facts is None else statement_of(found.facts)


async def on_month(turn: Turn, button: SignMonth) -> None:
    """[结上个月的账]: its sums, before anybody signs for them."""
    found = await fund_month(turn.database, actor=turn.actor, fund_id=button.fund_id, at=turn.at)
    if found is None or isinstance(found, Refusal):
        await turn.refuse(found or NO_FUND)
    else:
        await turn.redraw(_drawn(turn, *found))


async def on_seen_month(turn: Turn, button: SignSeenMonth) -> None:
    """[账对，我签] under them; where another month is over by now, its sums first."""
    found = await fund_month(turn.database, actor=turn.actor, fund_id=button.fund_id, at=turn.at)
    if isinstance(found, tuple) and drawn.month_number(found[1]) != button.month:
        await turn.redraw(_drawn(turn, *found))
        return
    await _moved(turn, await acts.sign_month(turn.database, fund_id=button.fund_id, **turn.acting), "signed")


async def on_sign(turn: Turn, button: SignPeriod) -> None:
    """[账对，我签]."""
    await _moved(turn, await acts.sign_period(turn.database, period_id=button.period_id, **turn.acting), "signed")


async def on_close(turn: Turn, button: ClosePeriod) -> None:
    """[账对，结账]: asked back once."""
    if button.sure:
        outcome = await acts.close_period(turn.database, period_id=button.period_id, **turn.acting)
        await _moved(turn, outcome, "closed")
        return
    found = await fund_period(turn.database, actor=turn.actor, period_id=button.period_id)
    if found is None:
        await turn.refuse(acts.NO_PERIOD)
    else:
        await turn.redraw(drawn.surely(turn.texts, found[0].fund, found[1]))


async def on_opening(turn: Turn, button: AskOpening) -> None:
    """[要打开]: why?"""
    found = await fund_period(turn.database, actor=turn.actor, period_id=button.period_id)
    if found is None:
        await turn.refuse(acts.NO_PERIOD)
    elif (refusal := permit(turn.actor, Act.KEEP_FUNDS, found[0].fund.place)) is not None:
        await turn.refuse(refusal)
    else:
        await begin(turn, "opening_why", {"fund_id": found[0].fund.id, "period_id": button.period_id})


async def on_why(turn: Turn, draft: Draft) -> None:
    """Why closed days are to be opened, typed."""
    number = draft.body["period_id"]
    outcome = await acts.ask_opening(turn.database, period_id=number, why=typed(turn), draft_id=draft.id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    found = await fund_period(turn.database, actor=turn.actor, period_id=number)
    if found is not None:
        await turn.show(_drawn(turn, *found))


async def on_open(turn: Turn, button: OpenPeriod) -> None:
    """[同意打开], [不打开]."""
    act = acts.open_period if button.agrees else acts.keep_closed
    outcome = await act(turn.database, period_id=button.period_id, **turn.acting)
    await _moved(turn, outcome, "opened" if button.agrees else "kept")


async def _moved(turn: Turn, outcome: Outcome, what: str) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain(f"funds.period.toast.{what}"))
    await on_show(turn, ShowPeriod(outcome["period_id"]))


BUTTONS: dict[Any, Any] = {
    ShowPeriods: on_list,
    EarlierPeriods: on_list,
    ShowPeriod: on_show,
    SignMonth: on_month,
    SignSeenMonth: on_seen_month,
    SignPeriod: on_sign,
    ClosePeriod: on_close,
    AskOpening: on_opening,
    OpenPeriod: on_open,
}
STEPS = {"funds.opening_why": on_why}
STARTS = {"zd": on_start}
