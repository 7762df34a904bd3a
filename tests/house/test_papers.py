"""The papers (文书) say what the house does: settings, commands, targets, links and pictures, news."""

from __future__ import annotations

import argparse
import re
import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest

from bot.__main__ import command_line
from bot.settings import NAMES, Settings
from handlers.commands import ENGLISH, LISTS, Level
from handlers.routes import COMMANDS
from tests.house.plan import HAN, HOUSE, listed, pyproject

READMES = ("README.md", "README.zh_Hans.md")
DOORS = ("docs/residents.md", "docs/committee.md", "docs/operators.md")
DOCS = sorted(path.relative_to(HOUSE).as_posix() for path in (HOUSE / "docs").rglob("*.md"))
PAPERS = (*READMES, "CONTRIBUTING.md", "CHANGELOG.md", *DOCS)

FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
SHOWN = {"所有人": Level.PRIVATE, "有职责的人": Level.STAFF, "群": Level.GROUP}
KINDS = {"added", "changed", "deprecated", "removed", "fixed", "security"}
FRAGMENT = re.compile(r"(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.toml")


def text(name: str) -> str:
    return (HOUSE / name).read_text(encoding="utf-8")


def rows(name: str, heading: str) -> list[list[str]]:
    """The cells of every table line whose first cell is code, below this heading."""
    part = text(name).partition(heading)[2].partition("\n## ")[0]
    lines = (line.strip("|").split("|") for line in part.splitlines() if line.startswith("| `"))
    return [[cell.strip() for cell in line] for line in lines]


def links(name: str) -> list[str]:
    """Where this paper points to within the house."""
    found: list[str] = LINK.findall(FENCE.sub("", text(name)))
    return [link for link in found if "://" not in link and not link.startswith("mailto:")]


def broken(name: str, link: str) -> bool:
    path, _, heading = link.partition("#")
    target = (HOUSE / name).parent / path if path else HOUSE / name
    if not target.exists():
        return True
    headings = re.findall(r"^#+ (.+)$", text(str(target)), re.MULTILINE) if heading else []
    return bool(heading) and heading not in {words.lower().replace(" ", "-") for words in headings}


@pytest.mark.parametrize("name", PAPERS)
def test_links_and_pictures_are_there(name: str) -> None:
    assert listed(link for link in links(name) if broken(name, link)) == ""


def test_both_readmes_lead_to_the_same_doors() -> None:
    english, chinese = (set(links(name)) - set(READMES) for name in READMES)
    assert english == chinese >= {*DOORS, "LICENSE"}
    assert all(command in text(name) for name in READMES for command in ("make run", "make test"))


@pytest.mark.parametrize("name", DOORS)
def test_a_door_speaks_chinese_first_and_english_too(name: str) -> None:
    chinese, _, english = text(name).partition("## English")
    assert "## 中文" in chinese and len(HAN.findall(chinese)) > 300
    assert len(english.split()) > 150 and len(HAN.findall(english)) < 5


def test_every_setting_is_documented_with_its_default() -> None:
    documented = {name.strip("`"): default.strip("`") for name, default, *_ in rows("docs/settings.md", "# 设置")}
    unset = {f"BOT_{name.upper()}" for name, value in asdict(Settings.from_values({})).items() if value is None}
    assert tuple(documented) == NAMES
    assert {name for name, default in documented.items() if not default} == unset
    assert Settings.from_values(documented) == Settings.from_values({})


@pytest.mark.parametrize("name", PAPERS)
def test_no_paper_names_a_setting_that_is_none(name: str) -> None:
    assert set(re.findall(r"\bBOT_[A-Z_]+\b", text(name))) <= {*NAMES, "BOT_ID"}


def test_every_command_is_documented_with_its_english_name() -> None:
    names = {first.strip("`/"): second.strip("`/") for first, second, *_ in rows("docs/commands.md", "In Telegram")}
    assert {*names, *names.values()} - {""} == COMMANDS.keys()
    assert names == {"start": "", **ENGLISH}


def test_whom_a_command_is_shown_to_is_documented() -> None:
    everybody = set(LISTS[Level.PRIVATE])
    lists = {
        Level.PRIVATE: everybody,
        Level.STAFF: set(LISTS[Level.STAFF]) - everybody,
        Level.GROUP: set(LISTS[Level.GROUP]),
    }
    documented = {
        level: {name.strip("`/") for name, *_, whom in rows("docs/commands.md", "In Telegram") if word in whom}
        for word, level in SHOWN.items()
    }
    assert documented == lists


def test_every_command_of_the_terminal_is_documented() -> None:
    documented = {what.strip("`"): words for what, words, *_ in rows("docs/commands.md", "At the terminal")}
    assert {what.split()[0] for what in documented} == subcommands().keys()


def test_every_option_of_the_terminal_is_documented() -> None:
    options = {option for parser in subcommands().values() for option in re.findall(r"--[a-z]+", parser.format_help())}
    assert {option for option in options - {"--help"} if option not in text("docs/commands.md")} == set()


def subcommands() -> dict[str, argparse.ArgumentParser]:
    """`python -m bot …`."""
    action = next(part for part in command_line()._actions if isinstance(part, argparse._SubParsersAction))
    return dict(action.choices)


def test_make_does_what_the_papers_say() -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    asked = {target for name in PAPERS for target in re.findall(r"`make ([a-z]+)`", text(name))}
    assert asked == targets


def test_every_paper_of_the_licence_says_the_same() -> None:
    licence = pyproject()["project"]["license"]
    assert licence == "AGPL-3.0-or-later"
    assert all(licence in text(name) for name in (*READMES, "CONTRIBUTING.md"))
    assert text("LICENSE").lstrip().startswith("GNU AFFERO GENERAL PUBLIC LICENSE\n")


@pytest.mark.parametrize("path", sorted((HOUSE / "changes" / "unreleased").iterdir()), ids=lambda path: path.name)
def test_news_can_be_read(path: Path) -> None:
    assert FRAGMENT.fullmatch(path.name), "NNNN-slug.toml"
    news = tomllib.loads(path.read_text(encoding="utf-8"))
    assert news.keys() == {"kind", "text"} and news["kind"] in KINDS
    assert news["text"].strip() == news["text"] != "" and "\n" not in news["text"]


def test_no_two_changes_have_the_same_number() -> None:
    names = [path.name for path in (HOUSE / "changes" / "unreleased").iterdir()]
    assert len({name[:4] for name in names}) == len(names) > 0
