"""1.3 物管委组建: three channels, residents at least half, 7 days' notice, appointment; no vote is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.profiles import Profile
from domain.voting.compositions import Candidate, CompositionFault, NominationChannel
from domain.voting.nominations import (
    PROPERTY_COMMITTEE_NOMINATION,
    Appointment,
    CandidateObjection,
    CandidatesNotice,
    Checklist,
    Nomination,
    NominationFault,
    NoticeFault,
    appointment,
    final_list,
    nomination_faults,
)
from domain.workdays import HolidaySource
from storage.workdays import work_days
from tests.cities import CHENGDU, NATIONAL, ZHENGZHOU

CHINA = work_days(HolidaySource.CHINA, [2026])
POSTED, OVER = date(2026, 3, 2), date(2026, 3, 10)
THREE_CHANNELS = {NominationChannel.SUBDISTRICT, NominationChannel.OWNERS, NominationChannel.SELF}


def residents(count: int) -> list[Candidate]:
    """Recommended by neighbours together, or by themselves."""
    ways = (NominationChannel.OWNERS, NominationChannel.SELF)
    return [Candidate(f"居民代表{n}", ways[n % 2], resident=True) for n in range(count)]


def officials(count: int) -> list[Candidate]:
    """社区干部、包片民警、网格员: recommended by the subdistrict, saying what they are."""
    posts = ("社区干部", "包片民警", "网格员")
    return [
        Candidate(f"{posts[n % 3]}{n}", NominationChannel.SUBDISTRICT, False, (posts[n % 3],)) for n in range(count)
    ]


def appointed(
    listed: list[Candidate], profile: Profile, *objections: CandidateObjection, on: date = OVER
) -> Appointment:
    notice = CandidatesNotice(tuple(listed), POSTED, profile.organs.candidates_days.value)
    found = final_list(notice, objections, on=on, work_days=CHINA)
    return appointment(found, profile.organs.property_committee.value)


def test_three_channels_and_no_other() -> None:
    assert PROPERTY_COMMITTEE_NOMINATION.signers.keys() == THREE_CHANNELS
    nothing_asked = Checklist(frozenset(), date(2026, 2, 1))
    for channel in NominationChannel:
        given = Nomination(Candidate("王阿姨", channel, resident=True), POSTED, signers=("甲", "乙"))
        wrong = nomination_faults(given, PROPERTY_COMMITTEE_NOMINATION, nothing_asked)
        assert wrong == (() if channel in THREE_CHANNELS else (NominationFault.NO_CHANNEL,))


@pytest.mark.parametrize("profile", [CHENGDU, ZHENGZHOU])
def test_four_of_seven_are_residents(profile: Profile) -> None:
    assert appointed([*residents(4), *officials(3)], profile).ready


@pytest.mark.parametrize("profile", [CHENGDU, ZHENGZHOU])
def test_three_of_seven_are_too_few(profile: Profile) -> None:
    found = appointed([*residents(3), *officials(4)], profile)
    assert not found.ready and found.makeup == (CompositionFault.FEW_RESIDENTS,)


def test_eight_with_four_residents_by_the_seed_and_not_in_zhengzhou() -> None:
    eight = [*residents(4), *officials(4)]
    assert appointed(eight, CHENGDU).ready and appointed(eight, NATIONAL).ready
    assert appointed(eight, ZHENGZHOU).makeup == (CompositionFault.EVEN,)


@pytest.mark.parametrize(
    ("on", "wrong"), [(date(2026, 3, 9), (NoticeFault.RUNNING,)), (OVER, ())], ids=["seventh day", "after it"]
)
def test_nobody_is_appointed_before_seven_full_days(on: date, wrong: tuple[NoticeFault, ...]) -> None:
    assert appointed([*residents(4), *officials(3)], CHENGDU, on=on).notice == wrong


def test_an_upheld_objection_may_unmake_the_composition() -> None:
    seven = [*residents(4), *officials(3)]
    found = appointed(seven, CHENGDU, CandidateObjection("居民代表0", date(2026, 3, 5), upheld=True))
    assert len(found.members) == 6 and found.ready, "three of six is half"
    assert appointed(seven, ZHENGZHOU, CandidateObjection("居民代表0", POSTED, upheld=True)).makeup == (
        CompositionFault.TOO_FEW,
        CompositionFault.EVEN,
    )


def test_who_is_no_resident_declares_the_post() -> None:
    officer = replace(officials(3)[1], cross_posts=())
    found = appointed([*residents(4), officer], CHENGDU)
    assert found.undeclared == ("包片民警1",) and not found.ready
