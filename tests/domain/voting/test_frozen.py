"""What was frozen stays: no value of a vote is changed in passing, and a rule can be asked of any copy."""

from __future__ import annotations

import dataclasses
import pkgutil
from importlib import import_module
from typing import Any

import pytest

import domain.voting

VALUES = {
    value
    for found in pkgutil.iter_modules(domain.voting.__path__)
    for value in vars(import_module(f"domain.voting.{found.name}")).values()
    if isinstance(value, type) and dataclasses.is_dataclass(value)
}


@pytest.mark.parametrize("kind", sorted(VALUES, key=lambda kind: kind.__qualname__), ids=lambda kind: kind.__qualname__)
def test_a_value_of_a_vote_cannot_be_changed(kind: type[Any]) -> None:
    blank = object.__new__(kind)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(blank, dataclasses.fields(kind)[0].name, None)
