#!/usr/bin/env python3
"""Change the rules of votes and see whether their tests notice. Usage: mutation.py [--slips] [FILE.py ...]

Every change that cosmic-ray can think of, in all files of domain/voting/ or in those named. Fails when one survives
that tests/mutation_survivors.toml does not explain, or when that explains what no longer survives. `--slips` tries the
few of tests/mutants.toml and needs nothing but pytest. The work is done in a copy; each change is tried in a child of
this process, which has pytest loaded and the rules not.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import pytest

HOUSE = Path(__file__).parent.parent
RULES, TESTS = Path("domain", "voting"), Path("tests", "domain", "voting")
QUIETLY = ("-x", "-q", "--import-mode=importlib", "-p", "no:cacheprovider", "-W", "error")
PATIENCE = 120
"""Seconds after which a change that makes a test run on for ever has been noticed."""
FEW = 10
BETWEEN_TYPES = "core/ReplaceBinaryOperator_BitOr_"
"""`|` stands only between types in these files: nobody runs it."""


@dataclass(frozen=True)
class Mutant:
    """A file with one change."""

    file: str
    operator: str
    code: str
    was: str
    becomes: str

    def __str__(self) -> str:
        return f"{self.file}  {self.operator}\n    was      {self.was}\n    becomes  {self.becomes}"


def tried(tests: Iterable[str], examples: int | None) -> int:
    """How these tests end, in a child."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.alarm(PATIENCE)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    usual = hypothesis.settings(database=None, derandomize=True)
    hypothesis.settings.register_profile("ours", usual, max_examples=examples or usual.max_examples)
    hypothesis.settings.load_profile("ours")
    os._exit(pytest.main([*QUIETLY, *(str(TESTS / test) for test in tests)]))


def noticed(mutant: Mutant, tests: Iterable[str], examples: int | None = None) -> bool:
    """Whether any of the tests fails, or the rules cannot even be read."""
    path = RULES / mutant.file
    right = path.read_text(encoding="utf-8")
    path.write_text(mutant.code, encoding="utf-8")
    end = tried(tests, examples)
    path.write_text(right, encoding="utf-8")
    return end < 0 or end in (pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED)


def slips() -> Iterator[tuple[Mutant, str]]:
    """The chosen ones, each with the file of tests that must notice it."""
    for entry in entries("mutants.toml"):
        text = (RULES / entry["file"]).read_text(encoding="utf-8")
        assert text.count(entry["was"]) == 1, f"{entry['file']} has no such line, or several: {entry['was']}"
        code = text.replace(entry["was"], entry["becomes"])
        yield Mutant(entry["file"], "slip", code, entry["was"], entry["becomes"]), entry["test"]


def every_mutant(path: Path) -> Iterator[Mutant]:
    """All that cosmic-ray can think of."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator, operator_names

    text = path.read_text(encoding="utf-8")
    for name in sorted(operator_names()):
        kind = get_operator(name)
        if name.startswith(BETWEEN_TYPES) or kind.arguments():
            continue
        for occurrence in count():
            code = mutate_code(text, kind(), occurrence)
            if code is None:
                break
            yield Mutant(path.name, name, code, *changed(text, code))


def changed(text: str, code: str) -> tuple[str, str]:
    """The lines that went and came, without their margins."""
    before, after = text.splitlines(), code.splitlines()
    first = next(n for n in count() if before[n : n + 1] != after[n : n + 1])
    same = next(n for n in count() if before[len(before) - 1 - n] != after[len(after) - 1 - n])
    went, came = before[first : len(before) - same], after[first : len(after) - same]
    return " ".join(" ".join(went).split()), " ".join(" ".join(came).split())


def entries(name: str) -> list[dict[str, Any]]:
    """Every entry of a file that lies among the tests."""
    parts = tomllib.loads((HOUSE / "tests" / name).read_text(encoding="utf-8")).values()
    return [entry for part in parts for entry in part]


def explains(entry: dict[str, Any], mutant: Mutant) -> bool:
    """Whether an entry is about it: one change, or all of an operator on lines of a kind."""
    if entry.get("file", mutant.file) != mutant.file:
        return False
    if "becomes" in entry:
        return (entry["was"], entry["becomes"]) == (mutant.was, mutant.becomes)
    return bool(re.fullmatch(entry["operator"], mutant.operator) and re.search(entry["lines"], mutant.was))


def nearest(path: Path) -> list[str]:
    """The tests that ask this file, its own first: a change is noticed soonest there."""
    asking = f"from domain.voting.{path.stem} import"
    found = [test.name for test in TESTS.glob("test_*.py") if asking in test.read_text(encoding="utf-8")]
    return sorted(found, key=lambda name: (name != f"test_{path.name}", name))


def try_slips() -> int:
    """0 when each was noticed by the tests named for it."""
    chosen = list(slips())
    loose = [test for test in sorted({test for _, test in chosen}) if tried([test], FEW)]
    loose += [str(mutant) for mutant, test in chosen if not noticed(mutant, [test], FEW)]
    print("\n".join(loose), end="")
    return 1 if loose else 0


def try_all(files: list[str]) -> int:
    """0 when everything that survived is explained, and everything explained survived."""
    if tried([""], None):
        print("the tests fail as they are")
        return 1
    explained = entries("mutation_survivors.toml")
    survived, loose, total = [], 0, 0
    for path in sorted(path for path in RULES.glob("*.py") if path.name in files or not files):
        rounds = [*([test] for test in nearest(path)), [""]]
        for mutant in every_mutant(path):
            total += 1
            if any(noticed(mutant, tests) for tests in rounds):
                continue
            survived.append(mutant)
            if not any(explains(entry, mutant) for entry in explained):
                loose += 1
                print(mutant, flush=True)
    idle = [entry for entry in explained if not any(explains(entry, mutant) for mutant in survived)]
    for entry in () if files else idle:
        print(f"explained, and noticed by now: {entry}")
    print(f"{total} changes, {len(survived)} survived, {loose} of these unexplained")
    return 1 if loose or (idle and not files) else 0


def main() -> int:
    """Copy the rules and their tests, and try."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slips", action="store_true", help="only the few of tests/mutants.toml")
    parser.add_argument("files", nargs="*")
    wanted = parser.parse_args()
    sys.dont_write_bytecode = True
    with tempfile.TemporaryDirectory() as folder:
        for part in (Path("domain"), TESTS):
            shutil.copytree(HOUSE / part, Path(folder, part), ignore=shutil.ignore_patterns("__pycache__"))
        os.chdir(folder)
        sys.path[0] = folder
        return try_slips() if wanted.slips else try_all(wanted.files)


if __name__ == "__main__":
    raise SystemExit(main())
