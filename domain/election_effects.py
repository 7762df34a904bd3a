"""What an election sets in motion (选举的后续): notices, timetable, journal, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.elections import Candidacy, CandidacyObjection, Election
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind

NOTICE_OVER = "election.notice_over"
"""Kind of the due row: the candidates' notice has stood its days."""


def election_facts(election: Election) -> dict[str, Any]:
    """What every notice of an election says."""
    return {
        "election_id": election.id,
        "organ": election.organ.value,
        "way": election.way.value,
        "seats": election.seats,
        "conditions": list(election.conditions),
        "days": election.terms["candidates_days"],
    }


def candidate_facts(one: Candidacy) -> dict[str, Any]:
    """What a notice says of a candidate: what they declare, nothing else."""
    declared = one.candidate
    return {
        "name": declared.name,
        "channel": declared.channel.value,
        "posts": list(declared.cross_posts),
        "party": declared.party is True,
    }


def election_opened(election: Election, groups: Sequence[int]) -> list[Effect]:
    """The conditions are published; from the next day on people are nominated."""
    body = {
        "by": election.started_by,
        "organ": election.organ.value,
        "seats": election.seats,
        "conditions": list(election.conditions),
        "terms": dict(election.terms),
    }
    return [Record(election.subject, "opened", body), *to_groups(election, "opened", groups)]


def election_stopped(election: Election, by: int, groups: Sequence[int]) -> list[Effect]:
    """It will not be held; the groups that were told are told."""
    record = Record(election.subject, "stopped", {"by": by, "state": election.state.value})
    return [record, Unschedule(NOTICE_OVER, election.subject), *to_groups(election, "stopped", groups)]


def nominated(election: Election, candidacy_id: int, channel: str, by: int) -> list[Effect]:
    """The journal keeps that somebody was nominated, and how; whom stands in an erasable row."""
    return [Record(election.subject, "nominated", {"candidacy": candidacy_id, "channel": channel, "by": by})]


def stepped(election: Election, what: str, candidacy_id: int, by: int) -> list[Effect]:
    """A step of a candidacy: consented, signed, withdrawn, declared."""
    return [Record(election.subject, what, {"candidacy": candidacy_id, "by": by})]


def noticed(election: Election, listed: Sequence[Candidacy], by: int, groups: Sequence[int]) -> list[Effect]:
    """The candidates' notice goes to the groups; when its days are over whoever runs the election hears."""
    assert election.notice_until is not None, "it is posted"
    facts = {"candidates": [candidate_facts(one) for one in listed], "until": write_moment(election.notice_until)}
    body = {"by": by, "candidacies": [one.id for one in listed], "until": facts["until"]}
    return [
        Record(election.subject, "noticed", body),
        Schedule(NOTICE_OVER, election.subject, election.notice_until),
        *to_groups(election, "noticed", groups, facts, again=facts["until"]),
    ]


def reopened(election: Election, by: int, groups: Sequence[int]) -> list[Effect]:
    """More must be nominated; the notice is counted anew."""
    record = Record(election.subject, "reopened", {"by": by})
    told = to_groups(election, "reopened", groups, again=election.noticed_at)
    return [record, Unschedule(NOTICE_OVER, election.subject), *told]


def notice_over(election: Election, chats: Sequence[int]) -> list[Effect]:
    """Whoever runs the election can settle the list now."""
    once = f"notice_over:{election.notice_until}"
    return [_post(election, "notice_over", chat, {}, key=f"{once}:{chat}") for chat in chats]


def objected(election: Election, one: Candidacy, objection_id: int, words: str, chats: Sequence[int]) -> list[Effect]:
    """Whoever runs the election reads it; the journal keeps that it came."""
    facts = {"name": one.name, "said": words}
    told = [_post(election, "objection", chat, facts, key=f"objection:{objection_id}:{chat}") for chat in chats]
    return [Record(election.subject, "objection", {"objection": objection_id, "candidacy": one.id}), *told]


def answered(
    election: Election, one: Candidacy, objection: CandidacyObjection, by: int, chats: Sequence[int]
) -> list[Effect]:
    """Whoever objected reads what became of it."""
    facts = {"name": one.name, "upheld": bool(objection.upheld), "answer": objection.answer}
    key = f"answer:{objection.id}"
    told = [_post(election, "answer", chat, facts, key=f"{key}:{chat}") for chat in chats]
    body = {"objection": objection.id, "upheld": bool(objection.upheld), "by": by}
    return [Record(election.subject, "answered", body), *told]


def listed(election: Election, members: Sequence[Candidacy], by: int, groups: Sequence[int]) -> list[Effect]:
    """The final list is published."""
    facts = {"candidates": [candidate_facts(one) for one in members]}
    body = {"by": by, "candidacies": [one.id for one in members]}
    return [Record(election.subject, "listed", body), *to_groups(election, "listed", groups, facts)]


def appointed(election: Election, members: Sequence[Candidacy], groups: Sequence[int]) -> list[Effect]:
    """The street office's appointment is recorded, and who recorded it; the groups read it."""
    assert election.document is not None, "it was recorded"
    facts = {"candidates": [candidate_facts(one) for one in members], **election.document}
    body = {
        "by": election.recorded_by,
        "document": dict(election.document),
        "candidacies": [one.id for one in members],
    }
    return [Record(election.subject, "appointed", body), *to_groups(election, "appointed", groups, facts)]


def to_groups(
    election: Election, name: str, groups: Sequence[int], facts: Mapping[str, Any] | None = None, *, again: object = ""
) -> list[Effect]:
    """The same to every group of the place, once; `again` tells what may come twice apart."""
    key = f"{name}:{again}"
    return [
        _post(election, name, group, facts or {}, key=f"{key}:{group}", poster=election.started_by) for group in groups
    ]


def _post(
    election: Election, name: str, chat: int, facts: Mapping[str, Any], *, key: str, poster: int | None = None
) -> Effect:
    whole = {**election_facts(election), **facts}
    return Post(
        Notice(
            f"{election.subject}:{key}",
            chat,
            NoticeKind.POST,
            f"elections.{name}",
            whole,
            subject=f"election_{name}:{election.id}",
            public=poster is not None,
            poster_id=poster,
        )
    )
