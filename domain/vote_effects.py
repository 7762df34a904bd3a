"""What a formal vote sets in motion (表决的后续): notices, timetable, journal, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from domain.effects import Effect, Post, Record, Schedule, Unschedule, Withdraw
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind
from domain.outcomes import Facts
from domain.vote_backgrounds import TERM, begun_alone, open_terms, sealed_terms
from domain.voting.deemed import Deeming
from domain.voting.kinds import Selection
from domain.voting.marking import Standing
from domain.voting.meetings import EARLY
from domain.voting.namings import Together
from domain.voting.rules import Measure
from domain.voting.tally import Tally
from domain.voting.votes import HASH_SHOWN, SETTLING, Vote

OPEN, CLOSE, SHOW, CHASE, FINISH = "vote.open", "vote.close", "vote.show", "vote.chase", "vote.finish"
REMIND = "vote.remind"
REMINDER = "vote_reminder"
"""Kinds of due rows: open, seal, show how far it is, ask for the confirmation again, become final; remind."""

CHASED_EVERY = timedelta(days=1)
"""How often whoever may confirm a result is asked again."""


def posted(vote: Vote, groups: Sequence[int]) -> list[Effect]:
    """The roll and the text are published; the opening and the close are set down.

    What opens at once says both on its card: two messages about one vote in the same second are one too many.
    """
    body = {
        "by": vote.started_by,
        "text": vote.text_hash,
        "roll": vote.roll_hash,
        "heads": vote.heads,
        "area": vote.area,
        "rule": vote.rule,
        "matter": vote.matter,
        "constituency": vote.constituency.value,
        "question": vote.question.outline,
        "terms": open_terms(vote.terms),
        "opens_at": write_moment(vote.opens_at),
        "closes_at": write_moment(vote.closes_at),
    }
    return [
        Record(vote.subject, "posted", body, sealed_terms(vote.terms)),
        Schedule(OPEN, vote.subject, vote.opens_at - EARLY if vote.in_meeting else vote.opens_at),
        Schedule(CLOSE, vote.subject, vote.closes_at + SETTLING),
        *to_groups(vote, "posted", () if vote.at_once else groups, card_facts(vote), subject=f"vote_notice:{vote.id}"),
    ]


def called(vote: Vote, chats: Sequence[int]) -> list[Effect]:
    """Whoever votes by their office hears it themselves: not everybody reads the group."""
    return [_to_person(vote, "called", chat, until=vote.closes_at) for chat in chats]


def called_off(vote: Vote, chats: Sequence[int]) -> list[Effect]:
    """The same people hear that it is not held."""
    return [_to_person(vote, "cancelled", chat) for chat in chats]


def _to_person(vote: Vote, name: str, chat: int, until: datetime | None = None) -> Effect:
    key, subject = f"{vote.subject}:{name}:{chat}", f"vote_{name}:{vote.id}"
    facts = card_facts(vote)
    return Post(Notice(key, chat, NoticeKind.POST, f"voting.{name}", facts, subject=subject, until=until))


def cancelled(vote: Vote, by: int, groups: Sequence[int]) -> list[Effect]:
    """It will not be held: what waits is dropped, the groups that were told are told."""
    return [
        Record(vote.subject, "cancelled", {"by": by}),
        Unschedule(OPEN, vote.subject),
        Unschedule(CLOSE, vote.subject),
        Withdraw(f"vote_notice:{vote.id}"),
        Withdraw(f"vote_called:{vote.id}"),
        *to_groups(vote, "cancelled", groups, card_facts(vote), subject=f"vote_cancelled:{vote.id}"),
    ]


def opened(vote: Vote, groups: Sequence[int]) -> list[Effect]:
    """The card with the way to the ballot box goes to the groups."""
    facts = {**card_facts(vote), **turnout_facts(0, 0)}
    return [Record(vote.subject, "opened", {}), *to_groups(vote, "card", groups, facts, subject=vote.subject)]


def shown(vote: Vote, turnout: tuple[int, int], groups: Sequence[int], at: datetime) -> list[Effect]:
    """The card says how many have taken part; never what they chose."""
    facts = {**card_facts(vote), **turnout_facts(*turnout)}
    key = f"{vote.subject}:card:{write_moment(at)}"  # a paper that is taken out brings an earlier number back
    return [
        Post(Notice(f"{key}:{group}", group, NoticeKind.EDIT, "voting.card", facts, subject=vote.subject))
        for group in groups
    ]


def sealed(vote: Vote, result: Facts, confirmers: Sequence[int], at: datetime) -> list[Effect]:
    """Counted: whoever may confirm is asked to, and asked again until somebody has."""
    return [
        Record(vote.subject, "sealed", dict(result)),
        Unschedule(SHOW, vote.subject),
        Unschedule(REMIND, vote.subject),
        Withdraw(reminders_of(vote)),
        *asked(vote, confirmers, at),
    ]


def asked(vote: Vote, confirmers: Sequence[int], at: datetime) -> list[Effect]:
    """Whoever may confirm the result is asked to look at it."""
    facts = {**card_facts(vote), "vote_id": vote.id}
    key, again = f"{vote.subject}:confirm:{at.date().isoformat()}", at + CHASED_EVERY
    asks: list[Effect] = [
        Post(Notice(f"{key}:{chat}", chat, NoticeKind.POST, "voting.to_confirm", facts, until=again))
        for chat in confirmers
    ]
    return [*asks, Schedule(CHASE, vote.subject, again)]


def published(
    vote: Vote, groups: Sequence[int], *, dismissal_ends: date | None, disclosed_next: bool = False
) -> list[Effect]:
    """The confirmed result goes to the groups; objections run, and so does the notice of a dismissal.

    `disclosed_next`: it decided a matter, whose resolution is disclosed now; it is objected to there.
    """
    assert vote.objections_until is not None and vote.result is not None, "it is confirmed"
    facts = {
        **card_facts(vote),
        "result": dict(vote.result),
        "objections_until": write_moment(vote.objections_until),
        "dismissal_ends": None if dismissal_ends is None else dismissal_ends.isoformat(),
        "disclosed_next": disclosed_next,
    }
    body = {"by": vote.confirmed_by, "objections_until": write_moment(vote.objections_until)}
    return [
        Record(vote.subject, "published", body),
        Unschedule(CHASE, vote.subject),
        Schedule(FINISH, vote.subject, vote.objections_until),
        *to_groups(vote, "result", groups, facts, subject=f"vote_result:{vote.id}"),
    ]


def objected(vote: Vote, number: int, by: str, words: str, chats: Sequence[int]) -> list[Effect]:
    """The journal keeps that somebody objected; those who run the vote read it."""
    facts = {**card_facts(vote), "by": by, "said": words}
    told: list[Effect] = [
        Post(Notice(f"{vote.subject}:objection:{number}:{chat}", chat, NoticeKind.POST, "voting.objection", facts))
        for chat in chats
    ]
    return [Record(vote.subject, "objection", {"number": number, "stage": vote.state.value}), *told]


def home_voted(vote: Vote, head_id: int, seq: int, units: Sequence[str], chats: Sequence[int]) -> list[Effect]:
    """The others of a home hear that a ballot was cast for it, never what."""
    facts = {**card_facts(vote), "units": list(units)}
    key = f"{vote.subject}:home:{head_id}:{seq}"
    return [Post(Notice(f"{key}:{chat}", chat, NoticeKind.POST, "voting.home_voted", facts)) for chat in chats]


def naming_asked(vote: Vote, together: Together, owner_id: int, chats: Sequence[int], source: str) -> list[Effect]:
    """The others who own it are asked whether they name the same one."""
    facts = _naming_facts(vote, together, owner_id)
    key = f"{vote.subject}:naming:{together.head_id}:{source}"
    return [
        Post(Notice(f"{key}:{chat}", chat, NoticeKind.POST, "voting.naming", facts, until=vote.closes_at))
        for chat in chats
    ]


def named(
    vote: Vote, together: Together, owner_id: int, chats: Sequence[int], *, by: int, paper: bool, at: datetime
) -> list[Effect]:
    """The journal keeps that they named one, and all of them hear whose ballot counts from now on."""
    facts = _naming_facts(vote, together, owner_id)
    key = f"{vote.subject}:named:{together.head_id}:{at.isoformat()}"
    body = {"slot": together.slot, "by": by, "paper": paper}
    told = [Post(Notice(f"{key}:{chat}", chat, NoticeKind.POST, "voting.named", facts)) for chat in chats]
    return [Record(vote.subject, "named", body, {"owner": str(owner_id)}), *told]


def _naming_facts(vote: Vote, together: Together, owner_id: int) -> dict[str, Any]:
    who = {"head_id": together.head_id, "name": together.called(owner_id), "units": list(together.units)}
    return {**card_facts(vote), **who}


def reminders_of(vote: Vote) -> str:
    """The subject of a vote's reminders, so that those still waiting can be withdrawn."""
    return f"{REMINDER}:{vote.id}"


