"""Settings are read once, wrong ones are named; keys are made once and never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.keys import KeysUnreadable, open_keys, rotate
from bot.settings import Settings, WrongSetting
from channels import MailServer


def test_nothing_set_is_a_demo_on_this_machine() -> None:
    settings = Settings.from_values({})
    assert settings.token is None
    assert (settings.mode, settings.host, settings.port) == ("polling", "127.0.0.1", 8081)
    assert settings.keys_file == Path("data.keys")
    assert settings.zone.key == "Asia/Shanghai"


def test_files_lie_beside_a_bot_api_of_ones_own() -> None:
    settings = Settings.from_values({"BOT_API_BASE_URL": "http://127.0.0.1:9/bot"})
    assert settings.api_file_url == "http://127.0.0.1:9/file/bot"
    assert Settings.from_values({}).api_file_url == "https://api.telegram.org/file/bot"


def test_empty_means_unset() -> None:
    assert Settings.from_values({"BOT_TOKEN": "  ", "BOT_LISTEN": ""}).token is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_LISTEN", "8081"),
        ("BOT_LISTEN", "127.0.0.1:many"),
        ("BOT_LISTEN", "127.0.0.1:70000"),
        ("BOT_PUBLIC_URL", "http://example.org"),
        ("BOT_PUBLIC_URL", "example.org"),
        ("BOT_WEBHOOK_SECRET", "has space"),
        ("BOT_TIMEZONE", "Mars/Base"),
        ("BOT_MODE", "pigeon"),
        ("BOT_LOCALE", "de"),
        ("BOT_MAIL_URL", "mail.example.org"),
        ("BOT_MAIL_URL", "smtp://mail.example.org:99999"),
        ("BOT_MAIL_URL", "smtp://mail.example.org/inbox"),
        ("BOT_WALLS_ON_LOOPBACK", "perhaps"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(WrongSetting) as wrong:
        Settings.from_values({name: value})
    assert wrong.value.name == name


def test_a_webhook_needs_an_address_of_ours_and_loopback_will_do() -> None:
    with pytest.raises(WrongSetting, match="BOT_PUBLIC_URL"):
        Settings.from_values({"BOT_MODE": "webhook"})
    settings = Settings.from_values({"BOT_MODE": "webhook", "BOT_PUBLIC_URL": "http://127.0.0.1:8081/"})
    assert settings.public_url == "http://127.0.0.1:8081"


def test_a_mail_server_is_encrypted_unless_it_is_on_this_machine() -> None:
    sender = {"BOT_MAIL_FROM": "yishiting@example.org"}

    def read(url: str) -> MailServer | None:
        return Settings.from_values({"BOT_MAIL_URL": url, **sender}).mail

    given = ("yishiting@example.org", "me@example.org", "p:w")
    assert read("smtps://me%40example.org:p%3Aw@mail.example.org") == MailServer(
        "mail.example.org", 465, *given, wrapped=True
    )
    assert read("smtp://mail.example.org:2525/") == MailServer("mail.example.org", 2525, given[0])
    assert read("smtp://localhost") == MailServer("localhost", 587, given[0], clear=True)
    assert Settings.from_values({}).mail is None and not Settings.from_values({}).walls_on_loopback
    with pytest.raises(WrongSetting, match="BOT_MAIL_FROM"):
        Settings.from_values({"BOT_MAIL_URL": "smtps://mail.example.org"})


def test_settings_do_not_show_the_token() -> None:
    assert "1234567" not in repr(Settings.from_values({"BOT_TOKEN": "1234567:secret"}))


def test_keys_are_made_once_for_nobody_else_to_read(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "house.keys"
    keys = open_keys(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert open_keys(path) == keys


def test_a_rotated_key_seals_and_the_old_one_still_opens(tmp_path: Path) -> None:
    path = tmp_path / "house.keys"
    sealed = open_keys(path).seal("老照片".encode())
    keys = rotate(path)
    assert keys.active == "k2"
    assert keys.open("k1", sealed).decode() == "老照片"


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"active": "k1", "keys": {"k1": "c2hvcnQ="}}', '{"active": "x", "keys": {}}']
)
def test_an_unreadable_keys_file_is_left_as_it_is(tmp_path: Path, content: str) -> None:
    path = tmp_path / "house.keys"
    path.write_text(content)
    with pytest.raises(KeysUnreadable):
        open_keys(path)
    assert path.read_text() == content


def test_a_free_port_goes_into_ones_own_address_and_into_no_other() -> None:
    asked = Settings.from_values({"BOT_LISTEN": "127.0.0.1:0", "BOT_PUBLIC_URL": "http://127.0.0.1:0"})
    given = asked.at_port(40123)
    assert (given.port, given.own_url, given.public_url) == (40123, "http://127.0.0.1:40123", "http://127.0.0.1:40123")
    for public in ("https://yishi.example.org", ""):
        named = Settings.from_values({"BOT_LISTEN": "[::1]:0", "BOT_PUBLIC_URL": public}).at_port(40123)
        assert (named.own_url, named.public_url) == ("http://[::1]:40123", public or None)
