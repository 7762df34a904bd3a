"""What a PDF of ours says, run by run, as somebody reads it off the paper: glyphs back into signs by its own tables."""

import re
import zlib
from collections.abc import Iterator, Mapping

OBJECT = re.compile(rb"(?<=\n)(\d+) 0 obj\n(.*?)\nendobj\n", re.DOTALL)
PAGE = re.compile(rb"/Type/Page/Resources (\d+) 0 R.*/Contents (\d+) 0 R", re.DOTALL)
PAGE_FONT = re.compile(rb"/(f\d+) (\d+) 0 R")
FONT = re.compile(rb"/(f\d+) [\d.]+ Tf")
ASIDE = re.compile(rb"/ActualText(?:<[0-9A-F]*>|\((?:\\.|[^\\)])*\))", re.DOTALL)
SIGN = re.compile(rb"<([0-9A-F]+)>|\\([0-7]{3})|\\(.)|([()])|(.)", re.DOTALL)
MEANS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def printed_words(pdf: bytes) -> list[str]:
    """Every run of text, page by page, in the order in which it is drawn; each page has fonts of its own."""
    found = dict(OBJECT.findall(pdf))
    pages = [match for body in found.values() if (match := PAGE.search(body))]
    return [piece for page in pages for piece in _page(found, page[1], page[2])]


def printed_codes(pdf: bytes) -> list[str]:
    """The codes of slips: twelve digits in three runs of four."""
    return re.findall(r"\d{12}", re.sub(r"(?<=\b\d{4})\n(?=\d{4}\b)", "", "\n".join(printed_words(pdf))))


def _page(found: Mapping[bytes, bytes], resources: bytes, contents: bytes) -> Iterator[str]:
    fonts = {name: _letters(found, found[number]) for name, number in PAGE_FONT.findall(found[resources])}
    return _pieces(_stream(found[contents]), fonts)


def _stream(body: bytes) -> bytes:
    head, _, rest = body.partition(b"stream\n")
    length = int(re.findall(rb"/Length (\d+)", head)[0])
    return zlib.decompress(rest[:length])


def _letters(found: Mapping[bytes, bytes], font: bytes) -> dict[bytes, str]:
    """What each glyph of a font means."""
    (number,) = re.findall(rb"/ToUnicode (\d+) 0 R", font)
    table = _stream(found[number])
    assert b"beginbfrange" not in table, "typst writes sign by sign"
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", table.partition(b"beginbfchar")[2])
    return {bytes.fromhex(glyph.decode()): bytes.fromhex(sign.decode()).decode("utf-16-be") for glyph, sign in pairs}


def _pieces(content: bytes, meant: Mapping[bytes, Mapping[bytes, str]]) -> Iterator[str]:
    for block in re.findall(rb"\nBT (.*?)\nET\n", content, re.DOTALL):
        font = FONT.search(block)
        assert font is not None, "every piece names its font"
        raw = b"".join(_strings(ASIDE.sub(b"", block[font.end() :])))
        yield "".join(meant[font[1]][raw[at : at + 2]] for at in range(0, len(raw), 2))


def _strings(block: bytes) -> Iterator[bytes]:
    """The bytes of a PDF's strings, in hex or between brackets: those that are balanced stand unescaped inside."""
    depth = 0
    for hexed, octal, escaped, bracket, plain in SIGN.findall(block):
        if bracket == b")":
            depth -= 1
        if hexed and not depth:
            yield bytes.fromhex(hexed.decode())
        elif depth:
            yield _byte(octal, escaped) or bracket or plain or b"<" + hexed + b">"
        if bracket == b"(":
            depth += 1


def _byte(octal: bytes, escaped: bytes) -> bytes:
    return bytes([int(octal, 8)]) if octal else MEANS.get(escaped, escaped)
