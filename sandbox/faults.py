"""The fault plan: which calls go wrong, how, and how often."""

from dataclasses import asdict, dataclass
from typing import Any

from sandbox.errors import Trouble

Json = dict[str, Any]
KINDS = {"429", "500", "hang_after", "drop", "slow", "403", "timeout_before"}


@dataclass
class Fault:
    """One planned trouble; it is used up `times` times."""

    method: str
    kind: str
    times: int = 1
    retry_after: int = 1
    seconds: float = 1.0
    chat: int | None = None

    def strikes(self, method: str, chat_id: object) -> bool:
        """Whether this call is meant."""
        meant = self.method == "*" or self.method.lower() == method.lower()
        return self.times > 0 and meant and self.chat in (None, chat_id)


class FaultPlan:
    """The plan, in order; the first fault that fits strikes."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def replace(self, plan: list[Json]) -> None:
        """A new plan instead of the old."""
        try:
            self.faults = [Fault(**entry) for entry in plan]
        except TypeError as wrong:
            raise Trouble(400, f"fault not understood: {wrong}") from None
        if unknown := {fault.kind for fault in self.faults} - KINDS:
            raise Trouble(400, f"unknown kind of fault: {', '.join(sorted(unknown))}")

    def strike(self, method: str, chat_id: object) -> Fault | None:
        """The fault that strikes this call, used up by one."""
        fault = next((fault for fault in self.faults if fault.strikes(method, chat_id)), None)
        if fault:
            fault.times -= 1
        return fault

    def left(self) -> list[Json]:
        """What is still to come."""
        return [asdict(fault) for fault in self.faults if fault.times > 0]
