"""Trim the official Bot API description to what the sandbox checks: names, types, what is required.

The full file is 900 kB, mostly prose. Run `python -m sandbox.trim_spec FULL.json` after a new Bot API version.
"""

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).with_name("bot_api_spec.json")


def trim_fields(fields: list[dict[str, Any]]) -> dict[str, dict[str, list[str]]]:
    """Part the fields into required and optional, each name with its possible types."""
    return {
        "required": {field["name"]: field["types"] for field in fields if field["required"]},
        "optional": {field["name"]: field["types"] for field in fields if not field["required"]},
    }


def trim(full: dict[str, Any]) -> dict[str, Any]:
    """Keep names, types, required, returns and subtypes."""
    methods = {
        name: {**trim_fields(method.get("fields", [])), "returns": method["returns"]}
        for name, method in full["methods"].items()
    }
    types = {
        name: {"subtypes": entry["subtypes"]} if "subtypes" in entry else trim_fields(entry.get("fields", []))
        for name, entry in full["types"].items()
    }
    return {"version": full["version"], "methods": methods, "types": types}


def main(source: str) -> None:
    """Write the trimmed file beside this script."""
    full = json.loads(Path(source).read_text(encoding="utf-8"))
    lines = json.dumps(trim(full), ensure_ascii=False, indent=0, separators=(",", ":"), sort_keys=True)
    TARGET.write_text(lines + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
