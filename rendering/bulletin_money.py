"""Papers of money and of a year (账目公示、年度报告): sums that add up, line by line, nobody's name."""

from __future__ import annotations

from typing import Any

from babel.dates import format_date

from domain.bulletins import FundYear, Lettering, PaperHead, PaperKind, YearReport
from domain.fund_statements import Flag, Statement, StatementLine, Sum
from domain.funds import LineKind
from domain.issues import shorten
from rendering.bulletin_form import LONGEST_CELL, Sheet, day_words, listing, pair, sheet
from rendering.bulletin_matters import money
from rendering.deliberation_figures import yuan
from rendering.funds import source, use
from rendering.readiness import area
from rendering.texts import Texts


def statement_sheet(texts: Texts, head: PaperHead, told: Statement, lettering: Lettering = Lettering.PLAIN) -> Sheet:
    """账目: opening, in, out, closing, then every line that two people stand for, without whom it was paid to."""
    days = {"since": day_words(texts, told.since), "until": day_words(texts, told.until)}
    lead = texts.plain("bulletin.lead.statement", name=told.name, **days)
    named = {"opening": told.opening, "received": told.received, "outlay": told.spent, "closing": told.closing}
    middle: dict[str, Any] = {
        "lead": [lead, _held(texts, told)],
        "bars": [],
        "pairs": [
            pair(texts, name, texts.plain("bulletin.yuan", amount=money(cents))) for name, cents in named.items()
        ],
        "listing": listing(texts, ("#row", "day", "+purpose", "#amount", "#balance"), _rows(texts, told)),
        "after": [*_parts(texts, told), *_contracts(texts, told), *_flagged(texts, told), *_signers(texts, head, told)],
    }
    words = tuple(f"{one['name']} {one['said']}" for one in middle["pairs"])
    return sheet(texts, head, lettering, "bulletin_money.typ", middle, (lead, *words), about=told.name)


def _held(texts: Texts, told: Statement) -> str:
    """In whose name it is, and as what that is registered."""
    if not told.code:
        return texts.plain("bulletin.held", holder=told.holder, tail=told.tail)
    known = {"holder": told.holder, "tail": told.tail, "registered": told.registered, "code": told.code}
    return texts.plain("bulletin.held_registered", **known)


def _contracts(texts: Texts, told: Statement) -> list[str]:
    """Each contract in a sentence, with what came in by it in these days."""
    return [
        texts.plain(
            "bulletin.contract",
            number=each.number,
            words=each.words,
            source=source(texts, each.source),
            price=money(each.price),
            until=day_words(texts, each.until),
            amount=money(each.amount),
            n=each.lines,
        )
        for each in told.contracts
    ]


def _rows(texts: Texts, told: Statement) -> list[list[str]]:
    """Each with the balance after it: of these lines alone, so that the last is the closing, however late one came."""
    then = told.opening - sum(line.amount for line in told.lines if line.kind is LineKind.OPENING)
    found = []
    for line in told.lines:
        then += line.amount
        day = format_date(line.on, texts.plain("bulletin.day_pattern"), locale=texts.locale)
        found.append([str(line.number), day, _purpose(texts, line), signed(line.amount), money(then)])
    return found


def _parts(texts: Texts, told: Statement) -> list[str]:
    """Where it is from, and what it went for, each with its sum; they add up to what came in and went out."""
    sources = [_part(texts, source(texts, each.what), each) for each in told.sources]
    uses = [_part(texts, use(texts, each.what), each) for each in told.uses]
    return [
        texts.plain(f"bulletin.{name}", what=texts.plain("funds.between").join(parts))
        for name, parts in (("sources", sources), ("uses", uses))
        if parts
    ]


def _part(texts: Texts, what: str, each: Sum) -> str:
    return texts.plain("funds.period.part", what=what, amount=money(each.amount), n=each.lines)


def _flagged(texts: Texts, told: Statement) -> list[str]:
    counts = {flag: sum(flag in line.flags for line in told.lines) for flag in Flag}
    said = [
        texts.plain("funds.period.flag", what=texts.plain(f"funds.flag.{flag}"), n=n) for flag, n in counts.items() if n
    ]
    return [texts.plain("bulletin.flagged", what=texts.plain("funds.between").join(said))] if said else []


def _signers(texts: Texts, head: PaperHead, told: Statement) -> list[str]:
    """How many stand for it; what still waits, and that nobody has closed these days, where that is so."""
    closed = head.kind is PaperKind.CLOSED
    return [
        texts.plain("bulletin.after.statement"),
        texts.plain("bulletin.signed_by_two" if closed else "bulletin.not_closed"),
        *([texts.plain("bulletin.waiting", n=told.waiting)] if told.waiting else []),
    ]


def signed(cents: int) -> str:
    """+12,600.50 / -12,600.50."""
    return f"{'-' if cents < 0 else '+'}{yuan(abs(cents))}"


def _purpose(texts: Texts, line: StatementLine) -> str:
    """What for; that it takes another line back; what a reader should know of it, which is never cut off."""
    notes = [texts.plain(f"funds.flag.{flag}") for flag in line.flags]
    if line.counters is not None:
        notes = [texts.plain("bulletin.counters", number=line.counters)]
    if not notes:
        return line.purpose
    note = texts.plain("bulletin.note", what=texts.plain("funds.between").join(notes))
    return shorten(line.purpose, LONGEST_CELL - len(note)) + note


def year_sheet(texts: Texts, head: PaperHead, year: YearReport, lettering: Lettering = Lettering.PLAIN) -> Sheet:
    """年度报告: what was asked, decided, reported and spent."""
    say = texts.plain
    lead = say("bulletin.lead.year", year=str(year.year), until=day_words(texts, year.until))
    words = [
        say("bulletin.year.matters", begun=year.begun, finished=year.finished, stopped=year.stopped),
        say("bulletin.year.votes", votes=year.votes, carried=year.carried),
        say("bulletin.year.reports", came=year.came, closed=year.closed, open=year.open),
    ]
    if year.rooms is not None:
        told = {"let": year.rooms.let, "area": area(year.rooms.area), "let_area": area(year.rooms.let_area)}
        words.append(say("bulletin.year.rooms", n=year.rooms.rooms, **told))
    middle = {
        "lead": [lead, *words],
        "bars": [],  # what was put right may have come the year before
        "pairs": [],
        "listing": listing(
            texts, ("+fund", "#opening", "#received", "#outlay", "#closing"), [_fund(one) for one in year.funds]
        ),
        "after": [say("bulletin.after.year")] if year.funds else [],
    }
    return sheet(texts, head, lettering, "bulletin_money.typ", middle, (lead, *words), about=str(year.year))


def _fund(one: FundYear) -> list[str]:
    sums = one.sums
    return [one.name, *(money(cents) for cents in (sums.opening, sums.received, sums.spent, sums.closing))]
