"""The channel sends every kind of notice, splits albums, and raises nothing whatever Telegram answers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from markupsafe import Markup
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from channels import Letterbox, TelegramChannel
from channels.telegram import ALBUM, _albums
from domain.notices import Notice, NoticeKind
from rendering.dispatch import Dispatch, Enclosure, PollForm
from rendering.screens import Screen
from services.outbox import Parcel
from telegram_wire.errors import Fate
from telegram_wire.request import WireRequest


class Answering(WireRequest):
    """Telegram, answering with what a test lays down."""

    def __init__(self, *answers: tuple[int, bytes] | TelegramError) -> None:
        super().__init__()
        self.answers = list(answers)

    async def do_request(self, *args: object, **kwargs: object) -> tuple[int, bytes]:  # type: ignore[override]
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, TelegramError):
            raise answer
        return answer


FULL = Dispatch(Screen(Markup("好")), PollForm("好？", ("好", "不好"), False, True), (Enclosure("photo", "f"),))
ME = b'{"ok": true, "result": {"id": 1, "is_bot": true, "first_name": "b", "username": "b_bot"}}'
ANSWERS: list[tuple[int, bytes]] = [
    (200, b"<html>"),
    (200, b'{"ok": true, "result": true}'),
    (200, b'{"ok": true, "result": {"message_id": "x"}}'),
    (200, b'{"ok": true, "result": null}'),
    (502, b"<html>bad gateway</html>"),
    (500, b'{"ok": false}'),
    (404, b"{}"),
    (400, b"[]"),
]


def parcel(kind: NoticeKind) -> Parcel:
    return Parcel(1, Notice("k", 1, kind, "t"), -100, "supergroup", True, 1, datetime(2026, 1, 1, tzinfo=UTC))


async def channel(*answers: tuple[int, bytes] | TelegramError) -> TelegramChannel:
    request = Answering((200, ME), *answers)
    bot: ExtBot[None] = ExtBot("1:offline", request=request, get_updates_request=request)
    await bot.initialize()
    await bot.shutdown()
    return TelegramChannel(bot)


@pytest.mark.parametrize("kind", list(NoticeKind))
@pytest.mark.parametrize("address", [-100, 5])
async def test_nothing_is_raised_whatever_is_answered(kind: NoticeKind, address: int) -> None:
    for answer in [*ANSWERS, TimedOut(), Forbidden("x"), BadRequest("y"), RetryAfter(3)]:
        delivery = await (await channel(answer)).deliver(parcel(kind), FULL, Letterbox(address, 7))
        assert delivery.fate is not None or delivery.message_id is not None
        nothing = await (await channel(answer)).deliver(parcel(kind), Dispatch(), Letterbox(address))
        assert nothing.fate is Fate.REFUSED


async def test_what_arrived_in_part_is_never_simply_sent_again() -> None:
    said = b'{"ok": true, "result": {"message_id": 4, "date": 1, "chat": {"id": -100, "type": "group"}}}'
    delivery = await (await channel((200, said), RetryAfter(3))).deliver(parcel(NoticeKind.POST), FULL, Letterbox(-100))
    assert (delivery.fate, delivery.rest) == (Fate.UNKNOWN, 3.0)


def test_albums_hold_ten_and_keep_kinds_apart() -> None:
    files = tuple(Enclosure(kind, str(n)) for n in range(12) for kind in ("photo", "document", "voice"))
    parts = _albums(files)
    assert [len(part) for part in parts] == [10, 2, 10, 2, *[1] * 12] and max(map(len, parts)) == ALBUM
