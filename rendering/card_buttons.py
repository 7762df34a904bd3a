"""Buttons of cards for the chat (看图的按钮)."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class VoteCard(Button, prefix="gcv"):
    """[看图], of a vote: who takes part; once it is public, what came of it."""

    vote_id: int


@dataclass(frozen=True)
class MonthCard(Button, prefix="gcm"):
    """[看图], of a month; `month` is 202611."""

    compound_id: int
    month: int


@dataclass(frozen=True)
class SpendingCard(Button, prefix="gcs"):
    """[看图], of what a matter costs."""

    matter_id: int
