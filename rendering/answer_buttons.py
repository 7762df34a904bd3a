"""Buttons of answers to opinions (意见答复的按钮)."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class ReadDigest(Button, prefix="wsd"):
    """[意见和答复]: what was heard and answered, a page."""

    matter_id: int
    page: int


@dataclass(frozen=True)
class ForwardDigest(Button, prefix="wsf"):
    """[整理成文字]: the whole of it, to be forwarded."""

    matter_id: int


@dataclass(frozen=True)
class ReadSpots(Button, prefix="wsk"):
    """[海报带来的]: how many opinions each place led to, a page."""

    matter_id: int
    page: int


@dataclass(frozen=True)
class ShowCluster(Button, prefix="wsc"):
    """One cluster with what was said, a page."""

    cluster_id: int
    page: int


@dataclass(frozen=True)
class SortOpinions(Button, prefix="wss"):
    """[归类]: the next opinion that is in no cluster; the clusters it may go to, a page."""

    matter_id: int
    after: int
    page: int


@dataclass(frozen=True)
class PlaceOpinion(Button, prefix="wsp"):
    """Into this cluster."""

    opinion_id: int
    cluster_id: int


@dataclass(frozen=True)
class NewCluster(Button, prefix="wsn"):
    """[新的一类]; `alike`: with what is like it."""

    matter_id: int
    opinion_id: int
    alike: int


@dataclass(frozen=True)
class TakeOutOpinion(Button, prefix="wst"):
    """[拿出来]."""

    opinion_id: int
    cluster_id: int


@dataclass(frozen=True)
class AskAnswer(Button, prefix="wsq"):
    """[答复]: which of the three?"""

    cluster_id: int


@dataclass(frozen=True)
class AnswerSo(Button, prefix="wsa"):
    """采纳, 部分采纳, 不采纳: why, is asked."""

    cluster_id: int
    verdict: str


@dataclass(frozen=True)
class ReopenAnswer(Button, prefix="wsr"):
    """[重新答复]; `sure`: after a second look."""

    cluster_id: int
    sure: int


@dataclass(frozen=True)
class UseChannel(Button, prefix="wsu"):
    """[记走访]: by which way, is asked."""

    matter_id: int


@dataclass(frozen=True)
class UseWay(Button, prefix="wsw"):
    """By this way."""

    draft_id: int
    channel: str


@dataclass(frozen=True)
class UseDay(Button, prefix="wsy"):
    """On this day: 2026-11-24."""

    draft_id: int
    day: str


@dataclass(frozen=True)
class DropAnswer(Button, prefix="wsx"):
    """[算了]: what was begun is left."""

    draft_id: int
    matter_id: int


@dataclass(frozen=True)
class AmendOpinion(Button, prefix="wsm"):
    """[改]: one's own opinion in other words."""

    matter_id: int
    opinion_id: int
