"""What a vote comes of is said where it is announced, voted on, checked and published, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.deliberation.representation import Representation
from domain.vote_backgrounds import TERM, Background
from domain.voting.constituencies import Constituency
from domain.voting.rules import REPRESENTATIVES_MEETING
from rendering import voting_notices as notices
from rendering.dispatch import Drawing
from rendering.texts import SPOKEN, texts
from rendering.voting_backgrounds import chosen_line, price_line
from tests.channels.samples import WORDS

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
FOUND = Background(3, 1, 2, 6_800_000, "公共收益<b>", Representation(3, 201), chosen=False, owners_next=True)
OF_MEETING = {
    **FOUND.terms,
    "alone": False,
    "constituency": Constituency.REPRESENTATIVES.value,
    "rule": REPRESENTATIVES_MEETING.key,
    "matter": "",
}


@pytest.fixture(params=SPOKEN)
def drawing(request: pytest.FixtureRequest) -> Drawing:
    return Drawing(texts(request.param), ZoneInfo("Asia/Shanghai"), AT, AT)


def said(drawing: Drawing, name: str, **changes: object) -> str:
    screen = notices.NOTICES[f"voting.{name}"](drawing, WORDS[f"voting.{name}"] | changes).screen
    assert screen is not None
    return str(screen.text)


@pytest.mark.parametrize("name", ["posted", "called"])
def test_the_price_and_too_few_representatives_are_read_with_the_call(drawing: Drawing, name: str) -> None:
    words = said(drawing, name, **OF_MEETING)
    assert "68,000.00" in words and "公共收益&lt;b&gt;" in words and "201" in words


def test_the_result_of_representatives_is_not_the_last_word(drawing: Drawing) -> None:
    next_ = str(drawing.texts.say("voting.owners_next"))
    counted = {"approved": {"heads": 3}, "rejected": {"heads": 0}, "abstained": {"heads": 0}}
    findings = [{"criterion": one, "measure": "heads", "count": 3, "of": 3} for one in ("quorum", "majority")]
    passed = {"passed": True, "quorum_met": True, "set_aside": 0, "findings": findings, **counted}
    assert next_ in said(drawing, "result", **OF_MEETING, result=passed)
    assert "201" in said(drawing, "result", **OF_MEETING, result=passed)
    assert next_ not in said(drawing, "result", **OF_MEETING, result={**passed, "passed": False})
    last = {**OF_MEETING, TERM: {**OF_MEETING[TERM], "owners_next": False}}  # type: ignore[dict-item]
    assert next_ not in said(drawing, "result", **last, result=passed)


@pytest.mark.parametrize("name", ["posted", "card", "called", "result"])
def test_a_vote_without_a_matter_says_so_and_by_what_it_goes_instead(drawing: Drawing, name: str) -> None:
    alone = {"alone": True, TERM: None, "matter": "use_fund", "rule": "owners-general", "constituency": "owners"}
    words = said(drawing, name, **alone)
    assert str(drawing.texts.say("voting.alone.owners", article="民法典第278条第一款第五项")) in words
    assert "民法典278(一)-(五)" not in words, "only the item that applies"
    assert str(drawing.texts.say("voting.alone.owners", article="")) not in said(drawing, name), "frozen before"


def test_what_costs_nothing_says_so(drawing: Drawing) -> None:
    free = {TERM: {**OF_MEETING[TERM], "budget": 0}}  # type: ignore[dict-item]
    assert str(price_line(drawing.texts, free)) == str(drawing.texts.say("voting.price.none", version=2))
    assert price_line(drawing.texts, {TERM: {**OF_MEETING[TERM], "budget": None}}) is None  # type: ignore[dict-item]
    assert price_line(drawing.texts, {}) is None


def test_whoever_votes_reads_that_the_money_is_not_settled_yet(drawing: Drawing) -> None:
    of_matter = {**OF_MEETING[TERM], "source": "open"}  # type: ignore[dict-item]
    open_ = drawing.texts.plain("deliberation.source.open")
    assert open_ in str(price_line(drawing.texts, {TERM: of_matter}))
    assert open_ not in str(price_line(drawing.texts, OF_MEETING)), "frozen before that was asked"


def test_whoever_checks_reads_whether_it_is_on_record_who_chose_them(drawing: Drawing) -> None:
    for chosen, name in ((True, "voting.chosen"), (False, "voting.chosen.none")):
        line = chosen_line(drawing.texts, {TERM: {**OF_MEETING[TERM], "chosen": chosen}})  # type: ignore[dict-item]
        assert str(line) == str(drawing.texts.say(name))
    assert chosen_line(drawing.texts, {TERM: {**OF_MEETING[TERM], "chosen": None}}) is None  # type: ignore[dict-item]
