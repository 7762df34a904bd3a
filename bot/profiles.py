"""Profiles before the house opens (开门前看规则): every file is looked at, and what is wrong is said in words."""

from __future__ import annotations

from bot.settings import Settings
from rendering.profiles import problems
from rendering.texts import HOME_LOCALE, Texts, texts
from services import Database
from services.profiles import strays, troubles
from storage.shelf import ProfilesWrong, Shelf, read_shelf


def open_shelf(settings: Settings) -> Shelf:
    """The cities' profiles and the compounds' own. Raises ProfilesWrong."""
    return read_shelf(settings.data_dir / "profiles")


async def look_through(database: Database) -> tuple[str, ...]:
    """Files that no compound answers to. Raises ProfilesWrong for what a compound cannot go by."""
    found = await troubles(database)
    if found:
        raise ProfilesWrong(found)
    return await strays(database)


def stray_words(words: Texts, names: tuple[str, ...]) -> str:
    """The names of files, as a list."""
    return words.plain("profiles.and").join(f"{name}.toml" for name in names)


def what_is_wrong(wrong: ProfilesWrong) -> str:
    """Everything that is wrong, in both languages."""
    both = (texts(locale) for locale in (HOME_LOCALE, "en"))
    return "\n".join(words.plain("process.profiles_wrong", problems=problems(words, wrong.problems)) for words in both)
