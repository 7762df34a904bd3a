"""Families of words (文案族) of votes of several constituencies and among options."""

from collections.abc import Iterable

from domain.voting.constituencies import MEMBERS, Constituency

FAMILIES: dict[str, Iterable[str]] = {
    "refusals.wrong_state.vote_roll_*": MEMBERS.keys() | {Constituency.HOUSEHOLDS},
    "voting.options.*": ("chosen", "none", "no_quorum", "tied", "again"),
}
