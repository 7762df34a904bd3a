"""Words of fees and services that are put together, and what may stand for the star."""

from __future__ import annotations

from collections.abc import Iterable

from domain.prepay import PrepayBasis
from handlers import hourly_writing, prepay_writing

FAMILIES: dict[str, Iterable[str]] = {
    "prepay.ask.*": {step.removeprefix("prepay.") for step in prepay_writing.STEPS},
    "prepay.basis.*": PrepayBasis,
    "prepay.rate.*": PrepayBasis,
    "prepay.done.*": ("asked", "handed", "cost", "back", "settling"),
    "prepay.key.*": ("cost", "back"),
    "prepay.look.*": ("round", "settlement"),
    "prepay.toast.*": ("voided", "settled", "unsettled"),
    "hourly.ask.*": {step.removeprefix("hourly.") for step in hourly_writing.STEPS},
    "hourly.thanks.*": ("asked", "signed", "doubted"),
    "hourly.told.*": ("over", "accepted"),
}
