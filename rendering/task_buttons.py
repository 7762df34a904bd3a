"""Buttons of the work and its rating (进度、评议的按钮)."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class OpenTasks(Button, prefix="wkl"):
    """[看进度]: the tasks of a matter, a page."""

    matter_id: int
    page: int = 0


@dataclass(frozen=True)
class ShowTask(Button, prefix="wks"):
    """One task."""

    task_id: int


@dataclass(frozen=True)
class NewTask(Button, prefix="wkn"):
    """[派一件事]."""

    matter_id: int


@dataclass(frozen=True)
class GiveOutTask(Button, prefix="wkg"):
    """[派下去]."""

    draft_id: int


@dataclass(frozen=True)
class TaskPhotos(Button, prefix="wkv"):
    """[看照片]."""

    task_id: int


@dataclass(frozen=True)
class PhotoOfTask(Button, prefix="wkp"):
    """[交照片]: `shows` before or after."""

    task_id: int
    shows: str


@dataclass(frozen=True)
class FinishTask(Button, prefix="wkf"):
    """[做完了]."""

    task_id: int


@dataclass(frozen=True)
class MoveTask(Button, prefix="wkm"):
    """[改日期]."""

    task_id: int


@dataclass(frozen=True)
class CancelTask(Button, prefix="wkc"):
    """[不做了]."""

    task_id: int


@dataclass(frozen=True)
class DropTaskWords(Button, prefix="wkz"):
    """[算了]: back to the tasks of the matter."""

    draft_id: int
    matter_id: int


@dataclass(frozen=True)
class OpenRating(Button, prefix="rto"):
    """[评一评], [看评议]."""

    matter_id: int


@dataclass(frozen=True)
class AskRating(Button, prefix="rtq"):
    """[改「…」]: one of the two questions once more."""

    matter_id: int
    question: str


@dataclass(frozen=True)
class RateWorked(Button, prefix="rtw"):
    """办好了, 没办好: one tap."""

    matter_id: int
    worked: str


@dataclass(frozen=True)
class RateContent(Button, prefix="rtc"):
    """满意, 一般, 不满意: one tap."""

    matter_id: int
    content: str


@dataclass(frozen=True)
class RateWords(Button, prefix="rts"):
    """[说两句]."""

    matter_id: int


@dataclass(frozen=True)
class RateDrop(Button, prefix="rtz"):
    """[算了]: back to the rating."""

    draft_id: int
    matter_id: int


@dataclass(frozen=True)
class StopNews(Button, prefix="mnx"):
    """[不再告诉我这件事]; `resumed`: [还是告诉我]."""

    matter_id: int
    resumed: int
