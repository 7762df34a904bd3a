"""docs/law.md says what the code says: every rule and figure with its article, where it stands, how far it was read."""

from __future__ import annotations

import ast
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from typing import Any

import pytest

import domain.voting
from domain.bylaws import SourceKind
from domain.deliberation.objections import CALLING, CALLING_REPRESENTATIVES
from domain.deliberation.procedures import SIX_STEPS
from domain.profiles import SECTIONS
from domain.voting.compositions import CompositionRule
from domain.voting.elections import ELECTION_RULES, ElectionRule
from domain.voting.kinds import BALLOT_KINDS
from domain.voting.nominations import NOMINATION_RULES, NominationRule
from domain.voting.rules import RULES, Base, Measure, Rule, Threshold
from domain.voting.timelines import ZHENGZHOU_PREPARATION, Limit, Span
from tests.cities import CITIES, NATIONAL
from tests.house.plan import HOUSE, listed, sources, tree

PAPER = (HOUSE / "docs" / "law.md").read_text(encoding="utf-8")
READ, SECOND_HAND, RECALLED, OURS = "已读", "间接", "待核", "自定"
MODULES = [import_module(f"domain.voting.{found.name}") for found in pkgutil.iter_modules(domain.voting.__path__)]
ARTICLE = re.compile(
    r"(民法典|居委会组织法|指导规则|郑州市物业管理条例|河南省物业管理条例|物业管理条例|区分所有权解释)\s?(\d+(?:-\d+)?)"
)
BASES = {Base.PARTICIPANTS: "参加的", Base.PRESENT: "出席的", Base.ALL: "全体的"}


def rows(section: str) -> list[list[str]]:
    """The cells of the table under a heading."""
    part = PAPER.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ") and not line.startswith("|---")]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines[1:]]


def every_row() -> Iterator[list[str]]:
    for section in ("表决", "选举", "推荐", "期限", "数", "计票", "一征三议两公开", "异议和居民会议", "城市规则"):
        yield from rows(section)


def said(threshold: Threshold) -> str:
    return f"{'≥' if threshold.inclusive else '>'} {threshold.part}/{threshold.whole}"


def decided(rule: Rule) -> str:
    both = "面积和人数都：" if rule.measures == (Measure.AREA, Measure.HEADS) else ""
    return f"{both}{said(rule.quorum)}；{BASES[rule.base]} {said(rule.majority)}"


def elected(rule: ElectionRule) -> str:
    again = "无" if rule.run_off is None else said(rule.run_off)
    return f"{said(rule.quorum)}；{said(rule.majority)}；{again}；{rule.proxies}"


def nominated(rule: NominationRule) -> str:
    return "、".join(f"{channel.value} {signers}" for channel, signers in rule.signers.items())


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("表决", [(key, rule.article, decided(rule)) for key, rule in RULES.items()]),
        ("选举", [(key, rule.article, elected(rule)) for key, rule in ELECTION_RULES.items()]),
        ("推荐", [(key, rule.article, nominated(rule)) for key, rule in NOMINATION_RULES.items()]),
    ],
)
def test_every_rule_is_there_with_its_article_and_its_figures(
    section: str, expected: list[tuple[str, str, str]]
) -> None:
    assert [tuple(row[:3]) for row in rows(section)] == expected


def test_every_span_is_there() -> None:
    spans = [(span.of, span.after, f"{span.days} 天内", span.article) for span in ZHENGZHOU_PREPARATION]
    assert all(span.limit is Limit.WITHIN for span in ZHENGZHOU_PREPARATION)
    assert [tuple(row[:4]) for row in rows("期限")] == spans


def test_every_step_of_the_whole_procedure_is_there_with_its_days_and_records() -> None:
    steps = [step for step in SIX_STEPS.steps if step.needs]
    days = {step.stage: "不限" if step.least is None else f"{step.least.count} 天" for step in steps}
    expected = [(step.stage.value, days[step.stage], "、".join(need.value for need in step.needs)) for step in steps]
    assert [tuple(row[:3]) for row in rows("一征三议两公开")] == expected


