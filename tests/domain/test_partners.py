"""Units that stand by a compound: what may be written of one, who is shown them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.outcomes import Refusal
from domain.partners import MOST_PARTNERS, Partner, PartnerWords, keeps, post_refusal, reads, write_refusal
from domain.registry import ANYWHERE, Actor, Place, Role, RoleKind

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SAID = PartnerWords("供电所", "社区联络岗", "查线路、换公共灯")


def standing(*names: str) -> list[Partner]:
    return [Partner(n, 1, PartnerWords(name, "岗", "灯"), AT) for n, name in enumerate(names)]


def why(refusal: Refusal | None) -> str:
    return "" if refusal is None else f"{refusal.reason}.{refusal.facts['what']}"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (SAID, ""),
        (PartnerWords("", "岗", "灯"), "empty.partner_name"),
        (PartnerWords("所", "", "灯"), "empty.partner_post"),
        (PartnerWords("所", "岗", ""), "empty.partner_purpose"),
        (PartnerWords("所" * 40, "岗" * 30, "灯" * 100), ""),
        (PartnerWords("所" * 41, "岗", "灯"), "too_long.partner_name"),
        (PartnerWords("所", "岗" * 31, "灯"), "too_long.partner_post"),
        (PartnerWords("所", "岗", "灯" * 101), "too_long.partner_purpose"),
        (PartnerWords("所", "联络岗 13812345678", "灯"), "invalid.partner_private"),
        (PartnerWords("所", "岗", "联系人：张三"), "invalid.partner_private"),
    ],
)
def test_of_whoever_is_asked_there_stands_the_post_alone(wanted: PartnerWords, said: str) -> None:
    assert why(write_refusal(wanted, [])) == said


def test_each_stands_by_once_and_few_at_a_time() -> None:
    assert why(write_refusal(SAID, standing("街道办", "供电所"))) == "already_done.partner"
    assert why(write_refusal(SAID, standing("甲", "乙"))) == ""
    full = standing("甲", "乙", "丙")
    assert len(full) == MOST_PARTNERS and why(write_refusal(SAID, full)) == "too_many.partners"
    assert post_refusal("岗") is None


def test_they_are_shown_to_whoever_may_blow_the_whistle_and_kept_by_the_committee() -> None:
    def actor(kind: RoleKind, place: Place) -> Actor:
        return Actor(7, (Role(kind, place, AT),))

    committee, grid = RoleKind.COMMITTEE, RoleKind.GRID_WORKER
    for who, may_read, may_keep in (
        (actor(committee, Place(1)), True, True),
        (actor(committee, Place(2)), False, False),
        (actor(committee, Place(1, 3)), True, False),
        (actor(grid, Place(1, 3)), True, False),
        (actor(RoleKind.OPERATOR, ANYWHERE), True, False),
        (actor(RoleKind.OWNER, Place(1, 3)), False, False),
    ):
        assert (reads(who, 1), keeps(who, 1)) == (may_read, may_keep), who
