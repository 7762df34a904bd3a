"""The canonical form is one form, and a chain shows where it was touched."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.journal import GENESIS, LARGEST, Entry, canonical, commit, digest, first_break


def test_keys_are_sorted_and_text_is_composed() -> None:
    assert canonical({"b": [1, True, None], "a": "e\u0301"}) == '{"a":"é","b":[1,true,null]}'.encode()


@pytest.mark.parametrize("value", [1.5, LARGEST + 1, -LARGEST - 1, {"名": 1}, {1: 2}, {"x": {1, 2}}, b"x"])
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="not canonical"):
        canonical(value)


def test_a_commitment_needs_its_salt() -> None:
    assert commit("同意", b"1") == commit("同意", b"1") != commit("同意", b"2")


def chain(length: int) -> list[Entry]:
    entries: list[Entry] = []
    for seq in range(1, length + 1):
        entries.append(Entry("s", seq, digest(entries[-1]) if entries else GENESIS, "t", {"n": seq}))
    return entries


def test_a_whole_chain_holds_and_an_empty_one_too() -> None:
    entries = chain(3)
    assert first_break(entries, digest(entries[-1])) is None
    assert first_break([], GENESIS) is None


def test_a_break_is_found_where_it_is() -> None:
    entries = chain(4)
    head = digest(entries[-1])
    assert first_break([entries[0], replace(entries[1], body={"n": 9}), *entries[2:]], head) == 3
    assert first_break([entries[0], *entries[2:]], head) == 3
    assert first_break(entries[:3], head) == 3


def test_a_number_left_out_is_a_break_even_where_the_hashes_follow() -> None:
    first = chain(1)[0]
    jumped = Entry("s", 7, digest(first), "t", {"n": 7})
    assert first_break([first, jumped], digest(jumped)) == 7
