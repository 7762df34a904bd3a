"""The command line says what it does, what is wrong and how to mend it, in words."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import MISUSED, command_line, main
from bot.clock import WallClock
from bot.doctor import examine
from bot.settings import Settings
from sandbox.server import create_app
from sandbox.serving import serve
from sandbox.world import BOT_ID, World
from tests.clocks import PATIENCE
from tests.house.plan import HOUSE

COMMANDS = ("run", "demo", "migrate", "doctor", "backup", "restore", "tally", "bundle", "verify", "uncover")


pytestmark = pytest.mark.usefixtures("a_folder_of_its_own")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_helps_in_both_languages(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as over:
        command_line().parse_args([name, "--help"])
    text = capsys.readouterr().out
    assert over.value.code == 0 and " / " in text
    assert any("\u4e00" <= char <= "\u9fff" for char in text)


def test_a_start_hardly_looks_for_garbage() -> None:
    """Nothing of what is loaded is any; to look for it was a quarter of a start."""
    looks = "import gc, bot.__main__; print(sum(one['collections'] for one in gc.get_stats()))"
    begun = subprocess.run([sys.executable, "-c", looks], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert int(begun.stdout) < 100


def test_migrate_makes_the_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0
    assert (tmp_path / "data" / "yishiting.sqlite3").is_file()
    assert "数据表已是最新" in capsys.readouterr().out


def test_a_wrong_setting_is_named_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_LISTEN", "nowhere")
    assert main(["run"]) == MISUSED
    words = capsys.readouterr().err
    assert "BOT_LISTEN 应写成" in words and "BOT_LISTEN must be" in words and "Traceback" not in words


def test_a_taken_port_is_said_in_words(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("BOT_LISTEN", f"127.0.0.1:{taken.getsockname()[1]}")
        monkeypatch.setenv("BOT_TOKEN", "1:x")
        assert main(["run"]) == MISUSED
    assert "已被别的程序占用" in capsys.readouterr().err


def test_an_unreadable_keys_file_is_said_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data.keys").write_text("broken")
    monkeypatch.setenv("BOT_TOKEN", "1:x")
    monkeypatch.setenv("BOT_LISTEN", "127.0.0.1:0")
    assert main(["run"]) == MISUSED
    assert "读不出来" in capsys.readouterr().err
    assert (tmp_path / "data.keys").read_text() == "broken"


def test_keys_of_another_house_are_noticed_and_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["migrate"]) == 0
    (tmp_path / "data.keys").rename(tmp_path / "its.keys")
    monkeypatch.setenv("BOT_TOKEN", "1:x")
    monkeypatch.setenv("BOT_LISTEN", "127.0.0.1:0")
    assert main(["run"]) == MISUSED
    assert "不是一对" in capsys.readouterr().err
    assert main(["doctor"]) == 1
    assert "不是一对" in capsys.readouterr().out
    (tmp_path / "its.keys").replace(tmp_path / "data.keys")
    assert main(["migrate"]) == 0


def test_stories_are_listed_and_an_unknown_one_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--list"]) == 0
    assert "报事" in capsys.readouterr().out
    assert main(["demo", "--story", "nonsense"]) == MISUSED
    assert "nonsense" in capsys.readouterr().out


def test_the_doctor_says_what_to_mend(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 1
    text = capsys.readouterr().out
    assert "没有设置 BOT_TOKEN" in text and "@BotFather" in text
    assert "字体齐全" in text and "还没有备份" in text


async def test_the_doctor_finds_a_reachable_telegram_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with serve(create_app(World()), "127.0.0.1", 0) as port:
        settings = _settings(tmp_path, f"http://127.0.0.1:{port}/bot")
        assert await examine(settings, WallClock()) == 0
    text = capsys.readouterr().out
    assert "@yishiting_bot" in text and "〔要修〕" not in text


async def test_the_doctor_says_how_to_reach_telegram(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings = _settings(tmp_path, f"http://127.0.0.1:{nobody.getsockname()[1]}/bot")
        assert await asyncio.wait_for(examine(settings, WallClock()), PATIENCE) == 1
    assert "请设置代理" in capsys.readouterr().out


async def test_the_doctor_sees_an_open_keys_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = _settings(tmp_path, "http://127.0.0.1:1/bot")
    await examine(settings, WallClock())
    settings.keys_file.chmod(0o644)
    await examine(settings, WallClock())
    assert "别人也能读" in capsys.readouterr().out


def _settings(folder: Path, base: str) -> Settings:
    values = {"BOT_TOKEN": f"{BOT_ID}:x", "BOT_API_BASE_URL": base, "BOT_DATA_DIR": str(folder / "data")}
    return Settings.from_values(values)
