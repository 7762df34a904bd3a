"""Outcomes (结果): what an act answers, as a value that can be stored and given again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Facts = Mapping[str, Any]
"""JSON facts: strings, whole numbers, booleans, None, lists and mappings of these; never a float."""


class Reason(StrEnum):
    """Reasons for refusal (不予受理的原因): the message id in the catalogue is `refusals.<value>`."""

    NOT_PERMITTED = "not_permitted"
    NOT_YOURS = "not_yours"
    NOT_FOUND = "not_found"
    NO_COMPOUND = "no_compound"
    NO_TARGET_GROUP = "no_target_group"
    WRONG_STATE = "wrong_state"
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"
    EMPTY = "empty"
    EXPIRED = "expired"
    STALE = "stale"
    IN_THE_PAST = "in_the_past"
    WRONG_CODE = "wrong_code"
    LOCKED = "locked"
    ALREADY_CLAIMED = "already_claimed"
    ALREADY_DONE = "already_done"
    NOT_A_PERSON = "not_a_person"
    INVALID = "invalid"
    NO_CONSENT = "no_consent"


@dataclass(frozen=True)
class Done:
    """An act that took place (办成), with the facts its screens need."""

    facts: Facts = field(default_factory=dict)

    def __getitem__(self, key: str) -> Any:
        return self.facts[key]


@dataclass(frozen=True)
class Refusal:
    """An act that was refused (不予受理): why, with the facts that tell what to do."""

    reason: Reason
    facts: Facts = field(default_factory=dict)


Outcome = Done | Refusal


def to_record(outcome: Outcome) -> dict[str, Any]:
    """The outcome as a JSON object, for the `acts` table."""
    if isinstance(outcome, Refusal):
        return {"refused": outcome.reason.value, "facts": dict(outcome.facts)}
    return {"facts": dict(outcome.facts)}


def from_record(record: Mapping[str, Any]) -> Outcome:
    """The outcome as it was stored."""
    if "refused" in record:
        return Refusal(Reason(record["refused"]), record["facts"])
    return Done(record["facts"])
