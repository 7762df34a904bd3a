"""Keyboards (按键盘): our keys as Telegram's inline keyboard."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.helpers import create_deep_linked_url

from rendering.screens import Key, Screen


def keyboard(screen: Screen, username: str) -> InlineKeyboardMarkup | None:
    """The screen's keys, or None when it has none. `username` is the bot's, for deep links."""
    if not screen.keys:
        return None
    return InlineKeyboardMarkup([[_button(key, username) for key in row] for row in screen.keys])


def _button(key: Key, username: str) -> InlineKeyboardButton:
    if key.press is not None:
        return InlineKeyboardButton(key.label, callback_data=key.press.pack())
    url = key.url if key.url is not None else create_deep_linked_url(username, key.start)
    return InlineKeyboardButton(key.label, url=url)
