"""What others read of what is typed (说给大家的话), before it goes out."""

from __future__ import annotations

from domain.deliberation.matters import Matter
from rendering.deliberation_buttons import DropWords, SendWords
from rendering.screens import Key, Screen
from rendering.texts import Texts


def ask(texts: Texts, what: str, draft: int, matter: Matter) -> Screen:
    """What is to be typed now, who reads it, and the way out."""
    words = texts.say(f"deliberation.write.{what}", title=matter.title)
    return Screen(words, ((_drop(texts, draft, matter),),))


def look_again(texts: Texts, what: str, draft: int, version: int, read: str, matter: Matter) -> Screen:
    """发出去以后，大家看到的是：…; words typed anew take its place."""
    words = texts.say(f"deliberation.look_again.{what}", title=matter.title, words=read)
    send = Key(texts.plain("deliberation.key.send_words"), SendWords(draft, version))
    return Screen(words, ((send, _drop(texts, draft, matter)),))


def _drop(texts: Texts, draft: int, matter: Matter) -> Key:
    return Key(texts.plain("deliberation.key.drop"), DropWords(draft, matter.id))
