"""Cards for the chat: legible where the phone shows 360 px, the same bytes each time, their words the same numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.bulletins import Spending
from domain.voting.constituencies import Constituency
from rendering.cards import Card, participation_card, reports_card, shown, spending_card, tally_card
from rendering.texts import SPOKEN, texts
from tests.rendering import bulletin_samples as town
from tests.rendering.test_slip_sheet import HOSTILE

MONTH = {
    "compound_id": 1,
    "compound": "中华园",
    "first": "2026-11-01",
    "now": {
        "total": 40,
        "came": 31,
        "closed": 28,
        "open": 12,
        "reopened": 1,
        "in_time": [25, 30],
        "replies": [20, 28],
        "solved": [18, 20],
        "satisfied": [0, 0],
        "median": [3, 0],
        "oldest": None,
    },
    "before": {"came": 30, "closed": 29, "reopened": 0, "total": 38, "open": 9},
}


def every(locale: str) -> list[Card]:
    said = texts(locale)
    return [
        tally_card(said, town.oasis()),
        participation_card(said, town.oasis(), (431, 3_879_000), at=town.AT, zone=town.ZONE),
        reports_card(said, MONTH),
        spending_card(said, town.MATTER.title, town.LAMPS),
    ]


@pytest.mark.parametrize("locale", SPOKEN)
def test_a_card_is_800_pixels_wide_the_same_each_time_and_fits_its_caption(locale: str) -> None:
    for card in every(locale):
        picture = card.picture()
        assert int.from_bytes(picture[16:20]) == 800 and int.from_bytes(picture[20:24]) < 2_400
        assert picture == card.picture()
        screen = shown(texts(locale), card, picture)
        assert screen.picture == picture and len(screen.text) < 1024, "a caption holds no more"
        assert texts(locale).plain("paper.missing") not in screen.text


def test_its_words_have_the_numbers_of_its_bars() -> None:
    tally, turnout, reports, spent = (card.said for card in every("zh_Hans"))
    assert tally[1].startswith("结果：通过") and "同意：人数 227/452 人 超过一半" in tally
    assert "参加情况，到 11月24日（周二）10:00" in turnout, "a picture that is passed on says when it was so"
    assert "参加：人数 431/678 人 要三分之二以上" in turnout and any("还差 21 人" in line for line in turnout)
    assert "按时给了第一次答复 25/30 件" in reports and not any("满意" in line for line in reports)
    assert "费用占预算 74,880.00/75,000.00 元" in spent and "做完的事 2/3 件" in spent


def test_homes_are_counted_as_homes_and_have_no_area() -> None:
    vote = replace(town.oasis(), constituency=Constituency.HOUSEHOLDS, rule="households", area=0)
    card = participation_card(texts(None), vote, (9, 0), at=town.AT, zone=town.ZONE)
    assert [one["figure"] for one in card.facts["bars"]] == ["9/678 户"]


def test_without_a_budget_nothing_is_held_against_it() -> None:
    card = spending_card(texts(None), "路灯", Spending(None, None, ()))
    assert [one["name"] for one in card.facts["bars"]] == ["做完的事"] and card.picture()


@pytest.mark.parametrize("typed", HOSTILE[:-1])
def test_nothing_typed_spoils_a_card(typed: str) -> None:
    card = spending_card(texts(None), typed, town.LAMPS)
    assert card.picture() and card.said[0].startswith("「")
