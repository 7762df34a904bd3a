"""Keyboards under messages: Telegram's limits on buttons and their data."""

import re
from typing import Any

from sandbox.errors import bad_request

Json = dict[str, Any]
ACTIONS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}
URL = re.compile(r"(https?|tg)://\S+")


def checked(markup: Json | None) -> Json | None:
    """The keyboard if Telegram would take it; an empty inline keyboard is none."""
    rows = (markup or {}).get("inline_keyboard")
    if rows is None:
        return markup
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise bad_request("reply markup is too long")
    for button in (button for row in rows for button in row):
        check_button(button)
    return {"inline_keyboard": rows} if rows else None


def check_button(button: Json) -> None:
    """A button has a label and does exactly one thing."""
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text buttons are not allowed to be empty")
    if len(ACTIONS & set(button)) != 1:
        words = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        raise bad_request(words)
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not URL.fullmatch(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
