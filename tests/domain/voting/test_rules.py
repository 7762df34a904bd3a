"""Rules are data: named once, each with its article."""

from __future__ import annotations

import pytest

from domain.voting.rules import RULES, Threshold


def test_every_rule_is_under_its_own_key_and_names_its_article() -> None:
    assert all(rule.key == key and rule.article for key, rule in RULES.items())


@pytest.mark.parametrize(
    ("threshold", "key"),
    [(Threshold(2, 3, inclusive=True), "least_2_3"), (Threshold(1, 2, inclusive=False), "over_1_2")],
)
def test_a_threshold_has_a_name_for_the_catalogue(threshold: Threshold, key: str) -> None:
    assert threshold.key == key
