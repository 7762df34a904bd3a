"""The chat and the paper on the wall read the same, whatever the figures: random tallies and accounts, read back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.bulletins import PaperKind
from domain.fund_statements import statement
from domain.funds import Fund, FundLine, LineKind
from domain.vote_effects import card_facts, result_facts
from domain.voting.ballots import Ballot, Choice
from domain.voting.rolls import Head, Roll
from domain.voting.rules import OWNERS_GENERAL, OWNERS_SPECIAL, Rule
from domain.voting.tally import tally
from domain.voting.votes import Vote
from rendering import funds
from rendering.bulletin_money import statement_sheet
from rendering.bulletin_votes import result_sheet
from rendering.dispatch import Drawing
from rendering.texts import texts
from rendering.voting_notices import result
from tests.domain.voting.test_votes import VOTE
from tests.rendering import bulletin_samples as town
from tests.sheets import words

ZH, ZONE = texts("zh_Hans"), ZoneInfo("Asia/Shanghai")
SHARE = re.compile(r"([\d,]+(?:\.\d\d)?)/([\d,]+(?:\.\d\d)?) ?(?=㎡|人)")
OTHERS = re.compile(r"反对 ([\d,]+) 人，弃权 ([\d,]+) 人，没参加 ([\d,]+) 人")
MONEY = re.compile(r"[-−＋+]?[\d,]+\.\d\d")


def whole(figure: str) -> int:
    """A figure as it is written, in its smallest unit: 分, 0.01 ㎡, or heads."""
    return int(re.sub(r"[,.+＋]", "", figure.replace("−", "-")))


@st.composite
def votes(draw: st.DrawFn) -> tuple[Vote, list[int]]:
    """A vote that was counted, and everything that must be read of it: shares by measure, then the others."""
    areas = draw(st.lists(st.integers(1, 3_000_000), min_size=1, max_size=40))
    choices = draw(st.lists(st.sampled_from([*Choice, None]), min_size=len(areas), max_size=len(areas)))
    rule: Rule = draw(st.sampled_from([OWNERS_GENERAL, OWNERS_SPECIAL]))
    heads = [Head(str(n), area, (str(n),)) for n, area in enumerate(areas)]
    cast = [Ballot(str(n), choice) for n, choice in enumerate(choices) if choice is not None]
    found = tally(Roll(tuple(heads)), cast, rule)
    vote = replace(
        VOTE,
        rule=rule.key,
        heads=len(heads),
        area=sum(areas),
        result=result_facts(found),
        objections_until=datetime(2026, 12, 9, tzinfo=UTC),
    )
    shares = [number for one in found.findings for number in (one.count, one.of)]
    by = {choice: sum(one is choice for one in choices) for choice in [*Choice, None]}
    return vote, [*shares, by[Choice.REJECT], by[Choice.ABSTAIN], by[None]]


def read_back(said: str) -> list[int]:
    shares = [whole(figure) for pair in SHARE.findall(said) for figure in pair]
    return [*shares, *(whole(figure) for figure in OTHERS.findall(said)[0])]


@settings(max_examples=8, deadline=None, derandomize=True)
@given(votes())
def test_a_result_reads_the_same_in_the_chat_and_on_the_wall(drawn: tuple[Vote, list[int]]) -> None:
    vote, expected = drawn
    facts = {
        **card_facts(vote),
        "vote_id": vote.id,
        "result": vote.result,
        "objections_until": "2026-12-09T00:00:00+00:00",
        "dismissal_ends": None,
    }
    screen = result(Drawing(ZH, ZONE, town.AT, town.AT), facts).screen
    assert screen is not None and read_back(screen.text.unescape()) == expected
    printed = words(result_sheet(ZH, town.voters(), vote).pdf()).replace("\n", "")
    assert read_back(printed) == expected


@st.composite
def accounts(draw: st.DrawFn) -> Fund:
    """An account that began with something, with lines of one month."""
    amounts = draw(st.lists(st.integers(-(10**9), 10**9).filter(bool), max_size=8))
    opening = FundLine(1, 1, LineKind.OPENING, draw(st.integers(0, 10**10)), date(2026, 10, 31), "期初", 7, town.AT)
    lines = [opening]
    for n, amount in enumerate(amounts, start=2):
        kind = LineKind.IN if amount > 0 else LineKind.OUT
        lines.append(FundLine(n, n, kind, amount, date(2026, 11, 1) + timedelta(days=n), "项目", 7, town.AT))
    return replace(town.FUND, lines=tuple(replace(one, checked_by=8, checked_at=town.AT) for one in lines))


@settings(max_examples=8, deadline=None, derandomize=True)
@given(accounts())
def test_an_account_reads_the_same_in_the_chat_and_on_the_wall(fund: Fund) -> None:
    today = date(2026, 11, 30)
    screen = funds.fund(ZH, fund, 0, keeps=False, today=today)
    month = ZH.say("funds.month", opening="@", received="@", spent="@", closing="@").partition("@")[0]
    (line,) = [one for one in screen.text.splitlines() if one.startswith(month)]
    chat = [whole(figure) for figure in MONEY.findall(line)]
    head = town.head(PaperKind.STATEMENT, until=None)
    printed = words(statement_sheet(ZH, head, statement(fund, date(2026, 11, 1), today)).pdf()).replace("\n", "")
    sums, _, listed = printed.partition("序号")
    assert [whole(figure) for figure in MONEY.findall(sums)] == chat
    listed = re.split("收入来源|支出用途", listed)[0]  # whose sums are made of these lines
    shown = [whole(figure) for figure in MONEY.findall(listed.replace("序号", ""))]
    assert shown[::2] == [one.amount for one in fund.lines[1:]], "each line with its balance after it"
    assert not shown or shown[-1] == fund.balance == chat[-1]
