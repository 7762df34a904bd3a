"""A pytest plugin (`-p tests.house.loudly`): what was not run is said aloud, at the end, where everybody looks."""

from __future__ import annotations

from pytest import CollectReport, TerminalReporter, TestReport

MARK = "NOT RUN:"
"""How a test that cannot run here begins to say why (tests/browser)."""


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """One red line with the number of tests that this machine could not try."""
    reports: list[TestReport | CollectReport] = terminalreporter.stats.get("skipped", [])
    count = sum(MARK in str(report.longrepr) for report in reports)
    if count:
        words = f"{count} BROWSER TESTS WERE NOT RUN: no Chromium here (.ci/run installs it)"
        terminalreporter.write_sep("!", words, red=True, bold=True)
