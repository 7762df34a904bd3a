"""Screens of 微心愿: the board, one wish, what somebody has to do with; nobody's name, door or age on any."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues import shorten
from domain.issues_hiding import SHOWN, HideReason
from domain.moments import read_moment
from domain.outcomes import Facts
from domain.wishes import ENTERED, IN_HAND, TABS, Both, Reach, Wish, WishChannel, WishPage, WishState, WishTally
from rendering import dates
from rendering.buttons import Button
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.menu import go
from rendering.screens import Key, Screen, lines, rows
from rendering.soundings import tenths_of
from rendering.texts import Texts
from rendering.wish_buttons import (
    ClaimWish,
    HangWish,
    HideWish,
    LeaveWish,
    MyWishes,
    NewWish,
    RewriteWish,
    ShowSources,
    ShowWish,
    ShowWishes,
    TakeWishBack,
    WhoseWish,
    WishCame,
    WishIs,
    WishReach,
    WriteOfWish,
)

A_PAGE, SHORT, MINE = 3, 28, 6


def board(texts: Texts, counts: WishTally, shown: Sequence[Wish], tab: str, page: int, *, serves: bool) -> Screen:
    """The board: how many of how many, and a page of one tab."""
    states = counts.by_state
    of_tab = {name: sum(states.get(state, 0) for state in TABS[name]) for name in TABS}
    text = lines(
        texts.say("wishes.head", total=counts.total),
        texts.say("wishes.figures", total=counts.total, **of_tab),
        *([_line(texts, one) for one in shown] or [texts.say("wishes.none")]),
        texts.say("wishes.rule"),
    )
    tabs = [Key(texts.plain(f"wishes.tab.{name}", n=of_tab[name]), ShowWishes(name, 0)) for name in TABS if name != tab]
    keys = [Key(texts.plain("wishes.key.one", number=one.number), ShowWish(one.id)) for one in shown]
    last = max(0, (of_tab[tab] - 1) // A_PAGE)
    turning = [(page - 1, "back")] if page else []
    turning += [(page + 1, "on")] if page < last else []
    pages = [Key(texts.plain(f"issues.open.{name}"), ShowWishes(tab, to)) for to, name in turning]
    make = Key(texts.plain("wishes.key.enter" if serves else "wishes.key.new"), NewWish(int(serves)))
    own = (Key(texts.plain("wishes.key.mine"), MyWishes()), make)
    return Screen(text, (*rows(*keys, per_row=3), *rows(*pages), *rows(*tabs), own))


def sources(texts: Texts, counts: WishTally) -> Screen:
    """从哪里来: by each way how many, ever claimed, fulfilled."""
    said = [
        texts.say("wishes.source", way=texts.plain(f"wishes.channel.{way}"), total=all_, claimed=taken, fulfilled=kept)
        for way, (all_, taken, kept) in sorted(counts.by_channel.items())
    ]
    share = tenths_of(counts.ever_claimed, counts.total)
    claimed = texts.say("wishes.claimed_share", claimed=counts.ever_claimed, total=counts.total, share=share)
    back = Key(texts.plain("wishes.key.board"), ShowWishes("open", 0))
    return Screen(lines(texts.say("wishes.sources"), *(said or [texts.say("wishes.none")]), claimed), ((back,),))


def mine(texts: Texts, found: Sequence[WishPage], *, serves: bool) -> Screen:
    """我的心愿: made, in hand, stood between for."""
    said = [
        texts.say("wishes.mine_line", role=texts.plain(f"wishes.role.{_role(page)}"), line=_line(texts, page.wish))
        for page in found[:MINE]
    ]
    keys = [
        Key(texts.plain("wishes.key.one", number=page.wish.number), ShowWish(page.wish.id)) for page in found[:MINE]
    ]
    new = [Key(texts.plain("wishes.key.new"), NewWish(0))] if serves else []
    ways = [Key(texts.plain("wishes.key.sources"), ShowSources())]
    back = Key(texts.plain("wishes.key.board"), ShowWishes("open", 0))
    text = lines(texts.say("wishes.mine"), *(said or [texts.say("wishes.mine_none")]))
    return Screen(text, (*rows(*keys, per_row=3), *rows(*new, *ways, back, go(texts, "start"))))


def _role(page: WishPage) -> str:
    return "made" if page.mine else "claimed" if page.claims else "keeps"


def wish(texts: Texts, page: WishPage, *, at: datetime, zone: ZoneInfo) -> Screen:
    """One wish: what it says, how far it is, what it asks of the reader."""
    one = page.wish
    text = lines(
        texts.say("wishes.one", number=one.number, words=_words(texts, page)),
        texts.say(f"wishes.stands.{one.state}"),
        _until(texts, one, at, zone) if page.claims else None,
        texts.say(f"wishes.reach.{one.reach}") if one.state is WishState.OPEN else None,
        texts.say("wishes.contact", words=page.contact) if page.contact else None,
        _between(texts, page),
        texts.say("wishes.thanked", words=one.thanks) if one.thanks else None,
    )
    back = Key(texts.plain("wishes.key.board"), ShowWishes("open", 0))
    return Screen(text, rows(*(Key(texts.plain(f"wishes.key.{name}"), press) for name, press in _acts(page)), back))


def _words(texts: Texts, page: WishPage) -> str:
    one = page.wish
    if one.hidden is None:
        return one.words
    why = texts.plain("wishes.hidden", why=texts.plain(f"wishes.why.{one.hidden}"))
    return f"{one.words}\n{why}" if page.mine or page.serves or page.claims else why


def _between(texts: Texts, page: WishPage) -> Markup | None:
    one = page.wish
    if one.reach is Reach.DIRECT or one.state not in IN_HAND or not (page.claims or page.mine or page.serves):
        return None
    return texts.say("wishes.between.none" if one.keeper_id is None else "wishes.between.there")


def _acts(page: WishPage) -> list[tuple[str, Button]]:
    """What is done with it from here, what is theirs to do first."""
    one = page.wish
    number, speaks = one.id, page.mine or page.keeps
    offered: list[tuple[bool, str, Button]] = [
        (one.state is WishState.OPEN and not page.mine and one.hidden is None, "claim", ClaimWish(number, 0)),
        (page.claims and one.state is WishState.CLAIMED, "done", WishIs(number, "done")),
        (speaks and one.state in IN_HAND, "received", WishIs(number, "received")),
        (speaks and one.state is WishState.DONE, "not_yet", WishIs(number, "not_yet")),
        (_talks(page), "word", WriteOfWish(number, "word")),
        (page.claims and one.state is WishState.CLAIMED, "back", WishIs(number, "back")),
        (speaks and one.state is WishState.FULFILLED and not one.thanks, "thanks", WriteOfWish(number, "thanks")),
        (_free(page), "between", WishIs(number, "between")),
        (page.keeps and page.serves and one.state in IN_HAND, "whose", WhoseWish(number)),
        (page.mine and one.state in (WishState.OPEN, *IN_HAND), "take_back", TakeWishBack(number, 0)),
        (page.keeps and one.state is WishState.OPEN, "take_back", TakeWishBack(number, 0)),
        (page.serves and one.hidden is None, "hide", HideWish(number, "")),
        (page.serves and one.hidden is not None, "show", HideWish(number, SHOWN)),
    ]
    return [(name, press) for fits, name, press in offered if fits]


def _talks(page: WishPage) -> bool:
    one = page.wish
    there = one.reach is Reach.DIRECT or one.keeper_id is not None
    return one.state in IN_HAND and there and (page.claims or (page.mine and one.reach is Reach.DIRECT) or page.keeps)


def _free(page: WishPage) -> bool:
    one = page.wish
    return (
        page.serves
        and one.reach is Reach.BETWEEN
        and one.state in IN_HAND
        and not (page.keeps or page.mine or page.claims or one.entered_by)
    )


def surely(texts: Texts, page: WishPage) -> Screen:
    """Before it is claimed: what that means, who learns what."""
    one = page.wish
    text = lines(
        texts.say("wishes.one", number=one.number, words=one.words),
        texts.say(f"wishes.surely.{one.reach}"),
        texts.say("wishes.surely.until", n=page.rules.return_days.value),
    )
    keys = [("not_now", ShowWish(one.id)), ("claim", ClaimWish(one.id, 1))]
    return Screen(text, rows(*(Key(texts.plain(f"wishes.key.{name}"), press) for name, press in keys)))


def surely_back(texts: Texts, page: WishPage) -> Screen:
    """Before it comes off the board for good."""
    one = page.wish
    keys = [("keep", ShowWish(one.id)), ("take_back", TakeWishBack(one.id, 1))]
    text = lines(texts.say("wishes.one", number=one.number, words=one.words), texts.say("wishes.surely.back"))
    return Screen(text, rows(*(Key(texts.plain(f"wishes.key.{name}"), press) for name, press in keys)))


def why(texts: Texts, page: WishPage) -> Screen:
    """Why it is hidden: everybody reads the reason."""
    number = page.wish.id
    keys = [Key(texts.plain(f"wishes.why.{reason}"), HideWish(number, reason.value)) for reason in HideReason]
    back = Key(texts.plain("wishes.key.keep"), ShowWish(number))
    return Screen(texts.say("wishes.ask_why", number=page.wish.number), (*rows(*keys), (back,)))


def both(texts: Texts, page: WishPage, found: Both) -> Screen:
    """两头是谁, for whoever stands between alone."""
    maker = found.maker or texts.plain("wishes.both.on_paper")
    text = lines(
        texts.say("wishes.one", number=page.wish.number, words=page.wish.words),
        texts.say("wishes.both.are", maker=maker, claimer=found.claimer),
        texts.say("wishes.both.noted"),
    )
    return Screen(text, rows(Key(texts.plain("wishes.key.this"), ShowWish(page.wish.id))))


def ask(texts: Texts, what: str, draft_id: int) -> Screen:
    """The next words are awaited."""
    return Screen(texts.say(f"wishes.ask.{what}"), ((_leave(texts, draft_id),),))


def ask_channel(texts: Texts, draft_id: int) -> Screen:
    """By which way it came, for what somebody else wished."""
    keys = [Key(texts.plain(f"wishes.channel.{way}"), WishCame(draft_id, way.value)) for way in ENTERED]
    return Screen(texts.say("wishes.ask.channel"), (*rows(*keys), (_leave(texts, draft_id),)))


def ask_reach(texts: Texts, draft_id: int, words: str) -> Screen:
    """How may whoever claims it come to you?"""
    keys = [Key(texts.plain(f"wishes.way.{way}"), WishReach(draft_id, way.value)) for way in Reach]
    text = lines(texts.say("wishes.preview", words=words), texts.say("wishes.ask.reach"))
    return Screen(text, (*((key,) for key in keys), (_leave(texts, draft_id),)))


def preview(texts: Texts, draft_id: int, words: str, reach: Reach, contact: str, channel: WishChannel) -> Screen:
    """What everybody will read, and who learns what, before it hangs."""
    entered = channel is not WishChannel.CHAT
    text = lines(
        texts.say("wishes.preview", words=words),
        texts.say("wishes.reads"),
        texts.say(f"wishes.preview_reach.{'entered' if entered else reach}", contact=contact),
        texts.say("wishes.agreed") if entered else None,
    )
    hang = Key(texts.plain("wishes.key.agreed" if entered else "wishes.key.hang"), HangWish(draft_id))
    again = Key(texts.plain("wishes.key.rewrite"), RewriteWish(draft_id))
    return Screen(text, rows(hang, again, _leave(texts, draft_id)))


def thanks(texts: Texts, what: str, wish_id: int, number: int) -> Screen:
    """What became of it, and the way on."""
    this = Key(texts.plain("wishes.key.this"), ShowWish(wish_id))
    back = Key(texts.plain("wishes.key.board"), ShowWishes("open", 0))
    return Screen(texts.say(f"wishes.thanks.{what}", number=number), rows(this, back))


def _leave(texts: Texts, draft_id: int) -> Key:
    return Key(texts.plain("wishes.key.leave"), LeaveWish(draft_id))


def _line(texts: Texts, one: Wish) -> Markup:
    words = one.words if one.hidden is None else texts.plain("wishes.hidden_short")
    return texts.say("wishes.line", number=one.number, words=shorten(" ".join(words.split()), SHORT))


def _until(texts: Texts, one: Wish, at: datetime, zone: ZoneInfo) -> Markup | None:
    if one.back_on is None:
        return None
    day, left = dates.day(texts, one.back_on, zone), dates.left(texts, one.back_on, at=at, zone=zone)
    return texts.say("wishes.until", day=day, left=left)


# Notices


def told(drawing: Drawing, facts: Facts) -> Dispatch:
    """What somebody hears of a wish, in private."""
    texts, event = drawing.texts, facts["event"]
    until = facts.get("until")
    day = "" if until is None else dates.last_day(texts, read_moment(until), drawing.zone)
    words = texts.plain(f"wishes.why.{facts['words']}") if event == "hidden" else facts["words"]
    say = "done_undated" if event == "done" and until is None else event  # queued before a day went with it
    text = lines(
        texts.say("wishes.one", number=facts["number"], words=facts["wish"]),
        texts.say(f"wishes.told.{say}", words=words, day=day),
    )
    look = Key(texts.plain("wishes.key.this"), ShowWish(facts["wish_id"]))
    return Dispatch(Screen(text, () if event == "withdrawn" else ((look,),)))


NOTICES: dict[str, Template] = {"wishes.told": told}
