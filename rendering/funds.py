"""Screens of 账目: the accounts of a compound, one of them with its lines, one line; what the second person reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from domain.bulletins import PaperKind
from domain.deliberation.matters import Matter
from domain.funds import Fund, FundKind, FundLine, LineKind, LineSource, asks_invoice, figures, running
from domain.issues import shorten
from domain.issues_masking import on_card
from domain.outcomes import Facts
from rendering import dates
from rendering.bulletin_buttons import PapersOf
from rendering.deliberation_figures import yuan
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.fees import paged
from rendering.fund_buttons import (
    CheckLine,
    ConfirmFund,
    ConfirmLine,
    ExportFund,
    LeaveFund,
    LineFrom,
    LineMatter,
    LineSkips,
    MoreFund,
    NewFund,
    PageFunds,
    PostLine,
    SeeVouchers,
    ShowBanks,
    ShowDeeds,
    ShowFund,
    ShowFunds,
    ShowLine,
    ShowPeriods,
    WriteLine,
)
from rendering.fund_room_buttons import OpenRegister
from rendering.hourly_buttons import ShowHourly
from rendering.menu import MOST, go
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

LISTED, A_PAGE, SHORT, CHOICES = 4, 3, 24, 4
"""Accounts with a key, one fewer where more may be opened; lines on one screen; signs of one on a key; decisions to
choose from."""
BROUGHT = LineSource.BROUGHT_IN
SKIPS = {"day": "today", "payee": "none", "invoice": "none", "voucher": "none"}
"""What may be left unsaid of a line, and what its key says."""


def signed(cents: int) -> str:
    """＋12,600.50 / −12,600.50."""
    return f"{'−' if cents < 0 else '＋'}{yuan(abs(cents))}"


def balance(cents: int) -> str:
    """12,600.50 / −12,600.50: only what is missing has a sign."""
    return f"{'−' if cents < 0 else ''}{yuan(abs(cents))}"


def funds(texts: Texts, found: Sequence[Fund], page: int = 0, *, keeps: bool) -> Screen:
    """账目: what each account holds, and how much waits for a second person."""
    shown, more_ = paged(texts, found, page, LISTED - keeps, PageFunds)
    said = [_account(texts, one) for one in shown]
    keys = [Key(shorten(one.name, SHORT), ShowFund(one.id, 0)) for one in shown]
    own = [Key(texts.plain("funds.key.new"), NewFund(""))] if keeps else []
    rooms = [Key(texts.plain("funds.key.rooms"), OpenRegister(0))] if found else []
    text = lines(texts.say("funds.head"), *(said or [texts.say("funds.none")]))
    return Screen(text, (*rows(*keys), *rows(*more_, *rooms, *own, go(texts, "start"))))


def _account(texts: Texts, one: Fund) -> Markup:
    waits = texts.plain("funds.waits", n=len(one.waiting)) if one.waiting else ""
    kind = texts.plain(f"funds.kind.{one.kind}")
    return texts.say("funds.account", name=one.name, kind=kind, balance=balance(one.balance), waits=waits)


def which_kind(texts: Texts) -> Screen:
    """Whose money is it?"""
    keys = [Key(texts.plain(f"funds.kind.{kind}"), NewFund(kind.value)) for kind in FundKind]
    return Screen(texts.say("funds.which"), rows(*keys, Key(texts.plain("funds.key.all"), ShowFunds())))


def preview_fund(texts: Texts, body: Mapping[str, Any], draft_id: int) -> Screen:
    """A new account once more before it is opened: its name and number stay."""
    text = lines(
        texts.say("funds.open_preview"),
        texts.say("funds.title", name=body["name"], kind=texts.plain(f"funds.kind.{body['kind']}")),
        texts.say("funds.held", holder=body["holder"], tail=body["tail"]),
        texts.say("funds.begins_with", amount=yuan(body["opening"])),
        texts.say("funds.open_read_by"),
    )
    return Screen(text, rows(Key(texts.plain("funds.key.begin"), ConfirmFund(draft_id)), _leave(texts, draft_id, 0)))


def fund(texts: Texts, one: Fund, page: int, *, keeps: bool, today: date) -> Screen:
    """One account: this month in sums that add up, then its lines, the latest first."""
    latest = one.lines[::-1]
    last = max(0, (len(latest) - 1) // A_PAGE)
    page = min(max(page, 0), last)
    shown, after = latest[page * A_PAGE : (page + 1) * A_PAGE], running(one.lines)
    month = figures(one.lines, today.replace(day=1), today)
    text = lines(
        texts.say("funds.title", name=one.name, kind=texts.plain(f"funds.kind.{one.kind}")),
        _held(texts, one),
        texts.say("funds.balance", balance=balance(one.balance)),
        texts.say(
            "funds.month",
            opening=balance(month.opening),
            received=yuan(month.received) if month.received >= 0 else signed(month.received),
            spent=yuan(month.spent) if month.spent >= 0 else signed(month.spent),
            closing=balance(month.closing),
        ),
        texts.say("funds.waiting_head", n=len(one.waiting)) if one.waiting else None,
        *(_line(texts, line, after, today) for line in shown),
    )
    keys = [Key(texts.plain("funds.key.line", number=line.number), ShowLine(line.id)) for line in shown]
    post = [Key(texts.plain("funds.key.post"), PostLine(one.id, ""))] if keeps else []
    turned = [Key(texts.plain("funds.key.earlier"), ShowFund(one.id, page + 1))] if page < last else []
    if page and not turned:
        turned = [Key(texts.plain("funds.key.latest"), ShowFund(one.id, 0))]
    away = [*post, *turned, Key(texts.plain("funds.key.more"), MoreFund(one.id))]
    if len(keys) + len(away) < MOST:
        away.append(Key(texts.plain("funds.key.all"), ShowFunds()))
    return Screen(text, (*rows(*keys, per_row=3), *rows(*away)))


def _held(texts: Texts, one: Fund) -> Markup:
    """In whose name it is, and as what that is registered."""
    found = one.registration
    if found is None:
        return texts.say("funds.held", holder=one.holder, tail=one.tail)
    return texts.say("funds.held_registered", holder=one.holder, tail=one.tail, code=found.said.code)


def _line(texts: Texts, line: FundLine, after: Mapping[int, int], today: date) -> Markup:
    """One line of the list: when, how much, what for, and the balance after it once it stands."""
    then = after.get(line.number)
    stands = texts.plain("funds.after", balance=balance(then)) if then is not None else _state(texts, line)
    words = {"number": line.number, "day": on_day(texts, line.on, today), "amount": signed(line.amount)}
    return texts.say("funds.line", **words, purpose=shorten(what_for(texts, line), SHORT), stands=stands)


def what_for(texts: Texts, line: FundLine) -> str:
    """What it was for; an opening balance is for nothing but to begin with."""
    return texts.plain("funds.way.opening") if line.begins else on_card(line.purpose)


def _state(texts: Texts, line: FundLine) -> str:
    state = "waits" if line.waits else "withdrawn" if line.withdrawn else "declined"
    return texts.plain(f"funds.state.{state}")


def on_day(texts: Texts, on: date, today: date) -> str:
    """A day with its weekday; of another year with the year."""
    return dates.calendar_day(texts, on) if on.year == today.year else f"{on.year}-{on.month:02d}-{on.day:02d}"


def line(texts: Texts, one: Fund, found: FundLine, *, keeps: bool, looks: bool, own: bool, today: date) -> Screen:
    """One line: everything but whom the money went to, which those who keep the accounts read alone."""
    text = lines(
        texts.say("funds.line_title", name=one.name, number=found.number, way=texts.plain(f"funds.way.{found.kind}")),
        texts.say("funds.sum", amount=signed(found.amount), day=on_day(texts, found.on, today)),
        texts.say("funds.purpose", words=on_card(found.purpose)) if not found.begins else None,
        texts.say("funds.payee", name=found.payee) if keeps and found.payee else None,
        texts.say("funds.of_matter", number=found.matter_number) if found.matter_number is not None else None,
        texts.say("funds.counters", number=found.counters) if found.counters is not None else None,
        texts.say("funds.invoice", number=found.invoice) if found.invoice else None,
        origin(texts, one, found),
        texts.say("funds.unbilled") if found.unbilled else None,
        texts.say("funds.vouchers", n=found.vouchers),
        _settled(texts, found),
    )
    look = [Key(texts.plain("funds.key.vouchers"), SeeVouchers(found.id))] if looks and found.vouchers else []
    sheet = [] if found.pays is None else [Key(texts.plain("funds.key.sheet"), ShowHourly(*found.pays))]
    keys = [*(_acts(texts, one, found, own=own) if keeps else []), *look, *sheet]
    return Screen(text, rows(*keys, Key(texts.plain("funds.key.fund"), ShowFund(one.id, 0))))


def _settled(texts: Texts, found: FundLine) -> Markup:
    """Whether two people stand for it; if it was sent back, why."""
    if found.declined:
        return texts.say(
            "funds.withdrawn_why" if found.withdrawn else "funds.declined_why", words=on_card(found.declined)
        )
    return texts.say("funds.stands") if found.stands else Markup.escape(_state(texts, found))


def origin(texts: Texts, one: Fund, found: FundLine) -> Markup | None:
    """Where it is from, and by which contract."""
    return _origin(texts, one, found.source, found.deed_id)


def _origin(texts: Texts, one: Fund, whence: str, deed_id: int | None) -> Markup | None:
    deed = next((each for each in one.deeds if each.id == deed_id), None)
    if deed is not None:
        words = {"source": source(texts, whence), "number": deed.number, "words": on_card(deed.said.words)}
        return texts.say("funds.from_contract", **words)
    return texts.say("funds.from", source=source(texts, whence)) if whence else None


def _acts(texts: Texts, one: Fund, found: FundLine, *, own: bool) -> list[Key]:
    if found.waits and own:
        return [Key(texts.plain("funds.key.withdraw"), WriteLine(found.id, "withdraw"))]
    if found.waits:
        back = Key(texts.plain("funds.key.decline"), WriteLine(found.id, "decline"))
        return [Key(texts.plain("funds.key.check"), CheckLine(found.id, 0)), back]
    if found.stands and found.counters is None and not one.countered(found):
        return [Key(texts.plain("funds.key.counter"), WriteLine(found.id, "counter"))]
    return []


def which_way(texts: Texts, one: Fund, spare: int | None = None) -> Screen:
    """Did it come in, or go out? `spare`: what is no building's, where each pays of its own."""
    ways = [LineKind.IN.value, LineKind.OUT.value, LineSource.BROUGHT_IN.value]
    ways += [] if one.begun else [LineKind.OPENING.value]
    keys = [Key(texts.plain(f"funds.way.{way}"), PostLine(one.id, way)) for way in ways]
    text = lines(
        texts.say("funds.which_way"),
        None if one.begun else texts.say("funds.not_begun"),
        None if spare is None else texts.say("funds.of_no_building", spare=balance(spare)),
    )
    return Screen(text, rows(*keys, Key(texts.plain("funds.key.fund"), ShowFund(one.id, 0))))


