"""A matter's file as one archive (归档包): what goes into it, and what nobody outside may read of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.deliberation.answers import Cluster
from domain.deliberation.channel_uses import ChannelUse
from domain.deliberation.consultations import ConsultedUnit
from domain.deliberation.matters import Matter, Version
from domain.deliberation.objections import MatterObjection
from domain.deliberation.opinions import Opinion
from domain.deliberation.ratings import RatingCount
from domain.deliberation.record_details import Application
from domain.deliberation.records import FORMS, MatterRecord, Recorder
from domain.deliberation.stages import Need, Stage
from domain.deliberation.tasks import Task
from domain.gone_names import LEAST_NAME, NONE_GONE, GoneNames
from domain.issues_masking import MASK, QUANTITIES, mask, unnamed
from domain.journal import Entry
from domain.registry import RoleKind
from domain.voting.turnout import handful
from domain.voting.votes import Vote

LEAST_DOOR = 3
"""Signs of a door number that is covered wherever it stands; shorter ones are part of too many words."""


class PhotoOf(StrEnum):
    """What a photo of the file shows (照片内容)."""

    WORK = "work"  # 做好以后
    BEFORE = "before"  # 动工前
    AFTER = "after"  # 做完后
    NOTICE = "notice"  # 贴出来的公告
    DANGER = "danger"  # 险情
    MINUTES = "minutes"  # 会议记录, with signatures
    LETTER = "letter"  # 单位回函, with names and seals
    RECEIPT = "receipt"  # 维修资金申请的回执, with names and seals

    @property
    def public(self) -> bool:
        """Whether neighbours were shown it; the others are only named, with their hash."""
        return self not in (PhotoOf.MINUTES, PhotoOf.LETTER, PhotoOf.RECEIPT)


PHOTOS_OF = {
    Need.DANGER: PhotoOf.DANGER,
    Need.PAPER: PhotoOf.NOTICE,
    Need.MINUTES: PhotoOf.MINUTES,
    Need.APPLIED: PhotoOf.RECEIPT,
}
"""What the photos of a record show."""


@dataclass(frozen=True)
class FiledPhoto:
    """A photo of the file (归档照片): where its bytes are, and what they must be."""

    id: int
    shows: PhotoOf
    state: str  # pending, stored, lost
    sha256: str
    mime: str

    @property
    def enclosed(self) -> bool:
        """Whether its bytes go into the archive."""
        return self.shows.public and self.state == "stored"


@dataclass(frozen=True)
class FiledRecord:
    """A record of the file (归档记录), with the office of who made it, never the name."""

    record: MatterRecord
    office: RoleKind | None


@dataclass(frozen=True)
class FiledVote:
    """A vote of the file (归档表决), with how far its own journal is."""

    vote: Vote
    entries: int
    head: str


@dataclass(frozen=True)
class Bundle:
    """Everything on record of a matter that is over (归档内容), covered as in public."""

    compound: str
    place: str
    matter: Matter
    words: Mapping[str, str]  # what people there say
    versions: tuple[Version, ...]
    opinions: tuple[Opinion, ...]
    clusters: tuple[Cluster, ...]
    uses: tuple[ChannelUse, ...]
    records: tuple[FiledRecord, ...]
    application: Application | None  # to the maintenance fund, the one that stands
    units: tuple[ConsultedUnit, ...]
    votes: tuple[FiledVote, ...]
    objections: tuple[MatterObjection, ...]
    tasks: tuple[Task, ...]
    rating: RatingCount | None
    photos: tuple[FiledPhoto, ...]
    journal: tuple[Entry, ...]
    whole: frozenset[int]  # numbers of the entries that everybody may read; of the others, their hash
    head: str  # of its journal


@dataclass(frozen=True)
class Veil:
    """What is covered in people's words (隐去): names and doors of the compound, and whatever gives somebody away."""

    names: tuple[str, ...]
    doors: tuple[str, ...]
    gone: GoneNames = NONE_GONE  # of whom the registers know no more

    @classmethod
    def over(cls, names: Collection[str], doors: Collection[str], gone: GoneNames = NONE_GONE) -> Veil:
        """The longest first, so that no half of a name stays."""
        long = sorted(
            {name.strip() for name in names if len(name.strip()) >= LEAST_NAME}, key=lambda it: (-len(it), it)
        )
        numbers = sorted(door for door in doors if door.isdecimal() and len(door) >= LEAST_DOOR)
        return cls(tuple(long), tuple(numbers), gone)

    def __call__(self, words: str) -> str:
        done = 0
        for length in self.gone.lengths:
            longer = sum(len(name) > length for name in self.names)
            words = self.gone.covered(_unnamed(words, self.names[done:longer]), length)
            done = longer
        return self._doors(mask(_unnamed(words, self.names[done:])))

    def _doors(self, words: str) -> str:
        if not self.doors:
            return words
        pattern = rf"(?<![\d.,，])(?:{'|'.join(self.doors)})(?![\d.,，]?\d|\s*[{QUANTITIES}])"
        return re.sub(pattern, MASK, words)


