"""Silence counts by the vote's own terms, for homes that provably have the paper, and decides only where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.outcomes import Reason, Refusal
from domain.vote_effects import card_facts
from domain.vote_terms import dismissal_ends, silence_terms, years_around
from domain.voting.constituencies import Constituency
from domain.voting.deemed import DeemedPolicy, Precondition
from domain.voting.deliveries import (
    AT_THE_DOOR,
    Delivery,
    DeliveryWay,
    deeming_of,
    delivery_refusal,
    delivery_subject,
)
from domain.voting.owners_matters import SPECIAL, OwnersMatter
from domain.voting.votes import LegalWeight, Motion, Vote, VoteState
from domain.workdays import HolidaySource
from storage.workdays import work_days
from tests.cities import NATIONAL, own
from tests.domain.voting.test_votes import AT, GATES, MOTION, SHANGHAI, VOTE

CLAUSE = "中华园议事规则第18条"
DEEMED = f"[counting]\ndeemed = {{ value = 'follow_majority', bylaw = '{CLAUSE}' }}\n"
GRAVE = "deemed_special = { value = true, bylaw = '中华园议事规则第19条' }"
SILENCE = {"policy": "follow_majority", "clause": CLAUSE}
SILENT = replace(VOTE, terms={**VOTE.terms, "silence": SILENCE})


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


def test_nothing_is_deemed_where_nothing_was_agreed() -> None:
    assert deeming_of(VOTE, {"甲"}) is None


def test_what_is_on_record() -> None:
    bare = deeming_of(SILENT, ())
    assert bare is not None and bare.policy is DeemedPolicy.FOLLOW_MAJORITY and bare.clause == CLAUSE
    assert bare.wanting == (Precondition.DELIVERY, Precondition.REMINDER)
    whole = deeming_of(replace(SILENT, reminded=1), {"甲"})
    assert whole is not None and whole.wanting == () and whole.served == {"甲"}


def test_a_delivery_is_written_down_while_ballots_are_taken() -> None:
    opened = replace(SILENT, state=VoteState.OPEN)
    assert delivery_refusal(opened, opened.opens_at) is None
    late = delivery_refusal(opened, opened.closes_at + timedelta(seconds=1))
    assert isinstance(late, Refusal) and late.facts["what"] == "vote_not_open_now"
    off = delivery_refusal(replace(VOTE, state=VoteState.OPEN), VOTE.opens_at)
    assert off == Refusal(Reason.WRONG_STATE, {"what": "vote_silence_off"})


def test_its_photo_is_kept_under_its_number() -> None:
    delivery = Delivery(7, 301, DeliveryWay.PHOTO, AT)
    assert delivery.subject == delivery_subject(7) == "delivery:7"
    assert DeliveryWay.READ not in AT_THE_DOOR


def decided(strict: bool, deemed: bool | None) -> Vote:
    tally = None if deemed is None else {"passed": deemed}
    return replace(SILENT, result={"passed": strict, "deemed": {"tally": tally}}, state=VoteState.FINAL)


def test_what_is_deemed_decides_where_it_stands() -> None:
    assert [decided(*one).carried for one in ((False, True), (True, False))] == [True, False]
    assert [decided(*one).carried for one in ((False, None), (True, None))] == [False, True]
    assert not SILENT.carried and replace(VOTE, result={"passed": True}).carried


def test_what_is_carried_is_in_force_and_gives_a_company_its_notice() -> None:
    formal = replace(decided(False, True), terms={**SILENT.terms, "weight": LegalWeight.FORMAL.value})
    assert formal.in_force and not replace(formal, result={"passed": False, "deemed": {"tally": None}}).in_force
    calendar = work_days(HolidaySource.CHINA, years_around(AT))
    assert dismissal_ends(decided(False, True), at=AT, zone=SHANGHAI, work_days=calendar) is not None
    assert dismissal_ends(decided(True, False), at=AT, zone=SHANGHAI, work_days=calendar) is None
