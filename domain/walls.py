"""Other walls (发布点): where what is public also hangs, beside the group: what hangs there, who may link one, its end.

What is said of a compound in its own group also goes to its walls, in one direction: nothing is ever read from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.deliberation.procedures import SMALL
from domain.deliberation.stages import Stage
from domain.notices import Notice, NoticeKind, NoticeState
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from domain.wall_addresses import WallKind

CHAT_KIND = "wall"
"""How a wall stands among the chats: notices are queued for it, leased and settled as for any other."""

NUMBERS_FROM = -(1 << 60)
"""Where walls are numbered from among the messenger's ids, which have 52 bits (core.telegram.org/bots/api#chat)."""

MOST_WALLS = 6
"""Walls of one compound: what one screen shows."""

IN_PART = "in part"
"""How an error begins that says that the beginning of a notice arrived there."""

WAITING = "wall.waiting"
"""Kind of the due row of a wall nobody has confirmed."""

REMIND_AFTER, LAPSE_AFTER = timedelta(days=1), timedelta(days=7)
"""When whoever may confirm is reminded, and when the address is forgotten (ours)."""

TRIAL = "walls.trial"
"""What a trial message (试发) is drawn by."""

OF_PEOPLE = "k-seats"
"""The ballot on which people stand: their names stay in the compound."""

ON_WALLS = frozenset(
    {
        "announcements.files",
        "announcements.post",
        "deliberation.announced",
        "deliberation.corrected",
        "deliberation.done",
        "deliberation.fallen",
        "deliberation.overtaken",
        "deliberation.stopped",
        "funds.reopened",
        "funds.statement",
        "polls.result",
        "ratings.over",
        "settlements.published",
        "soundings.result",
        "voting.cancelled",
        "voting.posted",
        "voting.result",
    }
)
"""Templates that also hang on walls: announcements, disclosures, results, statements. What is not here never leaves."""


FILES, PHOTO = "announcements.files", "photo"
"""What an announcement has with it; of its files photos alone hang on walls, for nobody has looked into the others."""

RETOLD = frozenset({"announcements.post"})
"""Of these a post that is drawn anew in the group says something else than before (更正), and hangs once more."""


UNDER_WAY = frozenset({NoticeState.QUEUED, NoticeState.SENDING})


class WallState(StrEnum):
    """Life of a wall (发布点的状态)."""

    LINKED = "linked"  # somebody wrote it down, nobody has confirmed it
    ON = "on"
    OFF = "off"  # its address is forgotten


@dataclass(frozen=True)
class Wall:
    """A wall (一个发布点). `open`: it takes what comes; once it said that it is none any more, nothing is tried."""

    id: int
    chat_id: int
    place: Place
    kind: WallKind
    tail: str
    state: WallState
    open: bool
    linked_by: int
    linked_at: datetime
    told_at: datetime | None = None

    @property
    def subject(self) -> str:
        """What a trial message is about."""
        return f"wall:{self.id}"

    @property
    def title(self) -> str:
        """All that is ever shown of its address."""
        return f"…{self.tail}"


@dataclass(frozen=True)
class Means:
    """What this installation can reach (可用的出口): mail, where it has a server for it; this machine, for trials.

    `rehearsal`: it is the demo, where nothing leaves.
    """

    mail: bool = False
    loopback: bool = False
    rehearsal: bool = False


NO_MEANS = Means()
"""Neither."""


@dataclass(frozen=True)
class Hung:
    """One notice in one place (一处的发布情况)."""

    template: str
    place: str
    wall: WallKind | None
    state: NoticeState
    at: datetime
    error: str | None = None
    again: bool = False


@dataclass(frozen=True)
class WallPage:
    """A wall as those who may link one see it (发布点页): its last trial, what left for it last."""

    wall: Wall
    trial: Hung | None
    last: Hung | None
    may_confirm: bool


def hanging(notice: Notice, chat_id: int) -> Notice | None:
    """The same notice for a wall; None for what does not hang there, and for what is only said once more."""
    post = notice.kind is NoticeKind.POST and notice.public
    retold = notice.kind is NoticeKind.EDIT and notice.template in RETOLD
    if notice.template not in ON_WALLS or not (post or retold):
        return None
    if notice.facts.get("again") or _of_people(notice.facts) or _of_some(notice.facts):
        return None
    if notice.template == FILES and not photos_of(notice.facts):
        return None
    key = f"{notice.key.removesuffix(f':{notice.chat_id}').replace(f':{notice.chat_id}:', ':')}:wall{chat_id}"
    return replace(notice, key=key, chat_id=chat_id, kind=NoticeKind.POST, public=True)


