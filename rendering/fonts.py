"""Our own fonts (字体): shipped with their hashes, so that paper and pictures look the same everywhere."""

from __future__ import annotations

import hashlib
from pathlib import Path

FONTS = Path(__file__).parent.parent / "assets" / "fonts"


class FontsBroken(Exception):
    """A font file is missing or is not the one that was shipped; the message is its name."""


def check_fonts() -> None:
    """Compare every font with its hash in `SHA256SUMS`. Raises FontsBroken."""
    for line in (FONTS / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        expected, name = line.split()
        path = FONTS / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise FontsBroken(name)
