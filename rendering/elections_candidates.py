"""Screens of candidacies (参选的屏): standing, being recommended, signing, objecting, and what is typed on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from domain.election_effects import candidate_facts
from domain.election_pages import CandidacyPage
from domain.elections import TOGETHER, Election, ElectionState
from domain.voting.compositions import NominationChannel
from rendering import dates
from rendering.election_buttons import (
    Consent,
    DeclarePosts,
    DropElectionDraft,
    NoteConsent,
    OpenElections,
    Recommend,
    RunElection,
    SendRecommendation,
    SendWords,
    ShowCandidate,
    ShowElection,
    SignNomination,
    Stand,
    UsualConditions,
    Withdraw,
)
from rendering.elections import head, object_key
from rendering.elections_words import candidate_line, fault_words, joined, organ
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts


def ask_to_stand(texts: Texts, election: Election) -> Screen:
    """The conditions, and what others will see, before the one tap."""
    words = lines(
        texts.say("elections.stand.head", organ=organ(texts, election.organ), seats=election.seats),
        texts.say("elections.conditions", conditions=joined(texts, election.conditions)),
        texts.say("elections.stand.seen"),
    )
    yes = Key(texts.plain("elections.key.stand_sure"), Stand(election.id))
    return Screen(words, ((yes,), (Key(texts.plain("elections.key.think"), ShowElection(election.id)),)))


def candidacy(texts: Texts, found: CandidacyPage) -> Screen:
    """One candidacy, and what this person can do about it."""
    one, election = found.one, found.election
    told = []
    if not one.running:
        told.append(texts.say("elections.gone"))
    elif election.state is ElectionState.NOMINATING:
        told.append(_standing(texts, found))
        told += _before_consent(texts, found)
        if one.candidate.channel in TOGETHER:
            told.append(texts.say("elections.signed", n=len(one.signers), wanted=found.wanted))
    if found.seen_by and found.runs:
        told.append(texts.say("elections.seen_by", name=found.seen_by))
    words = lines(head(texts, election), candidate_line(texts, None, candidate_facts(one)), *told)
    back = Key(texts.plain("elections.key.back"), ShowElection(election.id))
    return Screen(words, (*rows(*_keys(texts, found)), (back,)))


def _before_consent(texts: Texts, found: CandidacyPage) -> list[Markup]:
    """What somebody says by agreeing, and what others will see."""
    if not found.may_consent:
        return []
    conditions = texts.say("elections.conditions", conditions=joined(texts, found.election.conditions))
    return [conditions, texts.say("elections.consent.seen")]


def _standing(texts: Texts, found: CandidacyPage) -> Markup:
    """可以公示了, or what is still wanting."""
    if not found.faults:
        return texts.say("elections.sound")
    return texts.say("elections.wanting", words=fault_words(texts, found.faults, found.one, found.wanted))


def _keys(texts: Texts, found: CandidacyPage) -> list[Key]:
    one, keys = found.one, []
    if found.may_consent:
        keys.append(Key(texts.plain("elections.key.consent"), Consent(one.id)))
    if found.may_sign:
        keys.append(Key(texts.plain("elections.key.sign"), SignNomination(one.id)))
    if found.own and one.running:
        keys += _own_keys(texts, found)
    keys += _runs_keys(texts, found)
    if found.may_object:
        keys.append(object_key(texts, one))
    return keys


def _own_keys(texts: Texts, found: CandidacyPage) -> list[Key]:
    """What a candidate says of themselves, and the way out."""
    one, keys = found.one, []
    if found.election.state is ElectionState.NOMINATING:
        keys.append(Key(texts.plain("elections.key.posts"), DeclarePosts(one.id)))
    if found.election.state in (ElectionState.NOMINATING, ElectionState.NOTICE):
        keys.append(Key(texts.plain("elections.key.withdraw"), Withdraw(one.id, 0)))
    return keys


def _runs_keys(texts: Texts, found: CandidacyPage) -> list[Key]:
    """What whoever runs the election enters for somebody on paper."""
    note = Key(texts.plain("elections.key.note"), NoteConsent(found.one.id, 0))
    off = Key(texts.plain("elections.key.withdraw_them"), Withdraw(found.one.id, 0))
    return [*([note] if found.may_note else []), *([off] if found.may_withdraw else [])]


def surely_note(texts: Texts, found: CandidacyPage) -> Screen:
    """书面同意看到了？ Whoever records it is named."""
    sure = Key(texts.plain("elections.key.note_sure"), NoteConsent(found.one.id, 1))
    back = Key(texts.plain("elections.key.think"), ShowCandidate(found.one.id))
    return Screen(texts.say("elections.note.sure", name=found.one.name), ((sure, back),))


def surely_withdraw(texts: Texts, found: CandidacyPage) -> Screen:
    """真的不参选了？"""
    sure = Key(texts.plain("elections.key.withdraw_sure"), Withdraw(found.one.id, 1))
    back = Key(texts.plain("elections.key.think"), ShowCandidate(found.one.id))
    facts = {"organ": organ(texts, found.election.organ), "name": found.one.name}
    asked = "elections.withdraw.sure" if found.own else "elections.withdraw.them"
    return Screen(texts.say(asked, **facts), ((sure, back),))


def letter(texts: Texts, found: CandidacyPage, link: str) -> Screen:
    """The message to hand on: to the one who is recommended, and to neighbours who sign with it."""
    facts = {"name": found.one.name, "organ": organ(texts, found.election.organ)}
    return Screen(lines(texts.say("elections.letter", **facts), texts.say("elections.letter_link", link=link)))


def channels(texts: Texts, election: Election) -> Screen:
    """谁推荐的？ The organs that may."""
    own = [each for each in election.nomination.signers if each not in (*TOGETHER, NominationChannel.SELF)]
    keys = [Key(texts.plain(f"elections.channel.{each}"), Recommend(election.id, each.value)) for each in own]
    back = Key(texts.plain("elections.key.think"), RunElection(election.id))
    return Screen(texts.say("elections.ask.channel"), (*rows(*keys, per_row=1), (back,)))


def typed(texts: Texts, what: str, draft: int, *, usual: bool = False) -> Screen:
    """What the next words are."""
    drop = Key(texts.plain("elections.key.drop"), DropElectionDraft(draft))
    keys = [Key(texts.plain("elections.key.usual"), UsualConditions(draft))] if usual else []
    return Screen(texts.say(f"elections.ask.{what}"), (*rows(*keys), (drop,)))


def look_again(texts: Texts, what: str, draft: int, body: Mapping[str, Any]) -> Screen:
    """这样可以吗: what was written, once more, before it goes out."""
    facts = {"words": body.get("words", "")}
    words = lines(texts.say(f"elections.sure.{what}"), texts.say("elections.sure.words", **facts))
    send = Key(texts.plain(f"elections.key.send_{what}"), SendWords(draft))
    return Screen(words, ((send, Key(texts.plain("elections.key.drop"), DropElectionDraft(draft))),))


def surely_recommend(texts: Texts, draft: int, body: Mapping[str, Any]) -> Screen:
    """推荐这位？ An organ's says whether they live there, and whether their written consent is at hand."""
    channel = NominationChannel(body["channel"])
    facts = {"channel": channel.value, "name": body["name"], "posts": body["posts"]}
    told = "elections.sure.neighbour" if channel in TOGETHER else "elections.sure.organ"
    drop = Key(texts.plain("elections.key.drop"), DropElectionDraft(draft))
    keys = _neighbour(texts, draft) if channel in TOGETHER else _organ(texts, draft, bool(body["posts"]))
    return Screen(lines(candidate_line(texts, None, facts), texts.say(told)), (*rows(*keys, per_row=1), (drop,)))


