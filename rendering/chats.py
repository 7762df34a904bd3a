"""Groups in words (群): where a group belongs, that we came, that we may not speak any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.registry import Building
from rendering.buttons import Button
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.places import building_keys
from rendering.registry import BeginCompound
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts


@dataclass(frozen=True)
class BindGroup(Button, prefix="gb"):
    """The group is of this compound or building (绑定群); building 0: the whole compound."""

    chat_id: int
    compound_id: int
    building_id: int


@dataclass(frozen=True)
class BindBuildings(Button, prefix="gl"):
    """The group is of one building: which (某一栋的群)."""

    chat_id: int
    compound_id: int
    page: int


def where(texts: Texts, *, chat_id: int, title: str, choices: Sequence[Sequence[Any]]) -> Screen:
    """这个群是哪里的? `choices`: compound, building or 0, name, each."""
    if not choices:
        begin = Key(texts.plain("menu.go.found"), BeginCompound())
        return Screen(texts.say("chats.where.no_compound", title=title), ((begin,),))
    found = rows(*(key for choice in choices for key in _choice(texts, chat_id, choice)))
    return Screen(lines(texts.say("chats.where.ask", title=title), texts.say("chats.where.why")), found)


def _choice(texts: Texts, chat_id: int, choice: Sequence[Any]) -> list[Key]:
    compound, building, name = choice
    if building:
        return [Key(name, BindGroup(chat_id, compound, building))]
    whole = Key(texts.plain("chats.where.whole", place=name), BindGroup(chat_id, compound, 0))
    return [whole, Key(texts.plain("chats.where.one_building", place=name), BindBuildings(chat_id, compound, 0))]


def which_building(
    texts: Texts, *, chat_id: int, compound_id: int, title: str, buildings: Sequence[Building], page: int
) -> Screen:
    """哪一栋的群."""
    found = building_keys(
        texts,
        buildings,
        press=lambda building: BindGroup(chat_id, compound_id, building.id),
        turn=lambda number: BindBuildings(chat_id, compound_id, number),
        page=page,
    )
    return Screen(texts.say("chats.where.which_building", title=title), found)


def bound(texts: Texts, *, title: str, place: str) -> Screen:
    """绑好了."""
    return Screen(lines(texts.say("chats.bound.done", title=title, place=place), texts.say("chats.bound.next")))


def bind_how(texts: Texts) -> Screen:
    """How to bind a group, for whoever asks in private."""
    return Screen(texts.say("chats.bind_how"))


def open_privately(texts: Texts, chat_id: int) -> Screen:
    """In the group: open the private chat first, there is one question."""
    return Screen(texts.say("chats.knock.words"), ((Key(texts.plain("chats.knock.open"), start=f"g_{chat_id}"),),))


def nobody(texts: Texts) -> Screen:
    """In the group, to an anonymous administrator or a channel: we cannot see who you are."""
    return Screen(texts.say("chats.nobody"))


def _standing(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    return Dispatch(Screen(drawing.texts.say(f"chats.standing.{facts['state']}", title=facts["title"])))


def _where(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    return Dispatch(where(drawing.texts, chat_id=facts["chat"], title=facts["title"], choices=facts["choices"]))


def _waiting(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    return Dispatch(Screen(drawing.texts.say("chats.waiting", title=facts["title"])))


def _knock(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    return Dispatch(open_privately(drawing.texts, facts["chat"]))


def _hello(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    key = Key(drawing.texts.plain("menu.go.report"), start="m_report")
    return Dispatch(Screen(drawing.texts.say("chats.hello"), ((key,),)))


NOTICES: dict[str, Template] = {
    "chats.standing": _standing,
    "chats.where": _where,
    "chats.waiting": _waiting,
    "chats.knock": _knock,
    "chats.hello": _hello,
}
