"""Files of rules as they come: hostile ones are answered in words, and nothing is half read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from domain.profiles import Profile
from domain.profiles_reading import Problem
from rendering.profiles import problem_words
from rendering.texts import SPOKEN, texts
from storage.shelf import SHIPPED, ProfilesWrong, Shelf, read_shelf, shipped
from tests.cities import OWN, put


def refused(folder: Path, cities: Path = SHIPPED) -> tuple[Problem, ...]:
    """What is wrong with the files of a folder; every one of them can be said in both languages."""
    with pytest.raises(ProfilesWrong) as wrong:
        read_shelf(folder, cities)
    for problem in wrong.value.problems:
        for locale in SPOKEN:
            assert problem.file in problem_words(texts(locale), problem)
    return wrong.value.problems


def effective(shelf: Shelf, city: str, compound: str = "中华园", community: str = "第一社区") -> Profile:
    found = shelf.effective(city, community=community, compound=compound)
    assert isinstance(found, Profile)
    return found


def test_three_cities_come_with_the_product() -> None:
    assert {key: city.name for key, city in shipped().cities.items()} == {
        "national": "全国",
        "zhengzhou": "郑州",
        "chengdu": "成都",
    }
    assert next(iter(shipped().cities)) == "national"
    assert all(key.isascii() and key.replace("_", "").isalpha() and len(key) <= 20 for key in shipped().cities)


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert read_shelf(tmp_path / "none").files == frozenset()


def test_a_compounds_file_bears_its_name(tmp_path: Path) -> None:
    put(tmp_path, "中华园", OWN)
    put(tmp_path, "._中华园", b"\x00\x05\x16\x07")
    shelf = read_shelf(tmp_path)
    assert effective(shelf, "zhengzhou").owners.notice_days.value == 20
    assert effective(shelf, "zhengzhou", "府河苑") is shelf.cities["zhengzhou"]
    assert shelf.files == {"中华园"}
    assert len(shelf.quiet_hours) == 2
    assert len(shipped().quiet_hours) == 1


def test_compounds_of_one_name_are_told_apart_by_their_community(tmp_path: Path) -> None:
    put(tmp_path, "阳光小区", OWN)
    put(tmp_path, "府河社区阳光小区", OWN.replace("20", "25"))
    shelf = read_shelf(tmp_path)
    assert effective(shelf, "national", "阳光小区").owners.notice_days.value == 20
    assert effective(shelf, "national", "阳光小区", "府河社区").owners.notice_days.value == 25


def test_a_file_of_windows_is_read_too(tmp_path: Path) -> None:
    put(tmp_path, "中华园", b"\xef\xbb\xbf" + OWN.replace("\n", "\r\n").encode())
    assert effective(read_shelf(tmp_path), "national").owners.notice_days.value == 20


TWICE = "[owners]\nnotice_days = { value = 20, law = '某法' }\n"


@pytest.mark.parametrize(
    ("content", "what", "facts"),
    [
        (OWN.encode("gbk"), "not_utf8", {}),
        (OWN.encode("utf-16"), "not_utf8", {}),
        (b"\x00\xff\xfe", "not_utf8", {}),
        (b"owners = ", "not_toml", {"line": 1}),
        (b"[terms]\nowners = 'a'\n[owners", "not_toml", {"line": 3}),
        (b"x = " + b"[" * 30_000, "not_toml", {"line": 1}),
        (b"x = " + b"9" * 5_000, "not_toml", {"line": 1}),
        (b"PK\x03\x04 not a workbook", "not_toml", {"line": 1}),
        ((TWICE + "notice_days = 3\n").encode(), "twice", {"line": 3}),
        ((TWICE + TWICE).encode(), "twice", {"line": 3}),
        (b"[owners]\nnotice_days = { value = 20, value = 21 }\n", "twice", {"line": 2}),
        (b"#" * 70_000, "too_large", {"most": 64}),
    ],
    ids=[
        "gbk", "utf-16", "bytes", "cut off", "open bracket", "deep", "endless number", "archive",
        "key twice", "section twice", "value twice", "too large",
    ],
)  # fmt: skip
def test_hostile_files_are_answered_in_words(
    tmp_path: Path, content: bytes, what: str, facts: dict[str, object]
) -> None:
    put(tmp_path, "中华园", content)
    assert refused(tmp_path) == (Problem("", what, facts, "中华园.toml"),)


def test_a_folder_in_the_place_of_a_file_is_answered_too(tmp_path: Path) -> None:
    (tmp_path / "中华园.toml").mkdir()
    assert refused(tmp_path) == (Problem("", "unreadable", file="中华园.toml"),)


def test_all_files_are_looked_at_before_anything_is_said(tmp_path: Path) -> None:
    put(tmp_path, "中华园", "x")
    put(tmp_path, "府河苑", "[six_steps]\ndisclosure_days = { value = 10, bylaw = '议事规则' }\ncolour = 'red'")
    found = refused(tmp_path)
    assert {(one.file, one.key, one.what) for one in found} == {
        ("中华园.toml", "", "not_toml"),
        ("府河苑.toml", "six_steps.disclosure_days", "too_little"),
        ("府河苑.toml", "six_steps.colour", "unknown_key"),
    }


def test_publishing_for_ten_days_is_refused_in_words_that_name_the_article(tmp_path: Path) -> None:
    put(tmp_path, "中华园", "[six_steps]\ndisclosure_days = { value = 10, bylaw = '议事规则' }")
    words = problem_words(texts("zh_Hans"), refused(tmp_path)[0])
    assert words == (
        "中华园.toml：six_steps.disclosure_days 写的是 10，居委会组织法第34条要求至少 15。"
        "请改成 15 或更严，或者删掉这一行。"
    )


def test_what_only_falls_short_of_a_city_is_kept_for_the_others(tmp_path: Path) -> None:
    makeup = '{ least = 7, most = 11, odd = false, residents = "1/2" }'
    put(tmp_path, "中华园", f"[organs]\nproperty_committee = {{ value = {makeup}, bylaw = '议事规则' }}")
    shelf = read_shelf(tmp_path)
    assert effective(shelf, "national").organs.property_committee.value.odd is False
    assert shelf.effective("zhengzhou", community="", compound="中华园") == (
        Problem(
            "organs.property_committee",
            "too_little",
            {
                "value": makeup,
                "floor": makeup.replace("false", "true"),
                "article": "郑州市物业管理条例（2021）第27条",
            },
            "中华园.toml",
        ),
    )


def test_a_broken_city_is_answered_like_a_compound(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "cities")
    put(tmp_path / "cities", "kaifeng", "name = '开封'\n[owners]\nroll_days = { value = 20 }")
    assert refused(tmp_path, tmp_path / "cities") == (Problem("owners.roll_days", "source", file="kaifeng.toml"),)
    put(tmp_path / "cities", "national", "name = '全国'")
    assert {one.what for one in refused(tmp_path, tmp_path / "cities")} == {"missing"}
    (tmp_path / "cities" / "national.toml").unlink()
    assert refused(tmp_path, tmp_path / "cities") == (Problem("", "no_national", file="national.toml"),)
