"""Notices of residents' proposals (居民提议的通知): the living card, the committee's days, its answer."""

from __future__ import annotations

from markupsafe import Markup

from domain.deliberation.proposals import ProposalState, ProposalWay
from domain.moments import read_moment
from domain.outcomes import Facts
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.proposal_buttons import ShowProposal, SupportProposal
from rendering.proposals import answer_line, head, state_line
from rendering.screens import Key, Screen, lines


def card(drawing: Drawing, facts: Facts) -> Dispatch:
    """What is proposed and how many homes support it; one tap while it is open."""
    texts, state = drawing.texts, ProposalState(facts["state"])
    look = Key(texts.plain("proposals.key.look"), start=f"proposal_{facts['proposal_id']}")
    support = Key(texts.plain("proposals.key.support"), SupportProposal(facts["proposal_id"], 0))
    keys = (support, look) if state is ProposalState.OPEN else (look,)
    return Dispatch(Screen(_words(drawing, facts), (keys,)))


def _words(drawing: Drawing, facts: Facts, note: Markup | None = None) -> Markup:
    texts, state = drawing.texts, ProposalState(facts["state"])
    answer = answer_line(
        texts,
        state,
        None if facts["answer_by"] is None else read_moment(facts["answer_by"]),
        drawing.zone,
        overdue=facts["overdue"],
        way=None if facts["way"] is None else ProposalWay(facts["way"]),
        reason=facts["reason"],
    )
    return lines(
        head(texts, facts["number"], facts["title"]),
        state_line(texts, state, facts["count"], facts["wanted"]),
        answer,
        note,
    )


def answered(drawing: Drawing, facts: Facts) -> Dispatch:
    """The committee's answer, in the group."""
    key = Key(drawing.texts.plain("proposals.key.look"), start=f"proposal_{facts['proposal_id']}")
    return Dispatch(Screen(_words(drawing, facts), ((key,),)))


def _private(drawing: Drawing, facts: Facts, note: Markup) -> Dispatch:
    key = Key(drawing.texts.plain("proposals.key.proposal"), ShowProposal(facts["proposal_id"]))
    return Dispatch(Screen(_words(drawing, facts, note), ((key,),)))


def reached(drawing: Drawing, facts: Facts) -> Dispatch:
    """The committee hears that it owes an answer."""
    return _private(drawing, facts, drawing.texts.say("proposals.asked"))


def remind(drawing: Drawing, facts: Facts) -> Dispatch:
    """…and once more on the tenth day."""
    return _private(drawing, facts, drawing.texts.say("proposals.asked_again"))


def overdue(drawing: Drawing, facts: Facts) -> Dispatch:
    """…and that its days are over, as everybody reads."""
    return _private(drawing, facts, drawing.texts.say("proposals.asked_late"))


def told(drawing: Drawing, facts: Facts) -> Dispatch:
    """Its author hears the answer."""
    return _private(drawing, facts, drawing.texts.say("proposals.told"))


NOTICES: dict[str, Template] = {
    "proposals.card": card,
    "proposals.answered": answered,
    "proposals.reached": reached,
    "proposals.remind": remind,
    "proposals.overdue": overdue,
    "proposals.told": told,
}
