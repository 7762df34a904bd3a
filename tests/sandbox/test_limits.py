"""Telegram's limits on what a bot sends."""

from typing import Any

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from sandbox.client import Person


def keyboard(*rows: int, data: str = "x") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("键", callback_data=data)] * row for row in rows])


async def test_text_is_measured_in_utf16_units_after_entities(bot: telegram.Bot, started: Person) -> None:
    assert await bot.send_message(started.id, "<b>" + "𠮷" * 2048 + "</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(started.id, "𠮷" * 2048 + "一")
    with pytest.raises(BadRequest, match=r"(?i)message text is empty"):
        await bot.send_message(started.id, "  ")
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_document(started.id, b"x", caption="长" * 1025)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (keyboard(1, data="数" * 22), "button_data_invalid"),
        (keyboard(9), "reply markup is too long"),
        (keyboard(*[8] * 13), "reply markup is too long"),
        (InlineKeyboardMarkup([[InlineKeyboardButton("空")]]), "inline keyboard button"),
        (InlineKeyboardMarkup([[InlineKeyboardButton("坏", url="nowhere")]]), "url"),
    ],
)
async def test_keyboards(bot: telegram.Bot, started: Person, markup: InlineKeyboardMarkup, words: str) -> None:
    with pytest.raises(BadRequest, match=rf"(?i){words}"):
        await bot.send_message(started.id, "议题", reply_markup=markup)


async def test_at_the_limit_is_allowed(bot: telegram.Bot, started: Person) -> None:
    markup = keyboard(*[8] * 12, 4, data="数" * 21)
    assert await bot.send_message(started.id, "议题", reply_markup=markup)


async def test_toasts_and_albums(bot: telegram.Bot, started: Person) -> None:
    await bot.send_message(started.id, "议题", reply_markup=keyboard(1))
    query: Any = (await started.presses("键", wait=0)).id
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(query, "长" * 201)
    with pytest.raises(BadRequest, match="album"):
        await bot.send_media_group(started.id, [telegram.InputMediaDocument(b"x")] * 11)
