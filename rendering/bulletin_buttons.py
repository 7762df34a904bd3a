"""Buttons of papers for the wall (印文书的按钮)."""

from __future__ import annotations

from dataclasses import dataclass

from domain.bulletins import PaperKind, PaperWish
from rendering.buttons import Button


@dataclass(frozen=True)
class ListPapers(Button, prefix="gsl"):
    """公示和通知, of a compound."""

    compound_id: int
    page: int


@dataclass(frozen=True)
class PapersOf(Button, prefix="gso"):
    """[打印], of one matter or vote."""

    kind: str
    of: int


@dataclass(frozen=True)
class SeePaper(Button, prefix="gss"):
    """One of them, as it will look."""

    kind: str
    of: int
    back: int


@dataclass(frozen=True)
class PrintPaper(Button, prefix="gsp"):
    """打印, 大字版, 海报版."""

    kind: str
    of: int
    back: int
    lettering: str


def wish_of(button: SeePaper | PrintPaper | PapersOf) -> PaperWish | None:
    """Which paper a button means; None for a forged one."""
    if button.kind not in set(PaperKind):
        return None
    return PaperWish(PaperKind(button.kind), button.of, 0 if isinstance(button, PapersOf) else button.back)
