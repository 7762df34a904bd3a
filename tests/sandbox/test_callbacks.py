"""A press becomes a callback query, answered once and in time."""

import asyncio

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from sandbox.client import Group, Person
from tests.sandbox.conftest import TestClock, drain

CARD = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("✅ 附议", callback_data="v1:s:1")],
        [InlineKeyboardButton("网页", url="https://example.org/1")],
        [InlineKeyboardButton("私下办理", url="https://t.me/yishiting_bot?start=p_1")],
    ]
)


async def pressed_query(bot: telegram.Bot) -> telegram.CallbackQuery:
    (update,) = await bot.get_updates(timeout=5, allowed_updates=["callback_query", "message"])
    await bot.get_updates(offset=update.update_id + 1, timeout=0)
    return update.callback_query


async def test_the_answer_comes_back_to_who_pressed(bot: telegram.Bot, started: Person) -> None:
    await bot.send_message(started.id, "议题", reply_markup=CARD)
    pressing = asyncio.create_task(started.presses("附议"))
    query = await pressed_query(bot)
    assert (query.data, query.from_user.id, query.message.text) == ("v1:s:1", started.id, "议题")
    await query.answer("已附议", show_alert=True)
    result = await pressing
    assert (result.answered, result.text, result.alert) == (True, "已附议", True)
    with pytest.raises(BadRequest, match="Query is too old"):
        await query.answer("再答")


async def test_late_and_unknown_queries_are_refused(bot: telegram.Bot, started: Person, clock: TestClock) -> None:
    await bot.send_message(started.id, "议题", reply_markup=CARD)
    assert not (await started.presses("附议", wait=0)).answered
    query = await pressed_query(bot)
    clock.forward(minutes=16)
    with pytest.raises(BadRequest, match="Query is too old"):
        await query.answer("迟了")
    with pytest.raises(BadRequest, match="query id is invalid"):
        await bot.answer_callback_query("123")


async def test_links_open_and_deep_links_start(bot: telegram.Bot, started: Person) -> None:
    await bot.send_message(started.id, "议题", reply_markup=CARD)
    assert (await started.presses("网页")).opened == "https://example.org/1"
    assert (await started.presses("私下")).opened is not None
    (update,) = await drain(bot)
    assert update.message.text == "/start p_1"


async def test_a_forged_press_arrives_as_any_other(bot: telegram.Bot, started: Person) -> None:
    await bot.send_message(started.id, "议题", reply_markup=CARD)
    await started.forges("v1:close:1", wait=0)
    assert (await pressed_query(bot)).data == "v1:close:1"
    with pytest.raises(AssertionError, match="sees no button"):
        await started.presses("没有的按钮", within=0)


async def test_an_anonymous_admin_presses_as_a_person(
    bot: telegram.Bot, group: Group, li: Person, wang: Person
) -> None:
    await group.promotes(li, anonymous=True)
    await bot.send_message(group.id, "议题", reply_markup=CARD)
    await li.presses("附议", group, wait=0)
    assert (await pressed_query(bot)).from_user.id == li.id


async def test_a_press_on_a_deleted_message_is_inaccessible(bot: telegram.Bot, started: Person) -> None:
    sent = await bot.send_message(started.id, "议题", reply_markup=CARD)
    shown = await started.sees("议题")
    await sent.delete()
    await started.forges("v1:s:1", shown, wait=0)
    message = (await pressed_query(bot)).message
    assert not message.is_accessible
