"""What a vote on an election came to (选举结果): who was chosen, who ties, and the lot between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.elections import Candidacy, Election, ElectionState
from domain.outcomes import Reason, Refusal


@dataclass(frozen=True)
class Elected:
    """What a vote came to (选举表决的结果), by candidacy; `by_lot`: how many seats a lot gives to those who tie."""

    chosen: tuple[int, ...]
    tied: tuple[int, ...] = ()
    by_lot: int = 0

    @property
    def facts(self) -> dict[str, Any]:
        """As they are kept until a lot is drawn."""
        return {"chosen": list(self.chosen), "tied": list(self.tied), "by_lot": self.by_lot, "drawn": [], "draws": 0}


def elected_by(result: Mapping[str, Any], seats: int) -> Elected:
    """The chosen of a vote's result; ties for the last seats are left to a lot drawn in public."""
    chosen, tied = (tuple(int(key) for key in result[name]) for name in ("chosen", "tied"))
    return Elected(chosen, tied, seats - len(chosen) if tied else 0)


def lot_refusal(election: Election, candidacy_id: int) -> Refusal | None:
    """Why a lot cannot have fallen on this one."""
    if election.state is not ElectionState.VOTING or candidacy_id not in undrawn(election):
        return Refusal(Reason.WRONG_STATE, {"what": "election_lot"})
    return None


def undrawn(election: Election) -> tuple[int, ...]:
    """Who may still be drawn; nobody once the seats are given."""
    found = election.result
    if found is None or len(found["drawn"]) >= found["by_lot"]:
        return ()
    return tuple(one for one in found["tied"] if one not in found["drawn"])


def recorders(election: Election) -> tuple[int, ...]:
    """Everybody who recorded a name of the draw that waits; once only the last was kept."""
    by = (election.result or {}).get("by", [])
    return (by,) if isinstance(by, int) else tuple(by)


def drawn(election: Election, candidacy_id: int, by: int) -> dict[str, Any]:
    """The result once one more name is drawn; whoever recorded the names before it stays named beside this one."""
    assert election.result is not None, "a lot is waited for"
    names, seen = [*election.result["drawn"], candidacy_id], list(dict.fromkeys([*recorders(election), by]))
    return {**election.result, "drawn": names, "by": seen, "draws": recorded_draws(election) + 1}


def undone(election: Election) -> dict[str, Any]:
    """The result once a second person says that the lot was not drawn so: nothing is drawn."""
    return {**(election.result or {}), "drawn": [], "by": []}


def recorded_draws(election: Election) -> int:
    """How often a name has been recorded as drawn: by this a draw is told from the one before it."""
    return int(election.result["draws"]) if election.result is not None else 0


def lot_second_refusal(election: Election, by: int, read: int) -> Refusal | None:
    """Why this person cannot say that the lot was drawn so: not complete, their own record, not what they read."""
    found = election.result
    if election.state is not ElectionState.VOTING or found is None or len(found["drawn"]) < max(1, found["by_lot"]):
        return Refusal(Reason.WRONG_STATE, {"what": "election_lot"})
    if by in recorders(election):
        return Refusal(Reason.WRONG_STATE, {"what": "election_second_person"})
    return None if read == recorded_draws(election) else Refusal(Reason.STALE)


def ballot_names(members: Sequence[Candidacy]) -> list[str]:
    """Names as they stand on the ballot; who shares theirs is told apart by the number on the list."""
    names = [one.name for one in members]
    return [name if names.count(name) == 1 else f"{name} ({number})" for number, name in enumerate(names, 1)]
