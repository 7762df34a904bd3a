"""Screens of 吹哨报到: the whistles of a compound, one of them, one of its units, what is handed on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues import number_words, shorten
from domain.issues_masking import on_card
from domain.whistles import (
    CLOCKS,
    CalledPage,
    CalledUnit,
    Entry,
    EntryKind,
    Whistle,
    WhistleKind,
    WhistlePage,
    WhistleStanding,
    WhistleTab,
)
from rendering import dates
from rendering.issues_buttons import SeeIssue
from rendering.menu import go
from rendering.partner_buttons import ShowPartners
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.whistle_buttons import (
    BlowWhistle,
    CallUnit,
    EnterCalled,
    HandOn,
    LeadUnit,
    MeetCalled,
    MoreWhistles,
    RateCalled,
    ShowCalled,
    ShowSide,
    ShowWhistle,
    ShowWhistles,
    TurnSide,
    WhistleSides,
    WriteOfUnit,
)

SHORT, LISTED = 24, 3
"""Signs of a topic on a key; whistles on one screen."""
LINES = 6
"""Lines of whistles on one screen, under its head and how many are silent."""
MANY, FEW, KEYS = 3, 1, 6
"""Of so many units a screen says how far they are, of so many what they are to do: the rest is a press away; so many
keys a whistle's own page has."""


