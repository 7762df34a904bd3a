"""The same noun names the file on every floor; what is missing somewhere has its reason written here."""

import ast

import pytest

from tests.house.plan import FLOORS, HOUSE, OUTSIDE, ROOMS, SHARED_SERVICES, listed, nodes, room_of, sources, where

PLACES = (
    "domain/{}.py",
    "storage/{}.py",
    "storage/schema/{}.py",
    "services/{}.py",
    "rendering/{}.py",
    "handlers/{}.py",
    "locales/zh_Hans/{}.po",
    "locales/en/{}.po",
    "tests/domain/test_{}.py",
    "tests/services/test_{}.py",
)

WITHOUT = {
    "domain/chats.py": "a group has no rules of its own; who may bind it stands in domain/permissions.py",
    "tests/domain/test_chats.py": "as above",
    "storage/schema/chats.py": "people and chats refer to each other: one file, storage/schema/registry.py",
}

NO_NAMES = {"utils", "helpers", "common", "misc", "manager", "mixins"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_its_file_on_every_floor(room: str) -> None:
    wanted = {place.format(room) for place in PLACES}
    assert listed(name for name in wanted - WITHOUT.keys() if not _there(name)) == ""


def _there(name: str) -> bool:
    """As a file, or as a folder of several."""
    path = HOUSE / name
    return path.is_file() or path.with_name(path.stem.removeprefix("test_")).is_dir()


def test_reasons_are_only_given_for_what_is_missing() -> None:
    assert listed(name for name in WITHOUT if (HOUSE / name).is_file()) == ""


def test_every_file_of_services_belongs_to_a_room_or_says_why_not() -> None:
    stems = {path.stem for path in sources("services")} - {"__init__"}
    assert listed(stem for stem in stems if room_of(stem) is None and stem not in SHARED_SERVICES) == ""
    assert listed(SHARED_SERVICES.keys() - stems) == ""


def test_rooms_of_services_never_import_each_other() -> None:
    found = []
    for path, node in nodes("services"):
        module = getattr(node, "module", None) if isinstance(node, ast.ImportFrom) else None
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        stems = names if module == "services" else [(module or "").removeprefix("services.")]
        theirs = {room_of(stem) for stem in stems if module is not None and module.startswith("services")}
        found += [f"{where(path, node)} → {room}" for room in theirs - {None, room_of(path.stem)} if room_of(path.stem)]
    assert listed(found) == ""


def test_nothing_is_named_for_being_left_over() -> None:
    paths = [*sources(*FLOORS, *OUTSIDE, "tests", "bench")]
    words = {where(path): {*path.stem.split("_"), *path.parent.relative_to(HOUSE).parts} for path in paths}
    assert listed(name for name, parts in words.items() if parts & NO_NAMES) == ""
