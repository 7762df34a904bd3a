"""Files of rules at the start and at the doctor's: what is wrong is said in words, and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.clock import WallClock
from bot.doctor import check_profiles
from bot.profiles import look_through, open_shelf, what_is_wrong
from bot.running import open_database, open_house
from bot.settings import Settings
from rendering.texts import texts
from storage.shelf import ProfilesWrong
from tests.builders import found_town
from tests.cities import OWN, put
from tests.conftest import MORNING
from tests.ground import ground, tables_in

TEN_DAYS = "[six_steps]\ndisclosure_days = { value = 10, bylaw = '中华园议事规则第3条' }\n"


def settings_in(folder: Path) -> Settings:
    return Settings.from_values({"BOT_DATA_DIR": str(folder / "data"), "BOT_LISTEN": "127.0.0.1:0"})


async def seen(settings: Settings) -> tuple[bool, str]:
    """What the doctor says of the rules."""
    found = await check_profiles(settings, WallClock())
    return found.well, texts("zh_Hans").plain(found.key, **found.facts)


async def test_the_doctor_has_read_them(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    put(tmp_path / "data" / "profiles", "中华园", OWN)
    async with open_database(settings) as database:
        await found_town(database, MORNING)
    assert await seen(settings) == (True, "城市规则读到了：全国、成都、郑州；小区自己的规则文件 1 个。")


async def test_the_doctor_names_what_is_weaker_than_the_law(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    put(tmp_path / "data" / "profiles", "中华园", TEN_DAYS)
    well, words = await seen(settings)
    assert not well
    assert "中华园.toml：six_steps.disclosure_days 写的是 10，居委会组织法第34条要求至少 15。" in words


async def test_the_doctor_asks_after_a_file_nobody_answers_to(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    put(tmp_path / "data" / "profiles", "中华圆", OWN)
    async with open_database(settings) as database:
        await found_town(database, MORNING)
    well, words = await seen(settings)
    assert not well
    assert "没有小区叫这些名字，规则文件没有用上：中华圆.toml" in words


async def test_the_house_stays_shut_while_rules_are_wrong(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    put(tmp_path / "data" / "profiles", "中华园", TEN_DAYS)
    with pytest.raises(ProfilesWrong) as wrong:
        async with open_house(settings, "1:x", WallClock()):
            raise AssertionError("it must not open")
    words = what_is_wrong(wrong.value)
    assert "规则文件有问题，先改好再开：\n中华园.toml：six_steps.disclosure_days 写的是 10" in words
    assert "Put these files of rules right before opening:\n中华园.toml: six_steps.disclosure_days says 10;" in words


async def test_what_falls_short_of_the_chosen_city_is_found_too(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    makeup = '{ least = 7, most = 11, odd = false, residents = "1/2" }'
    put(
        tmp_path / "data" / "profiles",
        "中华园",
        f"[organs]\nproperty_committee = {{ value = {makeup}, bylaw = '规则' }}",
    )
    async with open_database(settings) as database:
        town = await found_town(database, MORNING)
        async with database.transaction() as transaction:
            await transaction.profiles.choose(town.compound_id, "zhengzhou")
        database.shelf = open_shelf(settings)
        with pytest.raises(ProfilesWrong):
            await look_through(database)
    well, words = await seen(settings)
    assert not well
    assert "郑州市物业管理条例（2021）第27条" in words


async def test_a_stray_file_is_mentioned_and_the_house_opens(
    tmp_path: Path, sqlite_template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was there before its compound; the day that is founded, it applies."""
    tables_in(tmp_path, sqlite_template)
    put(tmp_path / "profiles", "中华园", OWN)
    async with ground(tmp_path) as town:
        assert "规则文件没有用上：中华园.toml" in capsys.readouterr().out
        founded = await found_town(town.house.database, MORNING)
        async with town.house.database.reading() as transaction:
            profile = await transaction.profiles.of_compound(founded.compound_id)
    assert profile.owners.notice_days.value == 20


def test_the_command_line_says_it_and_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "BOT_TOKEN": "1:x",
        "BOT_DATA_DIR": str(tmp_path / "data"),
        "BOT_LISTEN": "127.0.0.1:0",
    }.items():
        monkeypatch.setenv(name, value)
    put(tmp_path / "data" / "profiles", "中华园", "owners = ")
    assert main(["run"]) == 2
    said = capsys.readouterr().err
    assert "中华园.toml：第 1 行附近写得不对" in said
    assert "Traceback" not in said
