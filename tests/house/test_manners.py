"""How the catalogue (文案) speaks: it does not shout, it is polite, it quotes in one way."""

import re

import pytest

from rendering.texts import SPOKEN
from tests.house.plan import listed
from tests.house.words import catalogue, messages

EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
TAG = re.compile("<[^>]*>")
QUOTES = {"zh_Hans": "「」", "en": "“”"}
"""How words are quoted in each language; an apostrophe is no quotation mark."""
QUOTING = re.compile('[「」『』“”‘’＂"«»]')


@pytest.mark.parametrize("locale", SPOKEN)
def test_nothing_shouts(locale: str) -> None:
    """No exclamation marks, at most one emoji a message."""
    loud = {key: one for key, one in messages(locale) if re.search("[!！]", one.whole)}
    gaudy = {key: one for key, one in messages(locale) if any(len(EMOJI.findall(form)) > 1 for form in one.forms)}
    assert listed({*loud, *gaudy}) == ""


def test_people_are_spoken_to_politely() -> None:
    assert listed(key for key, message in catalogue("zh_Hans").items() if "你" in message.whole) == ""


@pytest.mark.parametrize("locale", SPOKEN)
def test_words_are_quoted_in_the_languages_own_marks(locale: str) -> None:
    """One convention in every room, and what is opened is closed."""
    pair = QUOTES[locale]
    forms = ((key, TAG.sub("", form)) for key, message in messages(locale) for form in message.forms)
    marks = ((key, "".join(QUOTING.findall(form))) for key, form in forms)
    assert listed(f"{key} {found}" for key, found in marks if found != pair * (len(found) // 2)) == ""
