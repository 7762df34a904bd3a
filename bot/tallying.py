"""The tally at the terminal (计票计算器): `python -m bot tally CASE.json`, for committees and their lawyers."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from bot.running import say
from domain.voting.cases import WrongCase, read_case, write_result
from rendering.texts import Texts, texts
from rendering.voting import findings, wrong_case

WRONG = 2


def count(locale: str, source: str) -> int:
    """Count the case or the list of cases in a file (`-`: standard input); the answers on standard output as JSON."""
    words = texts(locale)
    try:
        given = json.loads(_read(source), parse_constant=_no_number)
    except (OSError, ValueError, RecursionError) as error:
        key = "voting.case.no_file" if isinstance(error, OSError) else "voting.case.no_json"
        return _refuse(words.plain(key, path=source))
    several = isinstance(given, list)
    answers = []
    for number, item in enumerate(given if several else [given], start=1):
        try:
            answers.append(_answer(words, item))
        except WrongCase as wrong:
            return _refuse(wrong_case(words, wrong, number if several else None))
    say(json.dumps(answers if several else answers[0], ensure_ascii=False, indent=2))
    return 0


def _answer(words: Texts, given: object) -> dict[str, Any]:
    result = read_case(given).result()
    return write_result(result, findings(words, result))


def _read(source: str) -> str:
    return sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")


def _no_number(name: str) -> float:
    raise ValueError(name)


def _refuse(words: str) -> int:
    print(words, file=sys.stderr)  # noqa: T201 - standard output holds JSON only
    return WRONG
