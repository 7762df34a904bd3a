"""The wizard of a formal vote in words (发起表决): one question a screen, each with a way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.registry import Place
from domain.vote_wizard import VoteStep
from domain.voting.owners_matters import OwnersMatter
from domain.voting.votes import Vote
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.voting_buttons import (
    CancelVote,
    DropVote,
    OpenVotes,
    PostVote,
    ShowVote,
    VoteBack,
    VoteDays,
    VoteMatter,
    VotePlace,
)

DAYS = (7, 14, 30)
"""Usual lengths of voting; the profile's limits are checked at the end."""


def place_step(texts: Texts, draft: int, places: Sequence[tuple[Place, str]]) -> Screen:
    """在哪里表决？"""
    keys = [Key(name, VotePlace(draft, place.compound_id or 0, place.building_id or 0)) for place, name in places]
    return Screen(texts.say("voting.ask.place"), (*rows(*keys, per_row=1), _ways_out(texts, draft, back=False)))


def matter_step(texts: Texts, draft: int, *, back: bool) -> Screen:
    """要表决的是哪一类事？"""
    keys = [Key(texts.plain(f"voting.matter.{matter}"), VoteMatter(draft, matter.value)) for matter in OwnersMatter]
    return Screen(texts.say("voting.ask.matter"), (*rows(*keys), _ways_out(texts, draft, back=back)))


def typed_step(texts: Texts, step: VoteStep, draft: int) -> Screen:
    """The title or the text, to be typed."""
    return Screen(texts.say(f"voting.ask.{step}"), (_ways_out(texts, draft),))


def days_step(texts: Texts, draft: int) -> Screen:
    """投票几天？"""
    keys = [Key(texts.plain("voting.ask.n_days", n=days), VoteDays(draft, days)) for days in DAYS]
    return Screen(texts.say("voting.ask.days"), (*rows(*keys, per_row=3), _ways_out(texts, draft)))


def preview(
    texts: Texts, draft: int, body: Mapping[str, Any], *, place: str, terms: Mapping[str, Any], article: str
) -> Screen:
    """看一遍再公示."""
    words = lines(
        texts.say("voting.preview.head", title=body["title"]),
        body["text"],
        "",
        texts.say("voting.preview.place", place=place, article=article),
        texts.say(f"voting.weight.{terms['weight']}", source=terms["weight_source"]),
        texts.say("voting.preview.days", notice=terms["notice_days"], n=body["days"]),
        texts.say("voting.preview.frozen"),
    )
    post = Key(texts.plain("voting.key.post"), PostVote(draft))
    return Screen(words, ((post,), _ways_out(texts, draft)))


def posted(texts: Texts, vote: Vote, opens: str) -> Screen:
    """公示出去了; the way to take it back is at hand."""
    words = texts.say("voting.post.done", number=vote.number, day=opens)
    look = Key(texts.plain("voting.key.look"), ShowVote(vote.id))
    back = Key(texts.plain("voting.key.cancel"), CancelVote(vote.id, 0))
    return Screen(words, ((look, back), _list(texts)))


def dropped(texts: Texts) -> Screen:
    """算了, nothing went out."""
    return Screen(texts.say("voting.post.dropped"), (_list(texts),))


def _list(texts: Texts) -> tuple[Key, ...]:
    return (Key(texts.plain("voting.key.list"), OpenVotes()),)


def _ways_out(texts: Texts, draft: int, *, back: bool = True) -> tuple[Key, ...]:
    ways = [Key(texts.plain("voting.key.step_back"), VoteBack(draft))] if back else []
    return (*ways, Key(texts.plain("voting.key.drop"), DropVote(draft)))
