"""Receipts (回执): what a voter keeps, and finds again after the close."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U to be mistaken when read aloud."""

BITS = 80
GROUP = 4


def receipt_of(entry_hash: str) -> str:
    """The first 80 bits of a journal entry's hash, as sixteen signs in groups of four: 8QF4-ZK2M-71DA-03WX."""
    number = int(entry_hash, 16) >> (len(entry_hash) * 4 - BITS)
    signs = [ALPHABET[number >> shift & 31] for shift in reversed(range(0, BITS, 5))]
    return "-".join("".join(signs[start : start + GROUP]) for start in range(0, len(signs), GROUP))
