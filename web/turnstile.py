"""The turnstile (限流): how many pages an address may open a minute, so that nobody tries codes by the million."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

WITHIN = 60
"""Seconds."""
MOST = 300
"""Pages within these: a whole building may stand behind one address of its telephone company."""
MOST_ADDRESSES = 20_000
"""Beyond these, the others share one count: memory has an end, whoever calls."""
NETWORK = 64
"""Bits of an IPv6 address that tell households apart; the rest each of them makes up by itself."""


class Turnstile:
    """One process's count of pages by address, begun anew every minute; nothing of it is written down."""

    def __init__(self, seconds: Callable[[], float], most: int = MOST) -> None:
        self._seconds, self._most = seconds, most
        self._began = seconds()
        self._passed: Counter[str] = Counter()

    def admits(self, host: str | None) -> bool:
        """Let one more through, unless too many have come from there in this minute."""
        if self._seconds() - self._began >= WITHIN:
            self._began = self._seconds()
            self._passed.clear()
        household = household_of(host)
        if household not in self._passed and len(self._passed) >= MOST_ADDRESSES:
            household = ""
        self._passed[household] += 1
        return self._passed[household] <= self._most


def household_of(host: str | None) -> str:
    """Who counts as one: an address, or a network of the kind a home gets."""
    try:
        address = ip_address(host or "")
    except ValueError:
        return ""
    return str(int(address) >> (128 - NETWORK)) if isinstance(address, IPv6Address) else str(address)
