"""Words of matters that are put together (议题的文案), and what may stand for the star."""

from __future__ import annotations

from collections.abc import Iterable

from domain.deliberation.classification import Touch
from domain.deliberation.opinions import Channel
from domain.deliberation.procedures import SMALL
from domain.deliberation.proposals import ProposalState, ProposalWay
from domain.deliberation.stages import OVER, MatterAct, Need, Stage
from handlers import deliberation_words
from rendering import deliberation_notices

UNTIL = [step.stage for step in SMALL.steps if step.least is not None]
"""Stages that take a time."""

FAMILIES: dict[str, Iterable[str]] = {
    "deliberation.card_key.*": {*deliberation_notices.ASKED.values(), "look"},
    "deliberation.channel.*": Channel,
    "deliberation.key.*": ("enter", "put", "work", "done", "stop", "earlier", "later", "support", "unsupport"),
    "deliberation.missing.*": set(Need) - {Need.TIME},
    "deliberation.now.*": (Stage.SOLICITING, Stage.DOING, "again"),
    "deliberation.stage.*": Stage,
    "deliberation.stage_line.*": Stage,
    "deliberation.stage_until.*": UNTIL,
    "deliberation.thanks.*": {*deliberation_words.WRITTEN, "put"},
    "deliberation.touch.*": Touch,
    "deliberation.write.*": deliberation_words.WRITTEN,
    "proposals.key.*": ("support", "unsupport", "read", "withdraw", "take", "refuse"),
    "proposals.key_way.*": ProposalWay,
    "proposals.state.*": ProposalState,
    "proposals.state_line.*": ProposalState,
    "proposals.thanks.*": ("proposed", "withdrawn", "taken", "refused"),
    "proposals.way.*": ProposalWay,
    "refusals.wrong_state.matter_*": {*Need, *OVER},
    "refusals.wrong_state.matter_act_*": MatterAct,
    "refusals.wrong_state.matter_touches_*": Touch,
    "refusals.wrong_state.proposal_*": ProposalState,
}
