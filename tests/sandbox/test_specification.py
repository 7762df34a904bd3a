"""Calls are held against the official description; what the sandbox does not play it says."""

from typing import Any

import aiohttp
import pytest
import telegram
from telegram.error import BadRequest, TelegramError

from sandbox import spec
from sandbox.client import Group, Person, Town
from sandbox.methods import PLAYED
from tests.sandbox.conftest import TOKEN


async def called(url: str, method: str, body: Any = None) -> Any:
    async with aiohttp.ClientSession() as session, session.post(f"{url}/bot{TOKEN}/{method}", json=body) as response:
        return await response.json()


async def test_unknown_methods_and_parameters_are_named(url: str, bot: telegram.Bot, started: Person) -> None:
    assert (await called(url, "sendMesage", {}))["error_code"] == 404
    wrong = await called(url, "sendMessage", {"chat_id": started.id, "text": "x", "colour": "red"})
    assert (wrong["error_code"], '"colour"' in wrong["description"]) == (400, True)
    wrong = await called(url, "sendMessage", {"chat_id": started.id, "text": 5})
    assert '"text"' in wrong["description"]
    missing = await called(url, "sendLocation", {"chat_id": started.id, "latitude": 1.5})
    assert '"longitude"' in missing["description"]
    with pytest.raises(BadRequest, match="link_preview_options"):
        await bot.send_message(started.id, "x", api_kwargs={"link_preview_options": "never"})


async def test_what_is_not_played_is_said_and_never_true(url: str, bot: telegram.Bot) -> None:
    answer = await called(url, "sendGift", {"gift_id": "1"})
    assert answer == {"ok": False, "error_code": 501, "description": "sandbox: method sendGift is not played"}
    with pytest.raises(TelegramError, match="not played"):
        await bot.get_star_transactions()


async def test_json_bodies_and_any_case_are_understood(url: str, started: Person) -> None:
    answer = await called(url, "SENDMESSAGE", {"chat_id": started.id, "text": "JSON"})
    assert answer["result"]["text"] == "JSON"


def test_every_played_method_is_in_the_specification() -> None:
    assert set(PLAYED) <= set(spec.official()["methods"])


async def test_answers_and_updates_fit_the_official_types(
    url: str, town: Town, bot: telegram.Bot, group: Group, started: Person
) -> None:
    await group.promotes_bot()
    calls: list[tuple[str, Any]] = [
        ("getMe", {}),
        ("sendMessage", {"chat_id": started.id, "text": "<b>一</b>", "parse_mode": "HTML"}),
        ("sendPoll", {"chat_id": group.id, "question": "问", "options": [{"text": "是"}, {"text": "否"}]}),
        ("sendLocation", {"chat_id": started.id, "latitude": 1.5, "longitude": 2}),
        ("sendDice", {"chat_id": started.id}),
        ("getChat", {"chat_id": group.id}),
        ("getChat", {"chat_id": started.id}),
        ("getChatAdministrators", {"chat_id": group.id}),
        ("getChatMember", {"chat_id": group.id, "user_id": started.id}),
        ("getWebhookInfo", {}),
        ("getMyCommands", {}),
        ("getChatMenuButton", {}),
    ]
    for method, params in calls:
        answer = await called(url, method, params)
        (returned,) = spec.official()["methods"][method]["returns"]
        assert spec.fits(returned, answer["result"]), (method, answer)
    await started.sends_photo(b"x", b"y")
    await started.sends_sticker("👍")
    await started.votes(await started.sees("问", group), 0)
    for update in (await called(url, "getUpdates", {}))["result"]:
        assert spec.fits("Update", update), update


async def test_the_log_of_calls_never_holds_the_token(town: Town, bot: telegram.Bot, started: Person) -> None:
    await bot.send_message(started.id, "一")
    await bot.set_webhook("http://127.0.0.1:9/", secret_token="s3cret")
    await bot.delete_webhook()
    (sent,) = await town.calls("sendMessage")
    assert (sent["ok"], sent["params"]["text"]) == (True, "一")
    assert TOKEN not in str(await town.calls())
    assert "s3cret" not in str(await town.calls())
