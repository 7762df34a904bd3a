"""What a matter sets in motion (议事的后续): its card, notices, timetable and journal, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.deliberation.matters import Matter
from domain.deliberation.opinions import Channel, Heard
from domain.deliberation.stages import Stage
from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind, Urgency
from domain.outcomes import Facts

TIME = "matter.time"
"""Kind of the due row: the least time of a stage is over."""

VOTED = "matter.voted"
"""Kind of the due row: the vote that decides it is published, or was withdrawn."""


def matter_facts(matter: Matter, heard: Heard, ends: datetime | None) -> dict[str, Any]:
    """What its card says: where it stands, until when, how many were heard."""
    return {
        "matter_id": matter.id,
        "number": matter.number,
        "title": matter.title,
        "procedure": matter.procedure_name,
        "homes": matter.homes.words,
        "n": len(matter.homes.ids),
        "stage": matter.stage.value,
        "ends": None if ends is None else write_moment(ends),
        "heard": heard.total,
        "supports": heard.supports,
        "vote_id": matter.vote_id,
        "pools": matter.pools,
        "danger": dict(matter.terms.get("danger", {})),
        "figures": None if matter.figures is None else dict(matter.figures),
        "reason": matter.reason,
        "called_up": None if matter.called_up is None else matter.called_up.record,
    }


def started(
    matter: Matter, facts: Facts, ends: datetime | None, groups: Sequence[int], more: Facts | None = None
) -> list[Effect]:
    """The neighbours are asked; whoever runs it hears when they have had their time."""
    body = {
        "by": matter.started_by,
        "procedure": matter.procedure_name,
        "text": matter.text_hash,
        "homes": sorted(matter.homes.ids),
        "ends": None if ends is None else write_moment(ends),
        **(more or {}),
    }
    once = f"card:{matter.procedure_name}" if more else "card"
    post = _to(matter, groups, "card", facts, once, NoticeKind.POST)
    then: list[Effect] = [] if ends is None else [Schedule(TIME, matter.subject, ends)]
    return [Record(matter.subject, "started", body), *then, *post]


def redrawn(matter: Matter, facts: Facts, groups: Sequence[int], at: datetime) -> list[Effect]:
    """The card says how far it is now."""
    return _to(matter, groups, "card", facts, f"card:{write_moment(at)}", NoticeKind.EDIT)


def spoken(matter: Matter, opinion_id: int, channel: Channel, by: int) -> list[Effect]:
    """The journal keeps that an opinion came, and how; its words lie in an erasable row."""
    return [Record(matter.subject, "opinion", {"opinion": opinion_id, "channel": channel.value, "by": by})]


def withdrawn(matter: Matter, opinion_id: int, by: int) -> list[Effect]:
    """It was taken back."""
    return [Record(matter.subject, "opinion_withdrawn", {"opinion": opinion_id, "by": by})]


def amended(matter: Matter, opinion_id: int, by: int) -> list[Effect]:
    """It was put in other words."""
    return [Record(matter.subject, "opinion_amended", {"opinion": opinion_id, "by": by})]


def time_over(matter: Matter, facts: Facts, chats: Sequence[int], at: datetime) -> list[Effect]:
    """Whoever runs it reads what they can do now."""
    once = f"time_over:{matter.stage}:{write_moment(at)}"
    return _to(matter, chats, "time_over", facts, once, NoticeKind.POST)


def entered(matter: Matter, stage: Stage, ends: datetime | None, body: Facts) -> list[Effect]:
    """A stage begins; when its time is over something follows."""
    record = Record(matter.subject, stage.value, {"text": matter.text_hash, **body})
    return [record] if ends is None else [record, Schedule(TIME, matter.subject, ends)]


def done(matter: Matter, facts: Facts, files: Sequence[Mapping[str, str]], groups: Sequence[int]) -> list[Effect]:
    """What was done is shown to the neighbours, with its photos."""
    told = {**facts, "words": matter.done_words, "files": [dict(file) for file in files]}
    once = f"done:{write_moment(matter.since)}"
    return _to(matter, groups, "done", told, once, NoticeKind.POST, subject=f"matter_done:{matter.id}")


def doubted(matter: Matter, facts: Facts, words: str, by: int, chats: Sequence[int], at: datetime) -> list[Effect]:
    """A neighbour says that it is not done: whoever runs it reads why, the time of the disclosure stops."""
    record = Record(matter.subject, "not_done", {"by": by}, {"words": words})
    told = _to(matter, chats, "not_done", {**facts, "words": words}, f"not_done:{write_moment(at)}", NoticeKind.POST)
    return [record, Unschedule(TIME, matter.subject), *told]


def stopped(matter: Matter, facts: Facts, by: int | None, groups: Sequence[int]) -> list[Effect]:
    """It goes no further, and everybody reads why."""
    record = Record(matter.subject, Stage.STOPPED.value, {"by": by}, {"reason": matter.reason})
    told = _to(matter, groups, "stopped", facts, "stopped", NoticeKind.POST, subject=f"matter_stopped:{matter.id}")
    return [record, Unschedule(TIME, matter.subject), *told]


def shown_photos(matter: Matter, kept: Mapping[str, Sequence[Mapping[str, str]]], chat: int, once: str) -> list[Effect]:
    """Its photos in one album, for whoever asked just now; `kept`: what each shows."""
    counts = {shows: len(files) for shows, files in kept.items() if files}
    files = [dict(file) for every in kept.values() for file in every]
    facts = {"matter_id": matter.id, "title": matter.title, "counts": counts, "files": files}
    key = f"{matter.subject}:photos:{once}"
    return [Post(Notice(key, chat, NoticeKind.POST, "deliberation.photos", facts, urgency=Urgency.URGENT))]


def put_to(matter: Matter, link: Facts, due: datetime | None) -> list[Effect]:
    """A vote on it is called; when its notice has had its time, it goes on."""
    record = Record(matter.subject, "called", {**link, "text": matter.text_hash})
    return [record] if due is None else [record, Schedule(TIME, matter.subject, due)]


def not_over(matter: Matter, over: datetime) -> list[Effect]:
    """Its time ends later than was put down."""
    return [Schedule(TIME, matter.subject, over)]


def voted_on(matter: Matter, at: datetime) -> list[Effect]:
    """The matter goes on by itself once its vote has ended."""
    return [Schedule(VOTED, matter.subject, at)]


def _to(
    matter: Matter,
    chats: Sequence[int],
    name: str,
    facts: Facts,
    once: str,
    kind: NoticeKind,
    *,
    subject: str | None = None,
) -> list[Effect]:
    public = name in ("card", "done", "stopped")
    return [
        Post(
            Notice(
                f"{matter.subject}:{once}:{chat}",
                chat,
                kind,
                f"deliberation.{name}",
                facts,
                subject=subject or (matter.subject if name == "card" else ""),
                public=public and kind is NoticeKind.POST,
                poster_id=matter.started_by if public and kind is NoticeKind.POST else None,
            )
        )
        for chat in chats
    ]
