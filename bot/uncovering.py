"""Words the board covers by mistake, at the terminal (终端里的放开): `python -m bot uncover 黄历`."""

from __future__ import annotations

from bot.registry_files import MISUSED, WELL, compound_named
from bot.running import open_database, say
from bot.settings import Settings
from rendering.texts import texts
from services.board_covers import uncover

FAULTY = 1


async def perform(settings: Settings, word: str, *, compound: str | None) -> int:
    """Let a word go that was taken for the name of somebody who is registered no more; the exit status."""
    words = texts(settings.locale)
    async with open_database(settings) as database:
        chosen = await compound_named(database, words, compound)
        if chosen is None:
            return MISUSED
        done = await uncover(database, compound_id=chosen.id, word=word)
    say(words.plain("process.uncovered" if done else "process.not_covered", word=word, name=chosen.name))
    return WELL if done else FAULTY
