"""Money (钱): typed in 元 with two decimals at most, kept in whole 分."""

from __future__ import annotations

import re
import unicodedata

AMOUNT = re.compile(r"(?P<yuan>[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.(?P<cents>[0-9]{1,2}))?(?:元|块)?")
CENTS_A_YUAN = 100


def read_yuan(text: str) -> int | None:
    """68,000.5元 → 6800050 分; None for what is no sum of money."""
    words = "".join(unicodedata.normalize("NFKC", text).split()).removeprefix("¥")
    found = AMOUNT.fullmatch(words)
    if found is None:
        return None
    cents = (found["cents"] or "").ljust(2, "0")
    return int(found["yuan"].replace(",", "")) * CENTS_A_YUAN + int(cents)
