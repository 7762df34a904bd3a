"""Screens of 对银行流水: a file that was read, what matched, what one side alone has and why."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from domain.fund_bank import BankFile, BankRow, Matching
from domain.fund_bank_reading import BankProblem, BankReading
from domain.funds import Fund, FundLine
from domain.issues import shorten
from domain.issues_masking import on_card
from domain.workbooks import Problem
from rendering import dates
from rendering.deliberation_figures import yuan
from rendering.fund_buttons import (
    LeaveFund,
    MoreFund,
    NoteDifference,
    PutDownRow,
    SendBank,
    ShowBank,
    ShowBanks,
    ShowDifference,
    ShowLine,
    ShowReasons,
    TakeBank,
)
from rendering.fund_periods import days
from rendering.funds import SHORT, signed
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.workbook_words import problem_words

LISTED, BAD, OPEN, A_PAGE, WHY = 3, 4, 2, 3, 100
"""Files with a key; bad rows named on one screen; differences of each side with a key; reasons on one screen, and so
many signs of each."""


def banks(texts: Texts, one: Fund, found: Sequence[tuple[BankFile, Matching]], *, keeps: bool) -> Screen:
    """对银行流水: the files that were taken, the latest first, each with what tells it from another."""
    shown = found[:LISTED]
    said = [
        texts.say(
            "funds.bank.listed",
            days=days(texts, file.since, file.until),
            matched=len(matching.pairs),
            of=len(file.rows),
            state=_state(texts, matching),
            sha256=file.sha256,
        )
        for file, matching in shown
    ]
    keys = [Key(_short(texts, file), ShowBank(file.id)) for file, _ in shown]
    send = [Key(texts.plain("funds.key.send_bank"), SendBank(one.id))] if keeps else []
    head = texts.say("funds.bank.head", name=one.name)
    text = lines(head, *(said or [texts.say("funds.bank.none")]))
    return Screen(text, rows(*keys, *send, Key(texts.plain("funds.key.more"), MoreFund(one.id))))


def _short(texts: Texts, file: BankFile) -> str:
    return texts.plain("funds.bank.short", since=file.since.isoformat(), until=file.until.isoformat())


def _state(texts: Texts, matching: Matching) -> str:
    open_ones = len(matching.open_rows) + len(matching.open_lines)
    return texts.plain("funds.bank.open", n=open_ones) if open_ones else texts.plain("funds.bank.settled")


def faulty(texts: Texts, fund_id: int, problems: Sequence[BankProblem]) -> Screen:
    """Which rows are wrong and how to mend them; nothing was taken."""
    said = [_problem(texts, problem) for problem in problems[:BAD]]
    more = texts.say("funds.bank.more_bad", n=len(problems) - BAD) if len(problems) > BAD else None
    text = lines(texts.say("funds.bank.faulty"), *said, more, texts.say("funds.bank.send_again"))
    return Screen(text, rows(Key(texts.plain("funds.key.banks"), ShowBanks(fund_id))))


def _problem(texts: Texts, problem: BankProblem) -> Markup:
    words = texts.plain(f"funds.bank.flaw.{problem.flaw}", text=problem.text)
    return texts.say("funds.bank.bad_row", row=problem.row, words=words) if problem.row else Markup.escape(words)


def unusable(texts: Texts, fund_id: int, problem: Problem) -> Screen:
    """The workbook itself cannot be read."""
    text = lines(texts.say("funds.bank.faulty"), problem_words(texts, problem, sheets=False))
    return Screen(text, rows(Key(texts.plain("funds.key.banks"), ShowBanks(fund_id))))


def preview(texts: Texts, one: Fund, reading: BankReading, draft_id: int) -> Screen:
    """What is in the file, before it is taken."""
    came = sum(payment.amount for payment in reading.payments if payment.amount > 0)
    went = -sum(payment.amount for payment in reading.payments if payment.amount < 0)
    told = {"days": days(texts, *reading.days), "n": len(reading.payments), "came": yuan(came), "went": yuan(went)}
    text = texts.say("funds.bank.preview", name=one.name, tail=one.tail, **told)
    leave = Key(texts.plain("funds.key.leave"), LeaveFund(draft_id, one.id))
    return Screen(text, rows(Key(texts.plain("funds.key.take"), TakeBank(draft_id)), leave))


def bank(texts: Texts, one: Fund, file: BankFile, found: Matching, *, keeps: bool) -> Screen:
    """A file beside its account: what matched, then what one side alone has and nobody has explained."""
    rows_open, lines_open = found.open_rows[:OPEN], found.open_lines[:OPEN]
    text = lines(
        texts.say("funds.bank.title", name=one.name),
        texts.say(
            "funds.bank.matched",
            days=days(texts, file.since, file.until),
            n=len(found.pairs),
            of=len(file.rows),
        ),
        _side(texts, "bank_only", len(found.bank_only), len(found.open_rows), keeps=keeps),
        *(_row(texts, row, keeps=keeps) for row in rows_open),
        _side(texts, "book_only", len(found.book_only), len(found.open_lines), keeps=keeps),
        *(_line(texts, line) for line in lines_open),
        texts.say("funds.bank.all_settled") if found.settled else None,
    )
    numbers = [(texts.plain("funds.bank.row_key", row=row.number), row.id, 0) for row in rows_open]
    numbers += [(texts.plain("funds.key.line", number=line.number), 0, line.id) for line in lines_open]
    keys = [Key(label, ShowDifference(file.id, row_id, line_id)) for label, row_id, line_id in numbers]
    why = [Key(texts.plain("funds.key.reasons", n=len(found.said)), ShowReasons(file.id, 0))] if found.said else []
    return Screen(text, rows(*(keys if keeps else []), *why, Key(texts.plain("funds.key.banks"), ShowBanks(one.id))))


def reasons(texts: Texts, one: Fund, file: BankFile, found: Matching, page: int) -> Screen:
    """Why the two differ, for everybody who looks: without the bank's own words, which name people."""
    last = max(0, (len(found.said) - 1) // A_PAGE)
    page = min(max(page, 0), last)
    said: list[Markup] = []
    for row, line, why in found.said[page * A_PAGE : (page + 1) * A_PAGE]:
        said += [] if row is None else [_row(texts, row, keeps=False)]
        said += [] if line is None else [_line(texts, line)]
        said.append(texts.say("funds.bank.why", words=shorten(on_card(why), WHY)))
    more = [Key(texts.plain("funds.key.more_reasons"), ShowReasons(file.id, (page + 1) % (last + 1)))] if last else []
    here = Key(texts.plain("funds.key.bank_back"), ShowBank(file.id))
    text = lines(texts.say("funds.bank.title", name=one.name), *(said or [texts.say("funds.bank.no_reasons")]))
    return Screen(text, rows(*more, here))


def _side(texts: Texts, name: str, every: int, still_open: int, *, keeps: bool) -> Markup | None:
    """How many of one side; where not all of them are on the screen, it says so: nobody should think these were all."""
    if not every:
        return None
    said = texts.say(f"funds.bank.{name}", n=every, open=still_open)
    if still_open <= OPEN:
        return said
    return said + texts.say("funds.bank.first_of" if keeps else "funds.bank.first", n=OPEN)


def _row(texts: Texts, row: BankRow, *, keeps: bool) -> Markup:
    told = {"row": row.number, "day": dates.calendar_day(texts, row.on), "amount": signed(row.amount)}
    return texts.say("funds.bank.row", **told, words=shorten(row.words, SHORT) if keeps else "")


def _line(texts: Texts, line: FundLine) -> Markup:
    told = {"number": line.number, "day": dates.calendar_day(texts, line.on), "amount": signed(line.amount)}
    return texts.say("funds.bank.line", **told, words=shorten(on_card(line.purpose), SHORT))


def difference(texts: Texts, file: BankFile, found: Matching, row: BankRow | None, line: FundLine | None) -> Screen:
    """One thing that one side alone has: put it down, or say why."""
    numbers = (file.id, 0 if row is None else row.id, 0 if line is None else line.id)
    why = found.why(row=row, line=line)
    text = lines(
        texts.say("funds.bank.only_bank" if row is not None else "funds.bank.only_book"),
        _row(texts, row, keeps=True) if row is not None else None,
        _line(texts, line) if line is not None else None,
        texts.say("funds.bank.why", words=on_card(why)) if why else None,
    )
    keys = [Key(texts.plain("funds.key.put_down"), PutDownRow(file.id, row.id))] if row is not None else []
    if line is not None:
        keys.append(Key(texts.plain("funds.key.line", number=line.number), ShowLine(line.id)))
    note = Key(texts.plain("funds.key.note"), NoteDifference(*numbers))
    return Screen(text, rows(*keys, note, Key(texts.plain("funds.key.bank_back"), ShowBank(file.id))))
