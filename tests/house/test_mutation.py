"""The tests of votes have not gone soft: slips that matter are noticed, and what survives a whole run is explained."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from typing import Any

from tests.house.plan import FLOORS, HOUSE, listed

RULES = HOUSE / "domain" / "voting"
QUIET = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def entries(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((HOUSE / "tests" / name).read_text(encoding="utf-8"))


def test_every_slip_of_the_pen_is_noticed() -> None:
    slips = entries("mutants.toml")["mutant"]
    assert len(slips) >= 20
    run = [sys.executable, str(HOUSE / "tools" / "mutation.py"), "--slips"]
    done = subprocess.run(run, env=QUIET, stdout=subprocess.PIPE, check=False)
    assert (done.stdout.decode(), done.returncode) == ("", 0)


def test_a_survivor_is_explained_while_its_line_is_there() -> None:
    survivors = entries("mutation_survivors.toml")
    texts = {path.name: path.read_text(encoding="utf-8") for path in RULES.glob("*.py")}
    flat = {name: " ".join(text.split()) for name, text in texts.items()}
    lines = [line.strip() for text in texts.values() for line in text.splitlines()]
    gone = [f"{one['file']}: {one['was']}" for one in survivors["survivor"] if one["was"] not in flat[one["file"]]]
    idle = [one["lines"] for one in survivors["alike"] if not any(re.search(one["lines"], line) for line in lines)]
    assert listed([*gone, *idle]) == ""
    assert all(len(entry["why"]) > 20 for part in survivors.values() for entry in part)


def test_the_rules_of_votes_are_tried_alone() -> None:
    """Each change is tried in a copy that has the rules and their tests, nothing else."""
    others = "|".join(floor for floor in FLOORS if floor != "domain")
    said = re.compile(rf"^(?:from|import) ((?:{others}|tests(?!\.domain\.voting))[\w.]*)", re.M)
    tests = (HOUSE / "tests" / "domain" / "voting").glob("*.py")
    assert listed(f"{path.name} {name}" for path in tests for name in said.findall(path.read_text())) == ""
