"""Words of 账目 that are put together, and what may stand for the star."""

from __future__ import annotations

from collections.abc import Iterable

from domain.funds import FundKind, LineKind
from handlers import funds_writing
from rendering.funds import SKIPS
from tests.house import fees_words

FAMILIES: dict[str, Iterable[str]] = {
    "funds.ask.*": {step.removeprefix("funds.") for step in funds_writing.STEPS},
    "funds.key.*": SKIPS.values(),
    "funds.kind.*": FundKind,
    "funds.thanks.*": ("opened", "posted", *funds_writing.THANKS.values()),
    "funds.way.*": LineKind,
    **fees_words.FAMILIES,
}
