"""How every paper for the wall looks, by hash. Looked at and meant so: `python -m tests.rendering.bulletin_golden`.

That also renews the pictures of papers and of a card in `docs/img`.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

from PIL import Image

from domain.bulletins import Lettering, PaperKind
from rendering.bulletin_form import Sheet
from rendering.charts import bar_chart
from rendering.issues_letter import letter_pictures, letter_sheet
from rendering.texts import texts
from tests.rendering.bulletin_samples import SAMPLES, ZONE
from tests.rendering.test_cards import every as town_cards
from tests.rendering.test_issues_ladder import LETTER

GOLDEN = Path(__file__).with_name("bulletin_golden.json")
PICTURES = Path(__file__).parents[2] / "docs" / "img"
WIDTH, COLOURS = 620, 16
"""Of the pictures there, in px."""
BESIDES = (
    (PaperKind.SOLICITATION, Lettering.POSTER, "zh_Hans"),
    (PaperKind.RESULT, Lettering.POSTER, "zh_Hans"),
    (PaperKind.CLOSED, Lettering.POSTER, "zh_Hans"),
    (PaperKind.RESULT, Lettering.PLAIN, "en"),
)
"""What is looked at besides each kind as it is printed, and in large letters."""


def every() -> Iterator[tuple[PaperKind, Lettering, str]]:
    """Which papers are pinned."""
    yield from product(PaperKind, (Lettering.PLAIN, Lettering.LARGE), ("zh_Hans",))
    yield from BESIDES


@cache
def drawn(kind: PaperKind, lettering: Lettering, locale: str) -> tuple[Sheet, bytes, list[bytes]]:
    """A paper of the seeds' figures, set once for all tests: its facts, its PDF, its pages."""
    sheet = SAMPLES[kind](texts(locale), lettering)
    return sheet, sheet.pdf(), sheet.pictures()


def besides() -> Iterator[tuple[str, list[bytes]]]:
    """What has no number: the letter for 12345; cards and the chart of the chat."""
    zh = texts("zh_Hans")
    yield "letter", [letter_sheet(zh, LETTER, ZONE), *letter_pictures(zh, LETTER, ZONE)]
    for name, card in zip(("tally", "participation", "reports", "spending"), town_cards("zh_Hans"), strict=True):
        yield f"card.{name}", [card.picture()]
    yield "chart", [bar_chart("大门换不换？", [("换", 17), ("不换", 6), ("都行", 3)], 26, "征询意见，不是正式表决")]


def hashes() -> dict[str, list[str]]:
    """Of the PDF, then of each page's picture."""
    papers = {".".join(which): [pdf, *pages] for which in every() for _, pdf, pages in (drawn(*which),)}
    return {
        name: [hashlib.sha256(content).hexdigest() for content in contents]
        for name, contents in (*papers.items(), *besides())
    }


def renew_pictures() -> None:
    """The notice of a result, the poster of a solicitation, the card of a tally, as the documents show them."""
    shown = {
        "sheet-wall-result": drawn(PaperKind.RESULT, Lettering.PLAIN, "zh_Hans")[2][0],
        "sheet-wall-poster": drawn(PaperKind.SOLICITATION, Lettering.POSTER, "zh_Hans")[2][0],
        "card-tally": town_cards("zh_Hans")[0].picture(),
    }
    for name, picture in shown.items():
        taken = Image.open(io.BytesIO(picture)).convert("RGB")
        small = taken.resize((WIDTH, round(taken.height * WIDTH / taken.width)))
        small.quantize(COLOURS).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    renew_pictures()
    GOLDEN.write_text(json.dumps(hashes(), indent=1) + "\n", encoding="utf-8")
