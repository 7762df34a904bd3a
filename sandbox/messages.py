"""One message as the sandbox keeps it; how each reader sees it is the business of views.py."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Message:
    """A message: who truly sent it, what it says, and what happened to it since."""

    chat_id: int
    id: int
    date: int
    sender_id: int
    signature: Json
    content: Json = field(default_factory=dict)
    reply_to: int | None = None
    pins: int | None = None
    poll_id: str | None = None
    thread_id: int | None = None
    markup: Json | None = None
    protected: bool = False
    edit_date: int | None = None
    deleted: bool = False
    version: int = 0

    @property
    def text(self) -> str:
        """Text or caption, whichever the message has."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def inline_markup(self) -> Json | None:
        """Only an inline keyboard belongs to the message; reply keyboards belong to the phone."""
        return self.markup if self.markup and "inline_keyboard" in self.markup else None

    def buttons(self) -> list[Json]:
        """All inline buttons, row after row."""
        rows = (self.inline_markup or {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]
