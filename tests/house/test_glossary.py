"""One thing, one word (词汇表): docs/glossary.md and the docstrings say the same."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.plan import FLOORS, HAN, HOUSE, listed, nodes, room_of, sources, tree, where

GLOSSARY = HOUSE / "docs" / "glossary.md"
ROW = re.compile(r"^\| (?P<term>[^|]+) \| `(?P<name>[\w.]+)` \|", re.MULTILINE)
KEPT = re.compile(r"^\| [^|]+ \| (?P<names>[a-z_, ]+) \|$", re.MULTILINE)
PARENTHESES = re.compile(r"\(([^()]*)\)")
NAMED = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)

OF_A_VOTE = {"vote", "votes", "ballot", "ballots"}
"""Words for what a sentiment poll is not. (`voter_count` is Telegram's own word.)"""


def term(node: ast.Module | ast.ClassDef) -> str:
    """The 中文 term in the first line of a docstring; empty when there is none."""
    first = (ast.get_docstring(node) or "").partition("\n")[0]
    return next((words for words in PARENTHESES.findall(first) if HAN.search(words)), "")


def module(path: Path) -> str:
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def things(path: Path) -> Iterator[tuple[str, ast.Module | ast.ClassDef]]:
    """A module and its classes, by their full names."""
    yield module(path), tree(path)
    for node in tree(path).body:
        if isinstance(node, ast.ClassDef):
            yield f"{module(path)}.{node.name}", node


@cache
def terms(*floors: str) -> dict[str, str]:
    return {name: term(node) for path in sources(*floors) for name, node in things(path)}


@cache
def rows() -> list[tuple[str, str]]:
    """Name and term of every row."""
    return [(found["name"], found["term"]) for found in ROW.finditer(GLOSSARY.read_text(encoding="utf-8"))]


def test_every_thing_of_the_domain_has_its_term() -> None:
    """What stands for something in people's world is called there, too."""
    classes = (name for name in terms("domain") if name.rpartition(".")[2][0].isupper())
    assert listed(name for name in classes if not terms("domain")[name]) == ""


def test_every_term_of_the_domain_is_in_the_glossary() -> None:
    ours = {name: said for name, said in terms("domain").items() if said and name != "domain"}
    written = set(rows())
    assert listed(f"{said} {name}" for name, said in ours.items() if (name, said) not in written) == ""


def test_every_row_is_true() -> None:
    everything = terms(*FLOORS)
    assert listed(f"{said} {name}" for name, said in rows() if everything.get(name) != said) == ""


def test_nothing_is_named_twice() -> None:
    counts = Counter(name for name, _ in rows())
    assert listed(name for name, count in counts.items() if count > 1) == ""


def test_names_that_are_kept_are_still_free() -> None:
    """The day a room is built, its rows move up to the others."""
    text = GLOSSARY.read_text(encoding="utf-8")
    kept = {name.strip() for found in KEPT.finditer(text) for name in found["names"].split(",")} - {"name"}
    assert len(kept) >= 12
    made = ((path, node) for path, node in nodes(*FLOORS) if isinstance(node, NAMED))
    taken = (f"{where(path, node)} {node.name}" for path, node in made if spelled(node.name) in kept)
    assert listed(taken) == ""


def test_a_poll_is_never_called_a_vote() -> None:
    files = {path for path in sources(*FLOORS) if room_of(path.stem) == "polls"}
    said = ((path, node, name) for path, node in nodes(*FLOORS) if path in files for name in identifiers(node))
    found = (f"{where(path, node)} {name}" for path, node, name in said if OF_A_VOTE & set(spelled(name).split("_")))
    assert listed(found) == ""


def spelled(name: str) -> str:
    """DwellingUnit and dwelling_unit are the same word."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def identifiers(node: ast.AST) -> list[str]:
    """The name a node gives or uses."""
    found = (getattr(node, field, None) for field in ("id", "attr", "arg", "name"))
    return [name for name in found if isinstance(name, str)]
