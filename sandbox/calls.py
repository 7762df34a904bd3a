"""The log of Bot API calls, for tests and for the curious; secrets never enter it."""

from collections import deque
from typing import Any

Json = dict[str, Any]
KEPT = 10_000
SECRET = {"secret_token", "certificate"}


class CallLog:
    """The last calls, numbered."""

    def __init__(self) -> None:
        self.entries: deque[Json] = deque(maxlen=KEPT)
        self.last = 0
        self.in_flight = 0

    def write(self, method: str, params: Json, *, error_code: int | None, at: str) -> None:
        """Note one finished call."""
        self.last += 1
        shown = {name: "…" if name in SECRET else value for name, value in params.items()}
        entry = {"seq": self.last, "method": method, "params": shown, "at": at}
        self.entries.append(entry | {"ok": error_code is None, "error_code": error_code})

    def since(self, seq: int, method: str | None) -> list[Json]:
        """The calls after a number, of one method or of all."""
        return [entry for entry in self.entries if entry["seq"] > seq and method in (None, entry["method"])]
