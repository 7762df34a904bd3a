"""Refusals in words (婉拒): what is missing and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from domain.moments import read_moment
from domain.outcomes import Facts, Reason, Refusal
from rendering.dates import calendar_day, moment, until
from rendering.deliberation_figures import yuan
from rendering.elections_words import basis, joined, makeup_words
from rendering.menu import ending
from rendering.screens import Screen
from rendering.texts import Texts

ENDS = frozenset(
    {
        Reason.NOT_PERMITTED,
        Reason.NOT_YOURS,
        Reason.NOT_FOUND,
        Reason.NO_COMPOUND,
        Reason.TOO_MANY,
        Reason.EXPIRED,
        Reason.LOCKED,
        Reason.ALREADY_CLAIMED,
        Reason.ALREADY_DONE,
    }
)
"""Refusals after which sending the same once more, written otherwise, does not help."""

AFTER_REGISTERING = frozenset({"election", "candidacy", "petition_home", "election_owner", "election_home"})
"""What somebody from the group reads once their home is registered."""

LASTING = frozenset({"matter_time"})
"""What lasts until a day, that day with it; of the rest, the moment after which it goes."""


def refusal_words(texts: Texts, refusal: Refusal, zone: ZoneInfo) -> str:
    """One or two sentences, without markup. `refusals.<reason>`, or `refusals.<reason>.<what>` when facts say what."""
    what = refusal.facts.get("what")
    key = f"refusals.{refusal.reason.value}" + (f".{what}" if what else "")
    return texts.plain(key, **_facts(texts, refusal, zone))


def refusal_screen(texts: Texts, refusal: Refusal, zone: ZoneInfo, *, private: bool = True) -> Screen:
    """The same as a screen; where nothing is left to send anew, with the way back, which a group has no use for."""
    what = refusal.facts.get("what")
    key = f"refusals.{refusal.reason.value}" + (f".{what}" if what else "")
    words = texts.say(key, **_facts(texts, refusal, zone))
    door = "home" if what in AFTER_REGISTERING else "start"
    return ending(texts, words, door) if private and refusal.reason in ENDS else Screen(words)


def _facts(texts: Texts, refusal: Refusal, zone: ZoneInfo) -> dict[str, Any]:
    facts: dict[str, Any] = {**refusal.facts, **_sums(refusal.facts)}
    lasting = refusal.facts.get("what") in LASTING
    said: dict[str, Callable[[Any], Any]] = {
        "until": lambda value: _until(texts, value, zone, lasting=lasting),
        "who": lambda value: texts.plain("refusals.between").join(texts.plain(f"roles.{kind}") for kind in value),
        "issue_state": lambda value: texts.plain(f"issues.state.{value}"),
        "names": lambda value: joined(texts, value),
        "basis": lambda value: basis(texts, value),
        "faults": lambda _: makeup_words(texts, refusal.facts),
        "wrong": lambda value: joined(texts, [texts.plain(f"elections.sheet.{fault}") for fault in value]),
        "act": lambda value: texts.plain(f"acts.{value}"),
    }
    return facts | {name: words(facts[name]) for name, words in said.items() if name in facts}


def _until(texts: Texts, value: str, zone: ZoneInfo, *, lasting: bool) -> str:
    """A whole day has no clock."""
    if len(value) == len("2026-12-31"):
        return calendar_day(texts, date.fromisoformat(value))
    return (until if lasting else moment)(texts, read_moment(value), zone)


def _sums(facts: Facts) -> dict[str, str]:
    """Money in 元, and by how much it is more, in percent with one decimal."""
    sums = {name: yuan(facts[name]) for name in ("cost", "budget", "balance", "spent") if name in facts}
    return sums | ({"more": f"{facts['more'] // 10}.{facts['more'] % 10}"} if "more" in facts else {})
