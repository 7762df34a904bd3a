"""What waits for its second person (等第二个人): they are reminded once; an asking that nobody looked at lapses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from domain.deliberation.matters import Matter
from domain.deliberation.stages import Stage
from domain.deliberation_notices import to_chats
from domain.effects import Effect, Record, Schedule, Unschedule
from domain.moments import write_moment
from domain.notices import Urgency
from domain.outcomes import Facts

CHASE = "matter.chase"
"""Kind of the due row: whoever may confirm is reminded."""

LAPSE = "matter.lapse"
"""Kind of the due row: nobody has looked for so long that the asking lapses."""

CHASE_AFTER, LAPSE_AFTER = timedelta(days=1), timedelta(days=7)
DANGER_CHASE_AFTER, DANGER_LAPSE_AFTER = timedelta(hours=1), timedelta(days=1)
"""Of a danger, somebody is woken again soon (ours, all four)."""


class Waits(StrEnum):
    """What was asked (提请的事)."""

    MOVE = "move"  # 进入下一步
    STOP = "stop"  # 不办了
    REVISE = "revise"  # 改已经定下的方案，从头征求


class Lapsed(StrEnum):
    """Why an asking lapsed (提请为什么过期)."""

    TIME = "time"  # 一直没有人看
    CHANGED = "changed"  # 这件事又变了
    CALLED = "called"  # 居民会议通知了，由各户来定


NOBODY: Mapping[Waits, Mapping[str, object]] = {
    Waits.MOVE: {"move_by": None},
    Waits.STOP: {"stop_by": None, "stop_why": ""},
    Waits.REVISE: {"revise_by": None, "revise_title": "", "revise_text": "", "revise_why": ""},
}
"""What a matter keeps of each once nobody asks for it."""

NOT_AGREED: Mapping[Waits, str] = {
    Waits.MOVE: "move_returned",
    Waits.STOP: "stop_declined",
    Waits.REVISE: "revise_declined",
}
"""What the journal and the notice call it when the second person says no."""


def asker(matter: Matter, what: Waits) -> int | None:
    """Who asked, while that waits."""
    revising = None if matter.revising is None else matter.revising.by
    return {Waits.MOVE: matter.move_by, Waits.STOP: matter.stop_by, Waits.REVISE: revising}[what]


def nobody(what: Waits) -> dict[str, object]:
    """As the matter keeps it once nobody asks any more."""
    return dict(NOBODY[what])


def waiting(matter: Matter, what: Waits, at: datetime) -> tuple[Schedule, Schedule]:
    """From now it waits; asked anew, it waits anew: the reminder, and the day it lapses."""
    danger = matter.stage is Stage.EXAMINING
    chase, lapse = (DANGER_CHASE_AFTER, DANGER_LAPSE_AFTER) if danger else (CHASE_AFTER, LAPSE_AFTER)
    subject = _subject(matter, what)
    return Schedule(CHASE, subject, at + chase), Schedule(LAPSE, subject, at + lapse)


def due_rows(matter: Matter, at: datetime) -> list[tuple[Schedule, Schedule]]:
    """The two rows of each thing that waits."""
    return [waiting(matter, what, at) for what in Waits if asker(matter, what) is not None]


def settled(matter: Matter, what: Waits) -> list[Effect]:
    """It waits no more."""
    subject = _subject(matter, what)
    return [Unschedule(CHASE, subject), Unschedule(LAPSE, subject)]


def told_again(matter: Matter, what: Waits, facts: Facts, chats: Sequence[int], due: datetime) -> list[Effect]:
    """Each who may confirm is reminded, once for this asking."""
    told = {**facts, **_why(matter, what)}
    urgency = Urgency.URGENT if matter.stage is Stage.EXAMINING else Urgency.ORDINARY
    return to_chats(matter, chats, f"{what}_waits", told, f"{what}_waits:{write_moment(due)}", urgency=urgency)


def _why(matter: Matter, what: Waits) -> Facts:
    """In whose words it is asked for; to go on needs none."""
    if what is Waits.STOP:
        return {"words": matter.stop_why}
    return {"words": matter.revising.why} if what is Waits.REVISE and matter.revising is not None else {}


def turned_down(
    matter: Matter, what: Waits, facts: Facts, by: int, words: str, chats: Sequence[int], at: datetime
) -> list[Effect]:
    """The second person says no, and why; who asked reads it, nobody else ever does."""
    said = NOT_AGREED[what]
    record = Record(matter.subject, said, {"by": by, "stage": matter.stage.value}, {"words": words})
    told = to_chats(matter, chats, said, {**facts, "words": words}, f"{said}:{write_moment(at)}")
    return [record, *settled(matter, what), *told]


def lapsed(matter: Matter, what: Waits, why: Lapsed, facts: Facts, chats: Sequence[int], at: datetime) -> list[Effect]:
    """It is not asked any more, and who asked hears why."""
    record = Record(matter.subject, f"{what}_lapsed", {"stage": matter.stage.value, "why": why.value})
    told = {**facts, "asked": what.value, "why": why.value}
    return [
        record,
        *settled(matter, what),
        *to_chats(matter, chats, "lapsed", told, f"{what}_lapsed:{write_moment(at)}"),
    ]


def _subject(matter: Matter, what: Waits) -> str:
    return f"matter_{what}:{matter.id}"


def waits_of(subject: str) -> Waits:
    """What the row of this subject waits for."""
    return Waits(subject.partition(":")[0].removeprefix("matter_"))
