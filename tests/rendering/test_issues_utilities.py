"""The screen of 水电气, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.issues_deadlines import ClockKind, Deadlines
from domain.issues_life import State
from domain.issues_utilities import LED, Utilities, sorted_out
from domain.registry import Compound
from rendering import issues_utilities as drawn
from rendering.texts import texts
from tests.rendering.test_issues import LOCALES, SHANGHAI, an_issue, labels

WATER = {**dict.fromkeys(LED, ""), ClockKind.WATER: "<i>水</i>公司 96510"}


@pytest.mark.parametrize("locale", LOCALES)
def test_each_says_who_leads_and_how_far_it_is(locale: str, at: datetime) -> None:
    words = texts(locale)
    late = Deadlines(ClockKind.WATER, None, at - timedelta(days=2))
    first = replace(an_issue(at), id=1, text="停水了", category="water", deadlines=late, holder="孙网格")
    second = replace(first, id=2, number=first.number + 1, reported_at=first.reported_at + timedelta(hours=1))
    ended = replace(an_issue(at), id=3, text="停电了", category="power", state=State.REFERRED)
    found = Utilities(1, "中华园", sorted_out([second, first, ended], WATER))
    screen = drawn.utilities(words, found, at=at, zone=SHANGHAI)
    assert "<i>水</i>" not in screen.text and "孙网格" in screen.text
    for said in (
        words.plain("issues.leads.nobody"),
        words.plain("issues.state.referred"),
        words.plain("issues.utilities.none"),
        words.plain("issues.late.days", n=2),
    ):
        assert said in screen.text
    assert first.called in labels(screen)[0] and len(labels(screen)) == 4


def test_in_which_compound() -> None:
    several = [Compound(1, "中华园", None), Compound(2, "府河园", None)]
    assert labels(drawn.which_compound(texts("zh_Hans"), several)) == ["中华园", "府河园"]
