"""What a voters' list sets in motion (选民名单的后续): posted, objected to, corrected; ballots given out; the photo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from domain.effects import Effect, Record, Schedule, Unschedule
from domain.election_effects import to_chat, to_groups
from domain.election_voters import VoterList, VoterObjection
from domain.elections import Election
from domain.moments import write_moment

ANSWER_DUE = "election.voters_answer"
"""Kind of the due row: it is the morning of the last day on which an objection is to be answered."""
MORNING = timedelta(hours=15)
"""Nine o'clock of a day is so long before its end."""


def list_facts(posted: VoterList, homes: int) -> dict[str, Any]:
    """What the notice says: how many homes, until when to object, from when ballots are given out; no door."""
    return {
        "homes": homes,
        "until": write_moment(posted.objections_until),
        "opens": write_moment(posted.opens_at),
        "source": posted.source,
    }


def voters_posted(election: Election, posted: VoterList, homes: int, by: int, groups: Sequence[int]) -> list[Effect]:
    """The list is published; which homes are on it stands in erasable rows."""
    facts = list_facts(posted, homes)
    return [
        Record(election.subject, "voters_posted", {**facts, "by": by}),
        *to_groups(election, "voters", groups, facts, again=write_moment(posted.posted_at)),
    ]


def voters_objected(election: Election, objection: VoterObjection, chats: Sequence[int]) -> list[Effect]:
    """Whoever runs the election reads it, and until when it is to be answered; on that morning once more."""
    return [
        Record(election.subject, "voter_objection", {"objection": objection.id}),
        Schedule(ANSWER_DUE, objection.subject, objection.answer_by - MORNING),
        *asked_to_answer(election, objection, chats, once="raised"),
    ]


def asked_to_answer(election: Election, objection: VoterObjection, chats: Sequence[int], *, once: str) -> list[Effect]:
    """Whoever runs the election reads what somebody objected, and until when it is to be answered."""
    facts = {"said": objection.words, "until": write_moment(objection.answer_by)}
    key = f"{objection.subject}:{once}"
    return [to_chat(election, "voter_objection", chat, facts, key=f"{key}:{chat}") for chat in chats]


def voters_answered(
    election: Election, objection: VoterObjection, by: int, chats: Sequence[int], groups: Sequence[int]
) -> list[Effect]:
    """Whoever objected reads what became of it, and so do the groups (公布处理结果)."""
    facts = {"upheld": bool(objection.upheld), "answer": objection.answer}
    key = f"voter_answer:{objection.id}"
    told = [to_chat(election, "voter_answer", chat, facts, key=f"{key}:{chat}") for chat in chats]
    body = {"objection": objection.id, "upheld": bool(objection.upheld), "by": by}
    return [
        Record(election.subject, "voter_answered", body),
        Unschedule(ANSWER_DUE, objection.subject),
        *told,
        *to_groups(election, "voters_answered", groups, facts, again=objection.id),
    ]


def voters_corrected(election: Election, unit_id: int, *, on: bool, homes: int, by: int) -> list[Effect]:
    """A home was put on the list, or taken off it."""
    body = {"unit": unit_id, "on": on, "homes": homes, "by": by}
    return [Record(election.subject, "voters_corrected", body)]


def ballot_unmarked(election: Election, nth: int, by: int) -> list[Effect]:
    """A mark was taken back; of which home stays out of the journal."""
    return [Record(election.subject, "ballot_unmarked", {"round": nth, "by": by})]


def count_photographed(election: Election, number: int, by: int, chats: Sequence[int], at: datetime) -> list[Effect]:
    """A count sheet has its photo: now it waits for the second person."""
    key = f"count:{number}:{write_moment(at)}"
    told = [to_chat(election, "count", chat, {}, key=f"{key}:{chat}") for chat in chats]
    return [Record(election.subject, "count_photographed", {"sheet": number, "by": by}), *told]


def count_rejected(election: Election, number: int, by: int, chats: Sequence[int]) -> list[Effect]:
    """A second person has not read it so: whoever entered it hears, marks can be mended, it is entered anew."""
    told = [to_chat(election, "count_rejected", chat, {}, key=f"count_no:{number}:{chat}") for chat in chats]
    return [Record(election.subject, "count_rejected", {"sheet": number, "by": by}), *told]
