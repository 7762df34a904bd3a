"""Command menus (命令菜单): short Latin commands with Chinese descriptions, by scope."""

from __future__ import annotations

from rendering.menu import GROUP_COMMANDS, PRIVATE_COMMANDS
from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.logs import log
from rendering.texts import HOME_LOCALE, texts


async def set_menus(bot: ExtBot[None]) -> None:
    """Tell Telegram which commands to offer. Chinese whatever the phone's language: English is chosen in the bot."""
    words = texts(HOME_LOCALE)
    scopes = ((BotCommandScopeAllPrivateChats(), PRIVATE_COMMANDS), (BotCommandScopeAllGroupChats(), GROUP_COMMANDS))
    try:
        for scope, names in scopes:
            commands = [BotCommand(name, words.plain(f"commands.{name}")) for name in names]
            await bot.set_my_commands(commands, scope=scope)
    except TelegramError as error:
        log.warning("menus_unset", error=type(error).__name__)
