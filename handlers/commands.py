"""Commands (命令): reading one from a message, and the lists Telegram shows beside the input field."""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum

from telegram import BotCommand, BotCommandScopeChat, Message
from telegram.error import TelegramError
from telegram.ext import ExtBot

from domain.registry import STAFF_ROLES, Actor, RoleKind
from rendering.texts import HOME_LOCALE, Texts


class Level(StrEnum):
    """Whose list it is (命令范围)."""

    PRIVATE = "private"
    STAFF = "staff"
    GROUP = "group"


ENGLISH = {
    "bao": "report",
    "yishi": "matters",
    "chuishao": "whistle",
    "qingdan": "checklist",
    "jiandu": "teams",
    "ban": "errands",
    "xinyuan": "wishes",
    "zhengji": "survey",
    "yishihui": "meetings",
    "zhang": "accounts",
    "chazhang": "audit",
    "yujiao": "fees",
    "guadan": "board",
    "shuidianqi": "utilities",
    "laomaobing": "recurring",
    "guzhang": "outages",
    "jishi": "pressing",
    "yijian": "opinion",
    "zhedang": "hidden",
    "gongshi": "notices",
    "toupiao": "poll",
    "gonggao": "announce",
    "shequ": "community",
    "mingce": "roster",
    "wode": "me",
    "yinsi": "privacy",
    "gengduo": "more",
    "bangzhu": "help",
    "bangding": "bind",
}
"""Names people see who chose English; both names work for everybody."""
SAID = {"查账": "chazhang", "audit": "audit"}
"""Words that are a command when they are all that is said in reply to a message of ours."""
CAPTIONS = frozenset({"bao", "report"})
"""What a picture may have for a caption: the others could do nothing with it."""
RESIDENT = ("bao", "yishi", "gongshi", "wode", "gengduo", "bangzhu")
"""What an old neighbour needs; the rest stands on one screen, behind 更多."""
LISTS: dict[Level, tuple[str, ...]] = {
    Level.PRIVATE: RESIDENT,
    Level.STAFF: (
        *RESIDENT[:3],
        "guadan",
        "jishi",
        "laomaobing",
        "chuishao",
        "qingdan",
        "zhengji",
        "yishihui",
        "toupiao",
        "gonggao",
        "shequ",
        "mingce",
        *RESIDENT[3:],
    ),
    Level.GROUP: ("bao", "yijian", "chazhang", "zhedang", "bangding", "bangzhu"),
}


def command_menu(level: Level, locale: str = HOME_LOCALE) -> list[tuple[str, str]]:
    """The list of a level: each command and the message id of its description."""
    names = LISTS[level]
    return [(name if locale == HOME_LOCALE else ENGLISH[name], f"commands.{name}") for name in names]


def level_of(actor: Actor) -> Level:
    """Which list a person sees in private."""
    serving = STAFF_ROLES | {RoleKind.OPERATOR}
    return Level.STAFF if any(role.kind in serving for role in actor.roles) else Level.PRIVATE


async def show_commands(bot: ExtBot[None], chat_id: int, actor: Actor, texts: Texts) -> None:
    """Set one person's own list, after a role or the language changed. Only a convenience: failure is harmless."""
    listed = command_menu(level_of(actor), texts.locale)
    commands = [BotCommand(name, texts.plain(description)) for name, description in listed]
    with suppress(TelegramError):
        await bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id))


def command_of(message: Message, username: str) -> tuple[str | None, str]:
    """The command a message begins with and what follows it; None when it is for nobody or for another bot."""
    text, entities = message.text or message.caption or "", message.entities or message.caption_entities
    first = entities[0] if entities else None
    if first is None or first.type != "bot_command" or first.offset != 0:
        return _said_in_reply(message, username), ""
    name, _, addressee = text[1 : first.length].lower().partition("@")
    elsewhere = addressee and addressee != username.lower()
    if elsewhere or (message.caption is not None and name not in CAPTIONS):
        return None, ""
    return name, text[first.length :].strip()


def _said_in_reply(message: Message, username: str) -> str | None:
    """查账, in reply to us."""
    author = None if message.reply_to_message is None else message.reply_to_message.from_user
    ours = author is not None and author.is_bot and (author.username or "").lower() == username.lower()
    return SAID.get((message.text or "").strip().lower()) if ours else None
