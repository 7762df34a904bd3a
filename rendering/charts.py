"""Charts (图): facts → PNG through typst with our own fonts only; legible on a small phone, same bytes each time."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from fontTools.ttLib import TTFont

from rendering.texts import Texts

FONTS = Path(__file__).parent.parent / "assets" / "fonts"
TEMPLATES = Path(__file__).parent / "templates"
BODY_FONT = FONTS / "NotoSansSC-Regular.otf"
PIXELS_PER_INCH = 144

JOINERS = frozenset({"\u200d", "\u20e3", *map(chr, range(0xFE00, 0xFE10))})
"""What holds an emoji together and is no sign of its own."""

_turn = Lock()  # one compiler a template is kept, and it does one thing at a time


def bar_chart(title: str, rows: Sequence[tuple[str, int]], total: int, note: str) -> bytes:
    """A PNG of 800 px width: a bar for each row's count of `total`. Raises ValueError for a sign no font has."""
    _all_drawable(title, note, *(label for label, _ in rows))
    data = {
        "title": title,
        "rows": [{"label": label, "count": count} for label, count in rows],
        "total": total,
        "note": note,
    }
    return _png("bar_chart.typ", data)


def legible(texts: Texts, text: str) -> str:
    """The text with every sign our fonts lack visibly replaced: an emoji by 〔表情〕, another by 〔字形缺〕."""
    parts: list[str] = []
    for char in text:
        part = char if ord(char) in _characters() else _instead(texts, char)
        if part and (part == char or parts[-1:] != [part]):
            parts.append(part)
    return "".join(parts)


def _instead(texts: Texts, char: str) -> str:
    kind = unicodedata.category(char)
    if kind[0] == "Z":
        return " "
    if (kind[0] == "C" and kind != "Cn") or char in JOINERS:
        return ""
    emoji = kind in ("So", "Sk", "Cn") or 0x1F000 <= ord(char) < 0x20000
    return texts.plain("charts.emoji" if emoji else "charts.missing")


def _all_drawable(*texts: str) -> None:
    """typst draws an empty box for a missing sign and says nothing (typst/typst#5137): so we look first."""
    missing = sorted({char for text in texts for char in text if ord(char) not in _characters()})
    if missing:
        raise ValueError(f"no font has {', '.join(f'U+{ord(char):04X}' for char in missing)}")


@cache
def _characters() -> frozenset[int]:
    with TTFont(BODY_FONT, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _compiler(template: str) -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(TEMPLATES / template, root=TEMPLATES, font_paths=fonts)


def _png(template: str, data: dict[str, Any]) -> bytes:
    with _turn:
        pages = _compiler(template).compile(
            format="png", ppi=PIXELS_PER_INCH, sys_inputs={"data": json.dumps(data, ensure_ascii=False)}
        )
    assert isinstance(pages, bytes), "one page, as high as it needs"
    return pages
