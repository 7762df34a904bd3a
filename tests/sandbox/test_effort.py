"""Every act of a person costs taps and typed signs, whoever tells of it; looking costs nothing."""

import inspect
from collections.abc import Awaitable, Callable

import pytest
import telegram

from sandbox.client import Effort, Group, Message, Person, Town
from tests.sandbox.conftest import drain

LOOKING = {"messages", "commands", "pinned", "last", "file", "reads", "sees", "sees_nothing_of", "catches_up"}
PNG = b"\x89PNG\r\n\x1a\n"

Act = Callable[[Person, Person, Message], Awaitable[object]]
COSTS: dict[str, tuple[Act, int, int]] = {
    "starts": (lambda wang, li, words: wang.starts(), 2, 0),
    "scans": (lambda wang, li, words: wang.scans("s_1"), 3, 0),
    "says": (lambda wang, li, words: wang.says("楼道灯坏了", reply_to=words), 2, 5),
    "sends_photo": (lambda wang, li, words: wang.sends_photo(PNG, PNG, caption="漏水"), 4, 2),
    "sends_document": (lambda wang, li, words: wang.sends_document(b"%PDF"), 3, 0),
    "sends_voice": (lambda wang, li, words: wang.sends_voice(), 1, 0),
    "sends_video": (lambda wang, li, words: wang.sends_video(b"..", caption="看"), 3, 1),
    "sends_video_note": (lambda wang, li, words: wang.sends_video_note(), 1, 0),
    "sends_audio": (lambda wang, li, words: wang.sends_audio(), 3, 0),
    "sends_location": (lambda wang, li, words: wang.sends_location(30.6, 104.0), 3, 0),
    "sends_sticker": (lambda wang, li, words: wang.sends_sticker("👍"), 2, 0),
    "forwards": (lambda wang, li, words: wang.forwards(words), 4, 0),
    "hands": (lambda wang, li, words: wang.hands(words, li), 4, 0),
    "edits": (lambda wang, li, words: wang.edits(words, "您早"), 3, 2),
    "blocks": (lambda wang, li, words: wang.blocks(), 3, 0),
    "unblocks": (lambda wang, li, words: wang.unblocks(), 1, 0),
}
"""What is done, its taps, its signs."""
WITH_A_BOT = {"presses", "forges", "votes"}


def test_no_act_of_a_person_is_left_out() -> None:
    acts = {name for name, _ in inspect.getmembers(Person, inspect.iscoroutinefunction) if not name.startswith("_")}
    assert acts == LOOKING | COSTS.keys() | WITH_A_BOT


@pytest.mark.parametrize("name", COSTS)
async def test_an_act_costs_what_a_hand_does(name: str, town: Town, wang: Person, li: Person) -> None:
    words = await wang.says("您好")
    before = Effort(wang.effort.taps, wang.effort.characters)
    act, taps, characters = COSTS[name]
    await act(wang, li, words)
    assert before + Effort(taps, characters) == wang.effort
    assert (await town.known("王阿姨")).effort is wang.effort, "whoever is met again goes on counting"
    assert li.effort == Effort()


async def test_a_press_is_a_tap_and_a_button_into_a_chat_is_two(bot: telegram.Bot, started: Person) -> None:
    me = (await bot.get_me()).username
    keys = [telegram.InlineKeyboardButton("看", url=f"https://t.me/{me}?start=m_me")]
    keys.append(telegram.InlineKeyboardButton("选", callback_data="x"))
    await bot.send_message(started.id, "您好", reply_markup=telegram.InlineKeyboardMarkup([keys]))
    before = started.effort.taps
    await started.presses("选", wait=0)
    assert started.effort.taps == before + 1
    await started.presses("看")
    assert started.effort.taps == before + 3
    await started.forges("y", wait=0)  # no hand does that
    assert started.effort.taps == before + 3


async def test_a_vote_costs_its_options(bot: telegram.Bot, started: Person) -> None:
    one = await bot.send_poll(started.id, "问", ["是", "否"])
    several = await bot.send_poll(started.id, "都问", ["是", "否"], allows_multiple_answers=True)
    seen = {message.id: message for message in await started.messages()}
    before = started.effort.taps
    await started.votes(seen[one.message_id], "是")
    assert started.effort.taps == before + 1
    await started.votes(seen[several.message_id], "是", "否")
    assert started.effort.taps == before + 4


async def test_a_group_costs_whoever_founded_it(bot: telegram.Bot, town: Town, wang: Person, li: Person) -> None:
    group = await town.group("幸福里", [li, wang])
    assert li.effort == Effort(3 + 1 + 3, 3)
    await group.promotes_bot()
    await group.demotes_bot()
    assert li.effort.taps == 7 + 12
    chen = await town.person("陈租客")
    await group.joins(chen)
    await group.leaves(chen)
    await group.joins(chen, by=wang)
    assert (chen.effort.taps, wang.effort.taps) == (5, 4)
    await Group(town, group.id, "幸福里").removes_bot()
    await group.adds_bot()
    assert li.effort.taps == 19 + 3
    await drain(bot)


def test_an_unhurried_hand_takes_three_seconds_a_tap_and_one_a_sign() -> None:
    assert Effort(6, 16).seconds == 34
    assert str(Effort(1, 2)) == "点1下、打2个字，合5秒"
