"""What screens of reports say in common (报事用语): somebody's words, or what came without; who has received them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues import LONGEST_SHOWN, Issue, shorten
from domain.moments import read_moment
from domain.outcomes import Facts
from rendering.dates import moment
from rendering.texts import Texts

Kinds = Mapping[str, int] | Iterable[str]
"""Kinds of files: how many of each, or one after the other."""


def said(texts: Texts, text: str, kinds: Kinds, *, spot: bool = False) -> str:
    """The words, or 一张照片、一段语音: never nothing, and never that there is nothing."""
    return text or came(texts, kinds, spot=spot)


def words_of(texts: Texts, issue: Issue, text: str) -> str:
    """`text`, which is the report's own or what is shown of it; without it, what came."""
    return said(texts, text, issue.kinds, spot=issue.spot is not None)


def came(texts: Texts, kinds: Kinds, *, spot: bool) -> str:
    """What came without a word."""
    parts = [_counted(texts, kind, count) for kind, count in Counter(kinds).items()]
    parts += [texts.plain("issues.one.spot")] if spot else []
    return texts.plain("issues.comma").join(parts) or texts.plain("issues.no_words")


def _counted(texts: Texts, kind: str, count: int) -> str:
    return texts.plain(f"issues.one.{kind}") if count == 1 else texts.plain(f"issues.several.{kind}", n=count)


def received(texts: Texts, facts: Facts, zone: ZoneInfo) -> Markup:
    """Who has it, and from when if not from now."""
    if not facts["who"]:
        return texts.say("issues.reported.nobody")
    who = texts.plain("issues.comma").join(texts.plain(f"roles.{kind}") for kind in facts["who"])
    if facts["told_at"] is None:
        return texts.say("issues.reported.received", who=who)
    return texts.say("issues.reported.later", who=who, when=moment(texts, read_moment(facts["told_at"]), zone))


def dangers(texts: Texts, facts: Facts) -> list[Markup]:
    """Where there is danger, whom to call before anything else; for gas its own number too."""
    if not facts["urgent"]:
        return []
    gas = facts.get("gas")
    if gas is None:
        return [texts.say("issues.urgent")]
    return [texts.say("issues.urgent"), texts.say("intake.gas", number=gas) if gas else texts.say("intake.gas_card")]


def plain_dangers(texts: Texts, facts: Facts) -> list[str]:
    """The same for the answer to a press."""
    return [line.unescape() for line in dangers(texts, facts)]


def quoted(words: str) -> Markup:
    """Somebody's words, set apart from ours."""
    return Markup("<blockquote>{}</blockquote>").format(shorten(words, LONGEST_SHOWN))
