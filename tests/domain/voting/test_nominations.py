"""Who becomes a candidate: the channel, how many names, how long a notice, which objections."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.voting.compositions import SEED, ZHENGZHOU, Candidate, CompositionFault, NominationChannel
from domain.voting.nominations import (
    NOMINATION_RULES,
    OWNERS_COMMITTEE_NOMINATION,
    PROPERTY_COMMITTEE_NOMINATION,
    RESIDENTS_COMMITTEE_NOMINATION,
    CandidateObjection,
    CandidatesNotice,
    Checklist,
    FinalList,
    Nomination,
    NominationFault,
    NominationRule,
    NoticeFault,
    appointment,
    final_list,
    nomination_faults,
)
from domain.workdays import WorkDays

PLAIN = WorkDays(announced=frozenset({2026}))
MONDAY = date(2026, 3, 2)
OPEN = Checklist(frozenset(), MONDAY - timedelta(days=7))


def candidate(channel: NominationChannel, name: str = "王阿姨") -> Candidate:
    return Candidate(name, channel, resident=True)


def given(channel: NominationChannel, signers: int = 0) -> Nomination:
    return Nomination(candidate(channel), MONDAY, tuple(f"n{n}" for n in range(signers)))


@pytest.mark.parametrize(
    ("rule", "channel", "signers", "wrong"),
    [
        (RESIDENTS_COMMITTEE_NOMINATION, NominationChannel.PARTY, 0, ()),
        (RESIDENTS_COMMITTEE_NOMINATION, NominationChannel.VOTERS, 10, ()),
        (RESIDENTS_COMMITTEE_NOMINATION, NominationChannel.VOTERS, 11, ()),
        (RESIDENTS_COMMITTEE_NOMINATION, NominationChannel.VOTERS, 9, (NominationFault.FEW_SIGNERS,)),
        (RESIDENTS_COMMITTEE_NOMINATION, NominationChannel.SELF, 10, (NominationFault.NO_CHANNEL,)),
        (PROPERTY_COMMITTEE_NOMINATION, NominationChannel.SUBDISTRICT, 0, ()),
        (PROPERTY_COMMITTEE_NOMINATION, NominationChannel.OWNERS, 2, ()),
        (PROPERTY_COMMITTEE_NOMINATION, NominationChannel.OWNERS, 1, (NominationFault.FEW_SIGNERS,)),
        (PROPERTY_COMMITTEE_NOMINATION, NominationChannel.SELF, 0, ()),
        (PROPERTY_COMMITTEE_NOMINATION, NominationChannel.PARTY, 0, (NominationFault.NO_CHANNEL,)),
        (OWNERS_COMMITTEE_NOMINATION, NominationChannel.RESIDENTS_COMMITTEE, 0, ()),
        (OWNERS_COMMITTEE_NOMINATION, NominationChannel.SUBDISTRICT, 0, (NominationFault.NO_CHANNEL,)),
    ],
)
def test_a_channel_is_open_to_an_organ_or_not(
    rule: NominationRule, channel: NominationChannel, signers: int, wrong: tuple[NominationFault, ...]
) -> None:
    assert nomination_faults(given(channel, signers), rule, OPEN) == wrong


def test_rules_have_their_own_keys_and_their_source() -> None:
    assert all(rule.key == key and rule.article for key, rule in NOMINATION_RULES.items())
    assert set(NOMINATION_RULES) == {"residents-committee", "owners-committee", "property-committee", "self-management"}


def test_self_management_hears_everybody_an_owners_committee_does_and_the_subdistrict() -> None:
    channels = NOMINATION_RULES["self-management"].signers.keys()
    assert channels - OWNERS_COMMITTEE_NOMINATION.signers.keys() == {NominationChannel.SUBDISTRICT}


def test_nobody_signs_twice_or_for_themselves() -> None:
    names = (*(f"n{n}" for n in range(9)), "n0", "王阿姨")
    nomination = Nomination(candidate(NominationChannel.VOTERS), MONDAY, names)
    assert nomination_faults(nomination, RESIDENTS_COMMITTEE_NOMINATION, OPEN) == (NominationFault.FEW_SIGNERS,)


def test_whoever_does_not_agree_is_no_candidate() -> None:
    nomination = Nomination(candidate(NominationChannel.SELF), MONDAY, consents=False)
    assert nomination_faults(nomination, PROPERTY_COMMITTEE_NOMINATION, OPEN) == (NominationFault.NO_CONSENT,)


@pytest.mark.parametrize(
    ("published", "wrong"), [(-1, ()), (0, (NominationFault.EARLY,)), (1, (NominationFault.EARLY,))]
)
def test_the_conditions_are_known_before_anybody_is_nominated(
    published: int, wrong: tuple[NominationFault, ...]
) -> None:
    conditions = Checklist(frozenset(), MONDAY + timedelta(days=published))
    assert nomination_faults(given(NominationChannel.SELF), PROPERTY_COMMITTEE_NOMINATION, conditions) == wrong


def test_every_condition_must_be_fulfilled() -> None:
    conditions = Checklist(frozenset({"本小区业主", "按时交物业费"}), MONDAY - timedelta(days=1))
    short = Nomination(candidate(NominationChannel.SELF), MONDAY, fulfils=frozenset({"本小区业主"}))
    whole = Nomination(candidate(NominationChannel.SELF), MONDAY, fulfils=conditions.items | {"会用电脑"})
    assert nomination_faults(short, PROPERTY_COMMITTEE_NOMINATION, conditions) == (NominationFault.UNFULFILLED,)
    assert nomination_faults(whole, PROPERTY_COMMITTEE_NOMINATION, conditions) == ()


THREE = tuple(candidate(NominationChannel.SELF, name) for name in ("甲", "乙", "丙"))
NOTICE = CandidatesNotice(THREE, MONDAY, days=7, seats=2)
LAST = date(2026, 3, 9)


def settled(*objections: CandidateObjection, on: date = LAST + timedelta(days=1)) -> FinalList:
    return final_list(NOTICE, objections, on=on, work_days=PLAIN)


def test_seven_full_days_are_over_on_the_eighth() -> None:
    assert NOTICE.period(PLAIN).last == LAST
    assert settled(on=LAST).faults == (NoticeFault.RUNNING,)
    assert settled() == settled(on=LAST + timedelta(days=30)) == FinalList(THREE, ())


def test_an_objection_wants_an_answer() -> None:
    assert settled(CandidateObjection("甲", MONDAY)).faults == (NoticeFault.UNANSWERED,)
    assert settled(CandidateObjection("甲", MONDAY, upheld=False)) == FinalList(THREE, ())


def test_an_objection_of_the_last_day_is_heard_and_a_later_one_is_not() -> None:
    assert settled(CandidateObjection("甲", LAST)).faults == (NoticeFault.UNANSWERED,)
    assert settled(CandidateObjection("甲", LAST + timedelta(days=1), upheld=True)) == FinalList(THREE, ())


def test_who_was_rightly_objected_to_is_off_and_the_list_may_grow_too_short() -> None:
    found = settled(CandidateObjection("乙", MONDAY, upheld=True))
    assert [one.name for one in found.candidates] == ["甲", "丙"]
    assert found.faults == (NoticeFault.FEW_CANDIDATES,), "two for two seats is no choice"
    both = settled(*(CandidateObjection(name, MONDAY, upheld=True) for name in ("乙", "丙")))
    assert both.faults == (NoticeFault.FEW_CANDIDATES,), "and one for two is less"


def test_where_nobody_votes_nobody_is_too_few() -> None:
    notice = CandidatesNotice(THREE[:1], MONDAY, days=7)
    assert final_list(notice, [], on=LAST + timedelta(days=1), work_days=PLAIN).faults == ()


def organ(residents: int, others: int, cross_posts: tuple[str, ...] = ("网格员",)) -> FinalList:
    found = [Candidate(f"居民{n}", NominationChannel.SELF, resident=True) for n in range(residents)]
    more = [Candidate(f"干部{n}", NominationChannel.SUBDISTRICT, False, cross_posts) for n in range(others)]
    return FinalList((*found, *more), ())


def test_an_organ_that_is_made_as_it_should_be_may_be_appointed() -> None:
    found = appointment(organ(4, 3), ZHENGZHOU)
    assert found.ready and len(found.members) == 7


@pytest.mark.parametrize(
    "listed",
    [organ(3, 4), organ(4, 4), organ(4, 3, cross_posts=()), FinalList(organ(4, 3).candidates, (NoticeFault.RUNNING,))],
)
def test_anything_wrong_keeps_it_from_being_appointed(listed: FinalList) -> None:
    assert not appointment(listed, ZHENGZHOU).ready


def test_who_is_no_resident_says_what_post_they_come_from() -> None:
    found = appointment(organ(4, 1, cross_posts=()), SEED)
    assert found.undeclared == ("干部0",) and found.makeup == () and found.notice == ()
    assert appointment(organ(1, 2), SEED).makeup == (CompositionFault.FEW_RESIDENTS,)
