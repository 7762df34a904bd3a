"""Buttons (按钮) as typed values: packed into at most 64 bytes, parsed back with suspicion.

    @dataclass(frozen=True)
    class CloseIssue(Button, prefix="ic"):
        issue_id: int

A packed button is `1ic:12`: version, prefix, fields. What does not parse is None, whoever made it. `now` names the
command that shows what such a button led to, for those of earlier versions that still stand in chats.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar, get_type_hints

VERSION = "1"
LONGEST = 64
"""Bytes Telegram carries in a button (core.telegram.org/bots/api#inlinekeyboardbutton)."""


@dataclass(frozen=True)
class Button:
    """A button's meaning: a subclass a kind, its fields whole numbers or short words without `:`."""

    prefix: ClassVar[str]
    now: ClassVar[str] = ""
    kinds: ClassVar[dict[str, type[Button]]] = {}

    def __init_subclass__(cls, *, prefix: str, now: str = "") -> None:
        assert prefix not in Button.kinds, f"prefix {prefix} is taken"
        cls.prefix, cls.now = prefix, now
        Button.kinds[prefix] = cls

    def pack(self) -> str:
        """The button as callback data. Raises ValueError beyond 64 bytes."""
        values = [str(getattr(self, field.name)) for field in fields(self)]
        packed = ":".join([VERSION + self.prefix, *values])
        if len(packed.encode()) > LONGEST:
            raise ValueError(f"a button of {len(packed.encode())} bytes: {self.prefix}")
        return packed


def parse(data: str) -> Button | None:
    """The button that `data` packs, or None for anything unknown, old or forged."""
    kind, values = kind_of(data), data.split(":")[1:]
    if kind is None or len(values) != len(fields(kind)):
        return None
    return _fill(kind, values)


def kind_of(data: str) -> type[Button] | None:
    """What kind of button `data` is or once was: its fields may be others by now."""
    head = data.partition(":")[0]
    return Button.kinds.get(head[len(VERSION) :]) if head.startswith(VERSION) else None


def _fill(kind: type[Button], values: list[str]) -> Button | None:
    hints = get_type_hints(kind)
    try:
        return kind(*(_value(hints[field.name], value) for field, value in zip(fields(kind), values, strict=True)))
    except ValueError:
        return None


def _value(hint: type, value: str) -> int | str:
    if hint is not int:
        return value
    if not value.lstrip("-").isascii() or not value.lstrip("-").isdigit() or len(value) > 18:  # fits 64 bits
        raise ValueError(value)
    return int(value)