def surely(texts: Texts, one: Fund, found: FundLine, *, receipts: int = 0) -> Screen:
    """Once more before they stand for it, by what there is to look at; `receipts`: so many were handed in as it."""
    yes = Key(texts.plain("funds.key.check"), CheckLine(found.id, 1))
    back = Key(texts.plain("funds.key.back"), ShowLine(found.id))
    told = {"name": one.name, "amount": signed(found.amount), "purpose": what_for(texts, found)}
    text = lines(
        texts.say("funds.surely", **told),
        _asked_of(texts, found, receipts),
        texts.say("funds.surely_then", then=balance(one.balance + found.amount)),
    )
    return Screen(text, rows(yes, back))


def _asked_of(texts: Texts, found: FundLine, receipts: int) -> Markup:
    """What they have looked at: nobody is asked for a photo that there is not."""
    if found.counters is not None:
        falls = _falls(texts, receipts)
        return lines(texts.say("funds.seen.counter", number=found.counters), falls)
    if found.vouchers:
        return texts.say("funds.seen.voucher")
    if receipts:
        return texts.say("funds.seen.receipts", n=receipts)
    return texts.say("funds.seen.opening" if found.kind is LineKind.OPENING else "funds.seen.bare")


def _falls(texts: Texts, receipts: int) -> Markup | None:
    return texts.say("funds.falls", n=receipts) if receipts else None


