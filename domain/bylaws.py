"""By-laws (议事规则): figures a compound goes by, each with its source, none weaker than the law."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from domain.bylaw_values import Kind, OneOf

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class SourceKind(StrEnum):
    """What a figure rests on (依据的种类)."""

    LAW = "law"  # 法律法规
    BYLAW = "bylaw"  # 本小区的议事规则、管理规约
    OURS = "ours"  # 没有规定: the product's own default


@dataclass(frozen=True)
class Source:
    """What a figure rests on (依据), in words; `unread` while nobody has held the article against its text."""

    kind: SourceKind
    words: str
    unread: bool = False  # 未核对原文


@dataclass(frozen=True)
class Figure(Generic[T]):
    """A figure of the by-laws (约定) with its source."""

    value: T
    source: Source


class Stricter(StrEnum):
    """Which way a figure gets stricter (从严的方向)."""

    MORE = "more"  # 只能更多: notice, publication
    LESS = "less"  # 只能更少: how many must ask, how many proxies
    NEITHER = "neither"  # no law stands below it


@dataclass(frozen=True)
class Spec(Generic[T]):
    """What may be written for a figure (约定的规格): its kind, the floor and the article that sets it."""

    kind: Kind[T]
    stricter: Stricter = Stricter.NEITHER
    floor: T | None = None
    article: str = ""
    granted: tuple[SourceKind, ...] = ()  # whatever is not `usual` rests on one of these, read
    usual: T | None = None

    def weaker(self, value: T, than: T) -> bool:
        """Whether a value asks less than another."""
        match self.stricter:
            case Stricter.MORE:
                return self.kind.below(value, than)
            case Stricter.LESS:
                return self.kind.below(than, value)
        return False

    def ungranted(self, figure: Figure[T]) -> bool:
        """Whether it is something that only law or by-law can give, and neither does."""
        if not self.granted or figure.value == self.usual:
            return False
        return figure.source.kind not in self.granted or figure.source.unread


def at_least(kind: Kind[T], floor: T, article: str) -> Spec[T]:
    """A figure that the law lets nobody go below."""
    return Spec(kind, Stricter.MORE, floor, article)


def at_most(kind: Kind[T], floor: T, article: str) -> Spec[T]:
    """A figure that the law lets nobody exceed."""
    return Spec(kind, Stricter.LESS, floor, article)


def granted(usual: E, *by: SourceKind) -> Spec[E]:
    """A word that stays the usual one unless one of these sources says otherwise."""
    return Spec(OneOf(type(usual)), granted=by, usual=usual)
