"""Where a matter comes from (议题的由来): a resident's proposal, a report, what keeps coming back, or neither."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """What a matter was begun from (由来)."""

    proposal_id: int | None = None
    issue_id: int | None = None
    cause_id: int | None = None  # 病根
    fee_id: int | None = None  # 要改的收费标准


NOWHERE = Origin()
"""Somebody simply began it."""
