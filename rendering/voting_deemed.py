"""Silence in words (从众计入): what it counts as, said before anybody votes; what it made, beside the strict result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from domain.outcomes import Facts
from domain.voting.rules import Measure, Rule
from domain.voting.tally import Criterion
from rendering.texts import Texts
from rendering.voting import amount, finding_line, outcome_line, stored_findings


def silence_line(texts: Texts, facts: Facts) -> Markup | None:
    """选票送到了家又没投的，跟多数人的意见算（依据：…第18条）: said wherever somebody is asked to vote."""
    silence = facts.get("silence")
    return None if silence is None else texts.say(f"voting.silence.{silence['policy']}", clause=silence["clause"])


def strict_line(texts: Texts, found: Mapping[str, Any]) -> list[Markup]:
    """只算投了票的: above the strict figures, where others stand below."""
    deemed = found.get("deemed")
    return [] if deemed is None or deemed["tally"] is None else [texts.say("voting.deemed.strict")]


def deemed_lines(texts: Texts, kept: Rule, matter: str, found: Mapping[str, Any]) -> list[Markup]:
    """依…第18条从众计入, with its figures and denominators; or why it was not."""
    deemed = found.get("deemed")
    if deemed is None:
        return []
    if deemed["wanting"]:
        wanting = texts.plain("voting.between").join(texts.plain(f"voting.wanting.{one}") for one in deemed["wanting"])
        return [texts.say("voting.deemed.wanting", wanting=wanting)]
    tally = deemed["tally"]
    if tally is None:
        return [texts.say("voting.deemed.no_majority")]
    silent = amount(Measure.HEADS, deemed["silent"])
    said = texts.say(f"voting.deemed.{deemed['policy']}", clause=deemed["clause"], n=silent)
    outcome = outcome_line(texts, kept, matter, passed=tally["passed"], quorum_met=tally["quorum_met"])
    counted = (_counted(texts, kept, tally, criterion) for criterion in Criterion)
    return [said, *counted, texts.say("voting.deemed.stands", outcome=outcome)]


def _counted(texts: Texts, kept: Rule, tally: Mapping[str, Any], criterion: Criterion) -> Markup:
    """Both measures of one criterion in one line."""
    listed = [finding_line(texts, one) for one in stored_findings(kept, tally) if one.criterion is criterion]
    return Markup.escape(texts.plain("voting.deemed.and").join(listed))
