"""What the steps of a full matter set in motion (一征三议两公开的后续): who is asked, who is told, what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from domain.deliberation.matters import Matter
from domain.deliberation.objections import MatterObjection
from domain.deliberation.records import MatterRecord
from domain.deliberation.stages import Need, Stage
from domain.deliberation_effects import TIME
from domain.deliberation_notices import to_chats
from domain.deliberation_waits import Waits, settled, waiting
from domain.effects import Effect, Record, Schedule
from domain.moments import write_moment
from domain.notices import Urgency
from domain.outcomes import Facts

PAPER = "matter.paper"
"""Kind of the due row: the paper notice should hang by now."""

PAPER_WITHIN = timedelta(hours=24)
"""The photo of the paper notice is expected within a day of the notice here."""


def move_asked(matter: Matter, facts: Facts, by: int, chats: Sequence[int], at: datetime) -> list[Effect]:
    """One of those who run it says that it can go on; the others are asked to look."""
    record = Record(matter.subject, "move_asked", {"by": by, "stage": matter.stage.value, "version": matter.version})
    asked = to_chats(
        matter, chats, "move_asked", facts, f"move:{matter.stage}:{write_moment(at)}", urgency=pressing(matter)
    )
    return [record, *asked, *waiting(matter, Waits.MOVE, at)]


def pressing(matter: Matter) -> Urgency:
    """Whoever has to look at a danger is woken."""
    return Urgency.URGENT if matter.stage is Stage.EXAMINING else Urgency.ORDINARY


def moved(matter: Matter, by: int | None, asked_by: int | None, more: Facts) -> list[Effect]:
    """Two have said so."""
    body = {"by": by, "asked_by": asked_by, "stage": matter.stage.value, "text": matter.text_hash, **more}
    return [Record(matter.subject, "move_confirmed", body), *settled(matter, Waits.MOVE)]


def announced(matter: Matter, facts: Facts, groups: Sequence[int]) -> list[Effect]:
    """Everybody reads it, in a notice of its own; where it hangs on the wall, too, that is looked after."""
    step = matter.procedure.step(matter.stage)
    if not step.announced:
        return []
    name = f"announced:{matter.stage}:{write_moment(matter.since)}"
    subject = f"matter_{matter.stage}:{matter.id}"
    told = to_chats(matter, groups, "announced", {**facts, "text": matter.text}, name, public=True, subject=subject)
    paper = Schedule(PAPER, matter.subject, matter.since + PAPER_WITHIN)
    return [*told, paper] if Need.PAPER in step.needs else told


def paper_wanted(matter: Matter, facts: Facts, chats: Sequence[int]) -> list[Effect]:
    """A day has gone and no paper hangs."""
    return to_chats(matter, chats, "paper_wanted", facts, f"paper:{write_moment(matter.since)}")


def noted(record: MatterRecord, matter: Matter, over: datetime | None) -> list[Effect]:
    """The journal keeps that it is on record and its words sealed; of a paper, time counts from it."""
    body: dict[str, Any] = {"need": record.need.value, "by": record.by, "amount": record.amount, "round": record.round}
    body |= {"details": dict(record.details)} if record.details else {}
    kept = Record(matter.subject, "noted", body, {"words": record.words})
    return [kept] if over is None else [kept, Schedule(TIME, matter.subject, over)]


def corrected(matter: Matter, facts: Facts, words: str, groups: Sequence[int], at: datetime) -> list[Effect]:
    """A slip of the pen is put right in public; the text that was frozen stays as it is."""
    once = f"corrected:{write_moment(at)}"
    subject = f"matter_corrected:{matter.id}"
    return to_chats(matter, groups, "corrected", {**facts, "words": words}, once, public=True, subject=subject)


def rewritten(matter: Matter, by: int, why: str) -> list[Effect]:
    """There is another version of the text."""
    body = {"by": by, "version": matter.version, "round": matter.round, "text": matter.text_hash}
    return [Record(matter.subject, "version", body, {"why": why})]


def overtaken(
    matter: Matter, facts: Facts, why: str, groups: Sequence[int], objectors: Sequence[int], votes: Sequence[int]
) -> list[Effect]:
    """The resolution is none any more: whoever read it reads why, and so does whoever objected to it."""
    body = {"matter": matter.id, "version": matter.version}
    told, once = {**facts, "words": why}, f"overtaken:{matter.round}"
    subject = f"matter_overtaken:{matter.id}"
    everybody = to_chats(matter, groups, "overtaken", told, once, public=True, subject=subject)
    theirs = to_chats(matter, objectors, "overtaken", told, once)
    return [*(Record(f"vote:{number}", "overtaken", body) for number in votes), *everybody, *theirs]


def objected_to(
    matter: Matter, facts: Facts, objection: MatterObjection, by: int, chats: Sequence[int]
) -> list[Effect]:
    """Somebody objects to the resolution; whoever runs it owes an answer."""
    record = Record(matter.subject, "objected", {"by": by, "number": objection.number}, {"words": objection.words})
    told = {**facts, "words": objection.words, "objection": objection.number}
    return [record, *to_chats(matter, chats, "objected", told, f"objected:{objection.number}:{matter.round}")]


def objection_answered(
    matter: Matter, facts: Facts, objection: MatterObjection, by: int, groups: Sequence[int], objector: Sequence[int]
) -> list[Effect]:
    """The answer is as public as the objection; whoever wrote it hears it besides, in `objector`."""
    record = Record(
        matter.subject, "objection_answered", {"by": by, "number": objection.number}, {"words": objection.answer}
    )
    told = {**facts, "words": objection.words, "answer": objection.answer, "objection": objection.number}
    once = f"answered:{objection.number}:{matter.round}"
    subject = f"matter_objection:{objection.id}"
    public = to_chats(matter, groups, "objection_answered", told, once, public=True, subject=subject)
    return [record, *public, *to_chats(matter, objector, "objection_answered", told, once)]
