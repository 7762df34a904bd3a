"""Statements of an account: sums by source and decision that add up, nobody's name, what a reader is told of a line."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.fund_statements import (
    Flag,
    Statement,
    Sum,
    flags_of,
    statement,
    statement_facts,
    statement_of,
)
from domain.funds import Fund, FundKind, FundLine, LineKind, LineSource
from domain.registry import Place

AT = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
SINCE, UNTIL = date(2026, 7, 1), date(2026, 9, 30)
OPENING = FundLine(1, 1, LineKind.OPENING, 1_000_00, date(2026, 6, 1), "期初", 7, AT, checked_by=8, checked_at=AT)
CAME = replace(OPENING, id=2, number=2, kind=LineKind.IN, amount=500_00, on=date(2026, 8, 3), purpose="车位费")
CAME = replace(CAME, source=LineSource.PARKING.value, invoice="0017", vouchers=1)
WENT = replace(
    CAME, id=3, number=3, kind=LineKind.OUT, amount=-300_00, on=UNTIL, source="", matter_number=4, payee="刘"
)
FUND = Fund(1, Place(1), FundKind.REVENUE, "公共收益", "业委会", "0123", (OPENING, CAME, WENT))


def told(*lines: FundLine) -> Statement:
    return statement(replace(FUND, lines=lines), SINCE, UNTIL)


def test_public_revenue_by_source_is_two_hundred_thousand() -> None:
    """The seed's 公共收益 20万元, out of three sources (璧山 3.7)."""
    shares = {LineSource.SPACES: 86_000_00, LineSource.ROOMS: 54_000_00, LineSource.PARKING: 60_000_00}
    lines = [
        replace(CAME, id=number, number=number, source=source.value, amount=amount)
        for number, (source, amount) in enumerate(shares.items(), start=1)
    ]
    found = told(*lines)
    assert found.sources == (
        Sum("spaces", 1, 86_000_00),
        Sum("parking", 1, 60_000_00),
        Sum("rooms", 1, 54_000_00),
    )
    assert (found.received, found.closing) == (200_000_00, 200_000_00)


def test_a_quarter_opens_with_what_was_there_and_names_nobody() -> None:
    found = told(OPENING, CAME, WENT, replace(CAME, id=4, number=4, checked_at=None, checked_by=None))
    assert (found.opening, found.received, found.spent, found.closing) == (1_000_00, 500_00, 300_00, 1_200_00)
    assert (found.uses, [line.number for line in found.lines]) == ((Sum("4", 1, 300_00),), [2, 3])
    assert (found.posters, found.checkers, found.waiting) == (1, 1, 1)
    assert "刘" not in repr(found) and not hasattr(found.lines[0], "posted_by")


def test_a_line_taken_back_leaves_its_source_with_nothing_and_is_said() -> None:
    back = replace(CAME, id=4, number=4, amount=-500_00, counters=2)
    found = told(OPENING, CAME, back)
    assert (found.sources, found.received) == ((Sum("parking", 2, 0),), 0)
    assert [line.flags for line in found.flagged] == [(Flag.TAKEN_BACK,), (Flag.TAKEN_BACK,)]


def test_what_is_missing_or_was_brought_in_is_said() -> None:
    bare = replace(CAME, invoice="", vouchers=0, source=LineSource.BROUGHT_IN.value)
    assert flags_of(FUND, bare) == (Flag.UNPROVEN, Flag.BROUGHT_IN)
    assert flags_of(FUND, replace(CAME, invoice="")) == (Flag.UNBILLED,)
    assert flags_of(FUND, OPENING) == () == flags_of(FUND, CAME)


MANY = st.lists(
    st.tuples(
        st.sampled_from((LineKind.IN, LineKind.OUT)),
        st.integers(1, 10**10),
        st.integers(0, 200),
        st.sampled_from(("", "parking", "rooms")),
        st.sampled_from((None, 4, 5)),
        st.booleans(),
    ),
    max_size=20,
)


@given(MANY)
def test_whatever_was_put_down_the_parts_add_up(
    drawn: list[tuple[LineKind, int, int, str, int | None, bool]],
) -> None:
    lines = [
        replace(
            CAME,
            number=number,
            kind=kind,
            amount=-amount if kind is LineKind.OUT else amount,
            on=UNTIL - timedelta(days=days),
            source=source,
            matter_number=matter,
            checked_at=AT if stands else None,
        )
        for number, (kind, amount, days, source, matter, stands) in enumerate(drawn, start=1)
    ]
    found = told(*lines)
    assert found.opening + found.received - found.spent == found.closing
    assert sum(one.amount for one in found.sources) == found.received
    assert sum(one.amount for one in found.uses) == found.spent
    assert sum(line.amount for line in found.lines) == found.received - found.spent
    assert statement_of(json.loads(json.dumps(statement_facts(found)))) == found


def test_a_telephone_written_into_a_purpose_is_covered_for_everybody() -> None:
    told = statement(replace(FUND, lines=(replace(CAME, purpose="车位费 13812345678"),)), SINCE, UNTIL)
    assert "13812345678" not in str(told)