def whistles(
    texts: Texts,
    found: Sequence[Whistle],
    tab: WhistleTab,
    *,
    blows: bool,
    at: datetime,
    zone: ZoneInfo,
    page: int = 0,
) -> Screen:
    """吹哨: one of four sides of all of them, what goes on first."""
    last = max(0, (len(found) - 1) // LISTED)
    page = min(max(page, 0), last)
    shown = found[page * LISTED : (page + 1) * LISTED]
    going = sum(whistle.ended_at is None for whistle in found)
    room = LINES // max(len(shown), 1) - 1
    said = [_side(texts, whistle, tab, at, zone, room) for whistle in shown]
    text = lines(
        texts.say("whistles.list", n=going, tab=texts.plain(f"whistles.tab.{tab}")),
        _silent(texts, [unit.standing(at) for whistle in shown for unit in whistle.units]),
        *(said or [texts.say("whistles.none")]),
    )
    keys = [Key(f"{whistle.id} {_short(whistle)}", ShowWhistle(whistle.id)) for whistle in shown]
    return Screen(
        text, (*rows(*keys, per_row=1), *rows(*_ways_on(texts, tab, page, last, blows=blows, none=not found)))
    )


def _ways_on(texts: Texts, tab: WhistleTab, page: int, last: int, *, blows: bool, none: bool) -> list[Key]:
    """The rest of the list, its other sides, a new whistle; home stands with the sides where there are any."""
    turn = Key(texts.plain("whistles.key.after"), MoreWhistles(tab.value, page + 1))
    if page == last:
        turn = Key(texts.plain("whistles.key.first"), MoreWhistles(tab.value, 0))
    return [
        *([turn] if last else []),
        *([] if none else [Key(texts.plain("whistles.key.sides"), WhistleSides())]),
        *([Key(texts.plain("whistles.key.blow"), BlowWhistle(0, ""))] if blows else []),
        *([go(texts, "start")] if none else []),
    ]


def sides(texts: Texts) -> Screen:
    """换一面看: who came, where they meet, who does what, how both rated."""
    tabs = [Key(texts.plain(f"whistles.tab.{one}"), ShowWhistles(one.value)) for one in WhistleTab]
    return Screen(texts.say("whistles.sides"), rows(*tabs, go(texts, "start")))


def _silent(texts: Texts, found: Sequence[WhistleStanding]) -> Markup | None:
    """How many have not answered, in red, once a screen."""
    n = sum(standing is WhistleStanding.SILENT for standing in found)
    return texts.say("whistles.silent", n=n) if n else None


def _short(whistle: Whistle) -> str:
    return shorten(on_card(whistle.topic).replace("\n", " "), SHORT)


def _side(texts: Texts, whistle: Whistle, tab: WhistleTab, at: datetime, zone: ZoneInfo, room: int) -> Markup:
    """One whistle of the list: as many of its units as there is room for, all of them on its own page."""
    head = texts.say("whistles.head", number=whistle.id, topic=_short(whistle))
    match tab:
        case WhistleTab.MEETING:
            said = [meeting_line(texts, whistle, zone) or texts.say("whistles.no_meeting")]
        case WhistleTab.GOALS:
            said = [goal_line(texts, unit, at, zone) for unit in whistle.units]
        case WhistleTab.RATINGS:
            said = [_rated(texts, unit, at) for unit in whistle.units]
        case _:
            said = [unit_line(texts, unit, unit.standing(at), zone) for unit in whistle.units]
    return lines(head, *(_fitting(texts, said, room) or [texts.say("whistles.nobody")]))


def _fitting(texts: Texts, said: Sequence[Markup], room: int) -> list[Markup]:
    """The first that have room, and how many more there are: a unit that rated the call has two lines."""
    ends = list(accumulate(len(one.splitlines()) for one in said))
    if not ends or ends[-1] <= room:
        return list(said)
    kept = bisect_right(ends, room - 1)
    rest = texts.say("whistles.further", n=len(said) - kept) if kept else texts.say("whistles.unlisted", n=len(said))
    return [*said[:kept], rest]


def meeting_line(texts: Texts, whistle: Whistle, zone: ZoneInfo) -> Markup | None:
    """联席会议：11月26日（周四）15:00，社区会议室."""
    if whistle.meets_at is None:
        return None
    return texts.say(
        "whistles.meeting", when=dates.moment(texts, whistle.meets_at, zone), spot=" ".join(whistle.spot.split())
    )


def goal_line(texts: Texts, unit: CalledUnit, at: datetime, zone: ZoneInfo) -> Markup:
    """Who does what by when; done, or behind."""
    day = dates.calendar_day(texts, unit.finish_on)
    done, behind = unit.last(EntryKind.DONE) is not None, unit.behind(at.astimezone(zone).date())
    mark = "done" if done else "behind" if behind else "going" if unit.counts else "off"
    return texts.say(f"whistles.goal.{mark}", unit=_named(texts, unit), goal=unit.goal, day=day)


def _rated(texts: Texts, unit: CalledUnit, at: datetime) -> Markup:
    """Both ways: how it came and what it did, how it was called."""
    given, back = unit.rating(at), unit.last(EntryKind.OF_CALL)
    unrated = texts.say("whistles.unrated", unit=unit.name)
    return lines(
        unrated if given is None else rating_line(texts, unit.name, given),
        None if back is None else call_line(texts, unit.name, back),
    )


def rating_line(texts: Texts, name: str, given: Entry) -> Markup:
    """消防：响应 好，解决 一般."""
    response, solution = (texts.plain(f"whistles.mark.{mark}") for mark in (given.says, given.second))
    line = texts.say("whistles.rating", unit=name, response=response, solution=solution)
    return Markup(" ").join([line, texts.say("whistles.quoted", words=given.words)]) if given.words else line


def call_line(texts: Texts, name: str, given: Entry) -> Markup:
    """消防评这次吹哨。说得清楚吗：好；材料齐吗：一般."""
    plain, complete = (texts.plain(f"whistles.mark.{mark}") for mark in (given.says, given.second))
    line = texts.say("whistles.of_call", unit=name, plain=plain, complete=complete)
    return Markup(" ").join([line, texts.say("whistles.quoted", words=given.words)]) if given.words else line


def _named(texts: Texts, unit: CalledUnit) -> str:
    return texts.plain("whistles.lead", unit=unit.name) if unit.lead else unit.name


def unit_line(texts: Texts, unit: CalledUnit, standing: WhistleStanding, zone: ZoneInfo) -> Markup:
    """消防（牵头）：已应哨，11月26日（周四）15:00 到，用了 2 小时."""
    return texts.say("whistles.unit_line", unit=_named(texts, unit), what=standing_words(texts, unit, standing, zone))


def standing_words(texts: Texts, unit: CalledUnit, standing: WhistleStanding, zone: ZoneInfo) -> str:
    """How far a unit is, and how long it took to answer."""
    answer = unit.last(EntryKind.ANSWER)
    moments = {
        WhistleStanding.WAITING: unit.answer_until,
        WhistleStanding.SILENT: unit.answer_until,
        WhistleStanding.COMING: None if answer is None else answer.comes_at,
    }
    when = moments.get(standing)
    said = "" if when is None else dates.moment(texts, when, zone)
    never = standing is WhistleStanding.RELEASED and unit.unanswered(unit.answer_until)
    words = texts.plain(f"whistles.standing.{'given_up' if never else standing}", when=said)
    if unit.answered_after is None:
        return words
    took = span(texts, unit.answered_after)
    return words + texts.plain("whistles.took_late" if unit.answered_late else "whistles.took", span=took)


def span(texts: Texts, length: timedelta) -> str:
    """2小时5分, in whole minutes; 马上 below one."""
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    if not hours:
        return texts.plain("whistles.span_minutes", minutes=minutes) if minutes else texts.plain("whistles.at_once")
    return texts.plain("whistles.span", hours=hours, minutes=minutes)


def called_lines(
    texts: Texts, called: Sequence[tuple[CalledUnit, WhistleStanding]], zone: ZoneInfo
) -> tuple[Markup, ...]:
    """On a report's page: which units were called, and who has not answered."""
    if not called:
        return ()
    red = _silent(texts, [standing for _, standing in called])
    head = (texts.say("whistles.called"), *([red] if red is not None else []))
    return (*head, *(unit_line(texts, unit, standing, zone) for unit, standing in called))


def whistle(texts: Texts, found: WhistlePage, *, at: datetime, zone: ZoneInfo) -> Screen:
    """哨单: what for, which units and how far each is, when they meet, who does what by when."""
    one = found.whistle
    number = None if one.issue_number is None else number_words(one.issue_number)
    why = texts.say(f"whistles.kind.{one.kind}")
    text = lines(
        texts.say("whistles.head", number=one.id, topic=on_card(one.topic)),
        why if number is None else texts.say("whistles.for_report", why=why, number=number),
        _silent(texts, [unit.standing(at) for unit in one.units]),
        *(unit_line(texts, unit, unit.standing(at), zone) for unit in one.units[:MANY]),
        texts.say("whistles.more_units", n=len(one.units) - MANY) if len(one.units) > MANY else None,
        meeting_line(texts, one, zone) if one.ended_at is None else None,
        *(goal_line(texts, unit, at, zone) for unit in one.units if len(one.units) <= FEW),
        texts.say("whistles.nobody") if not one.units else None,
        None if one.ended_at is None else texts.say("whistles.ended", when=dates.moment(texts, one.ended_at, zone)),
    )
    report = [Key(texts.plain("whistles.key.report"), SeeIssue(one.issue_id))] if one.issue_id is not None else []
    ends = [*report, Key(texts.plain("whistles.key.all"), ShowWhistles(WhistleTab.RESPONSE.value))]
    does = _leading(texts, found)
    units, sides = _units_and_sides(texts, one, room=KEYS - len(does) - len(ends))
    return Screen(text, (*rows(*units), *rows(*does, *sides), *rows(*ends)))


def _leading(texts: Texts, found: WhistlePage) -> list[Key]:
    one = found.whistle
    call = [Key(texts.plain("whistles.key.call"), CallUnit(one.id, ""))] if found.leads else []
    return [*call, *([Key(texts.plain("whistles.key.meet"), MeetCalled(one.id))] if call and one.units else [])]


def _units_and_sides(texts: Texts, one: Whistle, *, room: int) -> tuple[list[Key], list[Key]]:
    """The units where there is room for all, else 谁来了 in their place, which leads to each and to 谁办什么."""
    n = len(one.units)
    sides = [WhistleTab.GOALS, WhistleTab.RATINGS] if n > FEW else [WhistleTab.RATINGS] if n else []
    if n + len(sides) <= room:
        return _unit_keys(one.units), _side_keys(texts, one, sides)
    sides = [WhistleTab.RESPONSE, *sides]
    return [], _side_keys(texts, one, sides if len(sides) <= room else [WhistleTab.RESPONSE, WhistleTab.RATINGS])


def _unit_keys(units: Sequence[CalledUnit]) -> list[Key]:
    return [Key(unit.name, ShowCalled(unit.id)) for unit in units]


def _side_keys(texts: Texts, one: Whistle, tabs: Sequence[WhistleTab]) -> list[Key]:
    return [Key(texts.plain(f"whistles.tab.{tab}"), ShowSide(one.id, tab.value)) for tab in tabs]


def side(texts: Texts, found: WhistlePage, tab: WhistleTab, page: int = 0, *, at: datetime, zone: ZoneInfo) -> Screen:
    """谁来了、谁办什么、互相评: one side of one whistle, three units at a time, with the way to each of them."""
    one = found.whistle
    last = max(len(one.units) - 1, 0) // MANY
    page = min(max(page, 0), last)
    shown = replace(one, units=one.units[page * MANY : (page + 1) * MANY])
    turns = []
    if last:
        label = texts.plain("whistles.key.next" if page < last else "whistles.key.first")
        turns = [Key(label, TurnSide(one.id, tab.value, page + 1 if page < last else 0))]
    other = {WhistleTab.RESPONSE: [WhistleTab.GOALS], WhistleTab.GOALS: [WhistleTab.RESPONSE]}
    beside = _side_keys(texts, one, other.get(tab, []) if one.units else [])
    back = Key(texts.plain("whistles.key.whistle"), ShowWhistle(one.id))
    return Screen(
        _side(texts, shown, tab, at, zone, MANY), (*rows(*_unit_keys(shown.units)), *rows(*turns, *beside, back))
    )


def called(texts: Texts, found: WhistlePage, unit: CalledUnit, *, at: datetime, zone: ZoneInfo) -> Screen:
    """One unit: what it is to do, what it said and did, how it was rated; what staff can do with it."""
    standing, word = unit.standing(at), unit.last(EntryKind.WORD)
    answer, done, back = (unit.last(kind) for kind in (EntryKind.ANSWER, EntryKind.DONE, EntryKind.OF_CALL))
    rating = unit.last(EntryKind.RATING) if found.rates else unit.rating(at)
    text = lines(
        texts.say("whistles.unit_head", unit=_named(texts, unit), number=unit.whistle_id),
        Markup.escape(standing_words(texts, unit, standing, zone)),
        goal_line(texts, unit, at, zone),
        *_quoted(texts, answer, done, unit.last(EntryKind.RELEASED)),
        _who(texts, answer) if found.leads and answer is not None else None,
        None if rating is None else rating_line(texts, unit.name, rating),
        texts.say("whistles.hidden") if rating is not None and unit.rating(at) is None else None,
        None if word is None else texts.say("whistles.word", words=word.words),
        None if back is None else call_line(texts, unit.name, back),
    )
    keys = unit_keys(texts, found, unit, at)
    return Screen(text, (*rows(*keys), (Key(texts.plain("whistles.key.whistle"), ShowWhistle(unit.whistle_id)),)))


def _quoted(texts: Texts, *said: Entry | None) -> list[Markup]:
    return [texts.say("whistles.quoted", words=one.words) for one in said if one is not None and one.words]


def _who(texts: Texts, answer: Entry) -> Markup | None:
    way = texts.plain(f"whistles.way.{answer.way}")
    return texts.say("whistles.who", name=answer.name, post=answer.post, way=way) if answer.name else None


def unit_keys(texts: Texts, found: WhistlePage, unit: CalledUnit, at: datetime) -> list[Key]:
    """What can be done with it now, by whoever looks."""
    standing, waits = unit.standing(at), found.leads and unit.counts
    over = standing in (WhistleStanding.DONE, WhistleStanding.RELEASED)
    here = standing is WhistleStanding.ARRIVED
    ratable = standing in (WhistleStanding.DONE, WhistleStanding.SILENT) or not unit.counts
    offered = {
        "again": (found.leads and not over, HandOn(unit.id)),
        "enter": (found.leads and not over and not here, EnterCalled(unit.id, "")),
        "arrived": (waits and not over and not here, WriteOfUnit(unit.id, "arrived")),
        "done": (waits and not over, WriteOfUnit(unit.id, "done")),
        "lead": (waits and not unit.lead, LeadUnit(unit.id)),
        "release": (found.leads and not unit.lead and not over, WriteOfUnit(unit.id, "release")),
        "rate": (found.rates and ratable and unit.last(EntryKind.RATING) is None, RateCalled(unit.id, "", "")),
    }
    return [Key(texts.plain(f"whistles.key.{name}"), press) for name, (shown, press) in offered.items() if shown]


def forward(texts: Texts, page: CalledPage, url: str | None, *, zone: ZoneInfo) -> Screen:
    """A text to hand on by WeChat or SMS, with the unit's own address."""
    unit = page.unit
    keys = rows(
        Key(texts.plain("whistles.key.unit"), ShowCalled(unit.id)),
        Key(texts.plain("whistles.key.whistle"), ShowWhistle(unit.whistle_id)),
    )
    if url is None:
        return Screen(texts.say("whistles.no_page", unit=unit.name), keys)
    letter = texts.plain(
        "whistles.letter",
        unit=unit.name,
        where=page.where,
        topic=shorten(on_card(page.whistle.topic), 60),
        goal=unit.goal,
        day=dates.calendar_day(texts, unit.finish_on),
        until=dates.until(texts, unit.answer_until, zone),
        url=url,
    )
    return Screen(texts.say("whistles.forward", unit=unit.name, letter=letter), keys)


def which_kind(texts: Texts, issue_id: int, compound_id: int) -> Screen:
    """为什么吹哨？ Only these three."""
    keys = [Key(texts.plain(f"whistles.kind_key.{kind}"), BlowWhistle(issue_id, kind.value)) for kind in WhistleKind]
    kinds = [
        texts.say(f"whistles.about.{kind}", hours=CLOCKS[kind].within // timedelta(hours=1)) for kind in WhistleKind
    ]
    back = SeeIssue(issue_id) if issue_id else ShowWhistles(WhistleTab.RESPONSE.value)
    text = lines(texts.say("whistles.ask.kind"), *kinds)
    partners = Key(texts.plain("whistles.key.partners"), ShowPartners(compound_id))
    return Screen(text, (*rows(*keys, per_row=1), (partners, Key(texts.plain("whistles.key.back"), back))))