def test_how_many_must_object_is_there() -> None:
    paper = {row[0]: row[1] for row in rows("异议和居民会议")}
    assert paper["CALLING"] == said(CALLING) and paper["CALLING_REPRESENTATIVES"] == said(CALLING_REPRESENTATIVES)


def figure(value: object) -> str:
    """A figure of the code as the paper writes it."""
    match value:
        case Threshold():
            return said(value)
        case CompositionRule():
            odd = " 单数" if value.odd else ""
            return f"{value.least}–{value.most}{odd}，{said(value.residents)}"
    return str(value)


def figures() -> dict[str, tuple[Any, bool]]:
    """What a module of votes gives a name, where it does; and whether an article is named under it."""
    found = {}
    for module in MODULES:
        body = tree(HOUSE / "domain" / "voting" / f"{module.__name__.rpartition('.')[2]}.py").body
        for node, after in pairwise([*body, ast.Pass()]):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                under = isinstance(after, ast.Expr) and ARTICLE.search(ast.unparse(after)) is not None
                found[name] = (getattr(module, name), under)
    return found


def test_every_named_figure_is_there() -> None:
    named = figures()
    paper = {row[0]: row[1] for row in rows("数")}
    assert paper == {name: figure(named[name][0]) for name in paper}
    shares = {name for name, (value, _) in named.items() if isinstance(value, Threshold | CompositionRule)}
    numbers = {name for name, (value, under) in named.items() if isinstance(value, int) and under}
    assert shares | numbers <= paper.keys()


def test_every_figure_of_a_city_that_rests_on_law_is_there() -> None:
    expected = []
    for city, profile in CITIES.items():
        for section in SECTIONS:
            for name, spec, found in profile.figures(section):
                key, law = f"{section}.{name}", found.source.kind is SourceKind.LAW
                if (city == "national" or found != NATIONAL.figure(key)) and (
                    law or (spec.article and profile is NATIONAL)
                ):
                    mark = RECALLED if found.source.unread else READ
                    where = f"profiles/{city}.toml"
                    expected.append([key, found.source.words, spec.kind.write(found.value), where, mark])
    assert rows("城市规则") == expected


def test_every_row_says_where_it_is_and_how_far_it_was_read() -> None:
    assert {row[-1] for row in every_row()} == {READ, SECOND_HAND, RECALLED, OURS}
    assert listed(row[-2] for row in every_row() if not (HOUSE / row[-2]).is_file()) == ""


def test_every_file_the_paper_names_is_there() -> None:
    named = re.findall(r"`((?:domain|profiles)/[\w/.]+)`", PAPER)
    assert listed(name for name in named if not (HOUSE / name).exists()) == ""


def test_every_article_the_code_names_is_in_the_paper() -> None:
    written = {found.groups() for found in ARTICLE.finditer(PAPER.replace("第", ""))}
    files = [path for path in sources("domain") if "voting" in path.parts]
    named = {(path.stem, *found.groups()) for path in files for found in ARTICLE.finditer(path.read_text("utf-8"))}
    assert listed(f"{stem}: {law}{number}" for stem, law, number in named if (law, number) not in written) == ""


def test_what_was_only_recalled_is_asked_of_a_lawyer() -> None:
    asked = PAPER.partition("## 请律师看")[2]
    recalled = [row for row in every_row() if row[-1] in (RECALLED, SECOND_HAND)]
    laws = {found for row in recalled for cell in row for found in re.findall(r"指导规则|河南|从众|上海二中院", cell)}
    assert len(recalled) >= 5 and listed(law for law in laws if law not in asked) == ""


def test_every_rule_in_a_module_of_votes_is_in_a_table() -> None:
    """A rule that no table lists would be a rule that no paper shows."""
    tables: dict[type[Any], set[int]] = {
        Rule: {id(rule) for rule in RULES.values()},
        ElectionRule: {id(rule) for rule in ELECTION_RULES.values()},
        NominationRule: {id(rule) for rule in NOMINATION_RULES.values()},
        Span: {id(span) for span in ZHENGZHOU_PREPARATION},
    }
    loose = [
        f"{module.__name__}.{name}"
        for module in MODULES
        for name, value in vars(module).items()
        if type(value) in tables and id(value) not in tables[type(value)]
    ]
    assert listed(loose) == "" and len(BALLOT_KINDS) >= 4
