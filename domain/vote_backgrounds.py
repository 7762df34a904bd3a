"""What a vote comes of (表决的来由): the matter whose text it decides, with its price; or none, and that is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.deliberation.representation import Representation, representation_of

TERM = "of_matter"
"""Under this name a vote keeps it among its terms; a vote of before says nothing of it."""

ALONE: Mapping[str, Any] = {TERM: None}
"""The terms of a vote that was begun without a matter (没有走一征三议两公开)."""


@dataclass(frozen=True)
class Background:
    """The matter a vote decides (所决定的议题), as it stood when the vote was posted."""

    matter_id: int
    number: int
    version: int  # of the text, frozen
    budget: int | None = None  # 分; None: none was decided
    paid: str = ""  # where the money is from, in the words on record
    few: Representation | None = None  # representatives, where there are too few
    chosen: bool | None = None  # whether it is on record who chose them; None: no representatives decide
    owners_next: bool = False  # what they resolve is for the owners to decide besides
    source: str = ""  # where the money is from (MoneySource); empty: of before that was asked

    @property
    def terms(self) -> dict[str, Any]:
        """As the vote keeps it."""
        kept = {name: value for name, value in vars(self).items() if name != "few"}
        return {TERM: {**kept, "few": None if self.few is None else self.few.record}}


def background_of(terms: Mapping[str, Any]) -> Background | None:
    """What was kept; None: it was begun without a matter, or before that was kept."""
    found = terms.get(TERM)
    if found is None:
        return None
    few = found["few"]
    return Background(**{**found, "few": None if few is None else representation_of(few)})


def begun_alone(terms: Mapping[str, Any]) -> bool:
    """Whether it is known that no matter leads to it."""
    return TERM in terms and terms[TERM] is None


def open_terms(terms: Mapping[str, Any]) -> dict[str, Any]:
    """The terms as the journal keeps them: without words that somebody wrote, which are kept sealed beside."""
    found = terms.get(TERM)
    return dict(terms) if found is None else {**terms, TERM: {**found, "paid": ""}}


def sealed_terms(terms: Mapping[str, Any]) -> dict[str, str]:
    """Those words."""
    found = terms.get(TERM)
    return {"paid": found["paid"]} if found is not None and found["paid"] else {}
