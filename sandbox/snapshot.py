"""The town on disk: one JSON file, replaced atomically, read back by the dataclasses' own types."""

import dataclasses
import json
import types
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from sandbox.state import State

NAME = "town.json"
hints_of = cache(get_type_hints)  # they would be put together anew for each of a town's thousands of things


def unpack(kind: Any, value: Any) -> Any:
    """Build a value of the annotated type from its JSON (JSON knows no integer keys, for one)."""
    origin, inner = get_origin(kind), get_args(kind)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = hints_of(kind)
        return kind(**{name: unpack(hints[name], item) for name, item in value.items() if name in hints})
    if origin in (types.UnionType, Union):
        return None if value is None else unpack(next(arm for arm in inner if arm is not type(None)), value)
    if origin is dict:
        return {inner[0](key): unpack(inner[1], item) for key, item in value.items()}
    if origin is list:
        return [unpack(inner[0], item) for item in value]
    return value


def save(state: State, folder: Path) -> None:
    """Write beside and rename, so that a crash leaves the old town or the new one."""
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / (NAME + ".new")
    partial.write_text(json.dumps(state, ensure_ascii=False, default=vars), encoding="utf-8")
    partial.replace(folder / NAME)


def load(folder: Path) -> State | None:
    """The town as it was, or None for a new one."""
    path = folder / NAME
    if not path.is_file():
        return None
    state: State = unpack(State, json.loads(path.read_text(encoding="utf-8")))
    return state
