"""What a PDF of ours says, run by run, as somebody reads it off the paper: glyphs back into signs by its own tables."""

import re
import zlib
from collections.abc import Iterator

OBJECT = re.compile(rb"(\d+) 0 obj\s*(<<.*?>>)\s*(?:stream\r?\n(.*?)endstream|endobj)", re.DOTALL)
FONT = re.compile(rb"/(f\d+) (\d+) 0 R")
TABLE = re.compile(rb"/ToUnicode (\d+) 0 R")
SIGN = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
SHOWN = re.compile(rb"/(f\d+) [\d.]+ Tf|\[(\(.*?\)[-\d. ]*)\]TJ", re.DOTALL)
ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
SHORT = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def printed_words(pdf: bytes) -> list[str]:
    """Every run of text, in the order in which it is drawn."""
    objects = {int(number): (head, _content(head, stream)) for number, head, stream in OBJECT.findall(pdf)}
    fonts = dict(found for head, _ in objects.values() for found in FONT.findall(head))
    signs = {name: _signs(objects, int(number)) for name, number in fonts.items()}
    pages = [content for _, content in objects.values() if b"]TJ" in content]
    return [run for page in pages for run in _runs(page, signs)]


def printed_codes(pdf: bytes) -> list[str]:
    """The codes of slips: twelve digits in three runs of four."""
    return re.findall(r"\d{12}", re.sub(r"(?<=\b\d{4})\n(?=\d{4}\b)", "", "\n".join(printed_words(pdf))))


def _content(head: bytes, stream: bytes) -> bytes:
    return zlib.decompressobj().decompress(stream) if b"FlateDecode" in head else stream


def _signs(objects: dict[int, tuple[bytes, bytes]], font: int) -> dict[bytes, str]:
    found = TABLE.search(objects[font][0])
    assert found is not None, "a PDF/A tells what its glyphs are"
    table = objects[int(found[1])][1]
    return {
        bytes.fromhex(glyph.decode()): bytes.fromhex(to.decode()).decode("utf-16-be")
        for glyph, to in SIGN.findall(table)
    }


def _runs(page: bytes, signs: dict[bytes, dict[bytes, str]]) -> Iterator[str]:
    font = b""
    for name, shown in SHOWN.findall(page):
        font = name or font
        if shown:
            glyphs = b"".join(ESCAPE.sub(_plain, piece) for piece in _strings(shown))
            pairs = (glyphs[at : at + 2] for at in range(0, len(glyphs), 2))
            yield "".join(signs[font].get(pair, "") for pair in pairs)


def _strings(shown: bytes) -> Iterator[bytes]:
    """The strings of an array; parentheses may stand inside them where they are balanced."""
    depth = start = at = 0
    while at < len(shown):
        sign = shown[at : at + 1]
        if sign == b"\\":
            at += 1
        elif sign == b"(":
            depth += 1
            start = at + 1 if depth == 1 else start
        elif sign == b")":
            depth -= 1
            if not depth:
                yield shown[start:at]
        at += 1


def _plain(escape: re.Match[bytes]) -> bytes:
    code = escape[1]
    return bytes([int(code, 8)]) if len(code) == 3 else SHORT.get(code, code)
