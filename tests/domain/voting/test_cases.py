"""A case is read with suspicion: what is wrong with it is named by its field."""

from __future__ import annotations

from typing import Any

import pytest

from domain.voting.cases import WrongCase, read_case, write_result

UNITS: list[dict[str, Any]] = [
    {"unit": "1-101", "owners": ["甲", "乙"], "area": 8937, "developer": False},
    {"unit": "1-102", "owners": ["丙"], "area": 6000},
    {"unit": "1-103", "owners": [], "area": 6000, "developer": True},
]
OWNERS: dict[str, Any] = {
    "rule": "owners-general",
    "units": UNITS,
    "ballots": [{"head": "乙+甲", "choice": "reject"}, {"head": "乙+甲", "choice": "approve"}],
}
MEETING: dict[str, Any] = {
    "rule": "representatives-meeting",
    "members": ["a", "b", "c"],
    "present": ["a", "b"],
    "ballots": [{"head": "a", "choice": "approve"}, {"head": "b", "choice": "abstain"}],
}


def test_owners_are_counted_by_area_and_heads() -> None:
    answer = write_result(read_case(OWNERS).result(), ["…"])
    assert answer == {
        "quorum_met": False,
        "passed": False,
        "participated": {"area": 8937, "heads": 1},
        "total": {"area": 20937, "heads": 3},
        "approved": {"area": 8937, "heads": 1},
        "missing": {"area": 5021, "heads": 1},
        "findings": ["…"],
    }


def test_a_meeting_is_counted_by_heads_alone() -> None:
    answer = write_result(read_case(MEETING).result(), [])
    assert answer["participated"] == {"heads": 2} and answer["total"] == {"heads": 3}
    assert answer["quorum_met"] and not answer["passed"], "one of two present is no majority"


def test_nobody_present_and_nothing_cast() -> None:
    answer = write_result(read_case({**MEETING, "present": [], "ballots": []}).result(), [])
    assert not answer["quorum_met"] and answer["missing"] == {"heads": 2}


def test_a_case_may_carry_a_remark() -> None:
    assert read_case({**OWNERS, "name": "E1", "note": "第一次"}).result() == read_case(OWNERS).result()


def unit(**changed: Any) -> dict[str, Any]:
    return {**OWNERS, "units": [{**UNITS[1], **changed}, *UNITS], "ballots": []}


WRONG: list[tuple[str, Any, str, str]] = [
    ("no object", [], "", "no_object"),
    ("no rule", {}, "rule", "no_text"),
    ("unknown rule", {"rule": "dice"}, "rule", "unknown_rule"),
    ("unknown field", {**OWNERS, "weights": []}, "weights", "unknown_field"),
    ("no units", {**OWNERS, "units": []}, "units", "empty"),
    ("units of another kind", {**OWNERS, "units": "1-101"}, "units", "no_list"),
    ("a unit that is no object", {**OWNERS, "units": [1]}, "units[0]", "no_object"),
    ("a unit with a slip of the pen", unit(develper=True), "units[0].develper", "unknown_field"),
    ("a unit twice", unit(), "units[2].unit", "twice"),
    ("a unit without a name", unit(unit=""), "units[0].unit", "no_text"),
    ("no owners", unit(unit="x", owners=[]), "units[0].owners", "empty"),
    ("an owner that is no text", unit(unit="x", owners=[7]), "units[0].owners[0]", "no_text"),
    ("an owner twice", unit(unit="x", owners=["甲", "甲"]), "units[0].owners[1]", "twice"),
    ("the developer's owners are no list", unit(unit="x", developer=True, owners="甲"), "units[0].owners", "no_list"),
    ("area 0", unit(unit="x", area=0), "units[0].area", "no_area"),
    ("a negative area", unit(unit="x", area=-1), "units[0].area", "no_area"),
    ("an area with a point", unit(unit="x", area=89.37), "units[0].area", "no_whole_number"),
    ("an area that is a truth", unit(unit="x", area=True), "units[0].area", "no_whole_number"),
    ("an area in words", unit(unit="x", area="89"), "units[0].area", "no_whole_number"),
    ("developer in words", unit(unit="x", developer="no"), "units[0].developer", "no_truth"),
    ("two sets that read the same", unit(unit="x", owners=["乙+甲"]), "units[1].owners", "ambiguous"),
    ("an owner called like the developer", unit(unit="x", owners=["developer"]), "units[3].owners", "ambiguous"),
    ("no ballots", {**OWNERS, "ballots": None}, "ballots", "no_list"),
    ("a ballot that is no object", {**OWNERS, "ballots": [1]}, "ballots[0]", "no_object"),
    ("unknown head", {**OWNERS, "ballots": [{"head": "丁", "choice": "approve"}]}, "ballots[0].head", "unknown_head"),
    (
        "one of two owners",
        {**OWNERS, "ballots": [{"head": "甲", "choice": "approve"}]},
        "ballots[0].head",
        "unknown_head",
    ),
    ("unknown choice", {**OWNERS, "ballots": [{"head": "丙", "choice": "yes"}]}, "ballots[0].choice", "unknown_choice"),
    ("no members", {**MEETING, "members": []}, "members", "empty"),
    ("a member twice", {**MEETING, "members": ["a", "a"]}, "members[1]", "twice"),
    ("present and no member", {**MEETING, "present": ["a", "d"]}, "present[1]", "no_member"),
    ("absent and voting", {**MEETING, "present": ["a"]}, "ballots[1].head", "absent"),
    (
        "no member and voting",
        {**MEETING, "ballots": [{"head": "d", "choice": "approve"}]},
        "ballots[0].head",
        "unknown_head",
    ),
]


@pytest.mark.parametrize(("name", "given", "field", "problem"), WRONG, ids=[row[0] for row in WRONG])
def test_what_is_wrong_is_named(name: str, given: Any, field: str, problem: str) -> None:
    with pytest.raises(WrongCase) as wrong:
        read_case(given)
    assert (wrong.value.field, wrong.value.problem) == (field, problem)


def test_one_owner_of_two_units_is_not_ambiguous() -> None:
    two = [
        {"unit": "1-101", "owners": ["甲", "乙"], "area": 100},
        {"unit": "1-102", "owners": ["乙", "甲"], "area": 200},
    ]
    result = read_case({**OWNERS, "units": two, "ballots": []}).result()
    assert write_result(result, [])["total"] == {"area": 300, "heads": 1}


def test_the_smallest_area_is_an_area() -> None:
    smallest = {**OWNERS, "units": [{"unit": "1-101", "owners": ["甲"], "area": 1}], "ballots": []}
    assert write_result(read_case(smallest).result(), [])["total"]["area"] == 1
