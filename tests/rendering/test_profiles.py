"""The rules in words: short, each with what it rests on; and role words as people there say them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.moments import write_moment
from domain.offices import Held, Level, Offer, Office, Scope, ScopeName, office_facts
from domain.profiles import IN_ORDER, SECTIONS, Applied, Profile, changes, waits
from domain.profiles_reading import Problem
from domain.registry import Compound, Place, RoleKind
from domain.workdays import WorkDays
from rendering import homes, offices, profiles
from rendering.buttons import parse
from rendering.screens import Screen
from rendering.texts import SPOKEN, Texts, texts
from tests.cities import CHENGDU, CITIES, NATIONAL, OWN, ZHENGZHOU, own

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
ZH = texts("zh_Hans")
KNOWN = WorkDays(announced=frozenset({2026}))


def applied(profile: Profile = NATIONAL, city: str = "national") -> Applied:
    return Applied(Compound(1, "中华园"), city, profile)


def fit(screen: Screen) -> str:
    """Eight lines at most, two or three keys a row, every key a button that comes back; its words."""
    assert screen.text.count("\n") < 8
    for row in screen.keys:
        assert 1 <= len(row) <= 3
        for key in row:
            assert key.press is not None and parse(key.press.pack()) == key.press
    return str(screen.text)


def labels(screen: Screen) -> list[str]:
    return [key.label for row in screen.keys for key in row]


def test_the_rules_at_a_glance() -> None:
    assert fit(profiles.rules(ZH, applied(ZHENGZHOU, "zhengzhou"), may_choose=True)) == (
        "中华园的规则：用「郑州」\n"
        "这里的叫法：楼栋长、自管会、小板凳会\n"
        "手机上投的票：确认业主身份后，算正式表决（郑州市物业管理条例（2021）第17条）\n"
        "决议公开、实施情况公开：15 天（居委会组织法第34条）\n"
        "开业主大会，提前通知：15 天（物业管理条例第14条）\n"
        "夜里不打扰：21:30 到 07:30（默认：多数人在休息）"
    )


@pytest.mark.parametrize("city", [NATIONAL, CHENGDU], ids=["全国", "成都"])
def test_where_no_rule_was_read_a_vote_on_the_phone_is_a_consultation(city: Profile) -> None:
    assert "手机上投的票：算征询，不算正式表决（默认：" in profiles.rules(ZH, applied(city), may_choose=False).text


def test_a_compounds_own_rules_are_counted_and_named() -> None:
    screen = profiles.rules(ZH, applied(own(OWN, CHENGDU), "chengdu"), may_choose=True)
    assert "其中本小区自己约定的 2 条\n这里的叫法：楼门长、院委会、坝坝会\n" in screen.text
    assert "提前通知：20 天（中华园议事规则第3条）" in fit(screen)


def test_only_those_who_may_choose_are_offered_another_city() -> None:
    assert labels(profiles.rules(ZH, applied(), may_choose=True)) == ["看全部约定", "算日子", "换城市", "回到名册"]
    assert labels(profiles.rules(ZH, applied(), may_choose=False)) == ["看全部约定", "算日子", "回到名册"]


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("city", CITIES)
def test_every_figure_says_its_source_in_both_languages(locale: str, city: str) -> None:
    profile, said = CITIES[city], []
    for number, section in enumerate(SECTIONS):
        text = fit(profiles.section(texts(locale), applied(profile, city), number))
        figures = list(profile.figures(section))
        assert len(text.splitlines()) == 1 + len(figures)
        said += [found.source.words in line for (_, _, found), line in zip(figures, text.splitlines()[1:], strict=True)]
    assert all(said) and len(said) == 50


def test_what_nobody_has_read_is_marked() -> None:
    text = profiles.section(ZH, applied(), list(SECTIONS).index("organs")).text
    assert "业委会：5 到 11 人，单数，都是居民或业主（业主大会和业主委员会指导规则第31条，还没核对原文）" in text
    assert "物管委：1 到 99 人，居民或业主至少 1/2（默认：" in text


def test_pages_lead_on_and_back_and_end_where_they_end() -> None:
    first, last = profiles.section(ZH, applied(), -5), profiles.section(ZH, applied(), 99)
    assert labels(first) == ["下一页", "回到规则"]
    assert labels(last) == ["上一页", "回到规则"]
    assert "（1/9）" in first.text and "（9/9）" in last.text
    assert labels(profiles.section(ZH, applied(), 3)) == ["上一页", "下一页", "回到规则"]


def test_money_is_in_yuan() -> None:
    ours = own("[everyday]\nsmall_amount_yuan = { value = 12000, bylaw = '议事规则第8条' }")
    assert "不超过：12,000 元（议事规则第8条）" in profiles.section(ZH, applied(ours), 0).text


def test_counting_days() -> None:
    spring = date(2026, 3, 2)
    assert fit(profiles.days(ZH, applied(), waits(NATIONAL, spring, KNOWN), spring)) == (
        "今天（3月2日（周一））通知或者公示：\n"
        "开业主大会，满 15 天：3月18日（周三）起\n"
        "开居民会议，满 10 天：3月13日（周五）起\n"
        "征求意见，满 7 天：到3月9日（周一）\n"
        "决议公开，满 15 天：到3月17日（周二）\n"
        "当天不算；最后一天休息的，顺到下一个工作日（民法典第201、203条）。"
    )


@pytest.mark.parametrize("locale", SPOKEN)
def test_what_rests_on_a_year_not_announced_says_so(locale: str) -> None:
    winter = date(2026, 12, 20)
    screen = profiles.days(texts(locale), applied(), waits(NATIONAL, winter, KNOWN), winter)
    assert "2027" in fit(screen)
    assert ("放假安排还没公布" if locale == "zh_Hans" else "not announced yet") in screen.text


def test_choosing_a_city_is_looked_at_first() -> None:
    cities = {key: city.name for key, city in CITIES.items()}
    which = profiles.which_city(ZH, 1, cities, "national")
    assert labels(which) == ["成都", "郑州", "回到规则"]
    text = fit(profiles.ask_city(ZH, 1, "zhengzhou", ZHENGZHOU, changes(NATIONAL, ZHENGZHOU)))
    assert text.splitlines()[1] == "  手机上投的票：算征询，不算正式表决 → 确认业主身份后，算正式表决"
    assert "  叫法：楼长 → 楼栋长" in text.splitlines()
    there = profiles.ask_city(ZH.speaking(ZHENGZHOU.words), 1, "national", NATIONAL, changes(ZHENGZHOU, NATIONAL))
    assert "  叫法：楼栋长 → 楼长" in there.text.splitlines()
    assert "数目都一样，只是叫法不同" in fit(profiles.ask_city(ZH, 1, "chengdu", CHENGDU, changes(NATIONAL, CHENGDU)))


def test_many_changes_are_cut_and_counted() -> None:
    many = changes(NATIONAL, ZHENGZHOU) * 3
    assert "还有 4 项" in fit(profiles.ask_city(ZH, 1, "zhengzhou", ZHENGZHOU, many))


@pytest.fixture
def spoken() -> Texts:
    """The words as 郑州 says them."""
    return ZH.speaking(ZHENGZHOU.words)


def test_role_words_are_those_of_the_place(spoken: Texts) -> None:
    office = Office(RoleKind.BUILDING_LEADER, Scope(Place(1, 3)))
    where = ScopeName(Level.BUILDING, "中华园3号楼")
    offer = Offer(office, where, "赵主任", AT)
    assert "中华园3号楼的楼栋长" in offices.offered(spoken, offer, "r" * 22, ZONE).text
    facts = {**office_facts(office, where), "handover": False, "until": write_moment(AT)}
    assert "中华园3号楼的楼栋长" in offices.letter(spoken, facts, link="https://t.me/b", zone=ZONE).text
    assert "楼栋长" in homes.mine(spoken, [Held(1, 1, "李楼长", office, where, AT)], ZONE).text
    assert spoken.plain("roles.grid_worker") == "网格员"


def test_every_sentence_of_ours_speaks_so(spoken: Texts) -> None:
    """No room has to think of it."""
    assert spoken.plain("offices.as_building_leader") == "请楼栋长"
    assert spoken.say("offices.seats.leaders", held=1, of=9) == "楼栋长 1/9 栋"
    assert spoken.plain("registry.lacks.leaders", n=8, of=9) == "楼栋长 8/9 栋"
    chengdu = ZH.speaking(CHENGDU.words)
    assert chengdu.plain("organs.self_management") == "院委会"
    assert chengdu.plain("registry.lacks.organ") == "院委会或业委会"


def test_what_people_wrote_is_left_as_it_is(spoken: Texts) -> None:
    facts = {"place": "楼长楼", "role": "楼长"}
    assert spoken.plain("offices.seats.ask", **facts) == ZH.plain("offices.seats.ask", **facts)


def test_names_that_the_law_gives_are_nobodys_to_change() -> None:
    odd = ZH.speaking({"roles.representative": "楼院代表", "organs.residents": "居民委"})
    assert odd.plain("roles.representative") == "楼院代表"
    assert odd.plain("profiles.word.representatives") == "居民代表会议"
    assert odd.plain("organs.residents") == "居民委"


def test_other_languages_keep_their_own_words() -> None:
    english = texts("en")
    assert english.speaking(ZHENGZHOU.words) is english
    assert ZH.speaking({}) is ZH


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize(("first", "then", "apart"), IN_ORDER)
def test_what_may_not_come_first_is_named_in_words(locale: str, first: str, then: str, apart: int) -> None:
    said = profiles.problem_words(
        texts(locale), Problem(then, "too_early", {"first": first, "least": 9 + apart}, "a.toml")
    )
    assert texts(locale).plain(f"profiles.figure.{first}") in said and str(9 + apart) in said
    assert then in said and first not in said, "what to mend by its key, as it stands in the file"
