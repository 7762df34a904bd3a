"""The way to a roster (名册), from the pages behind it."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button
from rendering.screens import Key
from rendering.texts import Texts


@dataclass(frozen=True)
class ShowRoster(Button, prefix="ro"):
    """看名册."""

    compound_id: int


@dataclass(frozen=True)
class MoreOfRoster(Button, prefix="rom", now="mingce"):
    """名册里其余的事, a page of them."""

    compound_id: int
    page: int


def back_key(texts: Texts, compound_id: int) -> Key:
    """回到名册."""
    return Key(texts.plain("registry.roster.back"), ShowRoster(compound_id))
