"""Silence in the terms of a vote: only by the compound's own clause and what it covers; what it carries is law."""

from __future__ import annotations

from dataclasses import replace

from domain.vote_effects import card_facts
from domain.vote_terms import dismissal_ends, silence_terms, years_around
from domain.voting.constituencies import Constituency
from domain.voting.owners_matters import SPECIAL, OwnersMatter
from domain.voting.votes import LegalWeight, Motion
from domain.workdays import HolidaySource
from storage.workdays import work_days
from tests.cities import NATIONAL, own
from tests.domain.voting.test_deliveries import CLAUSE, SILENCE, SILENT, decided
from tests.domain.voting.test_votes import AT, GATES, MOTION, SHANGHAI, VOTE

DEEMED = f"[counting]\ndeemed = {{ value = 'follow_majority', bylaw = '{CLAUSE}' }}\n"
GRAVE = "deemed_special = { value = true, bylaw = '中华园议事规则第19条' }"


def motion(matter: OwnersMatter | None = OwnersMatter.MANAGER) -> Motion:
    return replace(MOTION, matter=matter)


def test_silence_is_in_the_terms_where_the_by_laws_say_so() -> None:
    assert silence_terms(NATIONAL, motion()) == {}
    assert silence_terms(own(DEEMED), motion()) == {"silence": SILENCE}
    assert card_facts(SILENT)["silence"] == SILENCE and card_facts(VOTE)["silence"] is None


def test_only_where_owners_say_yes_or_no() -> None:
    for other in (replace(motion(), question=GATES), replace(motion(), constituency=Constituency.HOUSEHOLDS)):
        assert silence_terms(own(DEEMED), other) == {}


def test_grave_matters_are_covered_only_by_a_clause_that_names_them() -> None:
    for matter in SPECIAL:
        assert silence_terms(own(DEEMED), motion(matter)) == {}
        found = silence_terms(own(DEEMED + GRAVE), motion(matter))
        assert found == {"silence": {"policy": "follow_majority", "clause": "中华园议事规则第19条"}}
    assert silence_terms(own("[counting]\n" + GRAVE), motion(OwnersMatter.REBUILD)) == {}


def test_what_is_carried_is_in_force_and_gives_a_company_its_notice() -> None:
    formal = replace(decided(False, True), terms={**SILENT.terms, "weight": LegalWeight.FORMAL.value})
    assert formal.in_force and not replace(formal, result={"passed": False, "deemed": {"tally": None}}).in_force
    calendar = work_days(HolidaySource.CHINA, years_around(AT))
    assert dismissal_ends(decided(False, True), at=AT, zone=SHANGHAI, work_days=calendar) is not None
    assert dismissal_ends(decided(True, False), at=AT, zone=SHANGHAI, work_days=calendar) is None
