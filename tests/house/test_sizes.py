"""Small by measure: functions median ≤ 8 lines, p90 ≤ 25, longest ≤ 50; files ≤ 400."""

import ast
import statistics
from pathlib import Path

import pytest

from tests.house.plan import FLOORS, HOUSE, OUTSIDE, sources, walked, where

PAGES = (".css", ".html", ".js", ".typ")
LONGEST_FILE, LONGEST_FUNCTION, MEDIAN, NINTH_DECILE = 400, 50, 8, 25


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Its lines, without the docstring."""
    first = function.body[0]
    said = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(function, clean=False) is not None else 0
    return (function.end_lineno or 0) - function.lineno + 1 - said


def lengths(paths: list[Path]) -> dict[str, int]:
    return {
        f"{where(path, node)} {node.name}": length(node)
        for path in paths
        for node in walked(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def pages() -> list[Path]:
    """What is written by hand for a browser or a printer."""
    folders = (HOUSE / name for name in (*FLOORS, *OUTSIDE))
    return [path for folder in folders for path in folder.rglob("*") if path.suffix in PAGES]


@pytest.mark.parametrize("folders", [FLOORS + OUTSIDE, ("tests",), ("bench",)], ids=["house", "tests", "bench"])
def test_no_file_is_longer_than_a_reader_can_hold(folders: tuple[str, ...]) -> None:
    paths = sources(*folders) + (pages() if folders != ("tests",) else [])
    long = {where(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    found = lengths(sources(*FLOORS, *OUTSIDE, "bench", "tests"))
    assert {name: lines for name, lines in found.items() if lines > LONGEST_FUNCTION} == {}


def test_functions_are_short_as_a_rule() -> None:
    found = sorted(lengths(sources(*FLOORS, *OUTSIDE)).values())
    assert statistics.median(found) <= MEDIAN
    assert statistics.quantiles(found, n=10)[-1] <= NINTH_DECILE
