"""The same fact is the same everywhere: chat, picture, paper on the wall, page and data, whatever the figures.

Random tallies, accounts and costs are drawn in every form and read back out of each; of a picture through the words of
a PDF of the same template and facts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.board_facts import BoardFacts, MatterFile, PublicMatter, Window, public_fund, public_vote
from domain.boards import Board, BoardState
from domain.bulletins import PaperKind, Spending
from domain.deliberation.opinions import Heard
from domain.deliberation.tasks import Task, TaskPlan, TaskState, progress
from domain.fund_statements import statement
from domain.funds import Fund, FundLine, LineKind
from domain.vote_effects import card_facts, result_facts
from domain.voting.ballots import Ballot, Choice
from domain.voting.rolls import Head, Roll
from domain.voting.rules import OWNERS_GENERAL, OWNERS_SPECIAL, Rule
from domain.voting.tally import tally
from domain.voting.votes import Vote, VoteState
from rendering import board_json, cards, funds
from rendering.board_pages import Hand, words_of
from rendering.bulletin_matters import accounts_sheet, progress_sheet
from rendering.bulletin_money import statement_sheet
from rendering.bulletin_votes import result_sheet
from rendering.cards import Card
from rendering.dispatch import Drawing
from rendering.paper import pdf
from rendering.tasks import progress_lines
from rendering.texts import texts
from rendering.voting_notices import result
from tests.domain.voting.test_votes import VOTE
from tests.rendering import bulletin_samples as town
from tests.sheets import words

ZH, ZONE = texts("zh_Hans"), ZoneInfo("Asia/Shanghai")
BOARD = Board(1, "中华园", BoardState.OPEN, "kmpqrs")
PAGE = Hand(ZH, ZONE, town.AT)
SHARE = re.compile(r"([\d,]+(?:\.\d\d)?)/([\d,]+(?:\.\d\d)?) ?(?=㎡|人|件|元)")
OTHERS = re.compile(r"反对 ([\d,]+) 人，弃权 ([\d,]+) 人，没参加 ([\d,]+) 人")
MONEY = re.compile(r"[-−＋+]?[\d,]+\.\d\d")


def whole(figure: str) -> int:
    """A figure as it is written, in its smallest unit: 分, 0.01 ㎡, or heads."""
    return int(re.sub(r"[,.+＋]", "", figure.replace("−", "-")))


def money_in(said: str) -> list[int]:
    return [whole(figure) for figure in MONEY.findall(said)]


def shares_in(said: str) -> list[int]:
    return [whole(figure) for pair in SHARE.findall(said) for figure in pair]


def pictured(card: Card) -> str:
    """What the picture of a card shows."""
    assert card.picture().startswith(b"\x89PNG")
    return words(pdf(cards.TEMPLATE, card.facts)).replace("\n", "")


def data(made: Any) -> Any:
    """As whoever fetches it reads it."""
    return json.loads(json.dumps(made))


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
        state=VoteState.PUBLISHED,
        heads=len(heads),
        area=sum(areas),
        result=result_facts(found),
        objections_until=datetime(2026, 12, 9, tzinfo=UTC),
    )
    shares = [number for one in found.findings for number in (one.count, one.of)]
    by = {choice: sum(one is choice for one in choices) for choice in [*Choice, None]}
    return vote, [*shares, by[Choice.REJECT], by[Choice.ABSTAIN], by[None]]


def read_back(said: str) -> list[int]:
    return [*shares_in(said), *(whole(figure) for figure in OTHERS.findall(said)[0])]


def fetched(told: Any) -> list[int]:
    """The same out of the data: who did not come is what is left of the heads."""
    shares = [one[name] for one in told["result"]["findings"] for name in ("count", "of")]
    chose = told["result"]["heads"]
    return [*shares, chose["rejected"], chose["abstained"], told["heads"] - sum(chose.values())]


@settings(max_examples=8, deadline=None, derandomize=True)
@given(votes())
def test_a_result_reads_the_same_in_chat_picture_paper_page_and_data(drawn: tuple[Vote, list[int]]) -> None:
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
    card = cards.tally_card(ZH, vote)
    assert read_back(pictured(card)) == read_back("".join(card.said)) == expected, "and its words beneath"
    shown = public_vote(vote, None, str)
    assert read_back(words_of(PAGE.vote(shown))) == expected
    assert (
        fetched(data(board_json.board(BoardFacts(BOARD, {}, Window.lately(town.AT), votes=(shown,))))["votes"][0])
        == expected
    )


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
def test_an_account_reads_the_same_in_chat_paper_page_and_data(fund: Fund) -> None:
    today = date(2026, 11, 30)
    screen = funds.fund(ZH, fund, 0, keeps=False, today=today)
    month = ZH.say("funds.month", opening="@", received="@", spent="@", closing="@").partition("@")[0]
    (line,) = [one for one in screen.text.splitlines() if one.startswith(month)]
    chat = money_in(line)
    head = town.head(PaperKind.STATEMENT, span=None)
    printed = words(statement_sheet(ZH, head, statement(fund, date(2026, 11, 1), today)).pdf()).replace("\n", "")
    sums, _, listed = printed.partition("序号")
    assert money_in(sums) == chat
    listed = re.split("收入来源|支出用途", listed)[0]  # whose sums are made of these lines
    shown = money_in(listed.replace("序号", ""))
    assert shown[::2] == [one.amount for one in fund.lines[1:]], "each line with its balance after it"
    assert not shown or shown[-1] == fund.balance == chat[-1]
    public = public_fund(fund, str)
    told = data(board_json.board(BoardFacts(BOARD, {}, Window.lately(town.AT), funds=(public,))))["funds"][0]
    page = [money_in(words_of(entry)) for entry in reversed(PAGE.lines(public))]
    assert [amount for amount, _ in page] == [one["amount"] for one in told["lines"]]
    assert [figure for entry in page[1:] for figure in entry] == shown, "the page has the lines of the paper"
    assert money_in(words_of(PAGE.account(public, 2026)))[0] == told["balance"] == chat[-1]
    assert chat[0] + sum(one["amount"] for one in told["lines"][1:]) == told["balance"]


@st.composite
def works(draw: st.DrawFn) -> Spending:
    """Tasks with what they are to cost and have cost, a budget, and what the whole came to."""
    tasks = []
    for n in range(1, draw(st.integers(1, 7)) + 1):
        state = draw(st.sampled_from(list(TaskState)))
        spent = draw(st.integers(0, 10**9)) if state is TaskState.DONE else None
        plan = TaskPlan("装灯", "自管会", date(2026, 11, 19), draw(st.integers(0, 10**9)))
        tasks.append(Task(n, 1, n, 1, plan, plan.due, state, town.AT, spent))
    return Spending(draw(st.integers(1, 10**10)), draw(st.integers(0, 10**10)), tuple(tasks))


def file_of(tasks: Sequence[Task]) -> MatterFile:
    heard = Heard(())
    return MatterFile(BOARD, {}, PublicMatter(town.MATTER), heard, (), (), (), (), tuple(tasks), (), None, (0, ""))


@settings(max_examples=8, deadline=None, derandomize=True)
@given(works())
def test_what_a_matter_costs_reads_the_same_in_chat_picture_paper_page_and_data(spent: Spending) -> None:
    assert spent.budget is not None
    far = progress(spent.tasks, spent.budget)
    expected = [far.done, far.standing, far.cost, far.budget] if far.standing else [0, 0, 0, far.budget]
    chat = " ".join(line.unescape() for line in progress_lines(ZH, far))
    assert [whole(figure) for figure in re.findall(r"[\d,]+(?:\.\d\d)?", chat)] == expected[0 if far.standing else 2 :]
    card = cards.spending_card(ZH, town.MATTER.title, spent)
    assert shares_in(pictured(card)) == shares_in(" ".join(card.said)) == expected
    work = words(progress_sheet(ZH, town.head(PaperKind.PROGRESS), town.MATTER, spent, ()).pdf()).replace("\n", "")
    assert shares_in(work) == expected
    standing = [task for task in spent.tasks if task.state is not TaskState.CANCELLED]
    table = work.partition("费用（元）")[2].partition("费用：")[0]
    assert money_in(table) == [*(task.cost for task in standing), far.cost], "each, then their sum"
    said = words(accounts_sheet(ZH, town.head(PaperKind.ACCOUNTS), town.MATTER, spent).pdf()).replace("\n", "")
    paid = sum(task.spent or 0 for task in standing)
    assert money_in(said.partition("合计")[2])[:2] == [sum(task.plan.planned for task in standing), paid]
    told = data(board_json.matter(file_of(spent.tasks)))["tasks"]
    page = [money_in(words_of(PAGE.task(task))) for task in spent.tasks]
    fetched = [[one["planned"], *([] if one["spent"] is None else [one["spent"]])] for one in told]
    assert page == fetched
    assert far.cost == sum(one[-1] for one, task in zip(page, spent.tasks, strict=True) if task in standing)