def reminds_of(subject: str | None) -> int | None:
    """The vote that a notice reminds of; None: it is no reminder of one."""
    what, _, number = (subject or "").partition(":")
    return int(number) if what == REMINDER else None


def card_facts(vote: Vote) -> dict[str, Any]:
    """What every notice of a vote says."""
    return {
        "vote_id": vote.id,
        "number": vote.number,
        "title": vote.title,
        "text": vote.text,
        "hash": vote.text_hash[:HASH_SHOWN],
        "matter": vote.matter,
        "constituency": vote.constituency.value,
        "question": vote.question.record,
        "rule": vote.rule,
        "scope": vote.terms.get("scope"),
        "silence": vote.silence,
        "pooling": bool(vote.terms.get("pooling")),
        "weight": vote.weight.value,
        "alone": begun_alone(vote.terms),
        "of_matter": vote.terms.get(TERM),
        "weight_source": vote.terms["weight_source"],
        "on_paper": vote.on_paper,
        "at_once": vote.at_once,
        "heads": vote.heads,
        "area": vote.area,
        "opens_at": write_moment(vote.opens_at),
        "closes_at": write_moment(vote.closes_at),
    }


def turnout_facts(heads: int, area: int) -> dict[str, int]:
    """How many have taken part, and their area in 0.01 ㎡."""
    return {"voted_heads": heads, "voted_area": area}


