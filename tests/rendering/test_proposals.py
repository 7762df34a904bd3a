"""A proposal's screens and cards: in both languages, never more than eight lines, no key that leads nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.deliberation.proposal_effects import proposal_facts
from domain.deliberation.proposals import ProposalPage, ProposalState, ProposalWay, ResidentProposal
from domain.registry import Place
from rendering import proposals as drawn
from rendering import proposals_notices
from rendering.dispatch import Drawing
from rendering.screens import Screen
from rendering.texts import SPOKEN, texts

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
TEXT = "西门装充电桩 <b>&\n" + "西门空地装六个。" * 30
OPEN = ResidentProposal(
    1,
    Place(1),
    4,
    "西门装充电桩 <b>&",
    TEXT,
    ProposalState.OPEN,
    7,
    homes=48,
    share=(1, 20),
    source="",
    wanted=3,
    count=2,
    at=AT,
)
REACHED = replace(OPEN, state=ProposalState.REACHED, count=3, answer_by=AT + timedelta(days=15, hours=6))
TAKEN = replace(REACHED, state=ProposalState.TAKEN, way=ProposalWay.DISCUSS)
REFUSED = replace(REACHED, state=ProposalState.REFUSED, reason="没有地方 <b>&")
STANDING = [OPEN, REACHED, TAKEN, REFUSED, replace(OPEN, state=ProposalState.WITHDRAWN)]


def labels(screen: Screen) -> list[str]:
    return [key.label for row in screen.keys for key in row]


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("one", STANDING, ids=lambda one: one.state.value)
def test_a_page_is_eight_lines_at_most(locale: str, one: ResidentProposal) -> None:
    found = ProposalPage(one, (4,), supported=True, own=True, answers=True)
    screen = drawn.page(texts(locale), found, at=AT, zone=ZONE)
    assert len(str(screen.text).splitlines()) <= 8
    assert "<b>&" not in str(screen.text) and "&lt;b&gt;&amp;" in str(screen.text)


def test_each_reads_the_keys_that_are_theirs() -> None:
    words = texts("zh_Hans")

    def keys(one: ResidentProposal, homes: tuple[int, ...], *, supported: bool, own: bool, answers: bool) -> list[str]:
        found = ProposalPage(one, homes, supported, own, answers)
        return labels(drawn.page(words, found, at=AT, zone=ZONE))[:-1]

    assert keys(OPEN, (4,), supported=False, own=False, answers=False) == ["我家支持", "看全文"]
    assert keys(OPEN, (4,), supported=True, own=True, answers=False) == ["不支持了", "看全文", "撤回提议"]
    assert keys(OPEN, (), supported=False, own=False, answers=True) == ["看全文"]
    assert keys(REACHED, (), supported=False, own=False, answers=True) == ["看全文", "受理", "不受理"]
    assert keys(REACHED, (4,), supported=True, own=True, answers=False) == ["看全文"]
    assert keys(TAKEN, (4,), supported=True, own=True, answers=False) == ["看全文"]
    assert keys(TAKEN, (4,), supported=True, own=True, answers=True) == ["看全文", "发起议题"]
    begun = replace(TAKEN, matter_id=7)
    assert keys(begun, (4,), supported=True, own=True, answers=True) == ["看全文", "看议题"]


def test_where_somebody_has_several_compounds_they_choose() -> None:
    screen = drawn.place_step(texts("zh_Hans"), [(Place(1), "中华园"), (Place(2), "和平里")])
    assert labels(screen) == ["中华园", "和平里", "居民提议"]


@pytest.mark.parametrize("one", STANDING, ids=lambda one: one.state.value)
def test_the_card_asks_for_support_only_while_it_is_open(one: ResidentProposal) -> None:
    drawing = Drawing(texts("zh_Hans"), ZONE, AT, AT)
    screen = proposals_notices.card(drawing, proposal_facts(one, AT)).screen
    assert screen is not None
    assert ("我家支持" in labels(screen)) is (one is OPEN)
    assert f"{one.count}/3 户" in str(screen.text) or one.state is ProposalState.WITHDRAWN


def test_it_explains_how_many_homes_are_wanted() -> None:
    found = ProposalPage(replace(OPEN, source="议事规则第9条"), (), supported=False, own=False, answers=False)
    words = str(drawn.page(texts("zh_Hans"), found, at=AT, zone=ZONE).text)
    assert "要 3 户：住宅 48 户的 1/20（依据：议事规则第9条），有零头进一，最多 10 户。" in words


def test_what_is_late_says_so() -> None:
    late = AT + timedelta(days=16)
    drawing = Drawing(texts("zh_Hans"), ZONE, late, late)
    screen = proposals_notices.card(drawing, proposal_facts(REACHED, late)).screen
    assert screen is not None and "超期：委员会最迟该 3月17日" in str(screen.text)
