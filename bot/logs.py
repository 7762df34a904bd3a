"""Structured logs (日志): one JSON object a line; tokens and what looks like personal data never reach it."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{10,}")
PHONE = re.compile(r"(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)")
IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
PASSWORD = re.compile(r"(?<=://)[^/@\s]+(?=@)")
WALL = re.compile(r"whsec_[A-Za-z0-9+/=]+|(?<=[?&]key=)[^&\s'\"]+")
"""What lets anybody post where a wall is (domain/wall_addresses.py)."""

CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
"""In the text of an error: somebody's words or name that the error quotes."""

COVERED = "〔略〕"

Event = MutableMapping[str, Any]


def redact(_: object, __: str, event: Event) -> Event:
    """Cover tokens, phone numbers, identity numbers, passwords and keys of walls in every value."""
    if isinstance(error := event.get("exception"), str):
        event["exception"] = CHINESE.sub(COVERED, error)
    return {key: _cover(value) for key, value in event.items()}


def _cover(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cover(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cover(item) for item in value]
    if not isinstance(value, str):
        return value
    for pattern in (TOKEN, IDENTITY, PHONE, PASSWORD, WALL):
        value = pattern.sub(COVERED, value)
    return value


def set_up(level: int = logging.INFO) -> None:
    """Send our events, and the libraries' warnings, to standard error as JSON."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
        structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
    ]
    structlog.configure(
        processors=shared,
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # whatever standard error is by then
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[_Bridge()], level=logging.WARNING, force=True)


class _Bridge(logging.Handler):
    """Libraries' records as events of ours."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info if record.exc_info and record.exc_info[0] else None
        log.log(record.levelno, "library", logger=record.name, words=record.getMessage(), exc_info=error)


log: structlog.stdlib.BoundLogger = structlog.get_logger()
