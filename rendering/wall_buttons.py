"""Buttons of walls (发布点的按钮)."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class ShowWalls(Button, prefix="wla"):
    """发布点, of a compound."""

    compound_id: int


@dataclass(frozen=True)
class NewWall(Button, prefix="wlb"):
    """接一个: of which kind."""

    compound_id: int


@dataclass(frozen=True)
class WallOfKind(Button, prefix="wlc"):
    """接这一种: its address is asked for."""

    compound_id: int
    kind: str


@dataclass(frozen=True)
class LeaveWall(Button, prefix="wld"):
    """算了."""

    draft_id: int


@dataclass(frozen=True)
class ShowWall(Button, prefix="wle"):
    """看一个发布点."""

    wall_id: int


@dataclass(frozen=True)
class TryWall(Button, prefix="wlf"):
    """试发一条."""

    wall_id: int


@dataclass(frozen=True)
class AskWall(Button, prefix="wlg"):
    """请另一位确认."""

    wall_id: int


@dataclass(frozen=True)
class ConfirmWall(Button, prefix="wlh"):
    """启用."""

    wall_id: int


@dataclass(frozen=True)
class EndWall(Button, prefix="wli"):
    """停用; `sure` at the second look."""

    wall_id: int
    sure: int


@dataclass(frozen=True)
class ShowPublished(Button, prefix="wlj"):
    """在哪儿发布了: of an announcement, a vote, a matter, a statement."""

    of: str
    number: int
