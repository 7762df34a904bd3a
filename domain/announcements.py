"""Announcements (公告): what may be said, where, when it leaves, who may mend it, and what that leaves behind."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from domain.calendar import QuietHours, not_before
from domain.effects import Effect, Post
from domain.local_times import parse_local, says_now
from domain.moments import is_late, write_moment
from domain.notices import Notice, NoticeKind, Urgency
from domain.outcomes import Facts, Reason, Refusal
from domain.registry import Actor, Place, RoleKind

LONGEST = 3000
"""UTF-16 units of an announcement, as Telegram counts: head and trace fit beside it in one message of 4,096."""

MOST_FILES = 10
IN_FORCE = timedelta(days=30)
"""How long an announcement hangs when nobody pins it."""
FURTHEST = timedelta(days=300)
"""Further ahead a date without its year would be ambiguous."""

EVENING, MORNING = time(18), time(9)
"""Hours offered to press: this evening's, tomorrow morning's."""

TEMPLATE = "announcements.post"
FILES_TEMPLATE = "announcements.files"
ALBUMS = (("photo", "video"), ("document",))
"""What the messenger shows together."""

KINDS = ("photo", "video", "document")
OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of what follows them; our own lines among it."""


class AnnouncementState(StrEnum):
    """Life of an announcement (公告状态)."""

    SCHEDULED = "scheduled"  # 等待发出
    PUBLISHED = "published"  # 已发出
    CANCELLED = "cancelled"  # 已取消
    UNSENT = "unsent"  # 到点无群可发


class Step(StrEnum):
    """Steps of writing one (写公告的步骤), in order."""

    TEXT = "text"
    FILES = "files"
    PLACE = "place"
    WHEN = "when"
    PREVIEW = "preview"


@dataclass(frozen=True)
class Announcement:
    """An announcement (公告) with its number; `published_at` is when it was to leave the outbox."""

    id: int
    place: Place
    compound: str
    building: str | None
    author_id: int
    year: int
    number: int
    text: str
    version: int
    pin: bool
    urgent: bool
    state: AnnouncementState
    due_at: datetime
    published_at: datetime | None = None
    corrected_at: datetime | None = None
    called: str | None = None  # 编号 as the compound's own pattern wrote it

    @property
    def subject(self) -> str:
        return f"announcement:{self.id}"

    @property
    def late(self) -> bool:
        """迟发: it left noticeably after the moment it was meant for."""
        return self.published_at is not None and is_late(self.due_at, self.published_at)


@dataclass(frozen=True)
class File:
    """A file that goes with it (附件), by the messenger's handle."""

    kind: str
    file_id: str


@dataclass(frozen=True)
class Target:
    """A place one may announce to (发布范围), and how many groups that reaches."""

    place: Place
    compound: str
    building: str | None
    groups: int


@dataclass(frozen=True)
class Preview:
    """How a draft would go out (预览): `now` as soon as it may, `held` by the quiet hours that hold it."""

    announcement: Announcement
    files: tuple[File, ...]
    target: Target
    now: bool
    held: QuietHours | None = None


@dataclass(frozen=True)
class Delivery:
    """What became of it in one group (一个群的送达情况)."""

    chat_id: int
    group: str
    state: str
    error: str | None = None


@dataclass(frozen=True)
class Version:
    """One wording of it (一稿)."""

    version: int
    text: str
    at: datetime


@dataclass(frozen=True)
class Page:
    """One announcement as somebody may see it (公告页); `versions` are those that readers could see, oldest first."""

    item: Announcement
    files: tuple[File, ...] = ()
    manageable: bool = False
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True)
class Report:
    """Its deliveries, group by group (送达情况)."""

    item: Announcement
    deliveries: tuple[Delivery, ...]


def public_versions(versions: Sequence[Version], published_at: datetime | None) -> tuple[Version, ...]:
    """The wording it was published with and all later ones; what was mended before is nobody's business."""
    if published_at is None:
        return ()
    before = [version for version in versions if version.at <= published_at]
    return (*before[-1:], *(version for version in versions if version.at > published_at))


