"""The form of what hangs on the wall (公示版式): one head, one foot, after GB/T 9704—2012; a template fills the middle.

Whoever makes a sheet gives its template, its facts, and the same in words for whoever cannot see the picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from domain.bulletin_issuers import Issuer, IssuerKind
from domain.bulletins import HASH_SHOWN, UNNUMBERED, Lettering, PaperHead, PaperKind
from domain.paper_days import PaperSpan
from domain.registry import Organ, Place
from domain.voting.rules import Threshold
from rendering import dates
from rendering.paper import legible, one_line, pdf, preview, qr
from rendering.texts import Texts

LONGEST_COMPOUND, LONGEST_CELL, LONGEST_ABOUT = 20, 80, 60
BY_LAW = frozenset({PaperKind.ROLL, PaperKind.CANDIDATES, PaperKind.RESULT, PaperKind.DECISION, PaperKind.PLAN})
"""What can be objected to while it hangs."""
TO_BE_ASKED_ABOUT = frozenset(
    {PaperKind.PROGRESS, PaperKind.ACCOUNTS, PaperKind.STATEMENT, PaperKind.CLOSED, PaperKind.YEAR}
)
"""What nobody decides any more, though anybody may ask about it."""


@dataclass(frozen=True)
class Sheet:
    """A sheet for the wall (一份文书): PDF and picture out of the same facts; `said` is the same in words."""

    template: str
    facts: Mapping[str, Any]
    said: tuple[str, ...]

    def pdf(self) -> bytes:
        return pdf(self.template, self.facts)

    def pictures(self) -> list[bytes]:
        """A picture a page."""
        return preview(self.template, self.facts)


def sheet(
    texts: Texts,
    head: PaperHead,
    lettering: Lettering,
    template: str,
    middle: Mapping[str, Any],
    said: Sequence[str] = (),
    *,
    about: str,
) -> Sheet:
    """Head and foot around what a template fills in; `about`: what it is about, as its headline says it."""
    named = {"name": headline(texts, head.kind, about)}
    facts = {**form_facts(texts, head, lettering), **named, **drawable(texts, middle)}
    return Sheet(template, facts, (facts["title"], *said))


def headline(texts: Texts, kind: PaperKind, about: str) -> str:
    """关于「院内路灯改造」方案的公示: what about, then what kind of paper (事由、文种)."""
    return texts.plain(f"bulletin.headline.{kind}", about=one_line(texts, about, LONGEST_ABOUT))


def drawable(texts: Texts, facts: Any) -> Any:
    """The same with every sign that our fonts lack visibly replaced, wherever it stands."""
    if isinstance(facts, str):
        return legible(texts, facts)
    if isinstance(facts, Mapping):
        return {name: drawable(texts, one) for name, one in facts.items()}
    return [drawable(texts, one) for one in facts] if isinstance(facts, list) else facts


def form_facts(texts: Texts, head: PaperHead, lettering: Lettering) -> dict[str, Any]:
    """The facts of head and foot, every sign of them drawable."""
    say, compound = texts.plain, one_line(texts, head.compound, LONGEST_COMPOUND)
    name, number = say(f"bulletin.name.{head.kind}"), number_words(texts, head)
    return {
        "lang": texts.locale.partition("_")[0],
        "size": lettering.value,
        "title": say("bulletin.title", compound=compound, name=name, number=number).strip(),
        "issuer": compound if head.kind in UNNUMBERED else _issuer(texts, head, compound),
        "number": number,
        "name": name,
        "period": _period(texts, head),
        "objections": _objections(texts, head),
        **_code(texts, head),
        **_signed(texts, head, compound),
        "hash": _hash(texts, head),
    }


def _objections(texts: Texts, head: PaperHead) -> str:
    """To whom one says that something is not right; a call for opinions says how in its text."""
    if head.kind in BY_LAW:
        return texts.plain("bulletin.objections")
    return texts.plain("bulletin.questions") if head.kind in TO_BE_ASKED_ABOUT else ""


def _issuer(texts: Texts, head: PaperHead, compound: str) -> str:
    """中华园公示."""
    return texts.plain("bulletin.issuer", compound=compound, form=texts.plain(f"bulletin.form.{head.kind}"))


def _signed(texts: Texts, head: PaperHead, compound: str) -> dict[str, str]:
    """Who puts a seal to it and of which day; what is filed is signed by those who were there."""
    if head.kind in UNNUMBERED:
        return {"signed": "", "day": ""}
    pattern = texts.plain("bulletin.day_pattern")
    return {
        "signed": signed_by(texts, head.issuer, compound),
        "day": format_date(head.signed, pattern, locale=texts.locale),
    }


def signed_by(texts: Texts, issuer: Issuer | None, compound: str) -> str:
    """中华园业主委员会（盖章）: the body a paper is from; a building's leader has no seal, and signs."""
    if issuer is None:
        return texts.plain("bulletin.signed", body=compound)
    where = one_line(texts, issuer.where, LONGEST_ABOUT)
    if issuer.kind is IssuerKind.LEADER:
        return texts.plain("bulletin.signed_leader", where=where)
    if issuer.kind is IssuerKind.HOLDER:
        return texts.plain("bulletin.signed", body=_holder(texts, issuer.holder, compound))
    assert issuer.organ is not None, "the others are of an organ"
    if issuer.kind is IssuerKind.ELECTING and issuer.organ is Organ.RESIDENTS:
        return texts.plain("bulletin.signed", body=texts.plain("bulletin.body.electing_residents", where=where))
    body = body_words(texts, issuer.organ, where)
    if issuer.kind is not IssuerKind.ORGAN:
        body = texts.plain(f"bulletin.body.{issuer.kind}", body=body)
    return texts.plain("bulletin.signed", body=body)


