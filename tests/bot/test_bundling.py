"""The file of a matter at the terminal: written once, checked, and what does not agree said in words."""

from __future__ import annotations

import asyncio
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.running import open_database
from bot.settings import Settings
from domain.deliberation.stages import Stage
from tests.services.working import at_work

AT = datetime(2026, 11, 24, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("a_folder_of_its_own")


def there_is_a_matter(stage: Stage) -> None:
    async def make() -> None:
        async with open_database(Settings.from_environment()) as database:
            works = await at_work(database, AT)
            await works.finishes(await works.gives_out())
            await works.stands_in(stage)

    asyncio.run(make())


def run(*words: str, status: int, capsys: pytest.CaptureFixture[str]) -> str:
    assert main([*words]) == status
    return capsys.readouterr().out


def test_it_is_written_once_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there_is_a_matter(Stage.ARCHIVED)
    name = "归档-中华园-第1号-院内路灯改造.zip"
    made = run("bundle", "1", status=0, capsys=capsys)
    assert name in made and stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert "已经有了" in run("bundle", "1", status=2, capsys=capsys)
    checked = run("bundle", "--check", name, status=0, capsys=capsys)
    assert checked.rpartition("：")[2] == made.rpartition("：")[2], "the same code"
    run("bundle", "1", "again.zip", "--compound", "中华园", status=0, capsys=capsys)
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / name).read_bytes()


def test_what_does_not_agree_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there_is_a_matter(Stage.ARCHIVED)
    run("bundle", "1", "one.zip", status=0, capsys=capsys)
    path = tmp_path / "one.zip"
    path.write_bytes(path.read_bytes().replace("盏太阳能".encode(), "台太阳能".encode(), 1))
    said = run("verify", "one.zip", status=1, capsys=capsys)
    assert "这个文件被改过，或者坏了：目录.html" in said and "有 1 处对不上" in said
    (tmp_path / "other.zip").write_text("no archive")
    assert "这不是一份归档" in run("bundle", "--check", "other.zip", status=1, capsys=capsys)
    assert "找不到文件" in run("verify", "nowhere.zip", status=2, capsys=capsys)


def test_what_cannot_be_written_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert "请写哪一号" in run("bundle", status=2, capsys=capsys)
    there_is_a_matter(Stage.DOING)
    assert "没有第 7 号" in run("bundle", "7", status=2, capsys=capsys)
    assert "办结以后才有归档" in run("bundle", "1", status=1, capsys=capsys)
    assert run("bundle", "1", "--compound", "别的小区", status=2, capsys=capsys)