def _unnamed(words: str, names: Iterable[str]) -> str:
    for name in names:
        words = unnamed(words, name)
    return words


OFFICES = (
    RoleKind.COMMITTEE,
    RoleKind.BUILDING_LEADER,
    RoleKind.ENTRANCE_LEADER,
    RoleKind.FLOOR_LEADER,
    RoleKind.GRID_WORKER,
    RoleKind.REPRESENTATIVE,
    RoleKind.OPERATOR,
)
"""By which office somebody made a record: the first that they held."""


def office_of(record: MatterRecord, held: Collection[RoleKind]) -> RoleKind | None:
    """As what they made it; a resident's record is a resident's. None: nobody knows any more."""
    if record.need in FORMS and FORMS[record.need].recorder is Recorder.RESIDENT:
        return RoleKind.RESIDENT
    return next((kind for kind in OFFICES if kind in held), None)


OPEN_ENTRIES = frozenset(
    {
        *(stage.value for stage in Stage),
        *("started", "called", "move_asked", "move_confirmed", "move_returned", "version", "gathered", "placed"),
        *("answered", "reopened", "told", "channel_used", "objection_answered"),
        *("unit_named", "unit_dropped", "unit_asked", "unit_reminded", "units_called", "unit_answered", "unit_replied"),
        *("task", "task_done", "task_cancelled", "task_moved", "task_late", "rated", "rating_reminded"),
    }
)
"""Entries of the journal that offices made: the archive shows them whole. Of a resident's it shows the hash alone."""


HASH_OR_MOMENT = re.compile(r"[0-9a-f]{64}|\d{4}-\d\d-\d\d(?:T[\d:.+]+)?")


def shown_whole(entry: Entry, veil: Veil) -> bool:
    """Whether everybody may read the entry itself: made by an office, with nothing in it that would be covered.

    What residents did is shown by its hash alone, or one's several words could be put together; so is what a handful of
    homes said of the work.
    """
    if entry.type == "rated" and any(handful(sum(entry.body[name].values())) for name in ("worked", "content")):
        return False
    if entry.type not in OPEN_ENTRIES and not _by_staff(entry):
        return False
    words = [value for value in entry.body.values() if isinstance(value, str) and not HASH_OR_MOMENT.fullmatch(value)]
    return all(veil(one) == one for one in words)


def _by_staff(entry: Entry) -> bool:
    if entry.type != "noted":
        return False
    need = Need(entry.body["need"])
    return need not in FORMS or FORMS[need].recorder is Recorder.STAFF


CALLING = ("vote", "vote_id", "owners_vote_id", "residents_vote_id")
"""What an entry of a matter's journal calls the vote that it was put to."""


def votes_called(journal: Iterable[Entry]) -> list[int]:
    """Every vote it was ever put to (提交过的表决), in order: a meeting of the residents and earlier rounds too."""
    named = [entry.body[name] for entry in journal for name in CALLING if name in entry.body]
    return list(dict.fromkeys(int(number) for number in named))