def ask(texts: Texts, what: str, draft_id: int, fund_id: int, *, falls: int = 0) -> Screen:
    """The next words are awaited, or a key says that there are none; `falls`: so many receipts fall with it."""
    skip = SKIPS.get(what)
    keys = [] if skip is None else [Key(texts.plain(f"funds.key.{skip}"), LineSkips(draft_id, what))]
    text = lines(_falls(texts, falls), texts.say(f"funds.ask.{what}"))
    return Screen(text, rows(*keys, _leave(texts, draft_id, fund_id)))


def ask_matter(texts: Texts, found: Sequence[Matter], draft_id: int, fund_id: int) -> Screen:
    """Which decision does the money go out for?"""
    keys = [Key(shorten(one.title, SHORT), LineMatter(draft_id, one.id)) for one in found[:CHOICES]]
    text = texts.say("funds.ask.matter" if found else "funds.no_matter")
    begin = [] if found else [go(texts, "matters")]
    return Screen(text, rows(*keys, *begin, _leave(texts, draft_id, fund_id)))


def source(texts: Texts, name: str) -> str:
    """Where money is from, in words."""
    return texts.plain(f"funds.source.{name or 'none'}")


def use(texts: Texts, matter: str) -> str:
    """Which decision money went out for, in words."""
    return texts.plain("funds.period.of_matter", number=matter) if matter else texts.plain("funds.source.none")