def photos_of(facts: Mapping[str, Any]) -> list[str]:
    """The messenger's handles of the photos among the files of an announcement."""
    return [str(file["file_id"]) for file in facts.get("files", ()) if file["kind"] == PHOTO]


def _of_people(facts: Mapping[str, Any]) -> bool:
    question = facts.get("question")
    return isinstance(question, Mapping) and question.get("ballot") == OF_PEOPLE


def _of_some(facts: Mapping[str, Any]) -> bool:
    """Whether it is of some homes alone: that stays in the compound, as on the board on the web."""
    return bool(facts.get("scope")) or facts.get("procedure") == SMALL.name


def link_refusal(actor: Actor, place: Place, kind: WallKind, standing: int, means: Means) -> Refusal | None:
    """Whether one more wall may be written down."""
    if (refusal := permit(actor, Act.LINK_WALL, place)) is not None:
        return refusal
    if standing >= MOST_WALLS:
        return Refusal(Reason.TOO_MANY, {"what": "walls", "most": MOST_WALLS})
    if kind is WallKind.MAIL and not means.mail:
        return Refusal(Reason.WRONG_STATE, {"what": "wall_no_mail"})
    return None


def standing_refusal(actor: Actor, wall: Wall) -> Refusal | None:
    """Whether anything can still be done with it, by this person."""
    if (refusal := permit(actor, Act.LINK_WALL, wall.place)) is not None:
        return refusal
    return Refusal(Reason.WRONG_STATE, {"what": "wall_off"}) if wall.state is WallState.OFF else None


def trying_refusal(trial: Hung | None) -> Refusal | None:
    """One trial at a time."""
    waits = trial is not None and trial.state in UNDER_WAY
    return Refusal(Reason.ALREADY_DONE, {"what": "wall_trying"}) if waits else None


def untried_refusal(trial: Hung | None) -> Refusal | None:
    """A wall is confirmed once a trial message has arrived there."""
    if trial is not None and trial.state is NoticeState.SENT:
        return None
    return Refusal(Reason.WRONG_STATE, {"what": "wall_untried"})


def alone_refusal(seconds: int) -> Refusal | None:
    """Whether there is anybody who could confirm it."""
    return None if seconds else Refusal(Reason.WRONG_STATE, {"what": "wall_alone"})


def confirm_refusal(actor: Actor, wall: Wall, trial: Hung | None) -> Refusal | None:
    """Whether this person may be the second."""
    if (refusal := standing_refusal(actor, wall)) is not None:
        return refusal
    if wall.state is WallState.ON:
        return Refusal(Reason.ALREADY_DONE, {"what": "wall"})
    if actor.person_id == wall.linked_by:
        return Refusal(Reason.NOT_YOURS, {"what": "wall_second"})
    return untried_refusal(trial)


def arrived(found: Iterable[Hung]) -> list[Hung]:
    """What anybody may know of where it was published: where it arrived, nothing of addresses, nothing of failures."""
    sent = (one for one in found if one.state is NoticeState.SENT)
    return [one if one.wall is None else replace(one, place="", error=None) for one in sent]


def nowhere_named(found: Iterable[Hung]) -> list[Hung]:
    """The same for whoever does not live there, in order: what kind of place alone, no group by its name."""
    return sorted((replace(one, place="", error=None) for one in arrived(found)), key=lambda one: one.at)


def published_subjects(of: str, number: int) -> Sequence[str]:
    """What the public notices of an announcement, a vote, a matter or a statement are about (一件事的各次发布)."""
    return [subject.format(number) for subject in SUBJECTS.get(of, ())]


def told_of(subject: str) -> tuple[str, int]:
    """What a public notice is about (说的是哪件事), by its subject: `vote_result:7` of vote 7; else ("", 0)."""
    number = next((int(part) for part in subject.split(":") if part.isdecimal()), 0)
    return next(((of, number) for of in SUBJECTS if subject in published_subjects(of, number)), ("", 0))


SUBJECTS: Mapping[str, Sequence[str]] = {
    "announcement": ("announcement:{}", "announcement:{}:photo"),
    "period": ("fund_period:{}:statement", "fund_period:{}:reopened"),
    "settlement": ("sheet:{}:published",),
    "vote": ("vote_notice:{}", "vote:{}", "vote_cancelled:{}", "vote_result:{}"),
    "matter": tuple(f"matter_{name}:{{}}" for name in (*Stage, "corrected", "done", "fallen", "overtaken", "rated")),
}
