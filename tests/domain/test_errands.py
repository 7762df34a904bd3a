"""Errands by their rules: the first list is the whole list; half of them within how many days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from domain.errands import (
    FEWEST,
    LONGEST_MATERIAL,
    LONGEST_SERVICE,
    LONGEST_WORDS,
    MOST_DAYS,
    MOST_MATERIALS,
    Errand,
    ErrandState,
    Service,
    ask_refusal,
    catalogue,
    done_by,
    half_within,
    materials_in,
    materials_refusal,
    serve_refusal,
    service_refusal,
    take_refusal,
    withdraw_refusal,
    words_refusal,
)
from domain.outcomes import Refusal
from domain.registry import Actor, Place, Role, RoleKind
from domain.workdays import WorkDays

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
OWNER, CHAIR = 1, 2
PAPERS = ("身份证", "房产证或者租房合同")
FILED = Errand(5, Place(1), 3, "门禁卡", PAPERS, 1, frozenset(), ErrandState.FILED, AT, OWNER)


def who(person: int | None, kind: RoleKind = RoleKind.COMMITTEE) -> Actor:
    return Actor(person, (Role(kind, Place(1), AT),))


def what(refusal: Refusal | None) -> object:
    return None if refusal is None else refusal.facts.get("what", refusal.facts.get("act"))


def test_nothing_is_asked_for_that_was_not_on_the_first_list() -> None:
    half = replace(FILED, brought=frozenset({0}))
    assert half.missing == PAPERS[1:]
    assert ask_refusal(half, " 房产证，或者租房合同。") is None, "signs between words do not matter"
    assert what(ask_refusal(half, "户口本")) == "errand_not_listed"
    assert what(ask_refusal(half, "身份证")) == "errand_brought"
    assert what(ask_refusal(half, "身份")) == "errand_not_listed", "a part of a name is no name"
    assert what(ask_refusal(half, " 。")) == "errand_material"


def test_it_is_begun_once_everything_listed_is_there() -> None:
    refusal = take_refusal(replace(FILED, brought=frozenset({1})))
    assert refusal is not None and refusal.facts == {"what": "errand_missing", "missing": "身份证"}
    assert take_refusal(replace(FILED, brought=frozenset({0, 1}))) is None


def test_the_window_deals_with_it_and_nobody_with_their_own() -> None:
    assert serve_refusal(FILED, who(CHAIR), ErrandState.FILED) is None
    assert what(serve_refusal(FILED, who(CHAIR, RoleKind.GRID_WORKER), ErrandState.FILED)) == "serve_errands"
    assert what(serve_refusal(FILED, who(OWNER), ErrandState.FILED)) == "errand_own"
    assert what(serve_refusal(FILED, who(CHAIR), ErrandState.TAKEN)) == "errand_state"
    assert serve_refusal(replace(FILED, filed_by=None), Actor(None, who(CHAIR).roles), ErrandState.FILED) is None


def test_whoever_took_the_number_gives_it_up() -> None:
    assert withdraw_refusal(FILED, who(OWNER)) is None
    assert withdraw_refusal(replace(FILED, filed_by=None, entered_by=CHAIR), who(CHAIR)) is None
    assert what(withdraw_refusal(FILED, who(CHAIR))) == "errand"
    assert what(withdraw_refusal(replace(FILED, filed_by=None), who(None))) == "errand"
    assert what(withdraw_refusal(replace(FILED, state=ErrandState.DONE), who(OWNER))) == "errand_state"


def test_a_list_is_short_and_says_something() -> None:
    assert service_refusal("门禁卡", PAPERS, MOST_DAYS) is None
    assert what(service_refusal(" ", PAPERS, 1)) == "errand_service"
    assert what(service_refusal("字" * (LONGEST_SERVICE + 1), PAPERS, 1)) == "errand_service"
    assert what(service_refusal("门禁卡", (), 1)) == "errand_materials"
    for days in (0, MOST_DAYS + 1):
        assert what(service_refusal("门禁卡", PAPERS, days)) == "errand_days"
    assert what(materials_refusal(["证"] * (MOST_MATERIALS + 1))) == "errand_materials"
    assert what(materials_refusal(["证" * (LONGEST_MATERIAL + 1)])) == "errand_material"
    assert materials_refusal(["证" * LONGEST_MATERIAL] * MOST_MATERIALS) is None
    assert materials_in(" 身份证 \n\n 房产证  原件\n身份证") == ("身份证", "房产证 原件")


def test_what_came_of_it_is_said() -> None:
    assert what(words_refusal(" ")) == what(words_refusal("字" * (LONGEST_WORDS + 1))) == "errand_words"
    assert words_refusal("字" * LONGEST_WORDS) is None


def test_a_correction_stands_over_the_profile_and_the_latest_over_those_before() -> None:
    given, first, second = (Service("门禁卡", (one,), 1) for one in ("身份证", "房产证", "租房合同"))
    parking = Service("停车登记", ("行驶证",), 3)
    assert catalogue({"门禁卡": given}, [first, parking, second]) == {"门禁卡": second, "停车登记": parking}
    assert given.key == second.key != parking.key, "a button finds it however it was corrected"


def test_half_of_them_within_so_many_days_is_told_of_enough_alone() -> None:
    assert half_within([1] * (FEWEST - 1)) is None
    assert half_within([9, 1, 2, 3, 1]) == 2
    assert half_within([1, 1, 1, 8, 8, 8]) == 1


def test_working_days_count_from_the_day_after_the_papers_were_complete() -> None:
    friday = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
    assert done_by(friday, 1, WorkDays(), ZONE) == datetime(2026, 12, 1, tzinfo=ZONE), "Monday, to its end"
