"""Naming one voter (推选一人): those who own a home together say who votes; the committee records their papers."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from domain.issues import shorten
from domain.outcomes import Facts
from domain.vote_effects import card_facts
from domain.voting.namings import Together, listed
from domain.voting.votes import Vote
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.voting_buttons import ListTogether, NameVoter, OpenNaming, ShowVote
from rendering.voting_notices import head

PAGE = 8
SHORT = 18


def by_another(texts: Texts, one: Together) -> Markup:
    """9号楼301：由共有人某某投票."""
    assert one.named is not None, "nobody else votes for it"
    return texts.say("voting.naming.by", units=_units(texts, one.units), name=one.called(one.named))


def naming_key(texts: Texts, vote: Vote, one: Together) -> Key:
    """[推选谁来投：301]."""
    units = shorten(_units(texts, one.units), SHORT)
    return Key(texts.plain("voting.key.naming", units=units), OpenNaming(vote.id, one.head_id, 0))


def naming(texts: Texts, vote: Vote, one: Together, *, paper: bool) -> Screen:
    """Whom do they name; who has named whom so far."""
    may = paper or one.all_known
    how = "paper" if paper else "press" if may else "unknown"
    said = [
        texts.say("voting.naming.said", who=owner.name, name=one.called(owner.names))
        for owner in one.owners
        if owner.names is not None and not paper
    ]
    words = lines(
        head(texts, f"state.{vote.state}", card_facts(vote)),
        texts.say("voting.naming.ask", units=_units(texts, one.units)),
        *said,
        *([by_another(texts, one)] if one.named is not None else []),
        texts.say(f"voting.naming.{how}"),
    )
    names = [
        Key(
            texts.plain("voting.key.name", name=shorten(owner.name, SHORT)),
            NameVoter(vote.id, one.head_id, owner.owner_id, int(paper)),
        )
        for owner in one.owners
        if may
    ]
    return Screen(words, rows(*names, _back(texts, vote.id), per_row=1))


def homes_together(texts: Texts, vote: Vote, found: Sequence[Together], page: int) -> Screen:
    """Homes that several own: whose paper is it."""
    shown, more = listed(found, page=page, size=PAGE)
    keys = [Key(shorten(_units(texts, one.units), SHORT), OpenNaming(vote.id, one.head_id, 1)) for one in shown]
    following = [Key(texts.plain("voting.key.further"), ListTogether(vote.id, page + 1))] if more else []
    words = texts.say("voting.naming.which" if shown else "voting.naming.none")
    return Screen(words, rows(*keys, *following, _back(texts, vote.id), per_row=1))


def naming_asked(drawing: Drawing, facts: Facts) -> Dispatch:
    """Another of those who own it has named somebody."""
    texts = drawing.texts
    words = lines(head(texts, "naming", facts), texts.say("voting.naming.asked", **_who(texts, facts)))
    key = Key(texts.plain("voting.key.look"), OpenNaming(facts["vote_id"], facts["head_id"], 0))
    return Dispatch(Screen(words, ((key,),)))


def named(drawing: Drawing, facts: Facts) -> Dispatch:
    """From now on this one votes."""
    texts = drawing.texts
    words = lines(head(texts, "naming", facts), texts.say("voting.naming.done", **_who(texts, facts)))
    key = Key(texts.plain("voting.key.look"), ShowVote(facts["vote_id"]))
    return Dispatch(Screen(words, ((key,),)))


NOTICES: dict[str, Template] = {"voting.naming": naming_asked, "voting.named": named}


def _who(texts: Texts, facts: Facts) -> dict[str, str]:
    return {"units": _units(texts, facts["units"]), "name": facts["name"]}


def _units(texts: Texts, units: Sequence[str]) -> str:
    return texts.plain("voting.between").join(units)


def _back(texts: Texts, vote_id: int) -> Key:
    return Key(texts.plain("voting.key.back"), ShowVote(vote_id))
