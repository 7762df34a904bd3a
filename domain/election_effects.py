"""What an election sets in motion (选举的后续): notices, timetable, journal, as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.count_sheets import SUMS
from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.elections import Candidacy, CandidacyObjection, Election
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind
from domain.voting.founding import GroupMember

NOTICE_OVER = "election.notice_over"
"""Kind of the due row: the candidates' notice has stood its days."""

VOTED = "election.voted"
"""Kind of the due row: the vote that an election hangs on is published, or was withdrawn."""


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


def group_posted(
    election: Election, group: Sequence[GroupMember], by: int, groups: Sequence[int], at: datetime
) -> list[Effect]:
    """Who prepares the election, and for whom each of them sits there."""
    facts = {"members": [{"name": one.name, "seat": one.seat.value} for one in group]}
    record = Record(election.subject, "group_posted", {"by": by, "seats": [one.seat.value for one in group]})
    return [record, *to_groups(election, "group", groups, facts, again=write_moment(at))]


def group_changed(election: Election, by: int) -> list[Effect]:
    """A group that was posted is another now: it is posted anew before anybody stands on a notice."""
    return [Record(election.subject, "group_changed", {"by": by})]


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
    return [to_chat(election, "notice_over", chat, {}, key=f"{once}:{chat}") for chat in chats]


def objected(election: Election, one: Candidacy, objection_id: int, words: str, chats: Sequence[int]) -> list[Effect]:
    """Whoever runs the election reads it; the journal keeps that it came."""
    facts = {"name": one.name, "said": words}
    told = [to_chat(election, "objection", chat, facts, key=f"objection:{objection_id}:{chat}") for chat in chats]
    return [Record(election.subject, "objection", {"objection": objection_id, "candidacy": one.id}), *told]


def answered(
    election: Election, one: Candidacy, objection: CandidacyObjection, by: int, chats: Sequence[int]
) -> list[Effect]:
    """Whoever objected reads what became of it."""
    facts = {"name": one.name, "upheld": bool(objection.upheld), "answer": objection.answer}
    key = f"answer:{objection.id}"
    told = [to_chat(election, "answer", chat, facts, key=f"{key}:{chat}") for chat in chats]
    body = {"objection": objection.id, "upheld": bool(objection.upheld), "by": by}
    return [Record(election.subject, "answered", body), *told]


def listed(election: Election, members: Sequence[Candidacy], by: int, groups: Sequence[int]) -> list[Effect]:
    """The final list is published."""
    facts = {"candidates": [candidate_facts(one) for one in members]}
    body = {"by": by, "candidacies": [one.id for one in members]}
    return [Record(election.subject, "listed", body), *to_groups(election, "listed", groups, facts)]


def appointment_recorded(
    election: Election, document: Mapping[str, str], by: int, chats: Sequence[int], at: datetime
) -> list[Effect]:
    """The street office's document waits for the second person."""
    key = f"appointment:{write_moment(at)}"
    told = [to_chat(election, "appointment", chat, document, key=f"{key}:{chat}") for chat in chats]
    return [Record(election.subject, "appointment_recorded", {"document": dict(document), "by": by}), *told]


def appointment_rejected(election: Election, by: int) -> list[Effect]:
    """A second person has not read it so: it is recorded anew."""
    return [Record(election.subject, "appointment_rejected", {"by": by})]


def appointed(election: Election, members: Sequence[Candidacy], groups: Sequence[int]) -> list[Effect]:
    """The street office's appointment: who recorded it, who confirmed it; the groups read it."""
    assert election.document is not None, "it was recorded"
    facts = {"candidates": [candidate_facts(one) for one in members], **election.document}
    body = {
        "by": election.recorded_by,
        "confirmed_by": election.confirmed_by,
        "document": dict(election.document),
        "candidacies": [one.id for one in members],
    }
    return [Record(election.subject, "appointed", body), *to_groups(election, "appointed", groups, facts)]


def elected(election: Election, members: Sequence[Candidacy], groups: Sequence[int], at: datetime) -> list[Effect]:
    """Who holds the office from now on, and how many seats nobody has."""
    vacant = election.seats - len(members)
    facts = {"candidates": [candidate_facts(one) for one in members], "vacant": vacant}
    body = {"candidacies": [one.id for one in members], "vacant": vacant, "vote": election.vote_id}
    return [
        Record(election.subject, "elected", body),
        *to_groups(election, "elected", groups, facts, again=write_moment(at)),
    ]


