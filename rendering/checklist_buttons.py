"""Buttons of 问题清单."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class ShowLists(Button, prefix="qdl"):
    """[问题清单]."""


@dataclass(frozen=True)
class NewList(Button, prefix="qdn"):
    """[列一张清单]."""


@dataclass(frozen=True)
class ShowList(Button, prefix="qds"):
    """One list, a page of its items."""

    checklist_id: int
    page: int


@dataclass(frozen=True)
class MoreOfList(Button, prefix="qdm"):
    """[更多]: what else can be done with the list."""

    checklist_id: int


@dataclass(frozen=True)
class AddItem(Button, prefix="qda"):
    """[添一项]; `report`: 1 from a report, by its number."""

    checklist_id: int
    report: int


@dataclass(frozen=True)
class HolderIs(Button, prefix="qdh"):
    """Who does it: an office, or another word for a unit whose name is typed."""

    draft_id: int
    office: str


@dataclass(frozen=True)
class ItemDays(Button, prefix="qdd"):
    """So many days: the item stands."""

    draft_id: int
    days: int


@dataclass(frozen=True)
class ExportList(Button, prefix="qde"):
    """[导出表格]."""

    checklist_id: int


@dataclass(frozen=True)
class ShowItem(Button, prefix="qdi"):
    """One item."""

    item_id: int


@dataclass(frozen=True)
class WriteItem(Button, prefix="qdw"):
    """What is written or sent of an item: before, done, back."""

    item_id: int
    what: str


@dataclass(frozen=True)
class AcceptItem(Button, prefix="qdc"):
    """[验收，销号]; `sure` once asked back."""

    item_id: int
    sure: int


@dataclass(frozen=True)
class StillGood(Button, prefix="qdg"):
    """[还好着]: the look back."""

    item_id: int


@dataclass(frozen=True)
class SeePhotos(Button, prefix="qdp"):
    """[看照片]: the last one before and after."""

    item_id: int


@dataclass(frozen=True)
class LeaveList(Button, prefix="qdq"):
    """[算了]: nothing is waited for any more."""

    draft_id: int
    checklist_id: int
