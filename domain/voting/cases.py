"""Cases (计票案例): a vote as a JSON object, read with suspicion; its result as another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.voting.ballots import Ballot, Choice
from domain.voting.rolls import DEVELOPER, JOINT, Roll, RollUnit, build_roll, head_key, members
from domain.voting.rules import OWNERS_GENERAL, OWNERS_SPECIAL, REPRESENTATIVES_MEETING, Measure, Rule
from domain.voting.tally import Tally, Weights, tally

REMARKS = ("name", "note")
"""What a case may say of itself; it changes nothing."""


class WrongCase(ValueError):
    """A case that cannot be counted (案例有误): where in it, and the catalogue's words for what is wrong."""

    def __init__(self, field: str, problem: str, **facts: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field, self.problem, self.facts = field, problem, facts


@dataclass(frozen=True)
class Case:
    """A vote to be counted (计票案例)."""

    rule: Rule
    roll: Roll
    ballots: tuple[Ballot, ...]
    present: tuple[str, ...] = ()

    def result(self) -> Tally:
        return tally(self.roll, self.ballots, self.rule, present=self.present)


def read_case(given: object) -> Case:
    """The case in a JSON object. Raises WrongCase with the field that is wrong."""
    fields = _object(given, "")
    key = _text(fields, "rule", "")
    if key not in READERS:
        raise WrongCase("rule", "unknown_rule", rules=", ".join(READERS))
    return READERS[key](fields)


def _owners_case(rule: Rule) -> Callable[[Mapping[str, Any]], Case]:
    def read(fields: Mapping[str, Any]) -> Case:
        _only(fields, ("rule", "units", "ballots", *REMARKS), "")
        units = [_unit(item, f"units[{i}]") for i, item in enumerate(_list(fields, "units"))]
        _once([unit.unit for unit in units], "units", "unit")
        roll = build_roll(units)
        _unambiguous(units)
        return Case(rule, roll, _ballots(fields, set(roll.by_key)))

    return read


def _meeting_case(rule: Rule) -> Callable[[Mapping[str, Any]], Case]:
    def read(fields: Mapping[str, Any]) -> Case:
        _only(fields, ("rule", "members", "present", "ballots", *REMARKS), "")
        everybody, present = _names(fields, "members"), _names(fields, "present", empty=True)
        for i, name in enumerate(present):
            if name not in everybody:
                raise WrongCase(f"present[{i}]", "no_member", name=name)
        ballots = _ballots(fields, set(everybody))
        for i, ballot in enumerate(ballots):
            if ballot.head not in present:
                raise WrongCase(f"ballots[{i}].head", "absent", name=ballot.head)
        return Case(rule, members(everybody), ballots, tuple(present))

    return read


READERS: dict[str, Callable[[Mapping[str, Any]], Case]] = {
    OWNERS_GENERAL.key: _owners_case(OWNERS_GENERAL),
    OWNERS_SPECIAL.key: _owners_case(OWNERS_SPECIAL),
    REPRESENTATIVES_MEETING.key: _meeting_case(REPRESENTATIVES_MEETING),
}
"""Rules that a case can be counted by."""


def write_result(result: Tally, findings: Sequence[str]) -> dict[str, Any]:
    """The result as a JSON object; `findings` are its findings in words."""
    return {
        "quorum_met": result.quorum_met,
        "passed": result.passed,
        "participated": _weights(result.rule, result.participated),
        "total": _weights(result.rule, result.total),
        "approved": _weights(result.rule, result.approved),
        "missing": _weights(result.rule, result.missing),
        "findings": list(findings),
    }


def _weights(rule: Rule, weights: Weights) -> dict[str, int]:
    """Only what this rule counts."""
    return {measure.value: weights[measure] for measure in Measure if measure in rule.measures}


def _unit(given: object, where: str) -> RollUnit:
    fields = _object(given, where)
    _only(fields, ("unit", "owners", "area", "developer"), where)
    developer = fields.get("developer", False)
    if not isinstance(developer, bool):
        raise WrongCase(f"{where}.developer", "no_truth")
    owners = fields.get("owners", []) if developer else _names(fields, "owners", where)
    if not isinstance(owners, list) or not all(isinstance(name, str) for name in owners):
        raise WrongCase(f"{where}.owners", "no_list")
    return RollUnit(_text(fields, "unit", where), tuple(owners), _area(fields, where), developer)


def _area(fields: Mapping[str, Any], where: str) -> int:
    area = fields.get("area")
    if isinstance(area, bool) or not isinstance(area, int):
        raise WrongCase(f"{where}.area", "no_whole_number")
    if area <= 0:
        raise WrongCase(f"{where}.area", "no_area")
    return area


def _unambiguous(units: Sequence[RollUnit]) -> None:
    """Two sets of owners that read the same when joined would count as one."""
    seen: dict[str, tuple[bool, tuple[str, ...]]] = {}
    for i, unit in enumerate(units):
        owners = (unit.developer, () if unit.developer else tuple(sorted(unit.owners)))
        if seen.setdefault(head_key(unit), owners) != owners:
            raise WrongCase(f"units[{i}].owners", "ambiguous", joint=JOINT, developer=DEVELOPER)


def _ballots(fields: Mapping[str, Any], heads: set[str]) -> tuple[Ballot, ...]:
    ballots = []
    for i, item in enumerate(_list(fields, "ballots", empty=True)):
        where = f"ballots[{i}]"
        given = _object(item, where)
        _only(given, ("head", "choice"), where)
        head, choice = _text(given, "head", where), _text(given, "choice", where)
        if head not in heads:
            raise WrongCase(f"{where}.head", "unknown_head", name=head)
        if choice not in set(Choice):
            raise WrongCase(f"{where}.choice", "unknown_choice", choices=", ".join(Choice))
        ballots.append(Ballot(head, Choice(choice)))
    return tuple(ballots)


def _object(given: object, where: str) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        raise WrongCase(where, "no_object")
    return given


def _only(fields: Mapping[str, Any], known: Sequence[str], where: str) -> None:
    for name in fields:
        if name not in known:
            raise WrongCase(_at(where, name), "unknown_field", known=", ".join(known))


def _list(fields: Mapping[str, Any], name: str, where: str = "", *, empty: bool = False) -> list[Any]:
    given = fields.get(name)
    if not isinstance(given, list):
        raise WrongCase(_at(where, name), "no_list")
    if not given and not empty:
        raise WrongCase(_at(where, name), "empty")
    return given


def _names(fields: Mapping[str, Any], name: str, where: str = "", *, empty: bool = False) -> list[str]:
    given = _list(fields, name, where, empty=empty)
    for i, item in enumerate(given):
        if not isinstance(item, str) or not item:
            raise WrongCase(f"{_at(where, name)}[{i}]", "no_text")
    _once(given, _at(where, name))
    return given


def _once(names: Sequence[str], where: str, field: str = "") -> None:
    seen: set[str] = set()
    for i, name in enumerate(names):
        if name in seen:
            raise WrongCase(f"{where}[{i}]{'.' + field if field else ''}", "twice", name=name)
        seen.add(name)


def _text(fields: Mapping[str, Any], name: str, where: str) -> str:
    given = fields.get(name)
    if not isinstance(given, str) or not given:
        raise WrongCase(_at(where, name), "no_text")
    return given


def _at(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
