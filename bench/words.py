"""Words (文案): a sentence from the catalogue, beside the same sentence formatted where it stands."""

from __future__ import annotations

import time

from markupsafe import Markup

from bench.measure import Row, times_cheaper
from rendering.texts import texts

SAID = 20_000
KEY, FACTS = "issues.title", {"number": "0127", "place": "中华园3号楼 <2单元>"}


async def rows() -> list[Row]:
    """One sentence with two facts, escaped."""
    words = texts("zh_Hans")
    pattern = Markup(words.plain(KEY, number="{number}", place="{place}"))
    assert words.say(KEY, **FACTS) == pattern.format(**FACTS), "both ways say the same"

    async def from_the_catalogue() -> None:
        for _ in range(SAID):
            words.say(KEY, **FACTS)

    async def in_place() -> None:
        for _ in range(SAID):
            pattern.format(**FACTS)

    value = await times_cheaper(from_the_catalogue, in_place, time.process_time)
    return [Row("a sentence from the catalogue; peer: the same Markup formatted in place (CPU)", 0.7, value)]
