"""What a new account is called (开账户): whose name it is in, and so much of its number as it is known by."""

from __future__ import annotations

from domain.outcomes import Reason, Refusal

LONGEST_NAME, LONGEST_HOLDER = 30, 30
TAIL = 4
"""So much of an account's number is kept: enough to know it by, of no use to anybody else."""
MOST_ACCOUNTS = 20


def fund_refusal(existing: int, name: str, holder: str, tail: str) -> Refusal | None:
    """Why an account cannot be opened."""
    if existing >= MOST_ACCOUNTS:
        return Refusal(Reason.TOO_MANY, {"what": "funds", "most": MOST_ACCOUNTS})
    return tail_refusal(tail) or name_refusal(name) or holder_refusal(holder)


def tail_refusal(tail: str) -> Refusal | None:
    """What is wrong with the last figures of its number (尾号)."""
    told = tail.isascii() and tail.isdecimal() and len(tail) == TAIL
    return None if told else Refusal(Reason.INVALID, {"what": "fund_tail"})


def name_refusal(name: str) -> Refusal | None:
    """What is wrong with what it is called (账户名)."""
    if not any(map(str.isalpha, name)):  # 12 is a slip of the finger, and stays for good
        return Refusal(Reason.EMPTY, {"what": "fund_name"})
    return Refusal(Reason.TOO_LONG, {"what": "fund_name", "most": LONGEST_NAME}) if len(name) > LONGEST_NAME else None


def holder_refusal(holder: str) -> Refusal | None:
    """What is wrong with in whose name it is (户名)."""
    if not any(map(str.isalpha, holder)):
        return Refusal(Reason.EMPTY, {"what": "fund_holder"})
    if len(holder) > LONGEST_HOLDER:
        return Refusal(Reason.TOO_LONG, {"what": "fund_holder", "most": LONGEST_HOLDER})
    return None