def clean(text: str) -> str:
    """The text without control and direction marks, without blank edges."""
    kept = (sign for sign in text if sign in "\n\t" or (unicodedata.category(sign) != "Cc" and sign not in OVERRIDES))
    return "".join(kept).strip()


def text_refused(text: str) -> Refusal | None:
    """Whether a cleaned text may be announced."""
    if not any(unicodedata.category(sign)[0] not in "CZ" for sign in text):
        return Refusal(Reason.EMPTY, {"what": "announcement"})
    length = len(text.encode("utf-16-le")) // 2
    if length > LONGEST:
        return Refusal(Reason.TOO_LONG, {"what": "announcement", "most": LONGEST, "length": length})
    return None


def file_refused(kind: str, already: int) -> Refusal | None:
    """Whether one more file may come with it."""
    if kind not in KINDS:
        return Refusal(Reason.INVALID, {"what": "announcement_file"})
    if already >= MOST_FILES:
        return Refusal(Reason.TOO_MANY, {"what": "announcement_files", "most": MOST_FILES})
    return None


def time_refused(moment: datetime | None, *, at: datetime) -> Refusal | None:
    """Whether it can leave at a moment (None: the words named no moment)."""
    if moment is None:
        return Refusal(Reason.INVALID, {"what": "announcement_time"})
    if moment <= at:
        return Refusal(Reason.IN_THE_PAST, {"what": "announcement"})
    if moment - at > FURTHEST:
        return Refusal(Reason.INVALID, {"what": "announcement_far"})
    return None


def when_choices(at: datetime, *, zone: ZoneInfo) -> tuple[str, ...]:
    """What is offered to press: this evening only until then."""
    return ("now", "evening", "morning") if _pressed("evening", at, zone) > at else ("now", "morning")


def _pressed(when: str, at: datetime, zone: ZoneInfo) -> datetime:
    today = at.astimezone(zone).date()
    if when == "evening":
        return datetime.combine(today, EVENING, tzinfo=zone)
    return datetime.combine(today + timedelta(days=1), MORNING, tzinfo=zone)


def chosen_time(when: str, *, at: datetime, zone: ZoneInfo) -> datetime | Refusal | None:
    """The moment of a pressed choice (None: now), or of typed words."""
    if says_now(when):
        return None
    moment = _pressed(when, at, zone) if when in ("evening", "morning") else parse_local(when, at=at, zone=zone)
    return time_refused(moment, at=at) or moment


def leaves(wanted: datetime | None, *, urgent: bool, at: datetime, zone: ZoneInfo, quiet: QuietHours) -> datetime:
    """When it goes out: the wished moment (None: now), after quiet hours unless urgent."""
    moment = at if wanted is None else max(wanted, at)
    return moment if urgent else not_before(moment, zone=zone, quiet=quiet)


def next_step(body: Mapping[str, Any]) -> Step:
    """The first step that a draft has not answered."""
    if not body.get("text"):
        return Step.TEXT
    if not body.get("files_seen"):
        return Step.FILES
    if body.get("place") is None:
        return Step.PLACE
    return Step.PREVIEW if body.get("timed") else Step.WHEN


def read_place(pair: Sequence[int | None]) -> Place:
    """The place a draft holds as a pair."""
    return Place(pair[0], pair[1])


def may_manage(actor: Actor, announcement: Announcement) -> bool:
    """作者和该范围的自管会成员可以修改."""
    if actor.person_id == announcement.author_id:
        return True
    return any(role.kind is RoleKind.COMMITTEE and role.place.covers(announcement.place) for role in actor.roles)


def manage_refused(actor: Actor, announcement: Announcement | None, *states: AnnouncementState) -> Refusal | None:
    """Whether `actor` may change it now, while it is in one of `states`."""
    if announcement is None:
        return Refusal(Reason.NOT_FOUND, {"what": "announcement"})
    if not may_manage(actor, announcement):
        return Refusal(Reason.NOT_YOURS, {"what": "announcement"})
    if announcement.state not in states:
        return Refusal(Reason.WRONG_STATE, {"what": f"announcement_{announcement.state.value}"})
    return None