def not_elected(election: Election, chats: Sequence[int], *, once: str) -> list[Effect]:
    """Nobody was elected: whoever runs it hears, and may put it again."""
    told = [to_chat(election, "not_elected", chat, {}, key=f"not_elected:{once}:{chat}") for chat in chats]
    return [Record(election.subject, "not_elected", {"vote": election.vote_id}), *told]


def run_off_needed(election: Election, left: int, chats: Sequence[int]) -> list[Effect]:
    """Seats are left: whoever runs it holds the run-off."""
    told = [to_chat(election, "run_off", chat, {"left": left}, key=f"run_off:{chat}") for chat in chats]
    return [Record(election.subject, "run_off", {"left": left}), *told]


def run_off_stopped(election: Election, by: int) -> list[Effect]:
    """The seats that are left stay empty; who was elected before holds office."""
    return [Record(election.subject, "run_off_stopped", {"by": by})]


def count_entered(election: Election, number: int, sums: Mapping[str, Any], by: int) -> list[Effect]:
    """The journal keeps the sums of a count sheet; it waits for its photo."""
    return [Record(election.subject, "count_entered", {"sheet": number, "sums": dict(sums), "by": by})]


def count_confirmed(election: Election, number: int, by: int, photo: str) -> list[Effect]:
    """A second person who was there says that it is so, beside the photo of this hash."""
    return [Record(election.subject, "count_confirmed", {"sheet": number, "by": by, "photo": photo})]


def count_published(
    election: Election,
    number: int,
    sheet: Mapping[str, Any],
    names: Mapping[int, str],
    *,
    enough: bool,
    groups: Sequence[int],
) -> list[Effect]:
    """公开计票: the groups read the sums and everybody's votes at once, whoever was elected."""
    facts = {
        "sums": {name: sheet[name] for name in SUMS},
        "votes": [[names[number], votes] for number, votes in sheet["votes"]],
        "enough": enough,
    }
    return to_groups(election, "counted", groups, facts, again=number)


def seated(election: Election, chats: Iterable[tuple[int, int]]) -> list[Effect]:
    """Whoever holds the office now hears it themselves; `chats`: each with its candidacy."""
    return [to_chat(election, "seated", chat, {}, key=f"seated:{one}") for one, chat in chats]


def lot_needed(election: Election, tied: Sequence[Candidacy], seats: int, chats: Sequence[int]) -> list[Effect]:
    """Several have as many votes: whoever runs it draws the lot in public."""
    facts = {"names": [one.name for one in tied], "by_lot": seats}
    once = f"lot:{election.vote_id}"
    return [to_chat(election, "lot", chat, facts, key=f"{once}:{chat}") for chat in chats]


def lot_recorded(election: Election, what: str, candidacies: Sequence[int], by: int) -> list[Effect]:
    """The journal keeps whom the lot fell on, who recorded it and who confirmed it."""
    return [Record(election.subject, what, {"candidacies": list(candidacies), "by": by})]


def settled_on(election: Election, what: str, day: str, by: int) -> list[Effect]:
    """Filed, or handed over."""
    return [Record(election.subject, what, {"day": day, "by": by})]


def voted(election: Election, at: datetime) -> list[Effect]:
    """The vote is published, or was withdrawn: the election goes on by itself."""
    return [Schedule(VOTED, election.subject, at)]


def to_groups(
    election: Election, name: str, groups: Sequence[int], facts: Mapping[str, Any] | None = None, *, again: object = ""
) -> list[Effect]:
    """The same to every group of the place, once; `again` tells what may come twice apart."""
    key = f"{name}:{again}"
    return [
        to_chat(election, name, group, facts or {}, key=f"{key}:{group}", poster=election.started_by)
        for group in groups
    ]


def to_chat(
    election: Election, name: str, chat: int, facts: Mapping[str, Any], *, key: str, poster: int | None = None
) -> Effect:
    """One chat is told; `poster`: in a group, for whom."""
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
