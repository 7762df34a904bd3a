"""Sealed columns (密封列): sealed on the way in, opened on the way out; no statement can forget to."""

from __future__ import annotations

import json
import re
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Text
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.operators import OperatorType, is_, is_not
from sqlalchemy.types import TypeDecorator

from storage.sealing import Keys

FORM = re.compile(r"k\d+:[A-Za-z0-9+/]{38,}={0,2}")
"""What `Keys.seal_text` makes: a nonce and a tag are 28 bytes, 38 signs of base64."""

_lent: WeakKeyDictionary[Dialect, Keys] = WeakKeyDictionary()


def lend(keys: Keys, dialect: Dialect) -> None:
    """Let a database's sealed columns use these keys: types know the dialect alone.

    Engines over the same keys may share one (`storage/speech.py`), engines over others never do.
    """
    _lent[dialect] = keys


class Incomparable(TypeDecorator.Comparator[Any], Text.Comparator[Any]):
    """Two sealings of one text differ: a comparison in SQL would always be false, so it is refused."""

    def operate(self, op: OperatorType, *other: Any, **kwargs: Any) -> Any:
        if op in (is_, is_not):
            return super().operate(op, *other, **kwargs)
        raise TypeError(f"a sealed column cannot be asked for {op.__name__}")


class Sealed(TypeDecorator[Any]):
    """Text that a leaked database must not show (密封); with `facts`, JSON facts. The empty text is not sealed."""

    impl = Text
    cache_ok = True
    comparator_factory = Incomparable

    def __init__(self, *, facts: bool = False) -> None:
        super().__init__()
        self.facts = facts

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        text = json.dumps(value, ensure_ascii=False, sort_keys=True) if self.facts else str(value)
        return _keys(dialect).seal_text(text) if text else text

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        text = _keys(dialect).open_text(value) if FORM.fullmatch(value) else value  # kept before it was sealed
        return json.loads(text) if self.facts else text


def _keys(dialect: Dialect) -> Keys:
    keys = _lent.get(dialect)
    assert keys is not None, "the database was opened without its keys"
    return keys
