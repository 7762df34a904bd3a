"""What follows from services by the hour (计时服务的后续): entries of the journal, who looks, what the groups read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.effects import Effect, Post, Record, Unschedule
from domain.hourly import (
    MONTH,
    FeeChange,
    HourlyMonth,
    HourlyService,
    HourlyVisit,
    asks_acceptance,
    asks_again,
    month_after,
    month_facts,
)
from domain.notices import Notice, NoticeKind
from domain.outcomes import Facts


def asked(service: HourlyService, by: int, seconds: Sequence[int]) -> list[Effect]:
    """要列一项: those who may be the second are asked."""
    body = {"name": service.name, "minutes": service.minutes, "times": service.times, "rate": service.rate, "by": by}
    facts = {"service_id": service.id, "name": service.name}
    key = f"{service.subject}:look:{service.asked_at.isoformat()}"
    looks = [_post(f"{key}:{chat}", chat, "look", facts) for chat in seconds]
    return [Record(service.subject, "hourly_asked", body), *looks]


def confirmed(service: HourlyService, since: str, by: int, groups: Sequence[int], zone: ZoneInfo) -> list[Effect]:
    """列上了: the groups hear what is done how often; after its first month it is asked how it was."""
    facts = {
        **{"service_id": service.id, "name": service.name, "minutes": service.minutes, "times": service.times},
        **{"rate": service.rate, "since": since},
    }
    told = [_post(f"{service.subject}:listed:{chat}", chat, "listed", facts) for chat in groups]
    record = Record(service.subject, "hourly_confirmed", {"since": since, "by": by})
    return [record, *told, asks_acceptance(service, since, zone)]


def dropped(service: HourlyService, what: str, by: int | None) -> list[Effect]:
    """不列了, 不做了: of one that was done, the month in which it ended is asked about still."""
    record = Record(service.subject, what, {"by": by})
    return [record] if service.confirmed_at is not None else [record, Unschedule(MONTH, service.subject)]


def visited(service: HourlyService, visit: HourlyVisit) -> list[Effect]:
    """做了一次."""
    body = {"on": visit.on.isoformat(), "minutes": visit.minutes, "by": visit.by}
    return [Record(service.subject, "hourly_visited", body)]


def month_over(
    service: HourlyService, month: HourlyMonth, groups: Sequence[int], zone: ZoneInfo, due: datetime
) -> list[Effect]:
    """一个月满了: two neighbours are asked for; the next month will be asked about too."""
    again = [asks_again(service, month.month, due)]
    again += [asks_acceptance(service, month_after(month.month), zone)] if service.stands else []
    facts = _facts(service, month)
    told = [_post(f"{service.subject}:{month.month}:over:{chat}", chat, "over", facts) for chat in groups]
    return [*told, *again]


def unaccepted(service: HourlyService, month: str, homes: int, doubts: int, committee: Sequence[int]) -> list[Effect]:
    """还没人验收: whoever keeps the accounts may ask two homes to look."""
    facts = {"service_id": service.id, "name": service.name, "month": month, "homes": homes, "doubts": doubts}
    key = f"{service.subject}:{month}:unaccepted"
    return [_post(f"{key}:{chat}", chat, "unaccepted", facts) for chat in committee]


def judged(
    service: HourlyService, month: str, by: int, *, fine: bool, words: str, committee: Sequence[int], at: datetime
) -> list[Effect]:
    """一个人验收了: what was not right is for who keeps the accounts."""
    body = {"month": month, "fine": fine, "by": by}
    facts = {"service_id": service.id, "name": service.name, "month": month, "words": words}
    key = f"{service.subject}:{month}:doubt:{by}:{at.isoformat()}"
    told = [] if fine else [_post(f"{key}:{chat}", chat, "doubt", facts) for chat in committee]
    return [Record(service.subject, "hourly_judged", body), *told]


def accepted(service: HourlyService, month: HourlyMonth, groups: Sequence[int]) -> list[Effect]:
    """验收了: what was missed is a line of its own, and is not paid."""
    facts = _facts(service, month)
    told = [_post(f"{service.subject}:{month.month}:accepted:{chat}", chat, "accepted", facts) for chat in groups]
    return [Record(service.subject, "hourly_accepted", month_facts(month)), *told]


def paying(service: HourlyService, month: str, fund_id: int, line_id: int, by: int) -> list[Effect]:
    """记了付款: which line of which account pays it."""
    body = {"month": month, "fund_id": fund_id, "line_id": line_id, "by": by}
    return [Record(service.subject, "hourly_paying", body)]


def fee_asked(change: FeeChange, by: int) -> list[Effect]:
    """要改收费标准: nothing is changed by it."""
    body = {"was": change.was, "wanted": change.wanted, "by": by}
    return [Record(f"compound:{change.place.compound_id}", "fee_change_asked", body)]


def _facts(service: HourlyService, month: HourlyMonth) -> Facts:
    return {"service_id": service.id, "name": service.name, **month_facts(month)}


def _post(key: str, chat: int, what: str, facts: Facts) -> Post:
    return Post(Notice(key, chat, NoticeKind.POST, f"hourly.{what}", facts))
