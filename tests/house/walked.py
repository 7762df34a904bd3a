"""A pytest plugin (`-p tests.house.walked`): which lines and branches the tests walked through, and is it enough.

SlipCover writes its marks into the code as it is loaded and takes them out where they have been passed: a run costs
hardly more than without, where a tracer, which Python calls at every line of everything, cost half as much again. It
is the first plugin, because what was loaded before it is not seen.
"""

from __future__ import annotations

import json
import os
import sys
from functools import cache
from typing import Any

import pytest
import slipcover

from tests.house.marked import Finder
from tests.house.plan import FLOORS

OMITTED = ["storage/migrations/*"]  # they run once, before what they make is used
NEVER_RUN = ["if TYPE_CHECKING:", r"\.\.\.$", "raise AssertionError", "assert_never"]

ASKED = (("domain/", 100), ("", 95))
"""At least so many in a hundred of the lines and branches: of the rules, and of everything."""

Counts = dict[str, Any]
"""As SlipCover writes it down: by file the lines and branches that were executed, and those missing."""

PATIENT = 5000
"""So often a mark that was passed is passed again until all such are taken out, which takes a third of a second."""

cover = slipcover.Slipcover(
    branch=True, source=list(FLOORS), omit=OMITTED, exclude_also=NEVER_RUN, d_miss_threshold=PATIENT
)
handed: list[Counts] = []
"""What each worker saw."""


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Watch what is loaded from now on; whoever only deals the tests to workers walks nowhere."""
    deals = getattr(early_config.known_args_namespace, "numprocesses", None)
    if not deals or "PYTEST_XDIST_WORKER" in os.environ:
        sys.meta_path.insert(0, Finder(cover, slipcover.FileMatcher(sources=list(FLOORS), omit=OMITTED)))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands over what it saw; whoever began the run sees whether all of it together is enough."""
    if (outgoing := getattr(session.config, "workeroutput", None)) is not None:
        outgoing["walked"] = json.dumps(cover.get_coverage())
    elif not all(enough(*shares(whole(), start), least) for start, least in ASKED):
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A worker is done."""
    if "walked" in getattr(node, "workeroutput", {}):  # one that broke down left nothing
        handed.append(json.loads(node.workeroutput["walked"]))


@cache
def whole() -> Counts:
    """What all saw together; what this process saw, where it had no workers."""
    first, *others = handed or [cover.get_coverage()]
    for other in others:
        slipcover.merge_coverage(first, other)
    return first


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where nobody walked, and how much that is."""
    slipcover.print_coverage(whole(), skip_covered=True)
    for start, least in ASKED:
        done, of = shares(whole(), start)
        words = f"{start or 'everything'}: {done} of {of} lines and branches walked through, {least} % asked"
        terminalreporter.write_line(words, green=enough(done, of, least), red=not enough(done, of, least))


def shares(counts: Counts, start: str) -> tuple[int, int]:
    """Lines and branches that were walked through in files that begin so, and of how many."""
    files = [found for name, found in counts["files"].items() if os.path.relpath(name).startswith(start)]
    done = sum(len(found["executed_lines"]) + len(found["executed_branches"]) for found in files)
    return done, done + sum(len(found["missing_lines"]) + len(found["missing_branches"]) for found in files)


def enough(done: int, of: int, least: int) -> bool:
    """Whether so many are at least so many in a hundred."""
    return done * 100 >= of * least
