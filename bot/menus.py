"""Command menus (命令菜单): short Latin commands with Chinese descriptions, by scope."""

from __future__ import annotations

from telegram import BotCommand, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.logs import log
from handlers.commands import Level, command_menu
from rendering.texts import HOME_LOCALE, texts

SCOPES: tuple[tuple[Level, BotCommandScope], ...] = (
    (Level.PRIVATE, BotCommandScopeAllPrivateChats()),
    (Level.GROUP, BotCommandScopeAllGroupChats()),
)


async def set_menus(bot: ExtBot[None]) -> None:
    """Tell Telegram which commands to offer. Chinese whatever the phone's language: English is chosen in the bot."""
    words = texts(HOME_LOCALE)
    try:
        for level, scope in SCOPES:
            commands = [BotCommand(name, words.plain(key)) for name, key in command_menu(level)]
            await bot.set_my_commands(commands, scope=scope)
    except TelegramError as error:
        log.warning("menus_unset", error=type(error).__name__)
