"""What was frozen stays: no value of a vote is changed in passing, and a rule can be asked of any copy."""

from __future__ import annotations

import dataclasses
import pkgutil
from enum import Enum
from importlib import import_module
from typing import Any, Protocol

import pytest

import domain.voting

NO_VALUES = (Enum, Exception, Protocol)


def is_value(found: object) -> bool:
    """A class of the rules of votes that is no enumeration, no error, no protocol; or what they lend from elsewhere."""
    if not isinstance(found, type) or any(kind in NO_VALUES for kind in found.__mro__[1:]):
        return False
    return dataclasses.is_dataclass(found) or found.__module__.startswith("domain.voting.")


VALUES = {
    value
    for found in pkgutil.iter_modules(domain.voting.__path__)
    for value in vars(import_module(f"domain.voting.{found.name}")).values()
    if is_value(value)
}


@pytest.mark.parametrize("kind", sorted(VALUES, key=lambda kind: kind.__qualname__), ids=lambda kind: kind.__qualname__)
def test_a_value_of_a_vote_cannot_be_changed(kind: type[Any]) -> None:
    blank = object.__new__(kind)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(blank, dataclasses.fields(kind)[0].name, None)
