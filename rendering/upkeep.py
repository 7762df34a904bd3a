"""Upkeep in words (维护): what the operators are told about their machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rendering.dispatch import Dispatch, Drawing, Template
from rendering.screens import Screen


def _told(key: str) -> Template:
    def draw(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
        return Dispatch(Screen(drawing.texts.say(key)))

    return draw


NOTICES: dict[str, Template] = {
    "upkeep.backup_failed": _told("upkeep.backup_failed"),
    "upkeep.files_full": _told("upkeep.files_full"),
}
