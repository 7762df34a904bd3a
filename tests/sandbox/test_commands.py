"""The command menu by scope and language, the menu button, the bot's texts."""

import pytest
import telegram
from telegram import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChatAdministrators
from telegram.error import BadRequest

from sandbox.client import Group, Person


async def test_the_most_specific_scope_wins(bot: telegram.Bot, group: Group, wang: Person, li: Person) -> None:
    await bot.set_my_commands([("help", "帮助")])
    await bot.set_my_commands([("bao", "报修")], scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands(
        [("bao", "报修"), ("wo", "我的")], scope=BotCommandScopeAllPrivateChats(), language_code="zh"
    )
    await bot.set_my_commands([("notice", "公告")], scope=BotCommandScopeChatAdministrators(group.id))
    assert await wang.commands() == ["bao", "wo"]
    assert await wang.commands(group) == ["help"]
    assert await li.commands(group) == ["notice"]
    await bot.delete_my_commands(scope=BotCommandScopeAllPrivateChats(), language_code="zh")
    assert await wang.commands() == ["bao"]
    assert await bot.get_my_commands() == (BotCommand("help", "帮助"),)


@pytest.mark.parametrize("command", [("报修", "报修"), ("Bao", "x"), ("b" * 33, "x"), ("bao", ""), ("bao", "x" * 257)])
async def test_commands_telegram_would_refuse(bot: telegram.Bot, command: tuple[str, str]) -> None:
    with pytest.raises(BadRequest, match=r"(?i)bot_command"):
        await bot.set_my_commands([command])


async def test_menu_button_and_texts_are_kept(bot: telegram.Bot, started: Person) -> None:
    await bot.set_chat_menu_button(started.id, telegram.MenuButtonDefault())
    assert (await bot.get_chat_menu_button(started.id)).type == "default"
    await bot.set_my_short_description("居民议事")
    assert (await bot.get_my_short_description()).short_description == "居民议事"
    assert (await bot.get_my_name()).name == "议事亭"
