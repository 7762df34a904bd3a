"""Real citizens' messages, fed as reports through the whole product: each gets a number, none breaks a card.

The messages lie beside the project and are never part of it: `CITIZENS_FILE=…/fj4_replies_2816.csv make citizens`.
"""

from __future__ import annotations

import asyncio
import csv
import os
from pathlib import Path

import pytest

from sandbox.client import Message, Person
from tests.stage import Compound, Stage

FILE = os.environ.get("CITIZENS_FILE", "")
EACH = 5
"""Reports a neighbour who is not registered may make in an hour."""

SIDE_BY_SIDE = 8

pytestmark = pytest.mark.skipif(not FILE, reason="CITIZENS_FILE is not set: the messages lie beside the project")


def messages() -> list[str]:
    """Subject and text as one message each, as long as Telegram lets a person write."""
    with Path(FILE).open(encoding="utf-8-sig", newline="") as file:
        rows = [f"{row['留言主题']}\n{row['留言详情']}".strip() for row in csv.DictReader(file)]
    return [row[:4096] for row in rows]


async def report(person: Person, words: str) -> bool:
    """Say it, send it up; whether a number came back within a few minutes."""
    try:
        async with asyncio.timeout(300):
            return await _report(person, words)
    except TimeoutError:
        return False


async def _report(person: Person, words: str) -> bool:
    said = await person.says(words)
    offer = await person.sees("", within=60, fresh=True)
    while offer.id < said.id or not offer.button("报上去"):  # the last report's answer may come just after
        offer = await person.sees("", within=60, fresh=True)
    if await _presses(person, offer, "报上去"):
        return True
    seen = await person.sees("", within=60, fresh=True)
    if "是同一件吗" in seen.text and await _presses(person, seen, "不一样，接着报"):
        return True
    done = await person.sees("已登记，编号", within=60)
    while done.id < offer.id:  # on a busy machine: 「正在办理」 first, the number in private after the last report's
        done = await person.sees("已登记，编号", within=60)
    return True


async def _presses(person: Person, message: Message, text: str) -> bool:
    """A press that may take as long as a busy machine takes; whether its answer has the number."""
    await person.catches_up()
    body = {"chat": person.id, "message_id": message.id, "text": text, "wait": 60}
    answer = await person.wire.post(f"/sim/people/{person.id}/press", body)
    return "已登记，编号" in ((answer["answer"] or {}).get("text") or "")


async def one_neighbour(stage: Stage, number: int, words: list[str], gate: asyncio.Semaphore) -> list[bool]:
    async with gate:
        person = await stage.town.person(f"邻居{number}")
        return [await report(person, text) for text in words]


async def test_every_message_gets_a_number(stage: Stage, compound: Compound) -> None:
    texts, gate = messages(), asyncio.Semaphore(SIDE_BY_SIDE)
    parts = [texts[start : start + EACH] for start in range(0, len(texts), EACH)]
    numbered = await asyncio.gather(*(one_neighbour(stage, n, part, gate) for n, part in enumerate(parts)))
    missing = [
        text[:20]
        for part, done in zip(parts, numbered, strict=True)
        for text, ok in zip(part, done, strict=True)
        if not ok
    ]
    assert not missing, f"{len(missing)} of {len(texts)} without a number"
    await asyncio.gather(*stage.house.ingress.lanes())  # what staff are told of so many takes its time: not waited for
    async with stage.house.database.reading() as transaction:
        assert await transaction.inbox.count("dead") == 0
    failed = [call for call in await stage.town.calls() if not call["ok"]]
    assert not failed, failed[:3]
