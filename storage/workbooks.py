"""Workbooks read (读表格): within bounds, by a process of its own; and the words people use in them."""

from __future__ import annotations

import asyncio
import json
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from domain.units import AreaSource, UnitKind
from domain.workbooks import Cell, CellKind, Column, Flaw, Merged, Problem, Sheet, Vocabulary, plain

LARGEST = 10 * 1024 * 1024
"""Bytes of a workbook; the whole roll of the largest compound is a fiftieth of that."""

PATIENCE = 20.0
"""Seconds after which a workbook is given up."""

PARSER = Path(__file__).with_name("workbook_parsing.py")
WORDS = Path(__file__).with_name("workbook_words.toml")


async def read_workbook(content: bytes, *, parser: Path = PARSER, patience: float = PATIENCE) -> list[Sheet] | Problem:
    """The sheets, or what is wrong with the whole of it. Nobody waits for it but the caller."""
    if not content:
        return Problem(Flaw.EMPTY_FILE)
    if len(content) > LARGEST:
        return Problem(Flaw.TOO_BIG, facts={"most": LARGEST // 1024**2})
    answer = await _parsed(content, parser, patience)
    if answer is None:
        return Problem(Flaw.TOO_HEAVY)
    return await asyncio.to_thread(_read, answer)


async def _parsed(content: bytes, parser: Path, patience: float) -> bytes | None:
    """What the parser says; None when it came to grief or took too long. It knows nothing of our surroundings."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(parser),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
    )
    try:
        async with asyncio.timeout(patience):
            answer, _ = await process.communicate(content)
    except TimeoutError:
        return None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return answer if process.returncode == 0 else None


def _read(answer: bytes) -> list[Sheet] | Problem:
    found = json.loads(answer)
    if "flaw" in found:
        return Problem(Flaw(found["flaw"]), facts=found["facts"])
    return [Sheet(name, {row: _row(cells) for row, cells in rows}, hidden) for name, hidden, rows in found["sheets"]]


def _row(cells: list[Any]) -> dict[int, Cell]:
    return {
        column: Cell(CellKind(kind), text, formula=mark == "f", merged=Merged(mark.replace("f", "")))
        for column, (kind, text, mark) in cells
    }


@cache
def vocabulary() -> Vocabulary:
    """The words of `workbook_words.toml`."""
    found = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    headings, answers = found["headings"], found["answers"]
    return Vocabulary(
        columns={Column(name): tuple(map(plain, words)) for name, words in found["columns"].items()},
        **{name: frozenset(map(plain, headings[name])) for name in ("groups", "silent", "sensitive", "totals")},
        implied={word: AreaSource(name) for name, word in _each(found["implied"])},
        kinds={word: UnitKind(name) for name, word in _each(found["kinds"])},
        sources={word: AreaSource(name) for name, word in _each(found["sources"])},
        answers={word: name == "yes" for name, word in _each(answers) if name != "blank"},
        blank=frozenset(map(plain, answers["blank"])),
        decorations=tuple(map(plain, found["decorations"])),
    )


def _each(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(name, plain(word)) for name, words in table.items() for word in words]
