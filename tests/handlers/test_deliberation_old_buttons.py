"""Every button of matters, pressed on an old message: the records stay as they are, and nobody meets an incident."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pytest
from sqlalchemy import select

from domain.deliberation.stages import Stage as Step
from domain.registry import Actor
from handlers import deliberation
from rendering.buttons import Button
from services.drafts import begin_draft
from storage.schema.deliberation import (
    matter_objections,
    matter_records,
    matter_versions,
    matters,
    opinion_supports,
    opinions,
)
from storage.schema.records import entries, incidents
from storage.schema.voting import votes
from tests.handlers.test_deliberation_full import lamps
from tests.handlers.test_elections import known
from tests.stage import Compound, Stage

KEPT = (matters, matter_records, matter_versions, matter_objections, opinions, opinion_supports, votes, entries)
ONES = frozenset({"matter_id", "compound_id", "number", "days", "version", "used", "issue_id", "opinion_id", "anew"})
WORDS = {"need": "budget", "touch": "rebuild", "channel": "visit", "danger": "facade", "payer": "fund"}
DRAFTS: Mapping[str, Mapping[str, Any]] = {
    "matter": {"place": None},
    "matter_writing": {"matter_id": 1},
    "matter_words": {"matter_id": 1},
    "alarm": {"compound_id": 1},
    "nobody's": {},
}
"""Begun, gone back in, and left: what a button of a later step finds there."""


def packed(kind: type[Button], draft: int) -> str:
    given = {field.name: WORDS.get(field.name, int(field.name in ONES)) for field in fields(kind)}
    return kind(**(given | ({"draft_id": draft} if "draft_id" in given else {}))).pack()


async def kept(stage: Stage) -> list[list[tuple[Any, ...]]]:
    async with stage.house.database.reading() as transaction:
        return [[tuple(row) for row in await transaction.deliberation.rows(select(table))] for table in KEPT]


async def the_drafts(stage: Stage, actor: Actor, chat: int) -> list[int]:
    """One of each kind, hardly begun."""
    made = []
    for kind, body in DRAFTS.items():
        outcome = await begin_draft(
            stage.house.database,
            actor=actor,
            chat_id=chat,
            kind=kind,
            body=body,
            awaiting=None,
            source=f"draft {kind}",
            at=stage.clock.now(),
        )
        made.append(int(outcome["draft_id"]))
    return made


@pytest.mark.parametrize("step", [Step.ARCHIVED, Step.RESOLVING])
async def test_an_old_button_moves_nothing_and_meets_no_incident(compound: Compound, stage: Stage, step: Step) -> None:
    await lamps(stage, compound, step)
    chair = await known(stage, compound.chair)
    drafts = await the_drafts(stage, chair.actor, chair.chat_id)
    await compound.chair.starts("matter_1")
    page = await compound.chair.sees("第1号议题", fresh=True)
    before = await kept(stage)
    leaving_last = sorted(deliberation.BUTTONS, key=lambda kind: kind.__name__.startswith("Drop"))
    for kind in leaving_last:
        named = "draft_id" in {field.name for field in fields(kind)}
        for draft in drafts if named else [0]:
            press = packed(kind, draft)
            await compound.chair.forges(press, page)
            await stage.town.settle()
            async with stage.house.database.reading() as transaction:
                met = [tuple(row) for row in await transaction.deliberation.rows(select(incidents))]
            assert met == [], f"{kind.__name__} {press}"
    assert await kept(stage) == before
