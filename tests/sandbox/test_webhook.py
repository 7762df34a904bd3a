"""Webhooks: the secret comes along, one chat in order, failures are tried again, and info tells the truth."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import telegram
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.client import Group, Person, Town
from sandbox.serving import serve


class Hook:
    """A webhook that writes down what it gets and can be told to fail or to be slow."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.secrets: set[str | None] = set()
        self.failures = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.arrived: asyncio.Queue[str] = asyncio.Queue()

    async def take(self, request: Request) -> Response:
        update = await request.json()
        text = update["message"]["text"]
        self.arrived.put_nowait(text)
        if text.startswith("慢"):
            await self.gate.wait()
        if self.failures:
            self.failures -= 1
            return Response(status_code=500)
        self.secrets.add(request.headers.get("x-telegram-bot-api-secret-token"))
        self.got.append(update)
        return Response()

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got]


@pytest.fixture
async def hook(bot: telegram.Bot) -> AsyncIterator[Hook]:
    hook = Hook()
    async with serve(Starlette(routes=[Route("/hook", hook.take, methods=["POST"])])) as port:
        await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token="s3cret", allowed_updates=["message"])
        yield hook
        hook.gate.set()
        await bot.delete_webhook(drop_pending_updates=True)


async def test_updates_come_in_order_with_the_secret(town: Town, hook: Hook, wang: Person) -> None:
    await wang.starts()
    for number in range(5):
        await wang.says(str(number))
    await town.settle()
    assert hook.texts() == ["/start", "0", "1", "2", "3", "4"]
    assert hook.secrets == {"s3cret"}


async def test_a_failure_is_tried_again_and_reported(bot: telegram.Bot, town: Town, hook: Hook, wang: Person) -> None:
    hook.failures = 3
    await wang.starts()
    await wang.says("一")
    await town.settle()
    assert hook.texts() == ["/start", "一"]
    info = await bot.get_webhook_info()
    assert info.pending_update_count == 0
    assert "500" in info.last_error_message


async def test_one_slow_chat_does_not_hold_up_another(town: Town, hook: Hook, wang: Person, li: Person) -> None:
    hook.gate.clear()
    await wang.says("慢一")
    await wang.says("慢二")
    await li.says("快")
    arrived = {await hook.arrived.get(), await hook.arrived.get()}
    assert arrived == {"慢一", "快"}
    assert hook.texts() == ["快"]
    hook.gate.set()
    await town.settle()
    assert hook.texts() == ["快", "慢一", "慢二"]


async def test_group_updates_reach_the_hook(town: Town, hook: Hook, wang: Person) -> None:
    group: Group = await town.group("幸福里", [wang], with_bot=False)
    await wang.says("没有机器人", group)
    await wang.says("有", None)
    await town.settle()
    assert hook.texts() == ["有"]
