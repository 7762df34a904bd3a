"""The plan of the house (总图) that these tests hold the code to: floors, rooms, and how to read the source."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parents[2]
FLOORS = (
    "bot",
    "handlers",
    "channels",
    "web",
    "telegram_wire",
    "services",
    "storage",
    "rendering",
    "domain",
)
"""The floors of the product, from the street door down."""

OUTSIDE = ("sandbox", "stories")
"""The world outside, which the demo opens."""

ROOMS = (
    "registry",
    "chats",
    "issues",
    "polls",
    "announcements",
    "voting",
    "elections",
    "deliberation",
    "privacy",
    "funds",
)
"""The nouns that name a file on every floor."""

SHARED_SERVICES = {
    "acts": "what makes a function an act",
    "askings": "what waits for a second person on a matter, undone by what happens in deliberation or to its votes",
    "doorless": "who cannot vote on a small matter yet, told when it is begun and when it is put to the vote",
    "community_desk": "what waits in several compounds at once, read from every room",
    "board_covers": "what is covered on the board on the web: names and doors of a compound",
    "board_pages": "what anybody reads on the board on the web, read from every room",
    "chains": "the whole story, read from reports, matters and votes",
    "attachments": "files of every room, fetched by the tick",
    "dossiers": "what is on record of a matter, asked by the rooms of deliberation and of votes",
    "days": "the days ahead of one person, read from every room",
    "drafts": "unfinished conversations of every room",
    "incidents": "the one error handler's records",
    "letters": "the inbox, for the ingress",
    "origins": "what a matter comes from, asked of proposals and of reports",
    "links": "personal links, lent by the acts of any room",
    "outbox": "delivery, for the sender",
    "participation": "what somebody may take part in, read from every room",
    "readers": "who is told, for every room",
    "timetable": "what is due, for the ticker",
    "bulletin_materials": "what a paper for the wall is made from, read from the room it is about",
    "bulletins": "papers for the wall, of every room, and their numbers",
    "upkeep": "backups, room for files, and what the operators are told of their machine",
}
"""Files of `services/` that belong to no room, and why."""

SINGULAR = {
    "poll": "polls",
    "issue": "issues",
    "intake": "issues",
    **dict.fromkeys(("checklist", "checklists", "meeting", "meetings", "team", "teams"), "issues"),
    **dict.fromkeys(
        ("checklist", "checklists", "meeting", "meetings", "wish", "wishes", "errand", "errands"), "issues"
    ),
    **dict.fromkeys(("sounding", "soundings"), "polls"),
    "fund": "funds",
    "bank": "funds",
    **dict.fromkeys(("fee", "fees", "prepay", "hourly", "settlement", "settlements", "pledge", "pledges"), "funds"),
    "whistle": "issues",
    "whistles": "issues",
    "partner": "issues",
    "partners": "issues",
    "announcement": "announcements",
    "boards": "announcements",
    "chat": "chats",
    "wall": "chats",
    "walls": "chats",
    "vote": "voting",
    "ballots": "voting",
    "election": "elections",
    "petitions": "elections",
    "opinions": "deliberation",
    "answers": "deliberation",
    "answer": "deliberation",
    "proposals": "deliberation",
    "proposal": "deliberation",
    "consultations": "deliberation",
    "consultation": "deliberation",
    **dict.fromkeys(("tasks", "task", "ratings", "rating", "matter"), "deliberation"),
}
OTHER_NOUNS = dict.fromkeys(
    (
        "homes",
        "rosters",
        "joining",
        "places",
        "units",
        "layouts",
        "grids",
        "offices",
        "seats",
        "slips",
        "households",
        "posters",
        "doors",
        "buildings",
        "profiles",
        "owners",
    ),
    "registry",
)
"""Further nouns of a room, where one file would have been too long."""

HAN = re.compile(r"[\u3400-\u9fff]")


def room_of(stem: str) -> str | None:
    """The room a file belongs to: by its name, the first word of its name, or a further noun."""
    head = stem.partition("_")[0]
    return next((noun for noun in (stem, head) if noun in ROOMS), None) or SINGULAR.get(head) or OTHER_NOUNS.get(head)


@cache
def pyproject() -> dict[str, Any]:
    return tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))


def sources(*folders: str) -> list[Path]:
    """The Python files below these folders, without migrations (they are history)."""
    found = (path for folder in folders for path in sorted((HOUSE / folder).rglob("*.py")))
    return [path for path in found if "migrations" not in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def walked(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file; walked once, asked for by many tests."""
    return tuple(ast.walk(tree(path)))


def nodes(*folders: str) -> Iterator[tuple[Path, ast.AST]]:
    """Every node of every file below these folders."""
    for path in sources(*folders):
        for node in walked(path):
            yield path, node


def where(path: Path, node: ast.AST | None = None) -> str:
    """storage/box.py:12."""
    name = path.relative_to(HOUSE).as_posix()
    return f"{name}:{getattr(node, 'lineno', 0)}" if node is not None else name


def called(node: ast.AST) -> str:
    """The last word of what a call calls; empty for anything else."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def listed(found: Iterable[str]) -> str:
    """What was found, a line each; compared with the empty string, a failure shows all of it."""
    return "\n".join(sorted(found))
