"""What follows from putting money together (凑钱的后续): entries of the journal, who looks, what the groups read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.effects import Effect, Post, Record
from domain.journal import Entry
from domain.notices import Notice, NoticeKind
from domain.outcomes import Facts
from domain.pledges import Drive, DriveFigures, Pledge, PledgeReceipt, ends, less

TOLD = ("drive_ended", "drive_recounted")
"""What the journal keeps of each time the groups heard what came in."""


def asked(drive: Drive, by: int, seconds: Sequence[int]) -> list[Effect]:
    """要凑一笔钱."""
    body = {"name": drive.name, "target": drive.target, "unmet": drive.unmet.value, "by": by}
    facts = {"drive_id": drive.id, "name": drive.name}
    looks = [
        _post(f"{drive.subject}:look:{drive.asked_at.isoformat()}:{chat}", chat, "look", facts) for chat in seconds
    ]
    return [Record(drive.subject, "drive_asked", body), *looks]


def opened(drive: Drive, by: int, groups: Sequence[int]) -> list[Effect]:
    """开始凑: the groups of the compound hear of it, without any link."""
    facts = {"drive_id": drive.id, "name": drive.name, "purpose": drive.purpose, "target": drive.target}
    told = [_post(f"{drive.subject}:opened:{chat}", chat, "opened", facts) for chat in groups]
    return [Record(drive.subject, "drive_opened", {"by": by}), *told, ends(drive)]


def dropped(drive: Drive, by: int | None) -> list[Effect]:
    """不凑了."""
    return [Record(drive.subject, "drive_dropped", {"by": by})]


def pledged(drive: Drive, pledge: Pledge, what: str) -> list[Effect]:
    """答应了, 收回了: by its number alone."""
    return [Record(drive.subject, what, {"number": pledge.number, "amount": pledge.amount})]


def named(drive: Drive, pledge: Pledge, what: str) -> list[Effect]:
    """公布了名字, 收回了名字: that it was asked for, by its number; the name lies with the promise alone."""
    return [Record(drive.subject, what, {"number": pledge.number})]


def moved(drive: Drive, pledge: Pledge, receipt: PledgeReceipt, by: int, giver: Sequence[int]) -> list[Effect]:
    """收到了, 退了: whoever gave it hears, in private, that money is said to have changed hands."""
    what, told = ("pledge_received", "came") if receipt.amount > 0 else ("pledge_returned", "returning")
    record = Record(drive.subject, what, {"number": pledge.number, "amount": receipt.amount, "by": by})
    return [record, *_giver(drive, pledge, f"{told}:{receipt.id}", giver)]


def undone(drive: Drive, pledge: Pledge, receipt: PledgeReceipt, why: str, giver: Sequence[int]) -> list[Effect]:
    """那一笔不算了: whoever heard that money came in, or goes back, hears that it does not count, and why."""
    told = "undone" if receipt.amount > 0 else "unreturned"
    return [*_giver(drive, pledge, f"{told}:{receipt.id}", giver, why=why)]


def owes(drive: Drive, pledge: Pledge, giver: Sequence[int]) -> list[Effect]:
    """没凑够，要退给这一位."""
    return [*_giver(drive, pledge, "owed", giver)]


def _giver(drive: Drive, pledge: Pledge, what: str, giver: Sequence[int], **more: str) -> list[Post]:
    facts = {"drive_id": drive.id, "name": drive.name, "number": pledge.number, "amount": pledge.amount, **more}
    key = f"{drive.subject}:{pledge.number}:{what}"
    return [_post(f"{key}:{chat}", chat, what.partition(":")[0], facts) for chat in giver]


def ended(drive: Drive, sums: DriveFigures, chats: Sequence[int]) -> list[Effect]:
    """到时候了: how much came in, and what becomes of it."""
    facts = {
        **{"drive_id": drive.id, "name": drive.name, "target": drive.target, "state": drive.state.value},
        **{"pledged": sums.pledged, "received": sums.received, "receipts": sums.receipts, "unmet": drive.unmet.value},
        "waiting": sums.waiting,
    }
    told = [_post(f"{drive.subject}:ended:{chat}", chat, "ended", facts) for chat in chats]
    body = {"state": drive.state.value, "received": sums.received, "waiting": sums.waiting}
    return [Record(drive.subject, "drive_ended", body), *told]


def told_last(entries: Iterable[Entry]) -> tuple[str, int, int]:
    """How it ended, what had come in, and how many still waited, as the groups heard it last."""
    (*_, last) = (one.body for one in entries if one.type in TOLD)
    return last["state"], last["received"], last.get("waiting", 0)


def recounted(drive: Drive, sums: DriveFigures, chats: Sequence[int], at: datetime) -> list[Effect]:
    """更正: money that came before the end was signed for after it, or a receipt was a mistake."""
    facts = {
        **{"drive_id": drive.id, "name": drive.name, "target": drive.target, "state": drive.state.value},
        **{"received": sums.received, "unmet": drive.unmet.value, "less": less(drive, sums)},
    }
    told = [_post(f"{drive.subject}:recounted:{at.isoformat()}:{chat}", chat, "recounted", facts) for chat in chats]
    body = {"state": drive.state.value, "received": sums.received}
    return [Record(drive.subject, "drive_recounted", body), *told]


def _post(key: str, chat: int, what: str, facts: Facts) -> Post:
    return Post(Notice(key, chat, NoticeKind.POST, f"pledges.{what}", facts))
