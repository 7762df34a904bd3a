"""Votes among options in words (多选项结果): what was chosen, how every option stands, of how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from domain.outcomes import Facts
from domain.voting.owners_matters import cited
from domain.voting.questions import Question, question_of
from domain.voting.rules import HOUSEHOLDS, RULES, Measure, Rule
from rendering.texts import Texts
from rendering.voting import amount, reached
from rendering.voting_ballots import option_word


def among_options(texts: Texts, facts: Facts, found: Mapping[str, Any]) -> list[Markup]:
    """选中：铁门；每项得票; a tie, and what another round is for."""
    asked, rule = facts["question"], RULES[facts["rule"]]
    question = question_of(asked["ballot"], asked["options"], asked["seats"])
    outcome = "chosen" if found["chosen"] else "none" if found["quorum_met"] else "no_quorum"
    if question.seats is not None and outcome != "no_quorum":
        outcome = {"chosen": "elected", "none": "none_elected"}[outcome]
    said = texts.say(
        f"voting.options.{outcome}",
        options=_named(texts, question, found["chosen"]),
        reached=reached(texts, rule.majority),
        article=cited(rule, facts.get("matter", ""), facts.get("weight_source", "")),
    )
    anybody = any(found["of"].values())  # where nobody took part, shares of nothing say nothing
    counted = [_standing(texts, question, one, found, rule) for one in found["options"]] if anybody else []
    after = [
        texts.say(f"voting.options.{name}", options=_named(texts, question, found[name]))
        for name in ("tied", "again")
        if found[name]
    ]
    void = [texts.say("voting.options.void", n=found["void"])] if found["void"] else []
    return [said, *counted, *after, *void]


def _standing(texts: Texts, question: Question, one: Mapping[str, Any], found: Mapping[str, Any], rule: Rule) -> Markup:
    shares = [
        texts.plain(
            "voting.options.share",
            measure=texts.plain(f"voting.measures.{_called(rule, measure)}"),
            count=amount(measure, one[measure]),
            of=amount(measure, found["of"][measure]),
            unit=texts.plain(f"voting.units.{_called(rule, measure)}"),
        )
        for measure in rule.measures
    ]
    said = "standing" if not found["quorum_met"] else "enough" if one["enough"] else "short"
    return texts.say(
        f"voting.options.{said}",
        reached=reached(texts, rule.majority),
        option=option_word(texts, question, one["key"]),
        shares=texts.plain("voting.between").join(shares),
    )


def _called(rule: Rule, measure: Measure) -> str:
    return "homes" if rule is HOUSEHOLDS and measure is Measure.HEADS else measure.value


def _named(texts: Texts, question: Question, keys: Sequence[str]) -> str:
    return texts.plain("voting.between").join(option_word(texts, question, key) for key in keys)
