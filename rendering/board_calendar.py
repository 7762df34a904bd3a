"""网上公示栏 as a calendar feed (RFC 5545): until when votes run, steps of matters last, topics are taken; meetings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from domain.board_facts import BoardFacts
from rendering.texts import Texts

WIDEST = 75
"""Bytes of a line; what is longer is folded."""


@dataclass(frozen=True)
class Happening:
    """One entry of the calendar (日程一条)."""

    uid: str
    noted_at: datetime
    begins: datetime
    summary: str
    where: str = ""
    ends: datetime | None = None


def calendar(texts: Texts, facts: BoardFacts) -> bytes:
    """Everything that has a moment ahead of it or is on its way."""
    name = texts.plain("boards.web.title", compound=facts.board.compound)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Yishiting//Board//ZH", f"X-WR-CALNAME:{_escaped(name)}"]
    for one in happenings(texts, facts):
        lines += _event(one, facts.board.code)
    return b"".join(map(_folded, [*lines, "END:VCALENDAR"]))


def happenings(texts: Texts, facts: BoardFacts) -> Iterator[Happening]:
    """In the order of the page."""
    for one in facts.votes:
        vote = one.vote
        if vote.uncounted:
            summary = texts.plain("boards.web.calendar.vote", number=vote.number, title=vote.title)
            yield Happening(f"vote-{vote.number}", vote.posted_at, vote.opens_at, summary, ends=vote.closes_at)
    for it in facts.matters:
        if it.ends is not None:
            stage = texts.plain(f"deliberation.stage.{it.matter.stage}")
            summary = texts.plain("boards.web.calendar.matter", title=it.matter.title, stage=stage)
            yield Happening(f"matter-{it.matter.number}-{it.matter.stage}", it.matter.since, it.ends, summary)
    for asked in facts.soundings:
        summary = texts.plain("boards.web.calendar.sounding", question=asked.question)
        yield Happening(f"sounding-{asked.id}", asked.at, asked.closes_at, summary)
    for day in facts.days:
        summary = texts.plain(f"meetings.kind.{day.meeting.kind}")
        uid = f"meeting-{day.meeting.id}-{day.day}"
        yield Happening(uid, day.meeting.first_at, day.meets_at, summary, day.meeting.spot)


def _event(one: Happening, code: str) -> list[str]:
    ends = [] if one.ends is None else [f"DTEND:{_moment(one.ends)}"]
    where = [f"LOCATION:{_escaped(one.where)}"] if one.where else []
    return [
        "BEGIN:VEVENT",
        f"UID:{one.uid}@{code}.board",
        f"DTSTAMP:{_moment(one.noted_at)}",
        f"DTSTART:{_moment(one.begins)}",
        *ends,
        f"SUMMARY:{_escaped(one.summary)}",
        *where,
        "END:VEVENT",
    ]


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(words: str) -> str:
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return " ".join(words.split())


def _folded(line: str) -> bytes:
    """A line of bytes that no sign is cut in; those that follow begin with a space."""
    parts = [""]
    for sign in line:
        if len((parts[-1] + sign).encode()) >= WIDEST:
            parts.append("")
        parts[-1] += sign
    return "\r\n ".join(parts).encode() + b"\r\n"
