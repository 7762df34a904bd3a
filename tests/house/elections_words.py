"""Words of elections that are put together (选举的文案), and what may stand for the star."""

from __future__ import annotations

from collections.abc import Iterable

from domain.count_sheets import SUMS, SheetFault
from domain.election_terms import DEADLINES
from domain.elections import ElectionState, Way
from domain.voting.compositions import CompositionFault, NominationChannel
from domain.voting.founding import GroupSeat
from domain.voting.nominations import NominationFault, NoticeFault
from handlers import elections_writing
from rendering import elections_notices

FAMILIES: dict[str, Iterable[str]] = {
    "elections.ask.*": (
        "neighbour",
        *(step.partition(".")[2] for step in elections_writing.STEPS),
        "member",
        "voter_on",
        "voter_off",
    ),
    "elections.channel.*": NominationChannel,
    "elections.count.line.*": SUMS,
    "elections.seat.*": GroupSeat,
    "elections.sheet.*": SheetFault,
    "elections.count.photo_*": ("stored", "pending", "none"),
    "elections.done.*": (
        "recommended",
        "counted",
        "count_confirmed",
        "count_rejected",
        *elections_writing.SENT.values(),
    ),
    "elections.fault.*": NominationFault,
    "elections.key.*": ("look", "look_voters", "object"),
    "elections.key.did_*": DEADLINES,
    "elections.key.send_*": ("objection", "answer", "voter_objection", "voter_answer"),
    "elections.makeup.*": CompositionFault,
    "elections.run.*": Way,
    "elections.state.*": ElectionState,
    "elections.sure.*": ("objection", "answer", "voter_objection", "voter_answer"),
    "elections.voters.mine_*": ("on", "off"),
    "elections.then.*": Way,
    "elections.told.*": elections_notices.TOLD,
    "elections.todo.*": DEADLINES,
    "elections.past.*": DEADLINES,
    "elections.way.*": Way,
    "refusals.wrong_state.election_*": NoticeFault,
}
