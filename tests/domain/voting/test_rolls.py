"""A roll knows who each head is; a body whose members count one each has no area."""

from __future__ import annotations

from domain.voting.rolls import DEVELOPER, RollUnit, build_roll, members
from domain.voting.rules import Measure


def test_a_head_knows_its_owners_and_units() -> None:
    roll = build_roll(
        [
            RollUnit("101", ("乙", "甲"), 8_937),
            RollUnit("102", ("甲", "乙"), 6_000),
            RollUnit("103", (), 5_000, developer=True),
            RollUnit("104", ("从前的业主",), 5_000, developer=True),
        ]
    )
    together, developer = roll.by_key["乙+甲"], roll.by_key[DEVELOPER]
    assert (together.owners, together.units, together.area) == (("乙", "甲"), ("101", "102"), 14_937)
    assert (developer.owners, developer.units, developer.area) == ((), ("103", "104"), 10_000)


def test_members_count_one_each_and_have_no_area() -> None:
    assert members(["甲", "乙"]).total == {Measure.HEADS: 2, Measure.AREA: 0}
