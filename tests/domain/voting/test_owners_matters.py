"""Each item of the law has its rule; turning a home into a business has none."""

from __future__ import annotations

import pytest

from domain.outcomes import Refusal
from domain.voting.owners_matters import GROUPS, MatterGroup, OwnersMatter, rule_for
from domain.voting.rules import OWNERS_GENERAL, OWNERS_SPECIAL, Rule

ITEMS = {
    OwnersMatter.ASSEMBLY_RULES: OWNERS_GENERAL,
    OwnersMatter.COVENANT: OWNERS_GENERAL,
    OwnersMatter.COMMITTEE: OWNERS_GENERAL,
    OwnersMatter.MANAGER: OWNERS_GENERAL,
    OwnersMatter.USE_FUND: OWNERS_GENERAL,
    OwnersMatter.RAISE_FUND: OWNERS_SPECIAL,
    OwnersMatter.REBUILD: OWNERS_SPECIAL,
    OwnersMatter.COMMON_PARTS: OWNERS_SPECIAL,
    OwnersMatter.OTHER: OWNERS_GENERAL,
}


@pytest.mark.parametrize(("matter", "rule"), ITEMS.items())
def test_using_the_fund_is_general_and_raising_it_special(matter: OwnersMatter, rule: Rule) -> None:
    assert rule_for(matter) is rule


def test_e21_a_home_turned_into_a_business_is_no_matter_for_a_majority() -> None:
    refusal = rule_for(OwnersMatter.HOME_TO_BUSINESS)
    assert isinstance(refusal, Refusal) and refusal.facts["article"] == "民法典279"


def test_every_matter_is_found_under_one_question_or_beside_them() -> None:
    found = [matter for group in MatterGroup for matter in GROUPS[group]]
    assert len(found) == len(set(found)) and set(OwnersMatter) - set(found) == {OwnersMatter.OTHER}
    assert all(len(matters) <= 4 for matters in GROUPS.values()), "with two ways out, six keys"
