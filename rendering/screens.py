"""Screens (一屏): what a person reads at once and what can be pressed under it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rendering.buttons import Button


@dataclass(frozen=True)
class Key:
    """A key under a screen (按键): its label in the reader's mouth, and what pressing it means."""

    label: str
    press: Button | None = None
    url: str | None = None
    start: str | None = None  # opens the private chat with this deep-link payload


@dataclass(frozen=True)
class Screen:
    """Words as HTML, rows of keys; with a picture or file when `picture` or `document` is given."""

    text: Markup
    keys: tuple[tuple[Key, ...], ...] = ()
    picture: bytes | None = None
    document: bytes | None = None
    filename: str = ""


def rows(*keys: Key, per_row: int = 2) -> tuple[tuple[Key, ...], ...]:
    """Keys laid out in rows."""
    return tuple(keys[start : start + per_row] for start in range(0, len(keys), per_row))


def lines(*parts: Markup | str | None) -> Markup:
    """Parts under each other, absent ones left out; an empty string is an empty line."""
    return Markup("\n").join(part for part in parts if part is not None)
