"""查账 at the door: said in reply to any message of a matter, in a group or in private."""

from __future__ import annotations

import re
from collections.abc import Iterator

from telegram import Message

from handlers.issues_said import answered_message
from handlers.turn import Turn
from rendering import fund_matters as drawn
from rendering.buttons import parse
from services.fund_matters import matter_money, matter_money_here, matter_of_message, matter_of_vote

START = re.compile(r"[?&]start=(?P<kind>matter|zc|vote)_(?P<number>[0-9]{1,9})$")
"""What a key under a message in a group leads to."""


async def on_command(turn: Turn, _: str) -> None:
    """查账, /chazhang."""
    reply = answered_message(turn.message)
    number = 0 if reply is None else await _matter_of(turn, reply)
    await _show(turn, number, replied=reply is not None and not number)


async def on_start(turn: Turn, argument: str) -> None:
    """The vouchers of a matter, from a link in a group."""
    number = int(argument) if argument.isascii() and argument.isdecimal() and len(argument) < 10 else 0
    await _show(turn, number)


async def _show(turn: Turn, number: int, *, replied: bool = False) -> None:
    today = turn.at.astimezone(turn.zone).date()
    if turn.private:
        found = await matter_money(turn.database, actor=turn.actor, matter_id=number)
    else:
        place = turn.visit.chat.place
        found = None if place is None else await matter_money_here(turn.database, place=place, matter_id=number)
    if found is None:
        await turn.show(drawn.how(turn.texts, private=turn.private, replied=replied))
    else:
        draw = drawn.money if turn.private else drawn.money_in_group
        await turn.show(draw(turn.texts, found, today=today))


async def _matter_of(turn: Turn, reply: Message) -> int:
    """Which matter a message is about: as the card that stands there, else by the keys under it."""
    here = turn.message.chat_id
    found = await matter_of_message(turn.database, telegram_chat=here, message_id=reply.message_id)
    for kind, number in () if found else _keys(reply):
        found = number if kind != "vote" else await matter_of_vote(turn.database, vote_id=number)
        if found:
            break
    return found


def _keys(reply: Message) -> Iterator[tuple[str, int]]:
    """What the keys under a message of ours lead to."""
    markup = reply.reply_markup
    for key in (key for row in (markup.inline_keyboard if markup is not None else ()) for key in row):
        led = START.search(key.url or "")
        button = parse(str(key.callback_data)) if key.callback_data else None
        if led is not None:
            yield led["kind"], int(led["number"])
        for kind in ("matter", "vote"):
            number = getattr(button, f"{kind}_id", 0)
            if isinstance(number, int) and number:
                yield kind, number


COMMANDS = {"chazhang": on_command, "audit": on_command}
STARTS = {"zc": on_start}
