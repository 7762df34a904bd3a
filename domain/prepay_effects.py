"""What follows from fees paid ahead (预交的后续): entries of the journal, receipts, who looks, what the group reads."""

from __future__ import annotations

from collections.abc import Sequence

from domain.effects import Effect, Post, Record
from domain.notices import Notice, NoticeKind
from domain.outcomes import Facts
from domain.prepay import PrepayFigures, PrepayLine, PrepayRound, PrepaySettlement


def asked(one: PrepayRound, by: int, seconds: Sequence[int]) -> list[Effect]:
    """要开一期: those who may be the second are asked."""
    body = {"name": one.name, "basis": one.basis.value, "rate": one.rate, "months": one.months, "by": by}
    return [Record(one.subject, "prepay_asked", body), *_look(one, one, "round", "", seconds)]


def opened(one: PrepayRound, by: int, groups: Sequence[int]) -> list[Effect]:
    """开了一期: the groups hear what is asked of a home."""
    facts = {"round_id": one.id, "name": one.name, "basis": one.basis.value, "rate": one.rate, "months": one.months}
    return [Record(one.subject, "prepay_opened", {"by": by}), *_group(one, "opened", facts, groups)]


def dropped(one: PrepayRound, what: str, by: int | None) -> list[Effect]:
    """不对，不开了."""
    return [Record(one.subject, what, {"by": by})]


def received(one: PrepayRound, line: PrepayLine, door: str, left: int, home: Sequence[int]) -> list[Effect]:
    """收了一户: who lives there has a receipt."""
    body = {"line": line.id, "building": line.building_id, "amount": line.amount, "by": line.by}
    facts = {"round_id": one.id, "name": one.name, "number": line.id, "door": door, "amount": line.amount, "left": left}
    return [Record(one.subject, "prepay_received", body), *_home(one, line, "receipt", facts, home)]


def voided(one: PrepayRound, line: PrepayLine, home: Sequence[int]) -> list[Effect]:
    """收错了: who lives there hears that the receipt does not count."""
    facts = {"round_id": one.id, "name": one.name, "number": line.id, "amount": line.amount}
    record = Record(one.subject, "prepay_voided", {"line": line.id, "by": line.by})
    return [record, *_home(one, line, "voided", facts, home)]


def handed(one: PrepayRound, building: int, fund_line: int, count: int, by: int) -> list[Effect]:
    """交账: so many receipts are one line of the account."""
    body = {"building": building, "line": fund_line, "receipts": count, "by": by}
    return [Record(one.subject, "prepay_handed", body)]


def fell(one: PrepayRound, line: PrepayLine, door: str, why: str, home: Sequence[int]) -> list[Effect]:
    """收据跟着冲正不算了: who lives there hears that theirs counts no more, and why."""
    facts = {"round_id": one.id, "name": one.name, "number": line.id, "door": door, "amount": line.amount, "why": why}
    return [*_home(one, line, "fallen", facts, home)]


def receipts_fell(
    one: PrepayRound, fund_line: int, receipts: Sequence[PrepayLine], why: str, told: Facts, chats: Sequence[int]
) -> list[Effect]:
    """交账冲正了: whoever took the fees hears that they are to be taken and handed in anew."""
    facts = {
        **{"round_id": one.id, "name": one.name, "building_id": receipts[0].building_id, "why": why},
        **{"receipts": len(receipts), "amount": sum(line.amount for line in receipts), **told},
    }
    body = {"building": receipts[0].building_id, "line": fund_line, "receipts": len(receipts)}
    key = f"prepay_fallen:{fund_line}"
    posts = [Post(Notice(f"{key}:{chat}", chat, NoticeKind.POST, "prepay.taken_down", facts)) for chat in chats]
    return [Record(one.subject, "prepay_fallen", body), *posts]


def went_out(one: PrepayRound, line: PrepayLine, door: str = "", home: Sequence[int] = ()) -> list[Effect]:
    """花了、退了: it waits on the account; a home that has its money back hears that it is said to."""
    body = {"line": line.id, "building": line.building_id, "amount": line.amount, "by": line.by}
    facts = {"round_id": one.id, "name": one.name, "door": door, "amount": -line.amount}
    return [Record(one.subject, f"prepay_{line.kind}", body), *_home(one, line, "refunding", facts, home)]


def unrefunded(one: PrepayRound, line: PrepayLine, door: str, why: str, home: Sequence[int]) -> list[Effect]:
    """退的那一笔不算了: who lives there hears that what was said to go back does not count, and why."""
    facts = {"round_id": one.id, "name": one.name, "door": door, "amount": -line.amount, "why": why}
    return [*_home(one, line, "unrefunded", facts, home)]


def settling(one: PrepayRound, made: PrepaySettlement, building: str, by: int, seconds: Sequence[int]) -> list[Effect]:
    """要结算: those who may be the second are asked."""
    body = {"building": made.building_id, "surplus": made.surplus, "next": made.next_id, "by": by}
    looks = _look(one, made, "settlement", building, seconds)
    return [Record(one.subject, "prepay_settling", body), *looks]


def settled(
    one: PrepayRound, made: PrepaySettlement, building: str, sums: PrepayFigures, by: int, groups: Sequence[int]
) -> list[Effect]:
    """结算了: the building's group reads its sums."""
    facts = {
        **{"round_id": one.id, "name": one.name, "building": building, "received": sums.received},
        **{"carried": sums.carried, "spent": sums.spent, "refunded": sums.refunded, "surplus": made.surplus},
        **{"homes": sums.homes, "paid": sums.paid, "share": sums.share},
    }
    record = Record(one.subject, "prepay_settled", {"building": made.building_id, "surplus": made.surplus, "by": by})
    return [record, *_group(one, f"settled:{made.id}", facts, groups)]


def _look(
    one: PrepayRound, wanted: PrepayRound | PrepaySettlement, what: str, building: str, chats: Sequence[int]
) -> list[Post]:
    facts = {"what": what, "number": wanted.id, "round_id": one.id, "name": one.name, "building": building}
    key = f"prepay_{what}:{wanted.id}:{wanted.asked_at.isoformat()}"  # asked again, they hear of it again
    return [Post(Notice(f"{key}:{chat}", chat, NoticeKind.POST, "prepay.look", facts)) for chat in chats]


def _group(one: PrepayRound, what: str, facts: Facts, groups: Sequence[int]) -> list[Post]:
    template = f"prepay.{what.partition(':')[0]}"
    return [
        Post(Notice(f"{one.subject}:{what}:{chat}", chat, NoticeKind.POST, template, facts, subject=one.subject))
        for chat in groups
    ]


def _home(one: PrepayRound, line: PrepayLine, what: str, facts: Facts, chats: Sequence[int]) -> list[Post]:
    key = f"prepay_line:{line.id}:{what}"
    return [Post(Notice(f"{key}:{chat}", chat, NoticeKind.POST, f"prepay.{what}", facts)) for chat in chats]