def result_facts(found: Tally | Selection) -> dict[str, Any]:
    """A result as it is stored: findings in order with their numbers; then sums by choice, or option by option."""
    facts = {
        "passed": found.passed,
        "quorum_met": found.quorum_met,
        "set_aside": len(found.set_aside),
        "findings": [
            {"criterion": f.criterion.value, "measure": f.measure.value, "count": f.count, "of": f.of}
            for f in found.findings
        ],
    }
    return facts | (_among_options(found) if isinstance(found, Selection) else _by_choice(found))


def deemed_facts(deeming: Deeming, found: Tally | None, strict: Facts) -> dict[str, Any]:
    """What stands beside a strict result: by which clause, what was wanting, or what silence makes of it."""
    facts = {
        "policy": deeming.policy.value,
        "clause": deeming.clause,
        "wanting": [one.value for one in deeming.wanting],
        "tally": None,
    }
    if found is None:
        return facts
    voted = sum(strict[choice]["heads"] for choice in ("approved", "rejected", "abstained"))
    return {**facts, "silent": found.participated[Measure.HEADS] - voted, "tally": result_facts(found)}


def _by_choice(found: Tally) -> dict[str, Any]:
    return {
        "approved": _weights(found.approved),
        "rejected": _weights(found.rejected),
        "abstained": _weights(found.abstained),
    }


def _among_options(found: Selection) -> dict[str, Any]:
    return {
        "options": [_standing(one) for one in found.standings],
        "of": _weights(found.base),
        "chosen": list(found.chosen.options),
        "tied": list(found.chosen.tied),
        "again": list(found.chosen.again),
        "void": found.void,
    }


def _standing(one: Standing) -> dict[str, Any]:
    return {"key": one.option, "enough": one.enough, **_weights(one.votes)}


def _weights(weights: Mapping[Any, int]) -> dict[str, int]:
    return {measure.value: count for measure, count in weights.items()}


def to_groups(vote: Vote, name: str, groups: Sequence[int], facts: Facts, *, subject: str) -> list[Effect]:
    """A notice to each of these groups."""
    return [
        Post(
            Notice(
                f"{vote.subject}:{name}:{group}",
                group,
                NoticeKind.POST,
                f"voting.{name}",
                facts,
                subject=subject,
                public=True,
                poster_id=vote.started_by,
            )
        )
        for group in groups
    ]
