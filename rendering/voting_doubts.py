"""Doubts about a sealed result in words (核对异议): what is wrong, what came of looking, and who reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from domain.outcomes import Facts
from domain.voting.doubts import Doubt
from domain.voting.entitlements import VotePage
from domain.voting.votes import Vote
from rendering.buttons import Button
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.screens import Key, Screen, lines
from rendering.texts import Texts
from rendering.vote_papers import called
from rendering.vote_papers_aside import look_keys
from rendering.voting_buttons import DropObjection, ShowVote
from rendering.voting_notices import head


@dataclass(frozen=True)
class DoubtResult(Button, prefix="vda"):
    """[数字不对]."""

    vote_id: int


@dataclass(frozen=True)
class LookIntoDoubt(Button, prefix="vdb"):
    """[写查看结果]."""

    vote_id: int


@dataclass(frozen=True)
class SendDoubt(Button, prefix="vdc"):
    """[告诉委员会], [告诉核对的人]."""

    draft_id: int


def doubt_lines(texts: Texts, doubt: Doubt | None) -> list[Markup]:
    """What those who check and those who look read of it."""
    if doubt is None:
        return []
    said = said_lines(texts, doubt.said, doubt.papers)
    if doubt.answer is None:
        return [*said, texts.say("voting.doubt.waits")]
    return [*said, texts.say("voting.doubt.looked", text=doubt.answer)]


def said_lines(texts: Texts, said: str, papers: Sequence[int]) -> list[Markup]:
    """What whoever checks found wrong, and which papers homes say are not theirs."""
    words = [texts.say("voting.doubt.said", text=said)] if said else []
    serials = texts.plain("voting.between").join(called(serial) for serial in papers)
    return [*words, *([texts.say("voting.doubt.papers", n=len(papers), serials=serials)] if papers else [])]


def doubt_keys(texts: Texts, found: VotePage) -> list[Key]:
    """[看第0137号的照片], [写查看结果]."""
    papers = () if found.doubt is None else found.doubt.papers
    written = Key(texts.plain("voting.key.look_into"), LookIntoDoubt(found.vote.id))
    return [*look_keys(texts, found.vote.id, papers), written] if found.may_look else []


def doubt_key(texts: Texts, vote: Vote) -> Key:
    """[数字不对]."""
    return Key(texts.plain("voting.key.doubt"), DoubtResult(vote.id))


def ask(texts: Texts, vote_id: int, draft_id: int, step: str) -> Screen:
    """哪里不对？ / 您查了什么？"""
    words = lines(texts.say(f"voting.doubt.ask_{step}"), texts.say(f"voting.doubt.seen_{step}"))
    return Screen(words, ((_drop(texts, vote_id, draft_id),),))


def surely(texts: Texts, vote_id: int, draft_id: int, step: str, written: str) -> Screen:
    """这样写可以吗: it stays."""
    words = lines(
        texts.say("voting.doubt.sure"),
        texts.say("voting.objection.written", text=written),
        texts.say(f"voting.doubt.seen_{step}"),
        texts.say("voting.objection.again"),
    )
    send = Key(texts.plain(f"voting.key.send_{step}"), SendDoubt(draft_id))
    return Screen(words, ((send, _drop(texts, vote_id, draft_id)),))


def sent(texts: Texts, vote_id: int, step: str) -> Screen:
    """已告诉委员会 / 已告诉核对的人."""
    back = Key(texts.plain("voting.key.back"), ShowVote(vote_id))
    return Screen(texts.say(f"voting.doubt.sent_{step}"), ((back,),))


def _drop(texts: Texts, vote_id: int, draft_id: int) -> Key:
    return Key(texts.plain("voting.key.drop"), DropObjection(vote_id, draft_id))


def doubt_raised(drawing: Drawing, facts: Facts) -> Dispatch:
    """The committee reads that the numbers are said to be wrong."""
    return _told(drawing, facts, "doubt", "look")


def doubt_looked(drawing: Drawing, facts: Facts) -> Dispatch:
    """Whoever may confirm reads what came of it."""
    return _told(drawing, facts, "looked", "check")


def _told(drawing: Drawing, facts: Facts, name: str, key: str) -> Dispatch:
    texts = drawing.texts
    words = lines(
        head(texts, name, facts),
        *_written(texts, facts),
        texts.say(f"voting.{name}.text"),
    )
    return Dispatch(Screen(words, ((Key(texts.plain(f"voting.key.{key}"), ShowVote(facts["vote_id"])),),)))


def _written(texts: Texts, facts: Facts) -> list[Markup]:
    if facts.get("papers"):
        return said_lines(texts, facts["said"], facts["papers"])
    return [texts.say("voting.objection.written", text=facts["said"])]


NOTICES: dict[str, Template] = {"voting.doubt": doubt_raised, "voting.looked": doubt_looked}
