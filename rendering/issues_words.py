"""What somebody said, as screens show it (所述): their words; without words, what came instead of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from markupsafe import Markup

from domain.issues import LONGEST_SHOWN, shorten
from rendering.texts import Texts

Kinds = Mapping[str, int] | Iterable[str]
"""Kinds of files: how many of each, or one after the other."""


def said(texts: Texts, text: str, kinds: Kinds, *, spot: bool = False) -> str:
    """The words, or 一张照片、一段语音: never nothing, and never that there is nothing."""
    return text or came(texts, kinds, spot=spot)


def came(texts: Texts, kinds: Kinds, *, spot: bool) -> str:
    """What came without a word."""
    parts = [_counted(texts, kind, count) for kind, count in Counter(kinds).items()]
    parts += [texts.plain("issues.one.spot")] if spot else []
    return texts.plain("issues.comma").join(parts) or texts.plain("issues.no_words")


def _counted(texts: Texts, kind: str, count: int) -> str:
    return texts.plain(f"issues.one.{kind}") if count == 1 else texts.plain(f"issues.several.{kind}", n=count)


def quoted(words: str) -> Markup:
    """Somebody's words, set apart from ours."""
    return Markup("<blockquote>{}</blockquote>").format(shorten(words, LONGEST_SHOWN))
