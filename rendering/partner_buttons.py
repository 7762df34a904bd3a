"""Buttons of 包建单位."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class ShowPartners(Button, prefix="bjs"):
    """[包建单位] of a compound."""

    compound_id: int


@dataclass(frozen=True)
class NewPartner(Button, prefix="bjn"):
    """[写上一家]."""

    compound_id: int


@dataclass(frozen=True)
class EndPartner(Button, prefix="bje"):
    """[不再包建]: `sure` 0 asks first."""

    compound_id: int
    partner_id: int
    sure: int


@dataclass(frozen=True)
class LeavePartner(Button, prefix="bjl"):
    """[算了]: nothing is waited for any more."""

    draft_id: int
    compound_id: int


@dataclass(frozen=True)
class PastPartners(Button, prefix="bjp"):
    """[以前的]: those that stand by no more, a page of them."""

    compound_id: int
    page: int
