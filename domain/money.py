"""Money as it is typed (金额): 「12,600.50元」「12.6万」「十二万六千」 alike, in 分; never a guess."""

from __future__ import annotations

import re
import unicodedata

from domain.numerals import DIGITS

MOST_CENTS = 10**13
"""No single line of an account is a hundred billion 元."""
ABOUT = re.compile(r"^(?:一共|总共|共|大约|大概|约|差不多)*¥?")
UNITS = re.compile(r"(?:人民币|元|圆|块钱|块)?(?:整)?$")
FIGURES = re.compile(r"(?P<whole>[0-9]{1,8})(?:\.(?P<part>[0-9]{1,6}))?(?P<unit>[千万]?)")
SIGNS = "[0-9]|[一二两三四五六七八九]"
BELOW = rf"(?:(?:{SIGNS})千)?(?:零?(?:{SIGNS})百)?(?:零?(?:{SIGNS})?十)?(?:零?(?:{SIGNS}))?"
WORDS = re.compile(rf"(?:(?P<myriads>[0-9]{{1,4}}|{BELOW})万)?(?P<rest>[0-9]{{4}}|零?{BELOW})")
SHORT = re.compile(rf"[千百万](?:{SIGNS})$")
"""「一万二」 means twelve thousand to one and ten thousand and two to another: it is not read."""
SPENT = "(?:合计|总计|共计|一共|总共|花了|用了|付了|支出|支付|费用|金额|¥)[:是为约]{0,2}"
HAN = "\u4e00-\u9fff"
SUM = re.compile(
    rf"(?:[0-9]|[十百千]|{SIGNS})[千万]?(?:人民币|元|圆|块(?:钱|[^{HAN}]|$))|[0-9]万"
    rf"|{SPENT}(?:[0-9]+(?:\.[0-9]+)?(?![0-9.{HAN}])|(?:{SIGNS})[百千万])|^[0-9]{{3,}}(?![0-9年])"
)
"""A number that is money by what stands beside it, or by its size."""
CENTS = {"": 100, "千": 1000_00, "万": 10_000_00}
PLACES = {"千": 1000, "百": 100, "十": 10}


def amount_in(words: str) -> int | None:
    """An amount written in 元, in 分; None where it is none, or says less than a 分."""
    plain = re.sub(r",|(?<![0-9])\s+|\s+(?![0-9])", "", unicodedata.normalize("NFKC", words))
    plain = UNITS.sub("", ABOUT.sub("", plain))
    if (found := FIGURES.fullmatch(plain)) is not None:
        part = found["part"] or ""
        cents, lost = divmod(int(found["whole"] + part) * CENTS[found["unit"]], 10 ** len(part))
        return None if lost else cents
    spoken = WORDS.fullmatch(plain)
    if not plain or spoken is None or SHORT.search(plain) or spoken["myriads"] == "":
        return None
    return (_below(spoken["myriads"] or "") * 10_000 + _below(spoken["rest"])) * 100


def names_amount(words: str) -> bool:
    """Whether a sum stands in it, be it with other words around: 「合计12600」「花了一万二千元」, never 「3月9日」."""
    return SUM.search(re.sub(r",|\s", "", unicodedata.normalize("NFKC", words))) is not None


def _below(words: str) -> int:
    """「六千五百」, below ten thousand."""
    if words.isdigit():
        return int(words)
    total = last = 0
    for sign in words:
        if sign in PLACES:
            total, last = total + (last or 1) * PLACES[sign], 0
        else:
            last = DIGITS[sign] if sign in DIGITS else int(sign)
    return total + last