def ask_source(texts: Texts, draft_id: int, fund_id: int) -> Screen:
    """Where is the money from?"""
    keys = [Key(source(texts, one), LineFrom(draft_id, one.value)) for one in LineSource if one is not BROUGHT]
    return Screen(texts.say("funds.ask.source"), rows(*keys, _leave(texts, draft_id, fund_id)))


def _leave(texts: Texts, draft_id: int, fund_id: int) -> Key:
    return Key(texts.plain("funds.key.leave"), LeaveFund(draft_id, fund_id))


def preview(texts: Texts, one: Fund, body: Mapping[str, Any], draft_id: int, *, matter: Matter | None) -> Screen:
    """The line once more before it is put down."""
    kind = LineKind(body["kind"])
    amount = -body["amount"] if kind is LineKind.OUT else body["amount"]
    text = lines(
        texts.say("funds.preview", name=one.name, way=texts.plain(f"funds.way.{kind}")),
        texts.say("funds.sum", amount=signed(amount), day=dates.calendar_day(texts, date.fromisoformat(body["on"]))),
        texts.say("funds.purpose", words=on_card(body["purpose"])) if kind is not LineKind.OPENING else None,
        texts.say("funds.payee", name=body["payee"]) if body.get("payee") else None,
        texts.say("funds.for_matter", title=matter.title) if matter is not None else None,
        _origin(texts, one, body.get("source", ""), body.get("deed_id")),
        texts.say("funds.invoice", number=body["invoice"]) if body.get("invoice") else None,
        texts.say("funds.unbilled") if asks_invoice(kind, body.get("source", "")) and not body.get("invoice") else None,
        texts.say("funds.vouchers", n=len(body.get("files", ()))),
        texts.say("funds.read_by"),
    )
    return Screen(
        text, rows(Key(texts.plain("funds.key.confirm"), ConfirmLine(draft_id)), _leave(texts, draft_id, one.id))
    )


def thanks(texts: Texts, what: str, fund_id: int, seconds: int, *beside: Key) -> Screen:
    """What became of it, with the way back to where it was written; where nobody can stand for it, that is said."""
    nobody = what in ("opened", "posted", "countered") and not seconds
    text = lines(texts.say(f"funds.thanks.{what}"), texts.say("funds.no_second") if nobody else None)
    return Screen(text, rows(*beside, Key(texts.plain("funds.key.fund"), ShowFund(fund_id, 0))))


def voucher(texts: Texts, picture: bytes | None, sha256: str) -> Screen:
    """One of its vouchers, with the fingerprint it was kept under."""
    if picture is None:
        return Screen(texts.say("funds.voucher_soon"))
    return Screen(texts.say("funds.voucher", sha256=sha256), picture=picture)


def more(texts: Texts, one: Fund, *, keeps: bool, looks: bool) -> Screen:
    """What else there is of an account: statements, what stands behind it, the bank, a file, paper."""
    keys = [Key(texts.plain("funds.key.periods"), ShowPeriods(one.id))]
    keys.append(Key(texts.plain("funds.key.deeds"), ShowDeeds(one.id, 0)))
    if looks:
        keys.append(Key(texts.plain("funds.key.banks"), ShowBanks(one.id)))
        keys.append(Key(texts.plain("funds.key.export"), ExportFund(one.id)))
    paper = Key(texts.plain("funds.key.print"), PapersOf(PaperKind.STATEMENT.value, one.id))
    keys.append(paper if keeps else Key(texts.plain("funds.key.all"), ShowFunds()))
    return Screen(
        texts.say("funds.more", name=one.name), rows(*keys, Key(texts.plain("funds.key.fund"), ShowFund(one.id, 0)))
    )


# Notices


def waiting(drawing: Drawing, facts: Facts) -> Dispatch:
    """A line waits for a second person."""
    return _told(drawing, facts, drawing.texts.say("funds.told.waiting"))


def declined(drawing: Drawing, facts: Facts) -> Dispatch:
    """A line came back."""
    return _told(drawing, facts, drawing.texts.say("funds.told.declined", why=on_card(facts["why"])))


def _told(drawing: Drawing, facts: Facts, words: Markup) -> Dispatch:
    texts = drawing.texts
    way = texts.plain(f"funds.way.{facts['kind']}")
    said = {"name": facts["fund"], "way": way, "amount": signed(facts["amount"]), "purpose": on_card(facts["purpose"])}
    look = Key(texts.plain("funds.key.look"), ShowLine(facts["line_id"]))
    opening = facts["kind"] == LineKind.OPENING
    line = texts.say("funds.told.opening", **said) if opening else texts.say("funds.told.line", **said)
    return Dispatch(Screen(lines(words, line), ((look,),)))


NOTICES: dict[str, Template] = {"funds.waiting": waiting, "funds.declined": declined}
