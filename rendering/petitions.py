"""Screens of petitions (联名申请的屏)."""

from __future__ import annotations

from domain.election_pages import PetitionPage
from domain.registry import Organ
from rendering.election_buttons import OpenElections, SignPetition, StartPetition
from rendering.elections_notices import petition_words
from rendering.elections_words import organ
from rendering.screens import Key, Screen, lines
from rendering.texts import Texts


def surely_start(texts: Texts, compound_id: int, which: Organ) -> Screen:
    """发起这个申请？ What the groups will see, and what they will not."""
    words = lines(texts.say("elections.petition.sure", organ=organ(texts, which)), texts.say("elections.petition.seen"))
    start = Key(texts.plain("elections.key.start_petition"), StartPetition(compound_id, which.value))
    return Screen(words, ((start, Key(texts.plain("elections.key.think"), OpenElections())),))


def petition(texts: Texts, found: PetitionPage) -> Screen:
    """How far it is, and whether one's own home has signed."""
    signed = texts.say("elections.petition.yours") if found.counted else None
    words = lines(petition_words(texts, found.petition.facts), signed)
    name, withdrawn = ("elections.key.unsign_home", 1) if found.signed else ("elections.key.sign_home", 0)
    sign = Key(texts.plain(name), SignPetition(found.petition.id, withdrawn))
    return Screen(words, ((sign, Key(texts.plain("elections.key.list"), OpenElections())),))
