"""What the shipped cities say, and what a compound's own file makes of them."""

from __future__ import annotations

from datetime import date, time

import pytest

from domain.bylaws import SourceKind
from domain.calendar import QuietHours
from domain.profiles import SECTIONS, TERMS, ElectronicVote, Profile, changes, numbered, specs, waits
from domain.voting.compositions import SEED, Candidate, CompositionFault, NominationChannel, faults
from domain.voting.compositions import ZHENGZHOU as MAKEUP_OF_ZHENGZHOU
from domain.voting.deemed import DeemedPolicy
from domain.workdays import WorkDays
from tests.cities import CHENGDU, CITIES, NATIONAL, OWN, ZHENGZHOU, own


@pytest.mark.parametrize(
    ("city", "worth", "kind", "words"),
    [
        (NATIONAL, ElectronicVote.CONSULTATIVE, SourceKind.OURS, "没有读到本地规定"),
        (CHENGDU, ElectronicVote.CONSULTATIVE, SourceKind.OURS, "川建行规〔2022〕9号"),
        (ZHENGZHOU, ElectronicVote.WITH_IDENTITY, SourceKind.LAW, "郑州市物业管理条例（2021）第17条"),
    ],
    ids=["全国", "成都", "郑州"],
)
def test_what_a_vote_on_the_phone_is_worth(city: Profile, worth: ElectronicVote, kind: SourceKind, words: str) -> None:
    """郑州 lets it count once the owner is known; where no rule has been read it is a consultation."""
    found = city.counting.electronic_vote
    assert (found.value, found.source.kind, found.source.unread) == (worth, kind, False)
    assert words in found.source.words


def test_a_property_committee_of_zhengzhou_is_seven_to_eleven_and_odd() -> None:
    rule = ZHENGZHOU.organs.property_committee.value
    assert rule == MAKEUP_OF_ZHENGZHOU == ZHENGZHOU.organs.preparatory_group.value
    members = [Candidate(f"候选{n}", NominationChannel.OWNERS, resident=n < 4) for n in range(8)]
    assert faults(members, rule) == (CompositionFault.EVEN,)
    assert faults(members, CHENGDU.organs.property_committee.value) == ()
    assert CHENGDU.organs.property_committee.value == SEED


def test_people_say_it_their_own_way() -> None:
    assert NATIONAL.words == {}
    assert ZHENGZHOU.words["roles.building_leader"] == "楼栋长"
    assert CHENGDU.words["organs.self_management"] == "院委会"
    assert (ZHENGZHOU.words["terms.small_meeting"], CHENGDU.words["terms.small_meeting"]) == ("小板凳会", "坝坝会")


def test_every_figure_says_what_it_rests_on() -> None:
    for city in CITIES.values():
        figures = [found for section in SECTIONS for _, _, found in city.figures(section)]
        assert len(figures) == 50
        assert all(found.source.words for found in figures)
        assert {found.source.kind for found in figures} == {SourceKind.LAW, SourceKind.OURS}


def test_no_city_is_weaker_than_the_nation() -> None:
    for city in CITIES.values():
        for section in SECTIONS:
            for name, spec, found in city.figures(section):
                assert spec.floor is None or not spec.weaker(found.value, spec.floor), f"{city.name} {section}.{name}"


def test_what_nobody_has_read_says_so() -> None:
    unread = {
        f"{section}.{name}"
        for section in SECTIONS
        for name, _, found in NATIONAL.figures(section)
        if found.source.unread
    }
    assert unread == {"organs.owners_committee", "organs.owners_committee_years", "organs.committee_notice_days"}


def test_silence_is_not_counted_and_nothing_may_be_spent_unless_agreed() -> None:
    for city in CITIES.values():
        assert city.counting.deemed.value is DeemedPolicy.OFF
        assert city.everyday.small_amount_yuan.value == 0
        assert city.counting.parking_counted.value is False


def test_a_compounds_own_file_lies_over_its_citys() -> None:
    ours = own(OWN, ZHENGZHOU)
    assert ours.name == "郑州"
    assert (ours.terms["building_leader"], ours.terms["small_meeting"]) == ("楼门长", "小板凳会")
    assert ours.everyday.quiet_hours.value == QuietHours(time(22), time(6))
    assert ours.owners.notice_days.value == 20
    assert ours.owners.notice_days.source.words == "中华园议事规则第3条"
    assert ours.counting == ZHENGZHOU.counting
    assert (ours.own, ZHENGZHOU.own) == (2, 0)
    assert (ours.numbering.disclosures, NATIONAL.numbering.announcements) == (NATIONAL.numbering.disclosures, None)


def test_numbers_are_written_as_the_compound_writes_them() -> None:
    pattern = NATIONAL.numbering.disclosures
    assert pattern is not None
    assert numbered(pattern, compound="中华园", year=2026, number=3) == "中华园公示〔2026〕3号"
    assert numbered("{year}-{number}", compound="{year}园", year=2026, number=3) == "2026-3"
    assert numbered(pattern, compound="{year}园", year=2026, number=3) == "{year}园公示〔2026〕3号"


def test_what_another_city_changes_is_told_figure_by_figure() -> None:
    found = {one.key: (one.before.value, one.after.value) for one in changes(NATIONAL, ZHENGZHOU)}
    assert found.keys() == {"counting.electronic_vote", "organs.property_committee", "organs.preparatory_group"}
    assert found["counting.electronic_vote"] == (ElectronicVote.CONSULTATIVE, ElectronicVote.WITH_IDENTITY)
    assert changes(NATIONAL, CHENGDU) == []


def test_days_from_a_notice_of_today() -> None:
    calendar = WorkDays(announced=frozenset({2026}))
    found = dict(waits(NATIONAL, date(2026, 3, 2), calendar))
    assert found["owners.notice_days"].then == date(2026, 3, 18)
    assert found["residents.notice_days"].then == date(2026, 3, 13)
    assert found["six_steps.disclosure_days"].last == date(2026, 3, 17)


def test_a_figure_is_found_by_its_key() -> None:
    assert NATIONAL.figure("six_steps.disclosure_days") is NATIONAL.six_steps.disclosure_days
    assert list(specs("decides")) == ["owners_matters", "covenant", "shared_interest", "small_spending"]
    assert TERMS["owners"] == "organs.owners"
