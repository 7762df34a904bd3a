"""Screens of the community's desk (社区工作台): compounds, what waits in one, what each should have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from domain.community_desk import Cover, Item, Needed, Standing, Thing, Wait
from rendering.buttons import Button
from rendering.deliberation_buttons import ShowMatter
from rendering.issues_buttons import SeeIssue
from rendering.menu import go
from rendering.partner_buttons import ShowPartners
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.voting_buttons import ShowVote
from rendering.whistle_buttons import ShowWhistle

A_PAGE, ITEMS, NAMED = 4, 3, 2


@dataclass(frozen=True)
class OpenDesk(Button, prefix="cdk"):
    """[社区工作台]: a page of compounds."""

    page: int


@dataclass(frozen=True)
class OpenCompound(Button, prefix="cdc"):
    """One compound of the desk."""

    compound_id: int


@dataclass(frozen=True)
class MoreOfDesk(Button, prefix="cde"):
    """[更多]: what covers all compounds."""


@dataclass(frozen=True)
class TurnItems(Button, prefix="cdi"):
    """[下一页] of what waits in one compound; after the last comes the first."""

    compound_id: int
    page: int


@dataclass(frozen=True)
class OpenCoverage(Button, prefix="cdv"):
    """[覆盖情况]."""


@dataclass(frozen=True)
class TurnCoverage(Button, prefix="cdt"):
    """[下一页] of what is missing somewhere; after the last comes the first."""

    page: int


@dataclass(frozen=True)
class ShowCover(Button, prefix="cdw"):
    """Where one thing is missing, a page."""

    thing: str
    page: int


@dataclass(frozen=True)
class AllMonths(Button, prefix="cdm"):
    """[全部小区的月报]: `paper` 1 as Word, 0 as Excel."""

    paper: int


@dataclass(frozen=True)
class WriteTogether(Button, prefix="cda"):
    """[几个小区一起发公告]."""


LEADS = {Thing.ISSUE: SeeIssue, Thing.MATTER: ShowMatter, Thing.VOTE: ShowVote, Thing.WHISTLE: ShowWhistle}


def desk(texts: Texts, found: Sequence[Standing], page: int) -> Screen:
    """Where something waits, most first; one tap into each."""
    waiting = [one for one in found if one.items]
    page, shown = _page(found, page)
    said = [_line(texts, one) for one in shown if one.items]
    still = texts.say("community.desk.still", n=len(found) - len(waiting)) if len(waiting) < len(found) else None
    text = lines(texts.say("community.desk.title", n=len(found), waiting=len(waiting)), *said, still)
    keys = [Key(one.compound.name, OpenCompound(one.compound.id)) for one in shown]
    turning = [Key(texts.plain("issues.open.on"), OpenDesk(page + 1))] if len(found) > A_PAGE else []
    return Screen(text, (*rows(*keys), (*turning, Key(texts.plain("community.key.more"), MoreOfDesk()))))


def more(texts: Texts) -> Screen:
    """更多: what covers all compounds at once."""
    doors = (
        Key(texts.plain("community.key.coverage"), OpenCoverage()),
        Key(texts.plain("community.key.together"), WriteTogether()),
        Key(texts.plain("community.key.months"), AllMonths(0)),
        Key(texts.plain("community.key.papers"), AllMonths(1)),
    )
    return Screen(texts.say("community.desk.more"), (*rows(*doors), (back(texts), go(texts, "start"))))


def _page(found: Sequence[object], page: int) -> tuple[int, Sequence[Any]]:
    """After the last page comes the first."""
    page = page % max(1, -(-len(found) // A_PAGE))
    return page, found[page * A_PAGE : (page + 1) * A_PAGE]


def _line(texts: Texts, one: Standing) -> Markup:
    parts = [texts.plain(f"community.wait.{wait}", n=len(one.of(wait))) for wait in Wait if one.of(wait)]
    return texts.say("community.desk.line", compound=one.compound.name, parts=_joined(texts, parts))


def _joined(texts: Texts, parts: Sequence[str]) -> str:
    return texts.plain("community.between").join(parts)


def compound(texts: Texts, one: Standing, page: int = 0) -> Screen:
    """What waits there, a key each, so many at a time."""
    pages = max(1, -(-len(one.items) // ITEMS))
    page = page % pages
    said = [texts.plain(f"community.wait.{wait}", n=len(one.of(wait))) for wait in Wait if one.of(wait)]
    names = _joined(texts, one.partners)
    text = lines(
        texts.say("community.compound.title", compound=one.compound.name),
        *(said or [texts.say("community.compound.still")]),
        texts.say("community.compound.partners", names=names) if names else texts.say("community.compound.alone"),
        texts.say("community.compound.page", n=len(one.items), page=page + 1, of=pages) if pages > 1 else None,
    )
    shown = one.items[page * ITEMS : (page + 1) * ITEMS]
    keys = [(Key(item.words, _press(item)),) for item in shown]
    turning = [Key(texts.plain("issues.open.on"), TurnItems(one.compound.id, page + 1))] if pages > 1 else []
    partners = Key(texts.plain("community.key.partners"), ShowPartners(one.compound.id))
    return Screen(text, (*keys, (partners,), (*turning, back(texts))))


def _press(item: Item) -> Button:
    return LEADS[item.thing](item.id)


def back(texts: Texts) -> Key:
    """[社区工作台]."""
    return Key(texts.plain("community.key.desk"), OpenDesk(0))


def covers(texts: Texts, found: Sequence[Cover], page: int = 0) -> Screen:
    """覆盖情况: how many of how many, and which one is missing where few are; what is missing somewhere, a key each."""
    text = lines(texts.say("community.cover.title"), *(_cover(texts, one) for one in found))
    keys = [Key(texts.plain(f"community.thing.{one.thing}"), ShowCover(one.thing.value, 0)) for one in found]
    missing = [key for key, one in zip(keys, found, strict=True) if one.without]
    page, shown = _page(missing, page)
    turning = [Key(texts.plain("issues.open.on"), TurnCoverage(page + 1))] if len(missing) > A_PAGE else []
    return Screen(text, (*rows(*shown), (*(turning or [go(texts, "start")]), back(texts))))


def _cover(texts: Texts, one: Cover) -> Markup:
    facts = {"thing": texts.plain(f"community.thing.{one.thing}"), "have": one.have, "of": one.of}
    if one.full:
        return texts.say("community.cover.full", **facts)
    if len(one.without) > NAMED:
        return texts.say("community.cover.many", **facts, n=len(one.without))
    return texts.say("community.cover.named", **facts, names=_joined(texts, [place.name for place in one.without]))


def without(texts: Texts, one: Cover, page: int) -> Screen:
    """Which compounds are without it, one tap into each."""
    page, shown = _page(one.without, page)
    text = lines(_cover(texts, one), texts.say("community.cover.ask") if one.without else None)
    keys = [Key(place.name, OpenCompound(place.id)) for place in shown]
    on = Key(texts.plain("issues.open.on"), ShowCover(one.thing.value, page + 1))
    up = Key(texts.plain("community.key.coverage"), OpenCoverage())
    return Screen(text, (*rows(*keys), (*([on] if len(one.without) > A_PAGE else []), up)))


def thing_named(word: str) -> Needed | None:
    """The thing a button names; None for a forged one."""
    return Needed(word) if word in set(Needed) else None


def sent_months(texts: Texts, content: bytes, when: str, n: int, ending: str) -> Screen:
    """The file of all of them."""
    words = texts.say("community.months.sent_paper" if ending == "docx" else "community.months.sent", month=when, n=n)
    return Screen(words, document=content, filename=f"{texts.plain('community.months.file', month=when)}.{ending}")