def _neighbour(texts: Texts, draft: int) -> list[Key]:
    return [Key(texts.plain("elections.key.send_recommend"), SendRecommendation(draft, 1, 0))]


def _organ(texts: Texts, draft: int, posted: bool) -> list[Key]:
    """Residents by either way of consent; whoever comes from elsewhere has given it in writing."""
    asked = Key(texts.plain("elections.key.will_agree"), SendRecommendation(draft, 1, 0))
    paper = Key(texts.plain("elections.key.resident_paper"), SendRecommendation(draft, 1, 1))
    stranger = Key(texts.plain("elections.key.outside_paper"), SendRecommendation(draft, 0, 1))
    return [stranger, paper] if posted else [asked, paper, stranger]


def preview(texts: Texts, draft: int, body: Mapping[str, Any], conditions: Sequence[str]) -> Screen:
    """公布这些条件？"""
    words = lines(
        texts.say("elections.preview", organ=organ(texts, body["organ"]), seats=body["seats"]),
        texts.say("elections.conditions", conditions=joined(texts, conditions)),
        texts.say("elections.preview_then"),
    )
    send = Key(texts.plain("elections.key.send_conditions"), SendWords(draft))
    return Screen(words, ((send, Key(texts.plain("elections.key.drop"), DropElectionDraft(draft))),))


def surely_appointed(texts: Texts, draft: int, body: Mapping[str, Any], names: Sequence[str]) -> Screen:
    """记下聘任: whom, by which paper."""
    day = dates.calendar_day(texts, date.fromisoformat(body["day"]))
    words = lines(
        texts.say("elections.sure.appointment", number=body["number"], day=day),
        texts.say("elections.post.who", names=joined(texts, names)),
        texts.say("elections.sure.appointment_then"),
    )
    send = Key(texts.plain("elections.key.send_appointment"), SendWords(draft))
    return Screen(words, ((send, Key(texts.plain("elections.key.drop"), DropElectionDraft(draft))),))


def done(texts: Texts, what: str, election_id: int, **facts: Any) -> Screen:
    """办好了, with the way on."""
    words = texts.say(f"elections.done.{what}", **facts)
    return Screen(words, ((Key(texts.plain("elections.key.back"), ShowElection(election_id)),),))


def strangers(texts: Texts, election_id: int, names: Sequence[str]) -> Screen:
    """Who holds the office on paper and is not known here: somebody asks them in."""
    words = texts.say("elections.strangers", names=joined(texts, names))
    return Screen(words, ((Key(texts.plain("elections.key.back"), ShowElection(election_id)),),))


def dropped(texts: Texts) -> Screen:
    """算了, nothing went out."""
    return Screen(texts.say("elections.dropped"), ((Key(texts.plain("elections.key.list"), OpenElections()),),))
