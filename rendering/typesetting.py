"""Typesetting (排版): typst with our own fonts and no others, for charts and paper; the same facts, the same bytes.

A template is a file of `rendering/templates/`; its facts reach it as JSON, never as markup, so that nothing people
typed becomes a program. The bytes of a photo go along as the list of their numbers.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from fontTools.ttLib import TTFont

from rendering.fonts import FONTS
from rendering.texts import Texts

TEMPLATES = Path(__file__).parent / "templates"
BODY_FONT = FONTS / "NotoSansSC-Regular.otf"
PIXELS_PER_INCH = 144
THE_SAME_MOMENT = 0
"""Seconds since 1970 that every file says it was made at: what is printed carries its date in words."""

JOINERS = frozenset({"\u200d", "\u20e3", *map(chr, range(0xFE00, 0xFE10))})
"""What holds an emoji together and is no sign of its own."""

_turn = Lock()  # one compiler a template is kept, and it does one thing at a time


def pictures(template: str, facts: Mapping[str, Any]) -> list[bytes]:
    """The template as PNG, a picture a page. Raises ValueError for a sign no font has."""
    found = _compiled(template, facts, format="png", ppi=PIXELS_PER_INCH)
    return [found] if isinstance(found, bytes) else found


def document(template: str, facts: Mapping[str, Any]) -> bytes:
    """The template as PDF/A, which refuses what it cannot draw. Raises ValueError for a sign no font has."""
    found = _compiled(template, facts, format="pdf", pdf_standards=["a-2b"], timestamp=THE_SAME_MOMENT)
    assert isinstance(found, bytes), "a PDF is one file"
    return found


def is_picture(content: bytes) -> bool:
    """Whether this can be drawn: a broken photo would stop the whole sheet."""
    try:
        pictures("photo.typ", {"image": content})
    except typst.TypstError:
        return False
    return True


def legible(texts: Texts, text: str) -> str:
    """The text with every sign our fonts lack visibly replaced: an emoji by 〔表情〕, another by 〔字形缺〕."""
    parts: list[str] = []
    for char in text:
        part = char if ord(char) in _characters() else _instead(texts, char)
        if part and (part == char or parts[-1:] != [part]):
            parts.append(part)
    return "".join(parts)


def one_line(texts: Texts, text: str, most: int) -> str:
    """Legible, in one line, at most so many characters; what is cut off shows as ……"""
    line = " ".join(legible(texts, text).split())
    return line if len(line) <= most else line[: most - 2] + "……"


def _instead(texts: Texts, char: str) -> str:
    kind = unicodedata.category(char)
    if kind[0] == "Z" or char in "\t\n\r":
        return " "
    if (kind[0] == "C" and kind != "Cn") or char in JOINERS:
        return ""
    emoji = kind in ("So", "Sk", "Cn") or 0x1F000 <= ord(char) < 0x20000
    return texts.plain("paper.emoji" if emoji else "paper.missing")


def _all_drawable(facts: Any) -> None:
    """typst draws an empty box for a missing sign and says nothing (typst/typst#5137): so we look first."""
    signs = {char for text in _strings(facts) for char in text}
    if missing := sorted(char for char in signs if ord(char) not in _characters()):
        raise ValueError(f"no font has {', '.join(f'U+{ord(char):04X}' for char in missing)}")


def _strings(facts: Any) -> Iterator[str]:
    if isinstance(facts, str):
        yield facts
    elif isinstance(facts, Mapping):
        for value in facts.values():
            yield from _strings(value)
    elif isinstance(facts, list | tuple):
        for value in facts:
            yield from _strings(value)


@cache
def _characters() -> frozenset[int]:
    with TTFont(BODY_FONT, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


@cache
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(TEMPLATES / template, root=TEMPLATES, font_paths=_fonts())


def _compiled(template: str, facts: Mapping[str, Any], **how: Any) -> bytes | list[bytes]:
    _all_drawable(facts)
    with _turn:
        found = _compiler(template).compile(
            sys_inputs={"data": json.dumps(facts, ensure_ascii=False, default=list)}, **how
        )
    assert found is not None, "without an output file the compiler answers with the bytes"
    return found
