"""Screens of walls (发布点): those of a compound, one of them, where a notice was published; what hangs there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import zip_longest
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.moments import is_late
from domain.notices import NoticeState
from domain.outcomes import Facts
from domain.registry import Place
from domain.wall_addresses import WallKind
from domain.walls import (
    IN_PART,
    MOST_WALLS,
    NO_MEANS,
    PHOTO,
    UNDER_WAY,
    Hung,
    Means,
    Wall,
    WallPage,
    WallState,
    arrived,
)
from rendering.announcements_buttons import ShowAnnouncement
from rendering.buttons import Button
from rendering.dates import far_day, moment
from rendering.deliberation_buttons import ShowMatter
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.fund_buttons import ShowPeriod
from rendering.outbox import label_words, why_words
from rendering.rosters import back_key
from rendering.screens import Key, Screen, lines, rows
from rendering.settlement_buttons import ShowSheet
from rendering.texts import Texts
from rendering.voting_buttons import ShowVote
from rendering.wall_buttons import (
    AskWall,
    ConfirmWall,
    EndWall,
    LeaveWall,
    NewWall,
    ShowPublished,
    ShowWall,
    ShowWalls,
    TryWall,
    WallOfKind,
)
from rendering.wall_words import named, wall_why

BACK: dict[str, Callable[[int], Button]] = {
    "announcement": ShowAnnouncement,
    "settlement": ShowSheet,
    "vote": ShowVote,
    "matter": ShowMatter,
    "period": ShowPeriod,
}
"""The page each came from."""

MADE_UP = {
    WallKind.WECOM: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-0000-0000-0000-000000000000",
    WallKind.MAIL: "gongshi@example.org",
    WallKind.WEBHOOK: "https://example.org/gongshi whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
}
"""Addresses of nobody, to try things out with."""


def walls_key(texts: Texts, compound_id: int) -> Key:
    """From the roster."""
    return Key(texts.plain("walls.key.roster"), ShowWalls(compound_id))


def published_key(texts: Texts, of: str, number: int) -> Key:
    """From the page of what was published."""
    return Key(texts.plain("walls.key.published"), ShowPublished(of, number))


def walls(texts: Texts, compound_id: int, found: Sequence[Wall], means: Means = NO_MEANS) -> Screen:
    """发布点: what they are, and each of them."""
    entries = [Key(f"{_name(texts, wall)} · {_state(texts, wall)}", ShowWall(wall.id)) for wall in found]
    new = [Key(texts.plain("walls.key.new"), NewWall(compound_id))] if len(found) < MOST_WALLS else []
    text = lines(texts.say("walls.head"), _rehearsing(texts, means), None if found else texts.say("walls.none"))
    return Screen(text, (*rows(*entries, per_row=1), *rows(*new, back_key(texts, compound_id))))


def _rehearsing(texts: Texts, means: Means) -> Markup | None:
    """演示里不会真的发出去."""
    return texts.say("walls.rehearsal.page") if means.rehearsal else None


def which_kind(texts: Texts, compound_id: int) -> Screen:
    """Which kind, and what each needs."""
    keys = (Key(texts.plain(f"walls.kind.{kind}"), WallOfKind(compound_id, kind.value)) for kind in WallKind)
    back = Key(texts.plain("walls.key.all"), ShowWalls(compound_id))
    return Screen(texts.say("walls.which"), (*rows(*keys, per_row=1), (back,)))


def ask_address(texts: Texts, kind: WallKind, draft_id: int, means: Means = NO_MEANS) -> Screen:
    """Send me its address: what it looks like, and that nobody sees it again."""
    made_up = texts.say("walls.rehearsal.ask", example=MADE_UP[kind]) if means.rehearsal else None
    words = lines(texts.say(f"walls.ask.{kind}"), texts.say("walls.kept"), made_up)
    return Screen(words, ((Key(texts.plain("walls.key.leave"), LeaveWall(draft_id)),),))


def given_away(texts: Texts, place: Place | None, *, gone: bool) -> Screen:
    """A robot's address where nobody asked for it: nothing was kept, and where it belongs."""
    kept = texts.say("walls.given_away" if gone else "walls.given_away_stands")
    if place is None or place.compound_id is None:
        return Screen(lines(kept, texts.say("walls.given_away_others")))
    return Screen(lines(kept, texts.say("walls.given_away_own")), ((walls_key(texts, place.compound_id),),))


