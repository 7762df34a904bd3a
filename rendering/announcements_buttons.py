"""Buttons of announcements (公告按键)."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class BeginAnnouncement(Button, prefix="ab"):
    """发公告: what can be looked after, and a new one."""


@dataclass(frozen=True)
class NewAnnouncement(Button, prefix="an"):
    """写一份新的."""


@dataclass(frozen=True)
class OpenBoard(Button, prefix="ao"):
    """公示栏."""


@dataclass(frozen=True)
class GoTo(Button, prefix="ag"):
    """Back to a step (上一步、改一改)."""

    draft_id: int
    step: str


@dataclass(frozen=True)
class Onward(Button, prefix="af"):
    """On from a step that is answered (下一步)."""

    draft_id: int
    step: str


@dataclass(frozen=True)
class DropFiles(Button, prefix="ax"):
    """去掉附件."""

    draft_id: int


@dataclass(frozen=True)
class ChoosePlace(Button, prefix="ap"):
    """发到哪里; `building_id` 0: the whole compound."""

    draft_id: int
    compound_id: int
    building_id: int


@dataclass(frozen=True)
class ChooseTime(Button, prefix="at"):
    """什么时候发: `when` is now, evening or morning."""

    draft_id: int
    when: str


@dataclass(frozen=True)
class Toggle(Button, prefix="au"):
    """Turn `what` (pin, urgent) on or off, to `on`."""

    draft_id: int
    what: str
    on: int


@dataclass(frozen=True)
class MendDraft(Button, prefix="am"):
    """改一改: which part."""

    draft_id: int


@dataclass(frozen=True)
class SendAnnouncement(Button, prefix="as"):
    """发出去、定时发出."""

    draft_id: int


@dataclass(frozen=True)
class DropAnnouncement(Button, prefix="aq"):
    """算了."""

    draft_id: int


@dataclass(frozen=True)
class ShowAnnouncement(Button, prefix="ai"):
    """看一份公告."""

    announcement_id: int


@dataclass(frozen=True)
class ShowVersion(Button, prefix="av"):
    """看更正以前的文字."""

    announcement_id: int
    version: int


@dataclass(frozen=True)
class EditText(Button, prefix="ae"):
    """改文字, before it leaves."""

    announcement_id: int


@dataclass(frozen=True)
class EditTime(Button, prefix="ak"):
    """改时间, before it leaves."""

    announcement_id: int


@dataclass(frozen=True)
class MoveTo(Button, prefix="aw"):
    """The new time: `when` is now, evening or morning."""

    announcement_id: int
    when: str


@dataclass(frozen=True)
class AskCancel(Button, prefix="aj"):
    """取消: a second look first."""

    announcement_id: int


@dataclass(frozen=True)
class ReallyCancel(Button, prefix="az"):
    """取消这份公告."""

    announcement_id: int


@dataclass(frozen=True)
class Correct(Button, prefix="ac"):
    """更正 what has been published."""

    announcement_id: int


@dataclass(frozen=True)
class ConfirmCorrection(Button, prefix="ay"):
    """照这样更正."""

    draft_id: int


@dataclass(frozen=True)
class PinAnnouncement(Button, prefix="al"):
    """置顶、取消置顶."""

    announcement_id: int
    pinned: int


@dataclass(frozen=True)
class SeeDeliveries(Button, prefix="ar"):
    """送达情况."""

    announcement_id: int
