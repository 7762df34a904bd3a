"""Reports alike: found in other words, never in another building, and never merged."""

from __future__ import annotations

from datetime import datetime
from itertools import combinations

import pytest

from domain.issues_similar import LONG, Lookup, alike, entrances, facilities, grams, home_of, same_nuisance, traits
from domain.registry import Actor, Place, Role, RoleKind
from tests.domain.said_alike import pairs
from tests.domain.said_at_length import TOLD

PAIRS = list(pairs())
ZHONGHUA = 1


def place(building: int | None) -> Place:
    return Place(ZHONGHUA, building)


@pytest.fixture(scope="module")
def lookup() -> Lookup:
    """Every report of the pairs is open at once, all of one compound."""
    found = Lookup()
    for number, pair in enumerate(PAIRS):
        found.put(number, place(pair.building), pair.first)
    return found


def test_the_pairs_do_not_say_it_with_the_same_signs() -> None:
    assert len(PAIRS) >= 300
    shared = [len(set(pair.first) & set(pair.again)) * 2 for pair in PAIRS]
    most = sum(count > len(set(pair.first)) for count, pair in zip(shared, PAIRS, strict=True))
    assert most * 4 < len(PAIRS), "three of four share no more than half of their signs"


def test_of_a_hundred_neighbours_95_are_shown_the_same_trouble_among_three(lookup: Lookup) -> None:
    """The trouble counts, whichever neighbour told it first: several of one facility may be open in one building."""
    hits = 0
    for number, pair in enumerate(PAIRS):
        shown = lookup.nearest(place(pair.building), pair.again)
        hits += number in shown
    assert hits * 100 >= 95 * len(PAIRS), f"{hits} of {len(PAIRS)}"


def test_the_same_words_of_another_building_are_not_offered() -> None:
    wrong = 0
    for pair in PAIRS:
        alone = Lookup()
        alone.put(1, place(pair.building), pair.first)
        other = pair.building % 12 + 1
        wrong += bool(alone.nearest(place(other), pair.elsewhere(other)))
        wrong += bool(alone.nearest(place(None), pair.elsewhere(other))) if "号楼" in pair.first else 0
    assert wrong * 100 <= 2 * len(PAIRS)


def test_what_is_told_at_length_is_not_the_same_for_a_facility_named_by_the_way() -> None:
    told = [(name, traits(words)) for name, both in TOLD.items() for words in both]
    assert all(len(own.grams) > LONG for _, own in told)
    other = [alike(a, b) is not None for (one, a), (two, b) in combinations(told, 2) if one != two]
    assert sum(other) * 100 <= 3 * len(other), f"{sum(other)} of {len(other)} of something else are offered"
    same = [name for name, (first, again) in TOLD.items() if alike(traits(first), traits(again)) is not None]
    assert len(same) * 100 >= 80 * len(TOLD), f"found again: {same}"
    bar, crossing = (traits(TOLD[name][0]) for name in ("bar", "crossing"))
    assert bar.facilities & crossing.facilities == {"parking"} and alike(bar, crossing) is None
    assert not same_nuisance(bar, crossing), "nor do they share a card in the group"


def test_a_place_that_is_shared_tells_more_than_how_long_somebody_writes() -> None:
    long = TOLD["bar"][0]
    assert alike(traits(f"3号楼门口{long}"), traits("3号楼门口停车占道")) is not None
    assert alike(traits(long), traits("门口停车占道")) is None
    assert alike(traits(long), traits("酒吧太吵了")) is not None


def test_building_entrance_and_facility_gate() -> None:
    lift = traits("3号楼2单元电梯又停了")
    assert alike(lift, traits("二单元电梯坏了没人修")) is not None
    assert alike(lift, traits("5号楼2单元电梯又停了")) is None
    assert alike(lift, traits("3号楼1单元电梯又停了")) is None
    assert alike(lift, traits("3号楼2单元门禁又停了")) is None
    assert same_nuisance(lift, traits("电梯坏了")) and not same_nuisance(lift, traits("又停了"))


def test_without_a_facility_the_words_must_have_something_in_common() -> None:
    assert alike(traits("我家信箱被撬了"), traits("楼下信箱被人撬开")) is not None
    assert alike(traits("我家信箱被撬了"), traits("物业费怎么算的")) is None
    assert alike(traits("！"), traits("？")) is None


def test_signs_that_only_say_where_do_not_rank() -> None:
    assert grams("3号楼2单元的灯，灯") == ("灯", "的灯")
    assert entrances("第2单元，二单元，3门洞，十单元") == {2, 3, 10}
    assert facilities("路灯和井盖") == {"lamp", "sewer"}


def test_of_equals_the_nearest_comes_first_and_then_the_latest() -> None:
    lookup = Lookup()
    for number, words in enumerate(("电梯坏了", "电梯坏了", "2单元电梯坏了", "电梯抖得厉害", "电梯坏了没人修")):
        lookup.put(number, place(3), words)
    assert lookup.nearest(place(3), "2单元电梯坏了") == [2, 1, 0]
    assert lookup.nearest(place(3), "不知道找谁") == []


def test_what_is_closed_is_looked_up_no_more_and_what_moved_is_found_where_it_is() -> None:
    lookup = Lookup()
    lookup.put(1, place(3), "电梯坏了")
    lookup.put(1, place(9), "门禁坏了")
    assert lookup.nearest(place(3), "电梯坏了") == []
    assert (lookup.nearest(place(9), "门禁不灵"), len(lookup)) == ([1], 1)
    lookup.put(1, place(2), "门禁坏了")
    assert (lookup.nearest(place(9), "门禁不灵"), lookup.nearest(place(2), "门禁不灵")) == ([], [1])
    for words in ("电梯坏了", "电梯坏了", "门禁坏了"):
        lookup.put(1, place(9), words)
    assert (lookup.nearest(place(9), "电梯坏了"), lookup.nearest(place(9), "门禁不灵")) == ([], [1])
    lookup.drop(1)
    lookup.drop(1)
    assert (lookup.nearest(place(9), "门禁不灵"), len(lookup)) == ([], 0)


def test_the_home_in_the_building_counts_before_another_of_the_compound(at: datetime) -> None:
    def living(*places: Place) -> Actor:
        return Actor(1, tuple(Role(RoleKind.OWNER, place, at) for place in places))

    here, there, away = (Place(ZHONGHUA, 3, 1, 1, 31), Place(ZHONGHUA, 9, 2, 1, 91), Place(2, 5, 3, 1, 51))
    assert home_of(living(away, there, here), place(3)) == 31
    assert home_of(living(away, there), place(3)) == 91
    assert home_of(living(away, Place(ZHONGHUA, 3)), place(3)) is None
