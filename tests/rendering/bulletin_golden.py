"""How every paper for the wall looks, by hash. Looked at and meant so: `python -m tests.rendering.bulletin_golden`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from domain.bulletins import Lettering, PaperKind
from rendering.bulletin_form import Sheet
from rendering.texts import texts
from tests.rendering.bulletin_samples import SAMPLES

GOLDEN = Path(__file__).with_name("bulletin_golden.json")
BESIDES = (
    (PaperKind.SOLICITATION, Lettering.POSTER, "zh_Hans"),
    (PaperKind.RESULT, Lettering.POSTER, "zh_Hans"),
    (PaperKind.RESULT, Lettering.LARGE, "zh_Hans"),
    (PaperKind.RESULT, Lettering.PLAIN, "en"),
)
"""What is looked at besides each kind as it is printed."""


def every() -> Iterator[tuple[PaperKind, Lettering, str]]:
    """Which papers are pinned."""
    yield from ((kind, Lettering.PLAIN, "zh_Hans") for kind in PaperKind)
    yield from BESIDES


@cache
def drawn(kind: PaperKind, lettering: Lettering, locale: str) -> tuple[Sheet, bytes, list[bytes]]:
    """A paper of the seeds' figures, set once for all tests: its facts, its PDF, its pages."""
    sheet = SAMPLES[kind](texts(locale), lettering)
    return sheet, sheet.pdf(), sheet.pictures()


def hashes() -> dict[str, list[str]]:
    """Of the PDF, then of each page's picture."""
    found = {}
    for which in every():
        _, pdf, pages = drawn(*which)
        found[".".join(which)] = [hashlib.sha256(content).hexdigest() for content in (pdf, *pages)]
    return found


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(hashes(), indent=1) + "\n", encoding="utf-8")
