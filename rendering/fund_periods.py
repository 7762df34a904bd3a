"""Screens of 对账单 and 结账: an account over some days, who still has to sign, what the groups read of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup

from domain.bulletins import PaperKind
from domain.fund_periods import Period, PeriodState, Span
from domain.fund_statements import Flag, Statement, Sum
from domain.funds import Fund
from domain.issues_masking import on_card
from domain.outcomes import Facts
from rendering import dates
from rendering.bulletin_buttons import SeePaper
from rendering.deliberation_figures import yuan
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.fund_buttons import (
    AskOpening,
    ClosePeriod,
    EarlierPeriods,
    MoreFund,
    OpenPeriod,
    ShowPeriod,
    ShowPeriods,
    SignMonth,
    SignPeriod,
    SignSeenMonth,
)
from rendering.funds import balance, signed, source, use
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.walls import published_key

MOVED = "moved"
"""The account is another than the one that somebody signed for."""
LISTED, NAMED = 3, 4
"""Statements with a key; sources and decisions named on one screen."""


def days(texts: Texts, since: date, until: date) -> str:
    """2026年10月1日（周四）到12月31日（周四）."""
    ends = {"since": dates.calendar_day(texts, since), "until": dates.calendar_day(texts, until)}
    return texts.plain("funds.period.days", year=since.year, **ends)


def periods(texts: Texts, one: Fund, found: Sequence[Period], page: int = 0, *, keeps: bool) -> Screen:
    """对账单: the latest first, each with how far it is."""
    last = max(0, (len(found) - 1) // LISTED)
    page = min(max(page, 0), last)
    shown = found[page * LISTED : (page + 1) * LISTED]
    said = [
        texts.say(
            "funds.period.listed",
            what=texts.plain(f"funds.period.span.{period.span}"),
            days=days(texts, period.since, period.until),
            state=texts.plain(f"funds.period.state.{period.state}"),
        )
        for period in shown
    ]
    keys = [Key(_short(texts, period), ShowPeriod(period.id)) for period in shown]
    head = texts.say("funds.period.head", name=one.name)
    text = lines(head, *(said or [texts.say("funds.period.none")]))
    earlier = [Key(texts.plain("funds.key.earlier"), EarlierPeriods(one.id, page + 1))] if page < last else []
    if page and not earlier:
        earlier = [Key(texts.plain("funds.key.latest"), ShowPeriods(one.id))]
    month = [Key(texts.plain("funds.key.month"), SignMonth(one.id))] if keeps else []
    return Screen(text, rows(*keys, *earlier, *month, Key(texts.plain("funds.key.more"), MoreFund(one.id))))


def _short(texts: Texts, period: Period) -> str:
    until = period.until
    return texts.plain(f"funds.period.short.{period.span}", year=until.year, month=until.month)


def period(texts: Texts, one: Fund, found: Period, told: Statement, *, keeps: bool, own: bool) -> Screen:
    """One statement: sums that add up, from where and for what, what a reader should know, and who still signs."""
    what = texts.plain(f"funds.period.span.{found.span}")
    text = lines(
        texts.say("funds.period.title", name=one.name, what=what, days=days(texts, found.since, found.until)),
        _sums(texts, told.opening, told.received, told.spent, told.closing),
        _parts(texts, "sources", [(source(texts, each.what), each) for each in told.sources]),
        _parts(texts, "uses", [(use(texts, each.what), each) for each in told.uses]),
        texts.say(
            "funds.period.people",
            n=len(told.lines),
            posters=told.posters,
            checkers=told.checkers,
            flagged=texts.plain("funds.period.flagged", what=_flags(texts, told)) if told.flagged else "",
        ),
        texts.say("funds.period.waits", n=told.waiting) if told.waiting and found.closed_at is None else None,
        texts.say(f"funds.period.now.{_now(one, found)}", why=on_card(found.why)),
    )
    acts = [*_acts(texts, one, found, own=own), *_printing(texts, found)] if keeps else []
    told_all = [published_key(texts, "period", found.id)] if found.holds and found.span is Span.STATEMENT else []
    return Screen(text, rows(*acts, *told_all, Key(texts.plain("funds.key.periods_back"), ShowPeriods(one.id))))


def _sums(texts: Texts, opening: int, received: int, spent: int, closing: int) -> Markup:
    return texts.say(
        "funds.period.sums",
        opening=balance(opening),
        received=yuan(received) if received >= 0 else signed(received),
        spent=yuan(spent) if spent >= 0 else signed(spent),
        closing=balance(closing),
    )


def _parts(texts: Texts, name: str, parts: Sequence[tuple[str, Sum]]) -> Markup | None:
    """Where it is from, or what it went for, the largest first."""
    if not parts:
        return None
    said = [
        texts.plain("funds.period.part", what=what, amount=balance(each.amount), n=each.lines)
        for what, each in parts[:NAMED]
    ]
    left = parts[NAMED:]
    if left:
        sum_left = balance(sum(each.amount for _, each in left))
        said.append(texts.plain("funds.period.rest", amount=sum_left, n=sum(each.lines for _, each in left)))
    return texts.say(f"funds.period.{name}", what=texts.plain("funds.between").join(said))


def _flags(texts: Texts, told: Statement) -> str:
    counts = {flag: sum(flag in line.flags for line in told.lines) for flag in Flag}
    said = (
        texts.plain("funds.period.flag", what=texts.plain(f"funds.flag.{flag}"), n=n) for flag, n in counts.items() if n
    )
    return texts.plain("funds.between").join(said)


def _now(one: Fund, found: Period) -> str:
    return MOVED if found.moved(one) else found.state.value


def _printing(texts: Texts, found: Period) -> list[Key]:
    """[打印]: what two people signed, whenever that was."""
    wish = SeePaper(PaperKind.CLOSED.value, found.id, 0)
    return [Key(texts.plain("funds.key.print"), wish)] if found.holds else []


def _acts(texts: Texts, one: Fund, found: Period, *, own: bool) -> list[Key]:
    """What a keeper of the accounts may press; whoever signed or asked waits for another."""
    if not found.id:
        return [Key(texts.plain("funds.key.sign"), SignSeenMonth(one.id, month_number(found)))]
    if found.state is PeriodState.DRAFTED or found.moved(one):
        return [Key(texts.plain("funds.key.sign"), SignPeriod(found.id))]
    if found.state is PeriodState.SIGNED:
        return [] if own else [Key(texts.plain("funds.key.close"), ClosePeriod(found.id, 0))]
    if found.state is PeriodState.CLOSED:
        return [Key(texts.plain("funds.key.open"), AskOpening(found.id))]
    if found.state is PeriodState.OPENING:
        agree = [] if own else [Key(texts.plain("funds.key.agree"), OpenPeriod(found.id, 1))]
        return [*agree, Key(texts.plain("funds.key.keep"), OpenPeriod(found.id, 0))]
    return []


def month_number(found: Period) -> int:
    """Which month it is, as a key says it: 202610."""
    return found.until.year * 100 + found.until.month


def surely(texts: Texts, one: Fund, found: Period) -> Screen:
    """Once more before the days are closed, and what everybody reads then."""
    yes = Key(texts.plain("funds.key.close"), ClosePeriod(found.id, 1))
    back = Key(texts.plain("funds.key.back"), ShowPeriod(found.id))
    told = {"name": one.name, "days": days(texts, found.since, found.until)}
    return Screen(texts.say(f"funds.period.surely.{found.span}", **told), rows(yes, back))


# Notices


def _read(facts: Facts) -> tuple[date, date]:
    return date.fromisoformat(facts["since"]), date.fromisoformat(facts["until"])


def asked(name: str) -> Template:
    """Whoever keeps the accounts is asked to sign, or to agree."""

    def draw(drawing: Drawing, facts: Facts) -> Dispatch:
        texts = drawing.texts
        words = {"name": facts["fund"], "days": days(texts, *_read(facts)), "why": on_card(facts["why"])}
        look = Key(texts.plain("funds.key.look"), ShowPeriod(facts["period_id"]))
        return Dispatch(Screen(texts.say(f"funds.period.told.{name}", **words), ((look,),)))

    return draw


def statement(drawing: Drawing, facts: Facts) -> Dispatch:
    """对账单, in a group: the four sums, from where, and where all of it is read."""
    texts = drawing.texts
    from_where: Iterable[str] = (
        texts.plain("funds.period.from", what=source(texts, what), amount=balance(amount))
        for what, amount in facts["sources"][:NAMED]
    )
    text = lines(
        texts.say("funds.period.public", name=facts["fund"], days=days(texts, *_read(facts))),
        _sums(texts, facts["opening"], facts["received"], facts["spent"], facts["closing"]),
        texts.say("funds.period.sources", what=texts.plain("funds.between").join(from_where))
        if facts["sources"]
        else None,
        texts.say("funds.period.signed_by_two", n=facts["lines"], flagged=facts["flagged"]),
    )
    return Dispatch(Screen(text, _open(texts, facts)))


def reopened(drawing: Drawing, facts: Facts) -> Dispatch:
    """Closed days are open again, in a group: why."""
    texts = drawing.texts
    words = {"name": facts["fund"], "days": days(texts, *_read(facts)), "why": on_card(facts["why"])}
    return Dispatch(Screen(texts.say("funds.period.reopened", **words), _open(texts, facts)))


def _open(texts: Texts, facts: Facts) -> tuple[tuple[Key, ...], ...]:
    return ((Key(texts.plain("funds.key.all_of_it"), start=f"zd_{facts['period_id']}"),),)


ASKED = ("drafted", "signed", "chased", "opening")
NOTICES: dict[str, Template] = {
    **{f"funds.{name}": asked(name) for name in ASKED},
    "funds.statement": statement,
    "funds.reopened": reopened,
}
