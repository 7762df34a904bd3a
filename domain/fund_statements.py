"""A statement of an account (对账单): days in sums and lines, for everybody to read; nobody in it by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from domain.funds import Fund, FundKind, FundLine, LineKind, LineSource, figures
from domain.issues_masking import on_card


class Flag(StrEnum):
    """What a reader is told of a line (提示): said, never hidden, no fault by itself."""

    UNBILLED = "unbilled"  # 没有票据号
    UNPROVEN = "unproven"  # 没有凭证
    BROUGHT_IN = "brought_in"  # 从私人账户收回
    TAKEN_BACK = "taken_back"  # 冲正


@dataclass(frozen=True)
class Sum:
    """What came in from one source, or went out for one decision (分项)."""

    what: str  # a `LineSource`, a matter's number, or nothing
    lines: int
    amount: int  # 分; what came in or went out, less what was taken back


@dataclass(frozen=True)
class StatementLine:
    """A line as anybody reads it (对账单的一笔): without whom the money went to, and who signed."""

    number: int
    kind: LineKind
    on: date
    amount: int  # 分, below zero where it takes money away
    purpose: str  # numbers that would tell a door or a telephone are covered
    source: str
    invoice: str
    matter_number: int | None
    counters: int | None
    vouchers: int
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class ContractSum:
    """A contract with what came in by it (合同摘要): what for, how much in all, until when."""

    number: int
    source: str
    words: str  # numbers that would tell a door or a telephone are covered
    price: int
    until: date
    lines: int
    amount: int  # 分; what came in, less what was taken back


@dataclass(frozen=True)
class Statement:
    """An account over a stretch of days (对账单), in 分: `opening + received - spent == closing`."""

    fund_id: int
    name: str
    kind: FundKind
    holder: str
    tail: str
    since: date
    until: date
    opening: int
    received: int
    spent: int
    closing: int
    sources: tuple[Sum, ...]  # what came in, by source; they add up to `received`
    uses: tuple[Sum, ...]  # what went out, by decision; they add up to `spent`
    lines: tuple[StatementLine, ...]
    posters: int  # so many people put these lines down
    checkers: int  # so many others stood for them
    waiting: int  # lines of these days that wait for their second person, counted in nothing above
    code: str = ""  # under which whoever holds it is registered
    registered: str = ""  # as whom
    contracts: tuple[ContractSum, ...] = ()

    @property
    def flagged(self) -> tuple[StatementLine, ...]:
        return tuple(line for line in self.lines if line.flags)


def statement(fund: Fund, since: date, until: date) -> Statement:
    """The account from `since` to `until`, both counted: what two people stand for."""
    inside = [line for line in fund.lines if since <= line.on <= until]
    standing = [line for line in inside if line.stands]
    sums = figures(fund.lines, since, until)
    return Statement(
        fund.id,
        fund.name,
        fund.kind,
        fund.holder,
        fund.tail,
        since,
        until,
        sums.opening,
        sums.received,
        sums.spent,
        sums.closing,
        _sums((line.source, line.amount) for line in standing if line.kind is LineKind.IN),
        _sums((str(line.matter_number or ""), -line.amount) for line in standing if line.kind is LineKind.OUT),
        tuple(_line(fund, line) for line in standing),
        len({line.posted_by for line in standing}),
        len({line.checked_by for line in standing}),
        sum(line.waits for line in inside),
        *_registered(fund),
        _contracts(fund, standing, since),
    )


def _registered(fund: Fund) -> tuple[str, str]:
    found = fund.registration
    return ("", "") if found is None else (found.said.code, on_card(found.said.words))


def _contracts(fund: Fund, standing: Sequence[FundLine], since: date) -> tuple[ContractSum, ...]:
    """Every contract that ran on into these days, or by which something came in."""
    found = []
    for deed in fund.deeds:
        amounts = [line.amount for line in standing if line.deed_id == deed.id]
        until = deed.said.until
        ran = deed.stands and until is not None and until >= since
        if until is not None and (ran or (deed.agreed and amounts)):
            said = (deed.said.source, on_card(deed.said.words), deed.said.price, until)
            found.append(ContractSum(deed.number, *said, len(amounts), sum(amounts)))
    return tuple(found)


def _sums(found: Iterable[tuple[str, int]]) -> tuple[Sum, ...]:
    """By what it was, the largest first."""
    heaps: dict[str, list[int]] = {}
    for what, amount in found:
        heaps.setdefault(what, []).append(amount)
    sums = [Sum(what, len(amounts), sum(amounts)) for what, amounts in heaps.items()]
    return tuple(sorted(sums, key=lambda one: (-one.amount, one.what)))


def _line(fund: Fund, line: FundLine) -> StatementLine:
    return StatementLine(
        line.number,
        line.kind,
        line.on,
        line.amount,
        on_card(line.purpose),
        line.source,
        line.invoice,
        line.matter_number,
        line.counters,
        line.vouchers,
        flags_of(fund, line),
    )


def flags_of(fund: Fund, line: FundLine) -> tuple[Flag, ...]:
    """What a reader is told of a line."""
    said = {
        Flag.UNBILLED: line.unbilled,
        Flag.UNPROVEN: line.kind is not LineKind.OPENING and line.counters is None and not line.vouchers,
        Flag.BROUGHT_IN: line.source == LineSource.BROUGHT_IN,
        Flag.TAKEN_BACK: line.counters is not None or fund.countered(line),
    }
    return tuple(flag for flag, holds in said.items() if holds)


def statement_facts(found: Statement) -> dict[str, Any]:
    """A statement as it is kept once it is closed: plain values."""
    facts = asdict(found)
    facts |= {"since": found.since.isoformat(), "until": found.until.isoformat()}
    facts["contracts"] = [{**one, "until": one["until"].isoformat()} for one in facts["contracts"]]
    facts["lines"] = [{**line, "on": line["on"].isoformat(), "flags": list(line["flags"])} for line in facts["lines"]]
    return facts


def statement_of(facts: Mapping[str, Any]) -> Statement:
    """The same statement, out of what was kept."""
    lines = tuple(
        StatementLine(
            **{
                **line,
                "kind": LineKind(line["kind"]),
                "on": date.fromisoformat(line["on"]),
                "flags": tuple(Flag(flag) for flag in line["flags"]),
            }
        )
        for line in facts["lines"]
    )
    sums = {name: tuple(Sum(**one) for one in facts[name]) for name in ("sources", "uses")}
    days = {name: date.fromisoformat(facts[name]) for name in ("since", "until")}
    contracts = tuple(
        ContractSum(**{**one, "until": date.fromisoformat(one["until"])}) for one in facts.get("contracts", ())
    )
    read = {"kind": FundKind(facts["kind"]), "lines": lines, "contracts": contracts}
    return Statement(**{**facts, **days, **sums, **read})
