"""Words of fees and services that are put together, and what may stand for the star."""

from __future__ import annotations

from collections.abc import Iterable

from domain.pledges import DriveState, Given, Unmet
from domain.prepay import PrepayBasis
from domain.settlements import SheetHead
from handlers import hourly_writing, pledges, prepay_writing, settlements

FAMILIES: dict[str, Iterable[str]] = {
    "prepay.ask.*": {step.removeprefix("prepay.") for step in prepay_writing.STEPS},
    "prepay.basis.*": PrepayBasis,
    "prepay.rate.*": PrepayBasis,
    "prepay.done.*": ("asked", "handed", "cost", "back", "settling"),
    "prepay.key.*": ("cost", "back"),
    "prepay.look.*": ("round", "settlement"),
    "prepay.toast.*": ("voided", "voided_alone", "settled", "unsettled"),
    "settlements.ask.*": {step.removeprefix("settlements.") for step in settlements.STEPS},
    "settlements.head.*": SheetHead,
    "settlements.stands.*": ("published", "draft", "asked"),
    "settlements.state.*": ("published", "draft", "asked"),
    "pledges.ask.*": {step.removeprefix("pledges.") for step in pledges.STEPS},
    "pledges.key.*": Unmet,
    "pledges.unmet.*": Unmet,
    "pledges.state.*": DriveState,
    "pledges.stands.*": {*DriveState, "less", "waiting"},
    "pledges.then.*": Unmet,
    "pledges.surely.*": ("join", "receive", "return"),
    "pledges.mine.*": {*Given, "never", "owed", "undone_over"},
    "pledges.giver.*": ("came", "owed", "returning", "undone", "unreturned"),
    "pledges.thanks.*": pledges.DOES,
    "pledges.told.*": ("met", "short", "waiting"),
    "pledges.again.*": ("met", "short", "less"),
    "hourly.ask.*": {step.removeprefix("hourly.") for step in hourly_writing.STEPS},
    "hourly.thanks.*": ("asked", "signed", "doubted"),
    "hourly.told.*": ("over", "accepted"),
}