def wall(texts: Texts, shown: WallPage, zone: ZoneInfo, means: Means = NO_MEANS) -> Screen:
    """One of them: what it is, how far it is, what was tried, what can be done."""
    it = shown.wall
    trial = texts.plain("walls.untried") if shown.trial is None else became(texts, shown.trial, zone)
    text = lines(
        texts.say("walls.page.head", name=_name(texts, it), state=_state(texts, it)),
        texts.say("walls.page.trial", became=trial),
        None if shown.last is None else texts.say("walls.page.last", became=became(texts, shown.last, zone)),
        texts.say(f"walls.next.{_next(shown)}"),
        texts.say("walls.bounces") if it.kind is WallKind.MAIL and it.state is not WallState.OFF else None,
        _rehearsing(texts, means),
    )
    return Screen(text, (*rows(*_keys(texts, shown)), (Key(texts.plain("walls.key.all"), _all(it)),)))


def _all(it: Wall) -> Button:
    return ShowWalls(it.place.compound_id or 0)


def _next(shown: WallPage) -> str:
    """What is to be done about it now."""
    if shown.wall.state is not WallState.LINKED:
        return shown.wall.state.value
    if shown.trial is None or shown.trial.state is not NoticeState.SENT:
        return "trial"
    return "confirm" if shown.may_confirm else "ask"


def _keys(texts: Texts, shown: WallPage) -> list[Key]:
    it, step = shown.wall, _next(shown)
    if it.state is WallState.OFF:
        return []
    offered: dict[str, tuple[bool, Button]] = {
        "confirm": (step == "confirm", ConfirmWall(it.id)),
        "ask": (step == "ask", AskWall(it.id)),
        "look": (shown.trial is not None and shown.trial.state in UNDER_WAY, ShowWall(it.id)),
        "try": (True, TryWall(it.id)),
        "end": (True, EndWall(it.id, 0)),
    }
    return [Key(texts.plain(f"walls.key.{name}"), press) for name, (there, press) in offered.items() if there]


def ask_end(texts: Texts, it: Wall) -> Screen:
    """A second look before it is switched off."""
    keys = rows(
        Key(texts.plain("walls.key.keep"), ShowWall(it.id)), Key(texts.plain("walls.key.end_sure"), EndWall(it.id, 1))
    )
    return Screen(texts.say("walls.end", name=_name(texts, it)), keys)


def published(texts: Texts, of: str, number: int, found: Sequence[Hung], zone: ZoneInfo) -> Screen:
    """在哪儿发布了: each place, and when."""
    said = [
        texts.say(
            "walls.published.line",
            what=texts.plain(f"walls.what.{_what(one.template)}"),
            place=_place(texts, one),
            became=became(texts, one, zone),
        )
        for one in found
    ]
    text = lines(texts.say("walls.published.title"), _sums(texts, found), *(["", *said] if said else []))
    return Screen(text, ((Key(texts.plain("walls.key.back"), BACK[of](number)),),))


def _sums(texts: Texts, found: Sequence[Hung]) -> Markup:
    """How often it hangs; that all of it arrived is never said, for residents are not told of what did not."""
    arrived = sum(one.state is NoticeState.SENT for one in found)
    if not found:
        return texts.say("walls.published.none")
    if arrived == len(found):
        return texts.say("walls.published.arrived", n=arrived)
    return texts.say("walls.published.head", sent=arrived, places=len(found))


def published_lines(texts: Texts, found: Sequence[Hung], zone: ZoneInfo) -> list[Markup]:
    """The same for anybody: of each notice where it arrived, and on which day; no names of groups, no addresses."""
    told: dict[tuple[str, str], dict[str, None]] = {}
    for one in arrived(found):
        where = texts.plain("walls.group_any") if one.wall is None else texts.plain(f"walls.kind.{one.wall}")
        told.setdefault((_what(one.template), far_day(texts, one.at, zone)), {})[where] = None
    return [
        texts.say(
            "walls.published.anybody",
            what=texts.plain(f"walls.what.{what}"),
            places=texts.plain("walls.published.between").join(places),
            day=day,
        )
        for (what, day), places in told.items()
    ]


def _what(template: str) -> str:
    room, _, name = template.partition(".")
    return f"{room}_{name}"


def became(texts: Texts, one: Hung, zone: ZoneInfo) -> str:
    """What became of it: sent when, waiting since when, why not."""
    if one.state is NoticeState.FAILED or _says_why(one):
        why = why_words(texts, one.error) if one.wall is None else wall_why(texts, one.error)
        name = "trying" if one.state in UNDER_WAY else "in_part" if _in_part(one) else one.state.value
        return texts.plain(f"walls.became.{name}", moment=moment(texts, one.at, zone), why=why)
    name = "waiting" if one.state in UNDER_WAY else one.state.value
    name = "again" if one.again and one.state is NoticeState.SENT else name
    handed = one.wall is WallKind.MAIL and one.state is NoticeState.SENT  # a letter that bounces later is not seen
    name = f"{name}_mail" if handed else name
    return texts.plain(f"walls.became.{name}", moment=moment(texts, one.at, zone))