def body_words(texts: Texts, organ: Organ, where: str) -> str:
    """中华园业主委员会: by its whole name where the law gives it one, else as it is called there."""
    return texts.plain(f"bulletin.body.{organ}", where=where, called=texts.plain(f"organs.{organ}"))


def _holder(texts: Texts, holder: str, compound: str) -> str:
    """An account's holder as it was written; a bare 业委会 is that of the compound."""
    bare = next((organ for organ in Organ if holder == texts.plain(f"organs.{organ}")), None)
    return one_line(texts, holder, LONGEST_ABOUT) if bare is None else body_words(texts, bare, compound)


def bulletin_address(public_url: str | None, place: Place, page: str) -> str | None:
    """Our own page that a paper leads to: on the board on the web, else of its building, else the front page."""
    if public_url is None:
        return None
    if page:
        return public_url + page
    return f"{public_url}/" if place.building_id is None else f"{public_url}/b/{place.building_id}"


def number_words(texts: Texts, head: PaperHead) -> str:
    """中华园公示〔2026〕3号; of what is not numbered yet, that it will be."""
    if head.kind in UNNUMBERED:
        return ""
    if head.number is None:
        return texts.plain("bulletin.not_numbered")
    compound = one_line(texts, head.compound, LONGEST_COMPOUND)
    return texts.plain(
        "bulletin.number",
        compound=compound,
        form=texts.plain(f"bulletin.form.{head.kind}"),
        year=str(head.number.year),
        number=head.number.number,
    )


def day_words(texts: Texts, day: date) -> str:
    """2026年11月24日（周二）."""
    return format_date(day, texts.plain("dates.far_pattern"), locale=texts.locale)


def moment_words(texts: Texts, moment: datetime, zone: ZoneInfo) -> str:
    """2026年12月3日（周四）10:00: what hangs or is filed is read in another year, too."""
    return texts.plain("dates.moment", day=dates.far_day(texts, moment, zone), time=dates.clock(texts, moment, zone))


def until_words(texts: Texts, over: datetime, zone: ZoneInfo) -> str:
    """Until when: a moment; of full days, the last of them."""
    if over.astimezone(zone).time() != time():
        return moment_words(texts, over, zone)
    return dates.far_day(texts, over - timedelta(microseconds=1), zone)


def _period(texts: Texts, head: PaperHead) -> str:
    """Its first day and its last; where its time begins when it hangs, how long from then."""
    if head.span is not None:
        return span_words(texts, head.span)
    if head.least is None:
        return ""
    unit = "days" if head.least.full_days else "hours"
    return texts.plain(f"bulletin.hangs_{unit}", n=head.least.count, source=legible(texts, head.least.source))


def span_words(texts: Texts, span: PaperSpan) -> str:
    """公示期：2026年11月28日至12月5日（周六），共7天，第一天不计."""
    last = day_words(texts, span.last)
    if span.first is None:
        return texts.plain("bulletin.until", day=last)
    pattern = texts.plain("bulletin.day_pattern")
    first = format_date(span.first, pattern, locale=texts.locale)
    if span.first.year == span.last.year:
        last = format_date(span.last, texts.plain("dates.pattern"), locale=texts.locale)
    if not span.days:
        return texts.plain("bulletin.span", first=first, last=last)
    return texts.plain("bulletin.span_days", first=first, last=last, n=span.days)


def _code(texts: Texts, head: PaperHead) -> dict[str, str | None]:
    """A code that leads to our own page, and whether more is to be read there; without one, how to do without."""
    if head.kind in UNNUMBERED:
        return {"address": None, "qr": None, "scan": ""}
    if head.address is None:
        return {"address": None, "qr": None, "scan": texts.plain("bulletin.no_code")}
    scan = "bulletin.scan" if head.page else "bulletin.scan_front"
    return {"address": head.address, "qr": qr(head.address), "scan": texts.plain(scan, address=head.address)}


def _hash(texts: Texts, head: PaperHead) -> str:
    return "" if head.number is None else texts.plain("bulletin.hash", hash=head.number.head[:HASH_SHOWN])


# What stands between head and foot


def paragraphs(texts: Texts, words: str) -> list[str]:
    """What somebody wrote, line by line, every sign of it drawable."""
    return [line for line in (legible(texts, each).strip() for each in words.splitlines()) if line]


def pair(texts: Texts, name: str, said: str) -> dict[str, str]:
    """Name and value."""
    return {"name": texts.plain(f"bulletin.pair.{name}"), "said": legible(texts, said)}


def listing(
    texts: Texts, columns: Sequence[str], rows: Sequence[Sequence[str]], total: Sequence[str] = ()
) -> dict[str, Any]:
    """A table with its sums at the end; a column that begins with `+` grows, with `#` holds numbers."""
    return {
        "columns": [
            {
                "name": texts.plain(f"bulletin.column.{one.lstrip('+#')}"),
                "grows": one[0] == "+",
                "number": one[0] == "#",
            }
            for one in columns
        ],
        "rows": [[one_line(texts, cell, LONGEST_CELL) for cell in row] for row in rows],
        "total": list(total) if rows else [],
    }


def bar(name: str, figure: str, count: int, of: int, wanted: Threshold | None = None, note: str = "") -> dict[str, Any]:
    """So much of so much, with a stroke where the law wants it to reach."""
    stroke = None if wanted is None else {"part": wanted.part, "whole": wanted.whole}
    return {"name": name, "figure": figure, "count": max(count, 0), "of": of, "wanted": stroke, "note": note}
