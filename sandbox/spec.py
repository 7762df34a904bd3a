"""The official Bot API description, used to check what the bot sends before it is played."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from sandbox.errors import Refusal, bad_request

Json = dict[str, Any]
SCALARS = {"Integer", "Boolean", "Float", "String"}
WORDS = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False, "": False}


@cache
def official() -> Json:
    """The trimmed description shipped beside this file."""
    loaded: Json = json.loads(Path(__file__).with_name("bot_api_spec.json").read_text(encoding="utf-8"))
    return loaded


@cache
def methods_by_lower_name() -> dict[str, str]:
    """Telegram's method names are case-insensitive."""
    return {name.lower(): name for name in official()["methods"]}


def canonical(name: str) -> str:
    """The method as the specification spells it."""
    try:
        return methods_by_lower_name()[name.lower()]
    except KeyError:
        raise Refusal(404, "Not Found: method not found") from None


def from_form(types: list[str], text: str) -> Any:
    """Read a form value: plain scalars as they are, everything else as JSON."""
    if "Integer" in types and text.removeprefix("-").isdigit():
        return int(text)
    if "Boolean" in types and text in WORDS:
        return WORDS[text]
    if "Float" in types:
        return float(text)
    if "String" in types or "InputFile" in types:
        return text
    return json.loads(text)


def fits_scalar(kind: str, value: Any) -> bool:
    """Whether a value is of one of the four scalar kinds."""
    if kind == "Boolean":
        return isinstance(value, bool)
    if kind == "Integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == "Float":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)


def fits(kind: str, value: Any) -> bool:
    """Whether a value is of the specification's type, looked at all the way down."""
    if kind in SCALARS or kind == "InputFile":
        return fits_scalar(kind, value)
    if kind.startswith("Array of "):
        return isinstance(value, list) and all(fits(kind.removeprefix("Array of "), item) for item in value)
    entry = official()["types"].get(kind, {})
    if "subtypes" in entry:
        return any(fits(subtype, value) for subtype in entry["subtypes"])
    return isinstance(value, dict) and fits_object(entry, value)


def fits_object(entry: Json, value: Json) -> bool:
    """Required fields are there and known fields have their types; unknown ones Telegram ignores."""
    known = entry.get("required", {}) | entry.get("optional", {})
    return set(entry.get("required", {})) <= set(value) and all(
        any(fits(kind, value[name]) for kind in kinds) for name, kinds in known.items() if name in value
    )


def read_parameter(name: str, types: list[str], raw: Any) -> Any:
    """One parameter in its type, or a refusal that names it."""
    try:
        value = from_form(types, raw) if isinstance(raw, str) else raw
    except ValueError:
        raise bad_request(f'can\'t parse parameter "{name}": expected {" or ".join(types)}') from None
    if not any(fits(kind, value) for kind in types):
        raise bad_request(f'parameter "{name}" has a wrong type: expected {" or ".join(types)}')
    return value


def read_parameters(method: str, raw: Json, uploads: set[str]) -> Json:
    """All parameters in their types; an upload under a parameter's own name counts as given."""
    entry = official()["methods"][method]
    known: dict[str, list[str]] = entry["required"] | entry["optional"]
    for name in raw:
        if name not in known:
            raise bad_request(f'method {method} has no parameter "{name}"')
    for name in entry["required"]:
        if name not in raw and name not in uploads and not (method, name) == ("sendMessage", "text"):
            raise bad_request(f'parameter "{name}" is required')
    return {name: read_parameter(name, known[name], value) for name, value in raw.items()}
