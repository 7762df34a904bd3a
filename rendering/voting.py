"""Formal votes in words (表决): findings with their numbers and denominators, never rounded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.voting.cases import WrongCase
from domain.voting.owners_matters import cited
from domain.voting.rules import Measure, Rule, Threshold
from domain.voting.tally import Criterion, Finding, Tally
from rendering.texts import Texts


def findings(texts: Texts, result: Tally) -> list[str]:
    """What was found, in the order the law asks, and what follows."""
    aside = [texts.plain("voting.set_aside", n=len(result.set_aside))] if result.set_aside else []
    return [
        *(finding_line(texts, finding) for finding in result.findings),
        *aside,
        outcome_line(texts, result.rule, passed=result.passed, quorum_met=result.quorum_met),
    ]


def stored_findings(kept: Rule, result: Mapping[str, Any]) -> list[Finding]:
    """The findings of a stored result, with the thresholds of its rule."""
    wanted = {Criterion.QUORUM: kept.quorum, Criterion.MAJORITY: kept.majority}
    return [
        Finding(
            Criterion(one["criterion"]),
            Measure(one["measure"]),
            one["count"],
            one["of"],
            wanted[Criterion(one["criterion"])],
        )
        for one in result["findings"]
    ]


def outcome_line(
    texts: Texts, rule: Rule, matter: str = "", *, passed: bool, quorum_met: bool, source: str = ""
) -> str:
    """结果：通过（民法典第278条第一款第五项）: of an owners' `matter` by the one item that applies."""
    outcome = "passed" if passed else "failed" if quorum_met else "no_quorum"
    return texts.plain(f"voting.outcome.{outcome}", article=cited(rule, matter, source))


def finding_line(texts: Texts, finding: Finding, heads: str = "heads") -> str:
    """参加：面积 …，达到三分之二以上."""
    measure = heads if finding.measure is Measure.HEADS else finding.measure.value
    counted = texts.plain(
        f"voting.counted.{finding.criterion.value}",
        measure=texts.plain(f"voting.measures.{measure}"),
        count=amount(finding.measure, finding.count),
        of=amount(finding.measure, finding.of),
        unit=texts.plain(f"voting.units.{measure}"),
    )
    verdict = texts.plain(
        "voting.holds" if finding.holds else "voting.falls_short",
        reached=reached(texts, finding.threshold),
        missing=amount(finding.measure, finding.missing),
        unit=texts.plain(f"voting.units.{measure}"),
    )
    return texts.plain("voting.finding", counted=counted, verdict=verdict)


def threshold(texts: Texts, wanted: Threshold) -> str:
    """三分之二以上."""
    return texts.plain(f"voting.threshold.{wanted.key}")


def reached(texts: Texts, wanted: Threshold) -> str:
    """达到三分之二: the same as what is done by so many; 没有 before it says that it is not."""
    return texts.plain(f"voting.reached.{wanted.key}")


def amount(measure: Measure, count: int) -> str:
    """61,260.00 for an area in 0.01 ㎡; 1,204 for heads."""
    if measure is Measure.AREA:
        return f"{count // 100:,}.{count % 100:02d}"
    return f"{count:,}"


def wrong_case(texts: Texts, wrong: WrongCase, number: int | None) -> str:
    """What is wrong with a case, and where in it."""
    where = texts.plain("voting.case.field", field=wrong.field) if wrong.field else ""
    which = "" if number is None else texts.plain("voting.case.number", number=number)
    problem = texts.plain(f"voting.case.problem.{wrong.problem}", **wrong.facts)
    return texts.plain("voting.case.wrong", which=which, where=where, problem=problem)
