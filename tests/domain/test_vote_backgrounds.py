"""Where a vote comes of is kept with it; what somebody wrote lies sealed beside the journal."""

from __future__ import annotations

import pytest

from domain.deliberation.representation import Representation
from domain.vote_backgrounds import (
    ALONE,
    Background,
    background_of,
    begun_alone,
    open_terms,
    sealed_terms,
)
from domain.voting.owners_matters import OwnersMatter, cited, in_full, rule_for
from domain.voting.rules import HOUSEHOLDS, REPRESENTATIVES_MEETING, Rule

FOUND = Background(3, 1, 2, 6_800_000, "公共收益", Representation(3, 201), chosen=False, owners_next=True)


def test_it_comes_back_as_it_was_kept() -> None:
    assert background_of(FOUND.terms) == FOUND
    bare = Background(3, 1, 1)
    assert background_of(bare.terms) == bare
    assert background_of(ALONE) is None and background_of({}) is None


def test_only_what_is_known_to_have_no_matter_is_said_to_have_none() -> None:
    assert begun_alone(ALONE) and not begun_alone({}) and not begun_alone(FOUND.terms)


def test_the_journal_keeps_words_sealed() -> None:
    terms = {"weight": "formal", **FOUND.terms}
    kept = open_terms(terms)
    assert kept["weight"] == "formal" and kept["of_matter"]["budget"] == 6_800_000 and not kept["of_matter"]["paid"]
    assert sealed_terms(terms) == {"paid": "公共收益"}
    assert open_terms(ALONE) == ALONE and sealed_terms(ALONE) == {} == sealed_terms(Background(3, 1, 1).terms)


@pytest.mark.parametrize(
    ("matter", "item"),
    [(OwnersMatter.ASSEMBLY_RULES, "一"), (OwnersMatter.USE_FUND, "五"), (OwnersMatter.OTHER, "九")],
)
def test_only_the_item_that_applies_is_cited(matter: OwnersMatter, item: str) -> None:
    rule = rule_for(matter)
    assert isinstance(rule, Rule) and cited(rule, matter.value) == f"民法典第278条第一款第{item}项"
    assert cited(HOUSEHOLDS, "") == HOUSEHOLDS.article
    assert cited(HOUSEHOLDS, "", "议事亭的通常做法") == "议事亭的通常做法", "not by-laws that the building has not"
    assert cited(REPRESENTATIVES_MEETING, "", "议事亭的通常做法") == "居委会组织法第29条"
    assert cited(REPRESENTATIVES_MEETING, "") == "居委会组织法第29条"


@pytest.mark.parametrize(
    ("article", "read"),
    [
        ("居委会组织法29", "居委会组织法第29条"),
        ("郑州市物业管理条例（2021）第17条", "郑州市物业管理条例（2021）第17条"),
        ("民法典278(一)-(五)、(九)", "民法典278(一)-(五)、(九)"),
        ("楼院章程", "楼院章程"),
        ("29", "29"),
    ],
)
def test_an_article_is_read_out_with_its_law(article: str, read: str) -> None:
    assert in_full(article) == read
