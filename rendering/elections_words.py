"""Elections in words (选举的用语): organs, channels, what is wrong with a candidacy or with a composition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from domain.elections import Candidacy
from domain.registry import Organ
from domain.voting.nominations import NominationFault
from rendering.texts import Texts


def organ(texts: Texts, which: str) -> str:
    """业委会."""
    return texts.plain(f"organs.{Organ(which)}")


def basis(texts: Texts, words: str) -> str:
    """（依据：…）; nothing where it rests on nothing but us."""
    return texts.plain("elections.basis", words=words) if words else ""


def joined(texts: Texts, parts: Sequence[str]) -> str:
    """、."""
    return texts.plain("elections.between").join(parts)


def candidate_line(texts: Texts, number: int | None, facts: Mapping[str, Any]) -> Markup:
    """1. 王桂兰（自荐、社区干事）: what they declare, nothing else; no number where they stand alone."""
    said = [texts.plain(f"elections.channel.{facts['channel']}")]
    declared = joined(texts, [*said, *facts["posts"]])
    if number is None:
        return texts.say("elections.candidate_alone", name=facts["name"], declared=declared)
    return texts.say("elections.candidate", number=number, name=facts["name"], declared=declared)


def fault_words(texts: Texts, faults: Sequence[NominationFault], one: Candidacy, wanted: int) -> str:
    """联名还差 1 户；本人还没同意."""
    missing = max(0, wanted - len(one.signers))
    said = [texts.plain(f"elections.fault.{fault}", missing=missing) for fault in faults]
    return texts.plain("elections.and").join(said)


def makeup_words(texts: Texts, facts: Mapping[str, Any]) -> str:
    """现在 8 人，应是单数；居民 3 人，不到一半."""
    numbers = {name: facts[name] for name in ("count", "residents", "least", "most")}
    said = [texts.plain(f"elections.makeup.{fault}", **numbers) for fault in facts["faults"]]
    return texts.plain("elections.and").join(said)