def _says_why(one: Hung) -> bool:
    """Whether it is known why it has not arrived: tried and put back, or taken in part."""
    return one.wall is not None and bool(one.error) and (one.state in UNDER_WAY or _in_part(one))


def _in_part(one: Hung) -> bool:
    return one.state is NoticeState.UNKNOWN and (one.error or "").startswith(IN_PART)


def _place(texts: Texts, one: Hung) -> str:
    if one.wall is None:
        return texts.plain("walls.group", title=one.place)
    return named(texts, one.wall.value, one.place) if one.place else texts.plain(f"walls.kind.{one.wall}")


def _name(texts: Texts, it: Wall) -> str:
    return named(texts, it.kind.value, it.title)


def _state(texts: Texts, it: Wall) -> str:
    broken = it.state is WallState.ON and not it.open
    return texts.plain("walls.state.broken" if broken else f"walls.state.{it.state}")


# What hangs there, and what is told of it


def on_wall(dispatch: Dispatch, drawing: Drawing, page: str = "") -> Dispatch:
    """What is drawn for a group, as it hangs on a wall: without keys, and saying where to take part.

    `page`: the address at which anybody reads it on the web.
    """
    texts = drawing.texts
    due = moment(texts, drawing.due, drawing.zone)
    late = texts.say("walls.late", moment=due) if is_late(drawing.due, drawing.at) else None  # it was down meanwhile
    if dispatch.caption:
        return _photos_on_wall(dispatch, texts, late)
    if dispatch.screen is None:
        return Dispatch()
    foot = texts.say("walls.foot_page", page=page) if page else texts.say("walls.foot")
    text = lines(dispatch.screen.text, "", late, foot)
    return replace(dispatch, screen=replace(dispatch.screen, text=text, keys=()), poll=None, enclosures=())


def _photos_on_wall(dispatch: Dispatch, texts: Texts, late: Markup | None) -> Dispatch:
    """Photos of an announcement; where some were lost, that they are missing; that they are late."""
    photos = tuple(one for one in dispatch.enclosures if one.kind == PHOTO)
    head = None if dispatch.screen is None else dispatch.screen.text
    words = [texts.say("walls.photos", what=dispatch.caption, n=n) for n in range(1, len(photos) + 1)]
    lost = [texts.say("walls.photos_lost", n=len(photos) - n) for n in range(1, len(photos))]
    screens = [Screen(lines(head, *said, late)) for said in zip_longest(words, lost)]
    return Dispatch(enclosures=photos, by_pictures=tuple(screens))


def rehearsed(dispatch: Dispatch, texts: Texts, kind: WallKind, tail: str) -> Dispatch:
    """What would have left for a wall, for whoever linked it in the demo."""
    assert dispatch.screen is not None, "asked of what is drawn"
    head = texts.say("walls.rehearsal.shown", name=named(texts, kind, f"…{tail}"))
    return replace(dispatch, screen=replace(dispatch.screen, text=lines(head, "", dispatch.screen.text), keys=()))


def trial(drawing: Drawing, facts: Facts) -> Dispatch:
    """试发."""
    at = moment(drawing.texts, drawing.at, drawing.zone)
    return Dispatch(Screen(drawing.texts.say("walls.trial", compound=facts["compound"], moment=at)))


def _told(drawing: Drawing, facts: Facts, words: Markup, key: str) -> Dispatch:
    return Dispatch(Screen(words, ((Key(drawing.texts.plain(f"walls.key.{key}"), ShowWall(facts["wall_id"])),),)))


def to_confirm(drawing: Drawing, facts: Facts) -> Dispatch:
    """请您看看."""
    name = named(drawing.texts, facts["kind"], facts["title"])
    return _told(drawing, facts, drawing.texts.say("walls.to_confirm", name=name), "see")


def on(drawing: Drawing, facts: Facts) -> Dispatch:
    """启用了."""
    name = named(drawing.texts, facts["kind"], facts["title"])
    return _told(drawing, facts, drawing.texts.say("walls.on", name=name), "see")


def failed(drawing: Drawing, facts: Facts) -> Dispatch:
    """没发成: said once, until something arrives there again."""
    texts = drawing.texts
    name, label = named(texts, facts["kind"], facts["title"]), label_words(texts, facts["label"])
    words = lines(
        texts.say("walls.failed.trying" if facts.get("trying") else "walls.failed.told", label=label, name=name),
        wall_why(texts, facts["why"]),
        texts.say("walls.failed.once"),
    )
    return _told(drawing, facts, words, "see")


NOTICES: dict[str, Template] = {
    "walls.trial": trial,
    "walls.to_confirm": to_confirm,
    "walls.on": on,
    "walls.failed": failed,
}
