"""What an election goes by (选举约定): frozen from the profile when its conditions are published, with the sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.bylaws import Figure, Source, SourceKind
from domain.elections import ORGAN_WAYS, makeup_facts
from domain.profiles import Profile
from domain.registry import Organ
from domain.voting.compositions import SEED, CompositionRule
from domain.voting.rules import Threshold
from domain.voting.timelines import ZHENGZHOU_PREPARATION, Milestone, window
from domain.workdays import WorkDays

RESIDENTS_MAKEUP = CompositionRule(5, 9, odd=False, residents=Threshold(1, 1, inclusive=True))
"""居委会组织法8."""
ZHENGZHOU = "郑州"
"""The city whose preparation, filing and handing over are known."""


DEADLINES = (Milestone.FILED, Milestone.HANDED_OVER)
"""What is still to be done once an organ has come about."""


def election_terms(profile: Profile, organ: Organ) -> dict[str, Any]:
    """The terms as facts."""
    rules, shape = profile.organs, makeup_of(profile, organ)
    years = rules.owners_committee_years if organ is Organ.OWNERS else None
    return {
        "profile": profile.name,
        "article": ORGAN_WAYS[organ].article,
        "makeup": makeup_facts(shape.value),
        "makeup_source": source_facts(shape.source),
        "candidates_days": rules.candidates_days.value,
        "candidates_source": source_facts(rules.candidates_days.source),
        "years": None if years is None else years.value,
        "group": makeup_facts(rules.preparatory_group.value) if organ is Organ.OWNERS else None,
        "group_source": source_facts(rules.preparatory_group.source),
        "spans": profile.name == ZHENGZHOU and organ is Organ.OWNERS,
    }


def makeup_of(profile: Profile, organ: Organ) -> Figure[CompositionRule]:
    """What the organ must be made of, and by what."""
    match organ:
        case Organ.OWNERS:
            return profile.organs.owners_committee
        case Organ.PROPERTY:
            return profile.organs.property_committee
        case Organ.RESIDENTS:
            return Figure(RESIDENTS_MAKEUP, Source(SourceKind.LAW, "居委会组织法第8条"))
    return Figure(SEED, Source(SourceKind.BYLAW, ORGAN_WAYS[organ].article))


def source_facts(source: Source) -> str:
    """What a figure rests on, in words; nothing where it is only ours."""
    return "" if source.kind is SourceKind.OURS else source.words


def deadlines(terms: Mapping[str, Any], elected: date, work_days: WorkDays) -> dict[Milestone, date]:
    """Until when it must be filed, and handed over, where the city says so."""
    spans = ZHENGZHOU_PREPARATION if terms["spans"] else ()
    reached = {Milestone.ELECTED: elected}
    found = {each: window(each, spans, reached, work_days).latest for each in DEADLINES}
    return {each: day for each, day in found.items() if day is not None}
