"""Readiness in words (表决准备): what a household vote and an owners' vote still lack, with denominators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from domain.readiness import Finding, Readiness
from rendering.buttons import Button
from rendering.rosters import back_key
from rendering.screens import Screen, lines
from rendering.texts import Texts


@dataclass(frozen=True)
class ShowReadiness(Button, prefix="rdy"):
    """表决还缺什么."""

    compound_id: int


def household_vote(texts: Texts, ready: Readiness) -> Markup:
    """户代表表决：名册够了。"""
    return _said(texts, "household", ready.household)


def owners_vote(texts: Texts, ready: Readiness) -> Markup:
    """业主表决：还缺 41/382 户的面积、12/382 户的业主。"""
    return _said(texts, "owners", ready.owners)


def _said(texts: Texts, which: str, findings: Sequence[Finding]) -> Markup:
    if not findings:
        return texts.say(f"readiness.{which}_ready")
    lacks = texts.plain("refusals.between").join(_lack(texts, finding) for finding in findings)
    return texts.say(f"readiness.{which}_lacks", lacks=lacks)


def _lack(texts: Texts, finding: Finding) -> str:
    return texts.plain(f"readiness.lack_{finding.lack}", n=finding.n, of=finding.of)


def page(texts: Texts, name: str, ready: Readiness, compound_id: int) -> Screen:
    """表决准备: the two votes, what is known by now, and what does not count."""
    census = ready.census
    text = lines(
        texts.say("readiness.head", name=name),
        household_vote(texts, ready),
        owners_vote(texts, ready),
        texts.say("readiness.known", area=area(census.area), heads=census.heads) if census.area else None,
        texts.say("readiness.heads") if census.heads else None,
        texts.say("readiness.uncounted", n=census.uncounted) if census.uncounted else None,
        texts.say("readiness.meanwhile"),
    )
    return Screen(text, ((back_key(texts, compound_id),),))


def area(hundredths: int) -> str:
    """90,000.00, from whole hundredths of a square metre."""
    return f"{hundredths // 100:,}.{hundredths % 100:02d}"
