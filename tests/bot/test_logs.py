"""Logs tell what happened and nothing about whom."""

from __future__ import annotations

import json
import logging

import pytest

from bot import logs

TOKEN, PHONE, IDENTITY = "123456789:AAE-" + "x" * 30, "13812345678", "41010519491231002X"


def test_tokens_phones_and_identity_numbers_are_covered(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up()
    logs.log.info("said", words=f"https://api/bot{TOKEN}/getMe 打 {PHONE}", more=[{"id": IDENTITY}])
    logs.log.info("database", url="postgresql://user:hunter2@host/db")
    line = capsys.readouterr().err
    for secret in (TOKEN, PHONE, IDENTITY, "hunter2"):
        assert secret not in line
    assert json.loads(line.splitlines()[0])["event"] == "said"


def test_what_lets_anybody_post_on_a_wall_is_covered(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up()
    robot, secret = "693a91f6-7b1c-4bc4-97a0-0ec2a5fa5a8c", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    logs.log.info("said", words=f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={robot} {secret}")
    logging.getLogger("aiohttp").warning("?debug=1&key=%s", robot)
    line = capsys.readouterr().err
    assert robot not in line and secret not in line and "debug=1" in line


def test_an_error_is_logged_whole_but_covered(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up()
    try:
        raise ValueError(f"call {PHONE}")
    except ValueError as error:
        logs.log.error("incident", exc_info=error)
    line = capsys.readouterr().err
    assert "ValueError" in line and PHONE not in line


def test_libraries_speak_through_us(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up()
    logging.getLogger("httpx").warning("POST /bot%s/getMe", TOKEN)
    line = json.loads(capsys.readouterr().err)
    assert line["logger"] == "httpx" and TOKEN not in line["words"]
