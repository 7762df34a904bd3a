"""Buttons of 相关单位商议."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class ShowUnits(Button, prefix="cul"):
    """[相关单位怎么说], a page."""

    matter_id: int
    page: int


@dataclass(frozen=True)
class ShowUnit(Button, prefix="cus"):
    """One of them, in full."""

    unit_id: int


@dataclass(frozen=True)
class NameUnit(Button, prefix="cun"):
    """[请单位]: which; an empty word asks, one of the usual names it, another is typed."""

    matter_id: int
    which: str


@dataclass(frozen=True)
class AskUnit(Button, prefix="cua"):
    """[发给它]: a text to hand on, with the link."""

    unit_id: int


@dataclass(frozen=True)
class PrintUnitLetter(Button, prefix="cup"):
    """[打印公函]."""

    unit_id: int


@dataclass(frozen=True)
class RemindUnit(Button, prefix="cur"):
    """[催一次]."""

    unit_id: int


@dataclass(frozen=True)
class EnterUnitAnswer(Button, prefix="cue"):
    """[录入答复]: an empty word asks how it came."""

    unit_id: int
    way: str


@dataclass(frozen=True)
class ChooseUnitSays(Button, prefix="cuw"):
    """同意, 建议修改, 不参加."""

    draft_id: int
    says: str


@dataclass(frozen=True)
class ChooseAnswerDay(Button, prefix="cud"):
    """So many days ago."""

    draft_id: int
    days: int


@dataclass(frozen=True)
class CallUnits(Button, prefix="cum"):
    """[开联席会]: when and where, is asked."""

    matter_id: int


@dataclass(frozen=True)
class DropUnit(Button, prefix="cux"):
    """[不请了]: why, is asked."""

    unit_id: int


@dataclass(frozen=True)
class DropUnitWords(Button, prefix="cuq"):
    """[算了]: what was begun is left, back to the units."""

    draft_id: int
    matter_id: int
