"""The wizard of a formal vote in words (发起表决): one question a screen, each with a way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from domain.registry import Place
from domain.vote_wizard import VoteStep, ballots
from domain.voting.constituencies import Constituency
from domain.voting.owners_matters import GROUPS, MatterGroup, OwnersMatter, in_full
from domain.voting.votes import Motion, Vote
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.voting_backgrounds import alone_words
from rendering.voting_buttons import (
    CancelVote,
    DropVote,
    NobodyUnreached,
    OpenVotes,
    PostVote,
    ShowVote,
    VoteBack,
    VoteBallot,
    VoteByCharter,
    VoteDays,
    VoteHomes,
    VoteMatter,
    VoteMatters,
    VotePlace,
    VoteWho,
)
from rendering.voting_deemed import silence_line

DAYS = (7, 14, 30)
"""Usual lengths of voting; the profile's limits are checked at the end."""


def place_step(texts: Texts, draft: int, places: Sequence[tuple[Place, str]]) -> Screen:
    """在哪里表决？"""
    keys = [Key(name, VotePlace(draft, place.compound_id or 0, place.building_id or 0)) for place, name in places]
    return Screen(texts.say("voting.ask.place"), (*rows(*keys, per_row=1), _ways_out(texts, draft, back=False)))


def whose_step(texts: Texts, draft: int, offered: Sequence[Constituency], *, back: bool) -> Screen:
    """谁来表决？"""
    keys = [Key(texts.plain(f"voting.whose.{one}"), VoteWho(draft, one.value)) for one in offered]
    return Screen(texts.say("voting.ask.constituency"), (*rows(*keys), _ways_out(texts, draft, back=back)))


def homes_step(texts: Texts, draft: int, place: str, entrances: Sequence[tuple[int, str]]) -> Screen:
    """哪些住户？ All, an entrance, or doors that are typed."""
    every = Key(texts.plain("voting.key.all_homes", place=place), VoteHomes(draft, 0))
    keys = [Key(label, VoteHomes(draft, number)) for number, label in entrances]
    return Screen(texts.say("voting.ask.homes"), ((every,), *rows(*keys), _ways_out(texts, draft)))


def source_step(texts: Texts, draft: int, homes: Mapping[str, Any]) -> Screen:
    """凭什么由这几户定？"""
    words = texts.say("voting.ask.source", homes=homes["words"], n=len(homes["ids"]))
    return Screen(words, ((Key(texts.plain("voting.key.charter"), VoteByCharter(draft)),), _ways_out(texts, draft)))


def text_step(texts: Texts, draft: int, ballot: str | None, kinds: Sequence[str]) -> Screen:
    """The text; and what stands on the ballot, where it is not yes or no."""
    chosen = next((kind for kind in kinds if kind == ballot), "yes-no-abstain")
    others = [kind for kind in ("yes-no-abstain", *kinds) if kind != chosen]
    keys = [Key(texts.plain(f"voting.ballot.{kind}"), VoteBallot(draft, kind)) for kind in others]
    asked = texts.say("voting.ask.ballot", ballot=_ballot(texts, chosen)) if others else None
    words = lines(texts.say("voting.ask.text"), asked)
    return Screen(words, (*rows(*keys), _ways_out(texts, draft)))


def _ballot(texts: Texts, kind: str) -> str:
    return texts.plain(f"voting.ballot.{kind}")


def unreached_step(texts: Texts, draft: int) -> Screen:
    """还有哪些代表不用手机？"""
    nobody = Key(texts.plain("voting.key.nobody_unreached"), NobodyUnreached(draft))
    return Screen(texts.say("voting.ask.unreached"), ((nobody,), _ways_out(texts, draft)))


def asked_step(texts: Texts, step: VoteStep, draft: int, body: Mapping[str, Any]) -> Screen:
    """The steps that need to know nothing but the draft."""
    match step:
        case VoteStep.MATTER:
            return matter_step(texts, draft)
        case VoteStep.SOURCE:
            return source_step(texts, draft, body["homes"])
        case VoteStep.TEXT:
            return text_step(texts, draft, body.get("ballot"), ballots(body))
        case VoteStep.UNREACHED:
            return unreached_step(texts, draft)
        case VoteStep.DAYS:
            return days_step(texts, draft)
    return typed_step(texts, step, draft)


def matter_step(texts: Texts, draft: int) -> Screen:
    """要表决的是哪方面的事？"""
    groups = [Key(texts.plain(f"voting.matters.{group}"), VoteMatters(draft, group.value)) for group in MatterGroup]
    keys = (*groups, _matter(texts, draft, OwnersMatter.OTHER))
    return Screen(texts.say("voting.ask.matter"), (*rows(*keys), _ways_out(texts, draft)))


def matters_step(texts: Texts, draft: int, group: MatterGroup) -> Screen:
    """是哪一件？"""
    keys = [_matter(texts, draft, matter) for matter in GROUPS[group]]
    back = Key(texts.plain("voting.key.step_back"), VoteMatters(draft, ""))
    return Screen(texts.say("voting.ask.which_matter"), (*rows(*keys), (back, *_ways_out(texts, draft, back=False))))


def _matter(texts: Texts, draft: int, matter: OwnersMatter) -> Key:
    return Key(texts.plain(f"voting.matter.{matter}"), VoteMatter(draft, matter.value))


def typed_step(texts: Texts, step: VoteStep, draft: int) -> Screen:
    """The title or the text, to be typed."""
    return Screen(texts.say(f"voting.ask.{step}"), (_ways_out(texts, draft),))


def days_step(texts: Texts, draft: int) -> Screen:
    """投票几天？"""
    keys = [Key(texts.plain("voting.ask.n_days", n=days), VoteDays(draft, days)) for days in DAYS]
    return Screen(texts.say("voting.ask.days"), (*rows(*keys, per_row=3), _ways_out(texts, draft)))


def preview(
    texts: Texts,
    draft: int,
    motion: Motion,
    *,
    place: str,
    terms: Mapping[str, Any],
    article: str,
    when: Markup,
) -> Screen:
    """看一遍再公示."""
    whose, scope = texts.plain(f"voting.whose.{motion.constituency}"), motion.scope
    words = lines(
        texts.say("voting.preview.head", title=motion.title),
        motion.text,
        *(texts.say("voting.preview.option", option=option.label) for option in motion.question.options),
        "",
        texts.say("voting.preview.place", place=place, whose=whose, article=article),
        None if scope is None else texts.say("voting.scope", words=scope.words, source=scope.source),
        texts.say(f"voting.weight.{terms['weight']}", source=in_full(terms["weight_source"])),
        alone_words(texts, motion.constituency, article),
        silence_line(texts, terms),
        when,
        texts.say("voting.preview.frozen"),
    )
    post = Key(texts.plain("voting.key.post"), PostVote(draft))
    return Screen(words, ((post,), _ways_out(texts, draft)))


def voting_days(texts: Texts, motion: Motion, terms: Mapping[str, Any]) -> Markup:
    """先公示15天，再投票7天."""
    return texts.say("voting.preview.days", notice=terms["notice_days"], n=motion.days)


def meeting_on(texts: Texts, moment: str) -> Markup:
    """12月8日（周二）19:30开会."""
    return texts.say("voting.preview.meets", moment=moment)


def posted(texts: Texts, vote: Vote, opens: str) -> Screen:
    """公示出去了; the way to take it back is at hand."""
    words = texts.say("voting.post.met" if vote.in_meeting else "voting.post.done", number=vote.number, day=opens)
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
