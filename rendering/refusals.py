"""Refusals in words (婉拒): what is missing and what to do next."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from domain.moments import read_moment
from domain.outcomes import Refusal
from rendering.dates import moment
from rendering.screens import Screen
from rendering.texts import Texts


def refusal_words(texts: Texts, refusal: Refusal, zone: ZoneInfo) -> str:
    """One or two sentences, without markup. `refusals.<reason>`, or `refusals.<reason>.<what>` when facts say what."""
    what = refusal.facts.get("what")
    key = f"refusals.{refusal.reason.value}" + (f".{what}" if what else "")
    return texts.plain(key, **_facts(texts, refusal, zone))


def refusal_screen(texts: Texts, refusal: Refusal, zone: ZoneInfo) -> Screen:
    """The same as a screen."""
    what = refusal.facts.get("what")
    key = f"refusals.{refusal.reason.value}" + (f".{what}" if what else "")
    return Screen(texts.say(key, **_facts(texts, refusal, zone)))


def _facts(texts: Texts, refusal: Refusal, zone: ZoneInfo) -> dict[str, Any]:
    facts: dict[str, Any] = dict(refusal.facts)
    if "until" in facts:
        facts["until"] = moment(texts, read_moment(facts["until"]), zone)
    if "who" in facts:
        facts["who"] = texts.plain("refusals.between").join(texts.plain(f"roles.{kind}") for kind in facts["who"])
    if "act" in facts:
        facts["act"] = texts.plain(f"acts.{facts['act']}")
    return facts
