"""The money of a matter (查账): what was decided, what it may cost, what was paid for it, with how many vouchers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.deliberation.matters import Matter
from domain.deliberation.procedures import URGENT
from domain.funds import Fund, FundLine, LineKind


@dataclass(frozen=True)
class MatterMoney:
    """The money of a matter (一件事的账), without whom it went to."""

    matter: Matter
    budget: int | None  # 分; None where none is decided: nothing on record, or a danger was repaired first
    paid: tuple[tuple[Fund, FundLine], ...]  # what went out for it, out of whichever account; what waits too
    decided: bool  # whether common money may go out for it
    looks: bool  # whether whoever asks may open the vouchers

    @property
    def repaired_first(self) -> bool:
        """险情先修: common money goes out without a vote before (民法典第281条第二款)."""
        return self.matter.procedure_name == URGENT.name

    @property
    def spent(self) -> int:
        """分: what two people stand for, less what was taken back."""
        return -sum(line.amount for _, line in self.paid if line.stands)

    @property
    def waiting(self) -> int:
        """分: what waits for its second person."""
        return -sum(line.amount for _, line in self.paid if line.waits)

    @property
    def vouchers(self) -> int:
        return sum(line.vouchers for _, line in self.paid)


def paid_for(funds: Iterable[Fund], matter_id: int) -> tuple[tuple[Fund, FundLine], ...]:
    """Every line that went out for a matter and was not sent back, the first day first."""
    found = [
        (fund, line)
        for fund in funds
        for line in fund.lines
        if line.matter_id == matter_id and line.kind is LineKind.OUT and not line.declined
    ]
    return tuple(sorted(found, key=lambda one: (one[1].on, one[1].id)))