def may_read(actor: Actor, place: Place, *, only_compound: bool) -> bool:
    """Whether what was announced to a place concerns `actor`; strangers read what the only compound told all."""
    if not actor.roles:
        return only_compound and place.building_id is None
    return any(role.place.covers(place) or place.covers(role.place) for role in actor.roles)


def stands(announcement: Announcement, place: Place, *, at: datetime) -> bool:
    """Whether it hangs at `place` at this moment (有效): pinned, or published not long ago, here or for all."""
    out_at = announcement.published_at
    if out_at is None or out_at > at or not announcement.place.covers(place):
        return False
    return announcement.pin or at - out_at < IN_FORCE


def label(announcement: Announcement) -> Facts:
    """编号 as a message of the catalogue with its facts; as the compound itself writes it where it does."""
    if announcement.called is not None:
        return {"id": "announcements.called", "called": announcement.called}
    return {
        "id": "announcements.number",
        "compound": announcement.compound,
        "year": announcement.year,
        "number": announcement.number,
    }


def post_facts(announcement: Announcement) -> Facts:
    """What the post is drawn from."""
    corrected = announcement.corrected_at
    return {
        "label": label(announcement),
        "text": announcement.text,
        "due": write_moment(announcement.due_at),
        "late": announcement.late,
        "corrected": None if corrected is None else write_moment(corrected),
        "pin": announcement.pin,
    }


def publication(announcement: Announcement, files: Sequence[File], chats: Iterable[int]) -> list[Effect]:
    """发出: in each group one post, its files after it, and a pin where that was chosen."""
    effects: list[Effect] = []
    for chat in chats:
        effects.append(_post(announcement, chat, NoticeKind.POST, "post"))
        effects += _enclosed(announcement, files, chat)
        if announcement.pin:
            effects.append(_post(announcement, chat, NoticeKind.PIN, "pin"))
    return effects


def _enclosed(announcement: Announcement, files: Sequence[File], chat: int) -> list[Effect]:
    """Each album is a notice of its own: a send that is tried again never repeats the one before it."""
    post = _post(announcement, chat, NoticeKind.POST, "files").notice
    called = "announcements.files_of" if announcement.called is None else "announcements.files_of_called"
    named = {**label(announcement), "id": called}
    effects: list[Effect] = []
    for kinds in ALBUMS:
        part = [{"kind": file.kind, "file_id": file.file_id} for file in files if file.kind in kinds]
        if part:
            key, subject = f"{post.key}:{kinds[0]}", f"{announcement.subject}:{kinds[0]}"
            facts = {"label": named, "files": part}
            effects.append(Post(replace(post, key=key, subject=subject, template=FILES_TEMPLATE, facts=facts)))
    return effects


def correction(announcement: Announcement, *, standing: Iterable[int], lost: Iterable[int]) -> list[Effect]:
    """更正: each post drawn anew where it stands; where we lost sight of it (the group moved), said again."""
    token = f"edit{announcement.version}"
    edits: list[Effect] = [_post(announcement, chat, NoticeKind.EDIT, token) for chat in standing]
    return [*edits, *(_post(announcement, chat, NoticeKind.POST, token) for chat in lost)]


def pinning(announcement: Announcement, chats: Iterable[int], *, token: str) -> list[Effect]:
    """置顶 or 取消置顶, as the announcement now says; `token` tells this time from the times before."""
    kind = NoticeKind.PIN if announcement.pin else NoticeKind.UNPIN
    return [_post(announcement, chat, kind, token) for chat in chats]


def _post(announcement: Announcement, chat: int, kind: NoticeKind, token: str) -> Post:
    """Nothing of it leaves before its post, not even what makes no sound."""
    notice = Notice(
        key=f"{announcement.subject}:{token}:{chat}",
        chat_id=chat,
        kind=kind,
        template=TEMPLATE,
        facts=post_facts(announcement),
        subject=announcement.subject,
        urgency=Urgency.URGENT if announcement.urgent else Urgency.ORDINARY,
        public=kind is NoticeKind.POST,
        poster_id=announcement.author_id,
        not_before=announcement.published_at,
    )
    return Post(notice)
