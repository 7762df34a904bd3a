"""Whatever a file of rules holds is answered key by key: what is wrong, what the law asks, how to mend it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.bylaw_values import DAYS, YUAN, Hours, Makeup, OneOf, Share, Switch
from domain.bylaws import SourceKind, Spec, Stricter
from domain.profiles import SECTIONS, Profile, specs
from domain.profiles_reading import Problem, read_profile
from domain.workdays import HolidaySource
from tests.cities import NATIONAL, OWN, ZHENGZHOU, own, written, wrong

BYLAW = 'bylaw = "中华园议事规则第3条"'


def test_publishing_for_ten_days_is_refused_with_the_article() -> None:
    found = wrong(f"[six_steps]\ndisclosure_days = {{ value = 10, {BYLAW} }}")
    facts = {"value": "10", "floor": "15", "article": "居委会组织法第34条"}
    assert found == {"six_steps.disclosure_days": Problem("six_steps.disclosure_days", "too_little", facts)}
    assert own(f"[six_steps]\ndisclosure_days = {{ value = 30, {BYLAW} }}").six_steps.disclosure_days.value == 30


@pytest.mark.parametrize(
    ("key", "value", "floor", "article"),
    [
        ("owners.notice_days", "14", "15", "物业管理条例第14条"),
        ("residents.notice_days", "7", "10", "居委会组织法第26条"),
        ("residents.voter_list_days", "19", "20", "居委会组织法第17条"),
        ("decides.owners_matters", '"committee"', "owners", "民法典第278条"),
        ("decides.shared_interest", '"committee"', "representatives", "居委会组织法第30条"),
    ],
)
def test_nobody_goes_below_the_law(key: str, value: str, floor: str, article: str) -> None:
    section, name = key.split(".")
    found = wrong(f"[{section}]\n{name} = {{ value = {value}, {BYLAW} }}")[key]
    assert (found.what, found.facts["floor"], found.facts["article"]) == ("too_little", floor, article)


@pytest.mark.parametrize(
    ("key", "value", "floor", "article"),
    [
        ("owners.call_share", '"1/4"', "1/5", "物业管理条例第13条"),
        ("residents.answer_days", "4", "3", "居委会组织法第17条"),
        ("residents.proxies_most", "4", "3", "居委会组织法第19条"),
    ],
)
def test_nobody_asks_for_more_than_the_law(key: str, value: str, floor: str, article: str) -> None:
    section, name = key.split(".")
    found = wrong(f"[{section}]\n{name} = {{ value = {value}, {BYLAW} }}")[key]
    assert (found.what, found.facts["floor"], found.facts["article"]) == ("too_much", floor, article)


def test_nobody_goes_below_the_law_of_their_city() -> None:
    makeup = '{ least = 7, most = 11, odd = false, residents = "1/2" }'
    even = f"[organs]\nproperty_committee = {{ value = {makeup}, {BYLAW} }}"
    assert own(even).organs.property_committee.value.odd is False
    found = wrong(even, ZHENGZHOU)["organs.property_committee"]
    assert found.what == "too_little"
    assert found.facts["article"] == "郑州市物业管理条例（2021）第27条"
    assert found.facts["floor"] == '{ least = 7, most = 11, odd = true, residents = "1/2" }'


def test_a_vote_on_the_phone_counts_only_by_an_article_that_was_read() -> None:
    claim = '[counting]\nelectronic_vote = {{ value = "with_identity", {} }}'
    assert wrong(claim.format(BYLAW))["counting.electronic_vote"].what == "granted"
    unread = claim.format('law = "川建行规〔2022〕9号", unread = true')
    assert wrong(unread)["counting.electronic_vote"].facts == {"value": "with_identity", "usual": "consultative"}
    assert own(claim.format('law = "某市物业管理条例第17条"')).counting.electronic_vote.value == "with_identity"
    back = f'[counting]\nelectronic_vote = {{ value = "consultative", {BYLAW} }}'
    assert own(back, ZHENGZHOU).counting.electronic_vote.value == "consultative"


def test_silence_counts_by_the_compounds_own_rules() -> None:
    deemed = f'[counting]\ndeemed = {{ value = "follow_majority", {BYLAW} }}'
    assert own(deemed).counting.deemed.value == "follow_majority"
    city = {"name": "某市", "counting": {"deemed": {"value": "follow_majority", "ours": "方便"}}}
    found = read_profile(city, NATIONAL)
    assert not isinstance(found, Profile)
    assert [problem.what for problem in found] == ["granted"]


@pytest.mark.parametrize(
    ("toml", "key", "what"),
    [
        ('nmae = "中华园"', "nmae", "unknown_key"),
        ('name = "中华园"', "name", "unknown_key"),
        ("[onwers]\nnotice_days = 1", "onwers", "near_key"),
        ("[owners]\nnotice_day = 1", "owners.notice_day", "near_key"),
        ("[terms]\ncaptain = '队长'", "terms.captain", "unknown_key"),
        ("[numbering]\nletters = '1'", "numbering.letters", "unknown_key"),
        ("owners = 3", "owners", "not_table"),
        ("[[owners]]\nnotice_days = 15", "owners", "not_table"),
        ("[terms]\nbuilding_leader = 5", "terms.building_leader", "words"),
        ("[terms]\nbuilding_leader = '  '", "terms.building_leader", "words"),
        ("[terms]\nbuilding_leader = '<b>楼长</b>'", "terms.building_leader", "words"),
        ("[terms]\nbuilding_leader = '{kind}长'", "terms.building_leader", "words"),
        ("[terms]\nbuilding_leader = '为大家服务了很多年的老楼长'", "terms.building_leader", "words"),
        ('[terms]\nbuilding_leader = "楼\\n长"', "terms.building_leader", "words"),
        ("[numbering]\nannouncements = 7", "numbering.announcements", "words"),
        ("[numbering]\nannouncements = '第{number}号'", "numbering.announcements", "pattern"),
        ("[numbering]\nannouncements = '{year}{number}{author}'", "numbering.announcements", "pattern"),
        ("[numbering]\nannouncements = '{year}{number:999999999}'", "numbering.announcements", "pattern"),
        ("[numbering]\nannouncements = '{year}{number!r}'", "numbering.announcements", "pattern"),
        ("[numbering]\nannouncements = '{year}{number}{'", "numbering.announcements", "pattern"),
        ("[numbering]\nannouncements = '{year}{number}{0}'", "numbering.announcements", "pattern"),
        ("[numbering]\nannouncements = '{year.__class__}{year}{number}'", "numbering.announcements", "pattern"),
        ("[owners]\nnotice_days = 20", "owners.notice_days", "figure"),
        (f"[owners]\nnotice_days = {{ {BYLAW} }}", "owners.notice_days", "days"),
        (f"[owners]\nnotice_days = {{ value = '二十', {BYLAW} }}", "owners.notice_days", "days"),
        (f"[owners]\nnotice_days = {{ value = 20.0, {BYLAW} }}", "owners.notice_days", "days"),
        (f"[owners]\nnotice_days = {{ value = nan, {BYLAW} }}", "owners.notice_days", "days"),
        (f"[owners]\nnotice_days = {{ value = true, {BYLAW} }}", "owners.notice_days", "days"),
        (f"[owners]\nnotice_days = {{ value = 0, {BYLAW} }}", "owners.notice_days", "days"),
        (f"[owners]\nnotice_days = {{ value = 366, {BYLAW} }}", "owners.notice_days", "days"),
        (f"[owners]\nnotice_days = {{ value = 2026-11-24, {BYLAW} }}", "owners.notice_days", "days"),
        ("[owners]\nnotice_days = { value = 20 }", "owners.notice_days", "own_source"),
        ("[owners]\nnotice_days = { value = 20, ours = '方便' }", "owners.notice_days", "own_source"),
        (f"[owners]\nnotice_days = {{ value = 20, law = '某法', {BYLAW} }}", "owners.notice_days", "own_source"),
        ("[owners]\nnotice_days = { value = 20, law = 14 }", "owners.notice_days", "source_words"),
        ("[owners]\nnotice_days = { value = 20, law = '' }", "owners.notice_days", "source_words"),
        ("[owners]\nnotice_days = { value = 20, law = '某法', unread = 1 }", "owners.notice_days", "source_words"),
        (f"[owners]\ncall_share = {{ value = 0.2, {BYLAW} }}", "owners.call_share", "share"),
        (f"[counting]\nparking_counted = {{ value = 1, {BYLAW} }}", "counting.parking_counted", "switch"),
        (f"[counting]\ndeemed = {{ value = 'on', {BYLAW} }}", "counting.deemed", "one_of"),
        (f"[everyday]\nquiet_hours = {{ value = '晚上', {BYLAW} }}", "everyday.quiet_hours", "hours"),
        (f"[organs]\nowners_committee = {{ value = 7, {BYLAW} }}", "organs.owners_committee", "makeup"),
    ],
)
def test_what_is_wrong_is_named_by_its_key(toml: str, key: str, what: str) -> None:
    assert {name: problem.what for name, problem in wrong(toml).items()} == {key: what}


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = wrong(f"[owners]\nnotice_days = {{ value = 1, {BYLAW} }}\ncall_share = 5\n[terms]\nowners = 0\n[what]")
    assert {key: problem.what for key, problem in found.items()} == {
        "owners.notice_days": "too_little",
        "owners.call_share": "figure",
        "terms.owners": "words",
        "what": "unknown_key",
    }


def test_a_slip_of_the_pen_is_recognised() -> None:
    found = wrong(f"[owners]\nnotice_days = {{ valu = 20, {BYLAW} }}")
    assert found["owners.notice_days.valu"] == Problem("owners.notice_days.valu", "near_key", {"near": "value"})
    assert found["owners.notice_days"].facts == {"least": 1, "most": 365}


def test_a_monstrous_key_is_cut_before_it_is_shown() -> None:
    key = "x" * 5000
    assert set(wrong(f'"{key}\\u202e" = 1')) == {"x" * 40}


def test_the_nations_file_lacks_nothing() -> None:
    found = read_profile({}, None)
    assert not isinstance(found, Profile)
    assert {problem.what for problem in found} == {"missing"}
    assert len(found) == 1 + sum(len(specs(section)) for section in SECTIONS)
    assert isinstance(read_profile(written("national"), None), Profile)


def test_a_city_says_what_each_figure_rests_on() -> None:
    found = read_profile({"name": "某市", "owners": {"roll_days": {"value": 20}}}, NATIONAL)
    assert found == (Problem("owners.roll_days", "source"),)


def test_a_citys_name_is_asked_for() -> None:
    assert read_profile({}, NATIONAL) == (Problem("name", "missing"),)


@pytest.mark.parametrize(
    ("kind", "written_as", "value"),
    [
        (DAYS, 15, 15),
        (YUAN, 2000, 200_000),
        (Share(), "1/5", Share().read("2/10")),
        (Switch(), True, True),
        (OneOf(HolidaySource), "china", HolidaySource.CHINA),
        (Hours(), "21:30-07:30", NATIONAL.everyday.quiet_hours.value),
    ],
)
def test_values_are_written_as_they_are_read(kind: Any, written_as: object, value: Any) -> None:
    found = kind.read(written_as)
    assert kind.write(found) in (str(written_as), str(written_as).lower())
    assert not kind.below(found, value) and not kind.below(value, found)


def test_money_is_kept_in_cents() -> None:
    amount = own(f"[everyday]\nsmall_amount_yuan = {{ value = 2000, {BYLAW} }}").everyday.small_amount_yuan
    assert amount.value == 200_000


@pytest.mark.parametrize("odd", ["6/5", "0/5", "1/0", "05/10", "1 / 5", "-1/5"])
def test_a_share_is_a_part_of_a_whole(odd: str) -> None:
    assert Share().read(odd) is None


@pytest.mark.parametrize("odd", ["24:00-07:30", "21:60-07:30", "9:30-07:30", "21:30", 2130])
def test_hours_are_two_times_of_day(odd: object) -> None:
    assert Hours().read(odd) is None


SEVEN = {"least": 7, "most": 11, "odd": True, "residents": "1/2"}


@pytest.mark.parametrize(
    "changed",
    [{"least": 12}, {"least": 0}, {"most": "11"}, {"odd": 1}, {"residents": "all"}, {"women": True}],
)
def test_a_makeup_has_four_sound_parts(changed: dict[str, object]) -> None:
    assert Makeup().read(SEVEN) is not None
    assert Makeup().read(SEVEN | changed) is None


@pytest.mark.parametrize("weaker", [{"least": 5}, {"most": 13}, {"odd": False}, {"residents": "1/3"}])
def test_a_makeup_is_weaker_in_any_of_its_parts(weaker: dict[str, object]) -> None:
    full, less = Makeup().read(SEVEN), Makeup().read(SEVEN | weaker)
    assert full is not None and less is not None
    assert Makeup().below(less, full)
    assert not Makeup().below(full, full)


def test_a_figure_without_a_floor_may_be_anything() -> None:
    spec = Spec(DAYS)
    assert spec.stricter is Stricter.NEITHER
    assert not spec.weaker(1, 100)
    assert not spec.ungranted(NATIONAL.owners.roll_days)


def test_a_compounds_file_counts_what_is_its_own() -> None:
    assert [found.source.kind for _, _, found in own(OWN).figures("owners")][:2] == [SourceKind.BYLAW, SourceKind.LAW]


toml_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates() | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
known = st.sampled_from([*SECTIONS, "terms", "numbering", "name", "owners_"])
names = st.sampled_from([name for section in SECTIONS for name in specs(section)] + ["value", "law", "bylaw"])
files = st.dictionaries(known, toml_values | st.dictionaries(names, toml_values | st.dictionaries(names, toml_values)))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(files, st.booleans())
def test_whatever_a_file_holds_is_answered(file: dict[str, Any], compounds: bool) -> None:
    found = read_profile(file, NATIONAL, own=compounds)
    if isinstance(found, Profile):
        for section in SECTIONS:
            for name, spec, figure in found.figures(section):
                assert spec.floor is None or not spec.weaker(figure.value, spec.floor), name
    else:
        assert found


def test_a_city_says_whom_to_call_for_gas_and_a_compound_keeps_it() -> None:
    city = read_profile({"name": "某市", "hotlines": {"gas": "0371-60000000"}}, NATIONAL)
    assert isinstance(city, Profile)
    own = read_profile({}, city, own=True)
    assert isinstance(own, Profile)
    assert (city.hotlines, own.hotlines, NATIONAL.hotlines) == ({"gas": "0371-60000000"}, city.hotlines, {})


@pytest.mark.parametrize("number", [119, "", "打电话", "1" * 40, "0371 60000000; rm"])
def test_a_hotline_is_a_telephone_number(number: object) -> None:
    found = read_profile({"name": "某市", "hotlines": {"gas": number}}, NATIONAL)
    assert isinstance(found, tuple)
    assert [(problem.key, problem.what) for problem in found] == [("hotlines.gas", "hotline")]


CARD = {"materials": ["身份证"], "days": 1}


def test_what_the_window_does_is_laid_over_by_name() -> None:
    city = read_profile({"name": "某市", "services": {"停车登记": CARD}}, NATIONAL)
    assert isinstance(city, Profile)
    own = read_profile({"services": {"门禁卡": {"materials": ["户口本"], "days": 2}}}, city, own=True)
    assert isinstance(own, Profile)
    assert list(city.services) == [*NATIONAL.services, "停车登记"] == list(own.services)
    assert NATIONAL.services["门禁卡"].materials == ("身份证", "房产证或者租房合同")
    assert (own.services["门禁卡"].materials, own.services["门禁卡"].days) == (("户口本",), 2)


@pytest.mark.parametrize(
    "written",
    [
        "身份证",
        {"materials": ["身份证"]},
        CARD | {"more": 1},
        CARD | {"materials": "身份证"},
        CARD | {"days": True},
        CARD | {"days": 0},
        CARD | {"materials": [1]},
        CARD | {"materials": ["<b>"]},
        CARD | {"materials": []},
    ],
)
def test_a_service_that_cannot_be_read_is_named(written: object) -> None:
    found = read_profile({"name": "某市", "services": {"门禁卡": written}}, NATIONAL)
    assert isinstance(found, tuple)
    assert [(problem.key, problem.what) for problem in found] == [("services.门禁卡", "service")]


def test_what_comes_first_is_not_longer_than_what_comes_after_it() -> None:
    found = wrong(f"[wishes]\nremind_days = {{ value = 14, {BYLAW} }}")
    assert found == {
        "wishes.return_days": Problem("wishes.return_days", "too_early", {"first": "wishes.remind_days", "least": 15})
    }
    assert own(f"[wishes]\nremind_days = {{ value = 13, {BYLAW} }}").wishes.remind_days.value == 13
    assert set(wrong(f"[owners]\nvoting_days_most = {{ value = 6, {BYLAW} }}")) == {"owners.voting_days_most"}
    assert own(f"[owners]\nvoting_days_most = {{ value = 7, {BYLAW} }}").owners.voting_days_most.value == 7


@pytest.mark.parametrize(
    ("key", "value", "least", "most"),
    [("open_most", 0, 1, 20), ("claims_most", 21, 1, 20), ("return_days", 61, 2, 60), ("settle_days", 2, 3, 30)],
)
def test_wishes_are_few_and_silence_never_counts_at_once(key: str, value: int, least: int, most: int) -> None:
    (problem,) = wrong(f"[wishes]\n{key} = {{ value = {value}, {BYLAW} }}").values()
    assert (problem.key, problem.facts) == (f"wishes.{key}", {"least": least, "most": most})
