"""The words of the house as its tests read them: both catalogues, and every place where the code speaks."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from tests.house.plan import FLOORS, HOUSE, called, nodes, sources, walked, where

SPEAKING = ("say", "plain")
TEMPLATE_WORDS = re.compile(r"""say\("([a-z_.]+)"((?:, \w+=)?)""")


@dataclass(frozen=True)
class Message:
    """One message of one language: its file and its forms (one, or one for each plural)."""

    file: str
    forms: tuple[str, ...]

    @property
    def blanks(self) -> frozenset[str]:
        """The facts it wants."""
        parsed = (part for form in self.forms for part in string.Formatter().parse(form))
        return frozenset(name for _, name, _, _ in parsed if name is not None)

    @property
    def whole(self) -> str:
        return "\n".join(self.forms)


@dataclass(frozen=True)
class Spoken:
    """One call of `say` or `plain` with its message spelled out; `facts` None when they are handed on whole."""

    place: str
    how: str
    key: str
    facts: frozenset[str] | None


@dataclass(frozen=True)
class Refused:
    """One refusal in the code: `what` may hold `*` for what is only known when it happens."""

    place: str
    reason: str
    what: str | None
    facts: frozenset[str] | None

    @property
    def key(self) -> str:
        return f"refusals.{self.reason}" + (f".{self.what}" if self.what else "")


@cache
def messages(locale: str) -> tuple[tuple[str, Message], ...]:
    """Every id with its message, in the order of the files; an id that is there twice comes twice."""
    found = []
    for path in sorted((HOUSE / "locales" / locale).glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale=locale, abort_invalid=True):
                if entry.id:
                    key = entry.id if isinstance(entry.id, str) else entry.id[0]
                    forms = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ("",))
                    found.append((key, Message(where(path), forms)))
    return tuple(found)


@cache
def catalogue(locale: str) -> dict[str, Message]:
    return dict(messages(locale))


@cache
def literals() -> frozenset[str]:
    """Every string of the floors that is no docstring, and what web templates say."""
    said = {id(node.value) for path in sources(*FLOORS) for node in walked(path) if isinstance(node, ast.Expr)}
    strings = (node for _, node in nodes(*FLOORS) if isinstance(node, ast.Constant) and id(node) not in said)
    pages = (HOUSE / "web" / "templates").rglob("*.html")
    spoken = {key for page in pages for key, _ in TEMPLATE_WORDS.findall(page.read_text(encoding="utf-8"))}
    return frozenset(str(node.value) for node in strings if isinstance(node.value, str)) | spoken


@cache
def patterns() -> dict[str, str]:
    """Ids that are put together, `roles.*`, each with a place where that is done."""
    heads = {key.partition(".")[0] for key, _ in messages("en")}
    beginnings = tuple(f"{head}." for head in heads)
    drawn = ((pattern(node), where(path, node)) for path, node in nodes(*FLOORS) if isinstance(node, ast.JoinedStr))
    return {text: place for text, place in drawn if text.startswith(beginnings) and " " not in text}


@cache
def _calls() -> dict[str, list[tuple[Path, ast.Call]]]:
    """Every call, by the last word of what it calls."""
    found: dict[str, list[tuple[Path, ast.Call]]] = {}
    for path, node in nodes(*FLOORS):
        if isinstance(node, ast.Call):
            found.setdefault(called(node), []).append((path, node))
    return found


def calls(*functions: str) -> Iterator[tuple[Path, ast.Call]]:
    """Every call of these functions."""
    return (call for name in functions for call in _calls().get(name, ()))


def pattern(node: ast.expr) -> str:
    """A string as far as it can be read: `*` stands for the rest."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(pattern(part) for part in node.values) if isinstance(node, ast.JoinedStr) else "*"


def alternatives(node: ast.expr) -> list[ast.expr]:
    """`a if … else b` is both."""
    return [*alternatives(node.body), *alternatives(node.orelse)] if isinstance(node, ast.IfExp) else [node]


@cache
def spoken() -> tuple[Spoken, ...]:
    """Every call of `say` and `plain` whose message stands there."""
    return tuple(_spoken())


def _spoken() -> Iterator[Spoken]:
    for path, node in calls(*SPEAKING):
        if node.args:
            names = frozenset(word.arg for word in node.keywords if word.arg is not None)
            facts = names if all(word.arg for word in node.keywords) else None
            for key in alternatives(node.args[0]):
                if isinstance(key, ast.Constant):
                    yield Spoken(where(path, node), called(node), str(key.value), facts)


@cache
def refusals() -> tuple[list[Refused], list[str]]:
    """Every refusal that can be read off the code, and the places of those that cannot."""
    found, elsewhere = [], []
    for path, node in calls("Refusal"):
        reason, facts = node.args[0], node.args[1] if len(node.args) > 1 else ast.Dict([], [])
        if isinstance(reason, ast.Attribute) and ast.unparse(reason.value) == "Reason" and isinstance(facts, ast.Dict):
            found += [Refused(where(path, node), reason.attr.lower(), what, known(facts)) for what in whats(facts)]
        else:
            elsewhere.append(where(path))
    return found, elsewhere


def whats(facts: ast.Dict) -> list[str | None]:
    """What `"what"` may be."""
    pairs = zip(facts.keys, facts.values, strict=True)
    named = [value for key, value in pairs if isinstance(key, ast.Constant) and key.value == "what"]
    return [pattern(value) for value in alternatives(named[0])] if named else [None]


def known(facts: ast.Dict) -> frozenset[str] | None:
    """The names of the facts; None when others are poured in."""
    names = [key.value if isinstance(key, ast.Constant) else None for key in facts.keys]
    return None if None in names else frozenset(map(str, names))


GIVEN: dict[str, tuple[tuple[int, str], ...]] = {
    "backup.broken.*": ((0, "BackupBroken"),),
    "doctor.*": ((0, "_well"), (0, "_ill")),
    "issues.group.*": ((1, "in_group"),),
    "menu.go.*": ((1, "go"),),
    "privacy.key.*": ((1, "_key"),),
    "profiles.problem.*": ((1, "_note"), (1, "Problem")),
    "settings.wrong.*": ((1, "WrongSetting"),),
    "voting.case.problem.*": ((1, "WrongCase"),),
    "web.wrong.*": ((2, "_wrong"),),
    "workbook.terminal.*": ((1, "_end"), (1, "_misused"), (3, "_write")),
}
"""Ids of which the code spells out what stands for the star: at this position, wherever this function is called."""


def given(family: str) -> frozenset[str]:
    """What may stand for the star of a family, as far as the code spells it out."""
    return frozenset().union(*(arguments(position, function) for position, function in GIVEN.get(family, ())))


def arguments(position: int, function: str) -> frozenset[str]:
    """The strings given to this function at this position."""
    found = (node.args[position] for _, node in calls(function) if len(node.args) > position)
    return frozenset(str(item.value) for item in found if isinstance(item, ast.Constant))
