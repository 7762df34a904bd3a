"""Buttons of 微心愿."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class ShowWishes(Button, prefix="xyb"):
    """The board: one of its tabs, a page of it."""

    tab: str
    page: int


@dataclass(frozen=True)
class ShowSources(Button, prefix="xyo"):
    """[从哪里来]: how many came by which way."""


@dataclass(frozen=True)
class MyWishes(Button, prefix="xym"):
    """[我的心愿]: made, in hand, stood between for."""


@dataclass(frozen=True)
class ShowWish(Button, prefix="xys"):
    """One wish."""

    wish_id: int


@dataclass(frozen=True)
class ClaimWish(Button, prefix="xyc"):
    """[我来认领]; `sure` once asked back."""

    wish_id: int
    sure: int


@dataclass(frozen=True)
class WishIs(Button, prefix="xyd"):
    """What a press alone says of a wish: back, done, received, not_yet, between."""

    wish_id: int
    what: str


@dataclass(frozen=True)
class TakeWishBack(Button, prefix="xyt"):
    """[不要了]; `sure` once asked back."""

    wish_id: int
    sure: int


@dataclass(frozen=True)
class WriteOfWish(Button, prefix="xyw"):
    """What is written of it: a word to the other, thanks."""

    wish_id: int
    what: str


@dataclass(frozen=True)
class WhoseWish(Button, prefix="xyz"):
    """[两头是谁]: for whoever stands between."""

    wish_id: int


@dataclass(frozen=True)
class HideWish(Button, prefix="xyh"):
    """[遮住]: why; empty asks, `shown` brings it back."""

    wish_id: int
    reason: str


@dataclass(frozen=True)
class NewWish(Button, prefix="xyn"):
    """[许个愿]; `entered`: 1 what somebody else wished, by whoever serves."""

    entered: int


@dataclass(frozen=True)
class WishCame(Button, prefix="xyv"):
    """By which way it came."""

    draft_id: int
    channel: str


@dataclass(frozen=True)
class WishReach(Button, prefix="xyr"):
    """How whoever claims it comes to whoever made it."""

    draft_id: int
    reach: str


@dataclass(frozen=True)
class HangWish(Button, prefix="xyp"):
    """[挂上去]."""

    draft_id: int


@dataclass(frozen=True)
class RewriteWish(Button, prefix="xye"):
    """[改一改]."""

    draft_id: int


@dataclass(frozen=True)
class LeaveWish(Button, prefix="xyq"):
    """[算了]: nothing is waited for any more."""

    draft_id: int
