"""The benchmarks (基准): `make bench` prints them as ratios and writes bench/results.json."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

from bench import ballots, boards, calls, letters, similar, statements, words
from bench.measure import Row

RESULTS = Path(__file__).with_name("results.json")


async def measured() -> list[Row]:
    """Every row, one after the other: two at once would measure each other."""
    return [row for part in (letters, ballots, statements, calls, words, similar, boards) for row in await part.rows()]


def table(rows: Sequence[Row]) -> str:
    """What people read."""
    head = f"{'':7}{'times':>8}{'goal':>8}  cheaper than its peer"
    return "\n".join([head, *(f"{_mark(row):7}{row.value:>8.2f}{row.goal:>8.2f}  {row.what}" for row in rows)])


def _mark(row: Row) -> str:
    if row.met:
        return "met"
    return "not yet" if row.stretch else "MISSED"


def written(rows: Sequence[Row]) -> str:
    """What programs read."""
    fields = ("what", "goal", "value", "unit", "met", "stretch")
    return json.dumps({"rows": [{name: getattr(row, name) for name in fields} for row in rows]}, indent=2) + "\n"


def main() -> None:
    rows = asyncio.run(measured())
    print(table(rows))
    RESULTS.write_text(written(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
