"""Screens of 网上公示栏 in chat: how far it is, what becomes public, who agrees; what the committee hears of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.boards import Board, BoardPage, BoardState
from domain.outcomes import Facts
from rendering.buttons import Button
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.menu import go
from rendering.screens import Key, Screen, rows
from rendering.texts import Texts


@dataclass(frozen=True)
class ManageBoard(Button, prefix="gsb"):
    """[网上公示栏], for the committee."""

    compound_id: int


@dataclass(frozen=True)
class AskBoard(Button, prefix="gsq"):
    """[请人同意公开]."""

    compound_id: int


@dataclass(frozen=True)
class AgreeBoard(Button, prefix="gsk"):
    """[同意公开] 1, [先不公开] 0."""

    compound_id: int
    agrees: int


@dataclass(frozen=True)
class CloseBoard(Button, prefix="gsg"):
    """[收起来]; `sure` 1 once it was asked again."""

    compound_id: int
    sure: int


def board_address(public_url: str, board: Board) -> str:
    """Where anybody reads it."""
    return f"{public_url}/b/{board.code}"


def read_keys(texts: Texts, boards: Sequence[Board], public_url: str) -> list[Key]:
    """[在网上看], of each that is up."""
    return [Key(texts.plain("boards.key.read"), url=board_address(public_url, one)) for one in boards]


def manage_keys(texts: Texts, compounds: Sequence[int]) -> list[Key]:
    """[网上公示栏], for those of the committee."""
    return [Key(texts.plain("boards.key.manage"), ManageBoard(number)) for number in compounds]


def board(texts: Texts, page: BoardPage, public_url: str) -> Screen:
    """How far it is, and what this member can do about it."""
    one, number = page.board, page.board.compound_id
    named = {"compound": one.compound, "what": texts.say("boards.what")}
    if one.state is BoardState.OPEN:
        url = board_address(public_url, one)
        keys = [*read_keys(texts, [one], public_url), Key(texts.plain("boards.key.close"), CloseBoard(number, 0))]
        return Screen(texts.say("boards.open", url=url, **named), rows(*keys, go(texts, "start")))
    if one.state is BoardState.OFF:
        ask = Key(texts.plain("boards.key.ask"), AskBoard(number))
        return Screen(texts.say("boards.off", **named), rows(ask, go(texts, "start")))
    if page.asked:
        back = Key(texts.plain("boards.key.withdraw"), CloseBoard(number, 1))
        return Screen(texts.say("boards.asked_own", **named), rows(back, go(texts, "start")))
    keys = [
        Key(texts.plain("boards.key.agree"), AgreeBoard(number, 1)),
        Key(texts.plain("boards.key.decline"), AgreeBoard(number, 0)),
    ]
    return Screen(texts.say("boards.asked_other", **named), rows(*keys, go(texts, "start")))


def really(texts: Texts, compound_id: int) -> Screen:
    """Take it down?"""
    keys = (
        Key(texts.plain("boards.key.back"), ManageBoard(compound_id)),
        Key(texts.plain("boards.key.really"), CloseBoard(compound_id, 1)),
    )
    return Screen(texts.say("boards.really"), rows(*keys))


def asked(drawing: Drawing, facts: Facts) -> Dispatch:
    """Another member asks."""
    return _told(drawing, facts, "boards.notice.asked")


def opened(drawing: Drawing, facts: Facts) -> Dispatch:
    """It is up."""
    return _told(drawing, facts, "boards.notice.opened")


def declined(drawing: Drawing, facts: Facts) -> Dispatch:
    """Not now."""
    return _told(drawing, facts, "boards.notice.declined")


def closed(drawing: Drawing, facts: Facts) -> Dispatch:
    """It was taken down."""
    return _told(drawing, facts, "boards.notice.closed")


def _told(drawing: Drawing, facts: Facts, said: str) -> Dispatch:
    look = Key(drawing.texts.plain("boards.key.see"), ManageBoard(facts["compound_id"]))
    return Dispatch(Screen(drawing.texts.say(said, compound=facts["compound"]), ((look,),)))


NOTICES: dict[str, Template] = {
    "boards.asked": asked,
    "boards.opened": opened,
    "boards.declined": declined,
    "boards.closed": closed,
}
