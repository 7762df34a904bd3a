"""Screens of 一窗受理: what may be done, the list of papers, one errand as its owner and as the window sees it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.errands import SERVICE_DAYS, STANDING, Errand, ErrandPage, ErrandState, Service, ServicePage
from domain.issues import shorten
from domain.moments import read_moment
from domain.outcomes import Facts
from rendering import dates
from rendering.buttons import Button
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.errand_buttons import (
    CorrectService,
    ErrandIs,
    LeaveErrand,
    MyErrands,
    ServiceDays,
    ShowErrand,
    ShowService,
    ShowServices,
    TakeNumber,
    TickMaterial,
    WaitingErrands,
    WriteOfErrand,
)
from rendering.menu import go
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

A_PAGE, SHORT = 4, 20


def services(texts: Texts, found: Sequence[Service], page: int, *, serves: bool) -> Screen:
    """办事: what may be done here."""
    page, turning = _turning(page, len(found))
    shown = found[page * A_PAGE : (page + 1) * A_PAGE]
    keys = [Key(shorten(one.name, SHORT), ShowService(one.key)) for one in shown]
    pages = [Key(texts.plain(f"issues.open.{name}"), ShowServices(to)) for to, name in turning]
    own = [Key(texts.plain("errands.key.mine"), MyErrands())]
    own += [Key(texts.plain("errands.key.waiting"), WaitingErrands(0))] if serves else []
    own += [Key(texts.plain("errands.key.new"), CorrectService(0))] if serves else []
    text = lines(texts.say("errands.head"), texts.say("errands.how"))
    return Screen(text, (*rows(*keys), *rows(*pages), *rows(*own, go(texts, "start"))))


def service(texts: Texts, page: ServicePage) -> Screen:
    """One service: everything it needs, before a number is taken."""
    one = page.service
    often = None
    if page.half_within is not None:
        often = texts.say("errands.often", done=page.done, days=page.half_within)
    text = lines(
        texts.say("errands.service", name=one.name),
        *_list(texts, one.materials),
        texts.say("errands.days", n=one.days),
        often,
        texts.say("errands.once"),
    )
    own = [Key(texts.plain("errands.key.number"), TakeNumber(one.key, 0))]
    if page.serves:
        own.append(Key(texts.plain("errands.key.another"), TakeNumber(one.key, 1)))
        own.append(Key(texts.plain("errands.key.correct"), CorrectService(one.key)))
    return Screen(text, rows(*own, Key(texts.plain("errands.key.all"), ShowServices(0))))


def errand(texts: Texts, page: ErrandPage, *, at: datetime, zone: ZoneInfo) -> Screen:
    """One errand: its list, what of it was brought, until when, what came of it."""
    one = page.errand
    text = lines(
        texts.say("errands.one", number=one.number, service=one.service),
        *_list(texts, one.materials, one.brought),
        texts.say(f"errands.stands.{one.state}"),
        _until(texts, one, at, zone),
        texts.say("errands.words", words=one.words) if one.words else None,
        texts.say("errands.bring", number=one.number) if page.mine and one.state is ErrandState.FILED else None,
        texts.say("errands.window") if page.serves and one.state is ErrandState.FILED else None,
    )
    ticks = []
    if page.serves and one.state is ErrandState.FILED:
        ticks = [
            Key(_tick(texts, shorten(name, SHORT), n in one.brought), TickMaterial(one.id, n))
            for n, name in enumerate(one.materials)
        ]
    keys = [Key(texts.plain(f"errands.key.{name}"), press) for name, press in _acts(page)]
    back = ("waiting", WaitingErrands(0)) if page.serves else ("mine", MyErrands())
    return Screen(text, (*rows(*ticks), *rows(*keys, Key(texts.plain(f"errands.key.{back[0]}"), back[1]))))


def _acts(page: ErrandPage) -> list[tuple[str, Button]]:
    one = page.errand
    number, waits, stands = one.id, one.state is ErrandState.FILED, one.state in STANDING
    offered: list[tuple[bool, str, Button]] = [
        (page.serves and waits and not one.missing, "take", ErrandIs(number, "take")),
        (page.serves and waits and bool(one.missing), "missing", ErrandIs(number, "missing")),
        (page.serves and stands, "more", WriteOfErrand(number, "more")),
        (page.serves and one.state is ErrandState.TAKEN, "done", WriteOfErrand(number, "done")),
        (page.serves and stands, "declined", WriteOfErrand(number, "declined")),
        (page.mine and stands, "withdraw", ErrandIs(number, "withdraw")),
    ]
    return [(name, press) for fits, name, press in offered if fits]


def listed(texts: Texts, found: Sequence[Errand], page: int, *, serving: bool) -> Screen:
    """我办的, or 等着办的."""
    page, turning = _turning(page, len(found)) if serving else (0, [])
    shown = found[page * A_PAGE : (page + 1) * A_PAGE]
    said = [
        texts.say("errands.line", number=one.number, service=one.service, state=_state(texts, one)) for one in shown
    ]
    keys = [Key(texts.plain("errands.key.one", number=one.number), ShowErrand(one.id)) for one in shown]
    pages = [Key(texts.plain(f"issues.open.{name}"), WaitingErrands(to)) for to, name in turning]
    head = texts.say("errands.waiting" if serving else "errands.mine")
    back = Key(texts.plain("errands.key.all"), ShowServices(0))
    return Screen(lines(head, *(said or [texts.say("errands.none")])), (*rows(*keys), *rows(*pages, back)))


def ask(texts: Texts, what: str, draft_id: int, **facts: str) -> Screen:
    """The next words are awaited."""
    return Screen(texts.say(f"errands.ask.{what}", name=facts.get("name", "")), ((_leave(texts, draft_id),),))


def ask_days(texts: Texts, draft_id: int, name: str, materials: Sequence[str]) -> Screen:
    """Within how many working days? What stands from now on, once more."""
    keys = [Key(texts.plain("errands.key.days", n=days), ServiceDays(draft_id, days)) for days in SERVICE_DAYS]
    text = lines(texts.say("errands.service", name=name), *_list(texts, materials), texts.say("errands.ask.days"))
    return Screen(text, (*rows(*keys), (_leave(texts, draft_id),)))


def thanks(texts: Texts, what: str, errand_id: int, number: int) -> Screen:
    """What became of it, and the way on."""
    this = Key(texts.plain("errands.key.this"), ShowErrand(errand_id))
    back = Key(texts.plain("errands.key.all"), ShowServices(0))
    return Screen(texts.say(f"errands.thanks.{what}", number=number), rows(this, back))


def beyond(texts: Texts, words: Markup, page: ErrandPage, service_key: int) -> Screen:
    """What was not on the first list is not asked for; what can be done instead."""
    keys = [
        Key(texts.plain("errands.key.this"), ShowErrand(page.errand.id)),
        Key(texts.plain("errands.key.correct"), CorrectService(service_key)),
    ]
    return Screen(words, rows(*keys))


def corrected(texts: Texts, name: str) -> Screen:
    """It stands from now on."""
    back = Key(texts.plain("errands.key.all"), ShowServices(0))
    return Screen(texts.say("errands.thanks.corrected", name=name), ((back,),))


def _list(texts: Texts, materials: Sequence[str], brought: frozenset[int] | None = None) -> list[Markup]:
    if brought is None:
        return [texts.say("errands.material", number=n, name=name) for n, name in enumerate(materials, start=1)]
    return [Markup.escape(_tick(texts, name, n in brought)) for n, name in enumerate(materials)]


def _tick(texts: Texts, name: str, there: bool) -> str:
    return texts.plain("errands.brought" if there else "errands.not_brought", name=name)


def _state(texts: Texts, one: Errand) -> str:
    return texts.plain(f"errands.state.{one.state}")


def _until(texts: Texts, one: Errand, at: datetime, zone: ZoneInfo) -> Markup | None:
    if one.due_at is None or one.state is not ErrandState.TAKEN:
        return None
    left = dates.left(texts, one.due_at - timedelta(microseconds=1), at=at, zone=zone)
    return texts.say("errands.until", day=dates.last_day(texts, one.due_at, zone), left=left)


def _turning(page: int, count: int) -> tuple[int, list[tuple[int, str]]]:
    last = max(0, (count - 1) // A_PAGE)
    page = min(max(page, 0), last)
    return page, [*([(page - 1, "back")] if page else []), *([(page + 1, "on")] if page < last else [])]


def _leave(texts: Texts, draft_id: int) -> Key:
    return Key(texts.plain("errands.key.leave"), LeaveErrand(draft_id))


# Notices


def told(drawing: Drawing, facts: Facts) -> Dispatch:
    """What somebody hears of an errand, in private."""
    texts, until = drawing.texts, facts["until"]
    day = "" if until is None else dates.last_day(texts, read_moment(until), drawing.zone)
    text = lines(
        texts.say("errands.one", number=facts["number"], service=facts["service"]),
        texts.say(f"errands.told.{facts['event']}", words=facts["words"], day=day),
        *_list(texts, facts["missing"]),
    )
    look = Key(texts.plain("errands.key.this"), ShowErrand(facts["errand_id"]))
    return Dispatch(Screen(text, ((look,),)))


NOTICES: dict[str, Template] = {"errands.told": told}
