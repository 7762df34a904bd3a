#!/usr/bin/env python3
"""Make assets/fonts again from Debian's fonts-noto-cjk. Usage: make_fonts.py [--check]

Regular holds all of 4E00-9FFF (people's names need it), Bold the hanzi of GB 2312; both hold its signs, the usual
symbols and a few rare characters of names. `--check` only compares the hashes with SHA256SUMS. Takes about a minute.
"""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path

from fontTools import subset

DEBIAN = Path("/usr/share/fonts/opentype/noto")
FONTS = Path(__file__).parent.parent / "assets" / "fonts"
SUMS = FONTS / "SHA256SUMS"
SIMPLIFIED = 2
"""Which font of the collection is Noto Sans CJK SC."""

SYMBOLS = (
    (0x0020, 0x007F),
    (0x00A0, 0x0180),
    (0x2000, 0x2070),
    (0x2100, 0x2200),
    (0x2460, 0x2500),
    (0x25A0, 0x2670),
    (0x2700, 0x27C0),
    (0x3000, 0x3040),
    (0x3200, 0x3400),
    (0xFF00, 0xFFF0),
)
RARE = "㐂㛃㼆䲜䶮𠅤𬍛𬱖"
HANZI = range(0x4E00, 0xA000)


def gb2312() -> set[int]:
    """Every character of GB 2312."""
    codes = (bytes((high, low)) for high in range(0xA1, 0xFF) for low in range(0xA1, 0xFF))
    return {ord(char) for code in codes if (char := code.decode("gb2312", errors="ignore"))}


def wanted(weight: str) -> set[int]:
    """The characters of one font."""
    signs = {code for first, end in SYMBOLS for code in range(first, end)}
    own = set(HANZI) if weight == "Regular" else set()
    return gb2312() | signs | {ord(char) for char in RARE} | own


def make(weight: str) -> bytes:
    """The subset as an OpenType file."""
    options = subset.Options(
        layout_features=["*"], layout_closure=False, hinting=False, name_IDs=["*"], notdef_outline=True
    )
    options.font_number = SIMPLIFIED
    font = subset.load_font(str(DEBIAN / f"NotoSansCJK-{weight}.ttc"), options)
    font["cmap"].tables = [table for table in font["cmap"].tables if table.format in (4, 12)]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted(weight))
    subsetter.subset(font)
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def main() -> int:
    """Make both fonts and write their hashes; with --check, only say whether they are as they were."""
    check = "--check" in sys.argv[1:]
    lines = []
    for weight in ("Bold", "Regular"):
        name, content = f"NotoSansSC-{weight}.otf", make(weight)
        lines.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        if not check:
            (FONTS / name).write_bytes(content)
    if not check:
        SUMS.write_text("".join(lines))
    return 0 if SUMS.read_text() == "".join(lines) else 1


if __name__ == "__main__":
    sys.exit(main())
