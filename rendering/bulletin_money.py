"""Papers of money and of a year (账目公示、年度报告): sums that add up, line by line, nobody's name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.bulletins import FundYear, Lettering, PaperHead, YearReport
from domain.funds import Fund, FundLine, LineKind, figures, running
from domain.issues_masking import on_card
from rendering import dates
from rendering.bulletin_form import Sheet, day_words, listing, pair, sheet
from rendering.bulletin_matters import money
from rendering.deliberation_figures import yuan
from rendering.texts import Texts


def statement_sheet(
    texts: Texts, head: PaperHead, fund: Fund, since: date, until: date, lettering: Lettering = Lettering.PLAIN
) -> Sheet:
    """账目: opening, in, out, closing, then every line that two people stand for, without whom it was paid to."""
    sums = figures(fund.lines, since, until)
    shown = [line for line in fund.lines if line.stands and since <= line.on <= until]
    waiting = sum(line.waits and since <= line.on <= until for line in fund.lines)
    lead = texts.plain(
        "bulletin.lead.statement", name=fund.name, since=day_words(texts, since), until=day_words(texts, until)
    )
    named = {
        "opening": sums.opening,
        "received": sums.received,
        "outlay": sums.spent,
        "closing": sums.closing,
    }
    middle: dict[str, Any] = {
        "lead": [lead, texts.plain("bulletin.held", holder=fund.holder, tail=fund.tail)],
        "bars": [],
        "pairs": [
            pair(texts, name, texts.plain("bulletin.yuan", amount=money(cents))) for name, cents in named.items()
        ],
        "listing": listing(
            texts, ("#row", "day", "+purpose", "#amount", "#balance"), _rows(texts, shown, sums.opening)
        ),
        "after": [
            texts.plain("bulletin.after.statement"),
            *([texts.plain("bulletin.waiting", n=waiting)] if waiting else []),
        ],
    }
    words = tuple(f"{one['name']} {one['said']}" for one in middle["pairs"])
    return sheet(texts, head, lettering, "bulletin_money.typ", middle, (lead, *words))


def _rows(texts: Texts, shown: Sequence[FundLine], opening: int) -> list[list[str]]:
    """Each with the balance after it: of these lines alone, so that the last is the closing, however late one came."""
    began = sum(line.amount for line in shown if line.kind is LineKind.OPENING)
    after = running(shown, opening - began)
    return [
        [
            str(line.number),
            dates.calendar_day(texts, line.on),
            _purpose(texts, line),
            signed(line.amount),
            money(after[line.number]),
        ]
        for line in shown
    ]


def signed(cents: int) -> str:
    """+12,600.50 / -12,600.50."""
    return f"{'-' if cents < 0 else '+'}{yuan(abs(cents))}"


def _purpose(texts: Texts, line: FundLine) -> str:
    """What for; that it takes another line back."""
    words = on_card(line.purpose)
    return words if line.counters is None else texts.plain("bulletin.counters", words=words, number=line.counters)


def year_sheet(texts: Texts, head: PaperHead, year: YearReport, lettering: Lettering = Lettering.PLAIN) -> Sheet:
    """年度报告: what was asked, decided, reported and spent."""
    say = texts.plain
    lead = say("bulletin.lead.year", year=str(year.year), until=day_words(texts, year.until))
    words = [
        say("bulletin.year.matters", begun=year.begun, finished=year.finished, stopped=year.stopped),
        say("bulletin.year.votes", votes=year.votes, carried=year.carried),
        say("bulletin.year.reports", came=year.came, closed=year.closed, open=year.open),
    ]
    middle = {
        "lead": [lead, *words],
        "bars": [],  # what was put right may have come the year before
        "pairs": [],
        "listing": listing(
            texts, ("+fund", "#opening", "#received", "#outlay", "#closing"), [_fund(one) for one in year.funds]
        ),
        "after": [say("bulletin.after.year")],
    }
    return sheet(texts, head, lettering, "bulletin_money.typ", middle, (lead, *words))


def _fund(one: FundYear) -> list[str]:
    sums = one.sums
    return [one.name, *(money(cents) for cents in (sums.opening, sums.received, sums.spent, sums.closing))]
