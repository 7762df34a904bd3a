"""Elections at the door (选举): the list, one election, its candidates; and what those who run it do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from domain.election_pages import ElectionPage
from domain.election_refusals import NO_PETITION
from domain.elections import ORGAN_WAYS
from domain.outcomes import Outcome, Reason, Refusal
from domain.permissions import Act, permit, places
from domain.petitions import PETITIONED
from domain.registry import ANYWHERE, HOME_ROLES, Organ
from handlers import (
    elections_candidates,
    elections_counts,
    elections_groups,
    elections_results,
    elections_voters,
    elections_writing,
)
from handlers.elections_pages import election_found, then
from handlers.turn import Turn
from rendering import elections as drawn
from rendering import petitions as petition_drawn
from rendering.election_buttons import (
    ConsiderPetition,
    ElectionOrgan,
    ListCandidates,
    ListObjections,
    NewElection,
    NewPetition,
    OpenElections,
    PostCandidates,
    ReopenNominations,
    RunElection,
    SettleList,
    ShowElection,
    ShowPetition,
    SignPetition,
    StartPetition,
    StopElection,
)
from rendering.screens import Screen
from services import elections as acts
from services import petitions
from services.election_pages import election_places, elections_for
from services.elections_results import stop_election

Show = Callable[[Screen], Awaitable[object]]


async def any_for(turn: Turn) -> bool:
    """Whether there is any election or petition for this person to read."""
    asked = await petitions.petitions_for(turn.database, actor=turn.actor)
    return bool(asked or await elections_for(turn.database, actor=turn.actor))


async def on_list(turn: Turn, _: OpenElections) -> None:
    """[选举和换届]."""
    await turn.redraw(await _list(turn))


async def _list(turn: Turn) -> Screen:
    return drawn.elections(
        turn.texts,
        await elections_for(turn.database, actor=turn.actor),
        await petitions.petitions_for(turn.database, actor=turn.actor),
        runs=bool(places(turn.actor, Act.RUN_ELECTION)),
        at_home=any(role.kind in HOME_ROLES for role in turn.actor.roles),
    )


async def show_page(turn: Turn, election_id: int, show: Show) -> None:
    """One election."""
    page = await election_found(turn, election_id)
    if page is not None:
        await show(drawn.page(turn.texts, page, at=turn.at, zone=turn.zone))


async def on_show(turn: Turn, button: ShowElection) -> None:
    """One election, pressed."""
    await show_page(turn, button.election_id, turn.redraw)


async def on_start(turn: Turn, payload: str) -> None:
    """The button under the group's card."""
    await show_page(turn, number_in(payload), turn.show)


def number_in(payload: str) -> int:
    """A number of ours in a deep link; 0 for anything else."""
    return int(payload) if payload.isdecimal() and len(payload) < 18 else 0


async def on_candidates(turn: Turn, button: ListCandidates) -> None:
    """[看候选人]."""
    page = await election_found(turn, button.election_id)
    if page is not None:
        await turn.redraw(drawn.candidates(turn.texts, page, button.page))


# Those who run it


async def _run(turn: Turn, election_id: int) -> ElectionPage | None:
    """The election, for whoever runs it; else they hear who does."""
    page = await election_found(turn, election_id)
    if page is not None and not (page.runs or page.confirms or page.counts or page.appoints):
        refusal = permit(turn.actor, Act.RUN_ELECTION, page.election.place)
        assert refusal is not None, "they do not run it"
        await turn.refuse(refusal)
        return None
    return page


async def on_run(turn: Turn, button: RunElection) -> None:
    """[办这次选举]."""
    page = await _run(turn, button.election_id)
    if page is not None:
        await turn.redraw(drawn.running(turn.texts, page))


async def on_post(turn: Turn, button: PostCandidates) -> None:
    """[公示候选人], asked back once."""
    page = await _run(turn, button.election_id)
    if page is None:
        return
    if not button.sure:
        await turn.redraw(drawn.surely_post(turn.texts, page))
        return
    outcome = await acts.post_candidates(turn.database, election_id=button.election_id, **turn.acting)
    await _then(turn, outcome, "elections.toast.posted", button.election_id)


async def on_settle(turn: Turn, button: SettleList) -> None:
    """[定下名单]."""
    outcome = await acts.settle_list(turn.database, election_id=button.election_id, **turn.acting)
    await _then(turn, outcome, "elections.toast.listed", button.election_id)


async def on_reopen(turn: Turn, button: ReopenNominations) -> None:
    """[补推荐]."""
    outcome = await acts.reopen_nominations(turn.database, election_id=button.election_id, **turn.acting)
    await _then(turn, outcome, "elections.toast.reopened", button.election_id)


async def on_stop(turn: Turn, button: StopElection) -> None:
    """[停办], asked back once."""
    page = await _run(turn, button.election_id)
    if page is None:
        return
    if not button.sure:
        await turn.redraw(drawn.surely_stop(turn.texts, page.election))
        return
    outcome = await stop_election(turn.database, election_id=button.election_id, **turn.acting)
    await _then(turn, outcome, "elections.toast.stopped", button.election_id)


async def _then(turn: Turn, outcome: Outcome, words: str, election_id: int) -> None:
    """Answered, then drawn anew."""
    await then(turn, outcome, words, lambda _: show_page(turn, election_id, turn.redraw))


async def on_objections(turn: Turn, button: ListObjections) -> None:
    """[答复异议]."""
    page = await _run(turn, button.election_id)
    if page is not None:
        await turn.redraw(drawn.objections(turn.texts, page))


async def on_new(turn: Turn, button: NewElection) -> None:
    """[办一次选举]: where, then which organ."""
    where = await election_places(turn.database, actor=turn.actor)
    if not where:
        await turn.refuse(permit(turn.actor, Act.RUN_ELECTION, ANYWHERE) or Refusal(Reason.NO_COMPOUND))
    elif button.compound_id or len(where) == 1:
        compound = button.compound_id or where[0][0]
        await turn.redraw(drawn.organs(turn.texts, compound, tuple(ORGAN_WAYS), ElectionOrgan))
    else:
        await turn.redraw(drawn.compounds(turn.texts, where))


# Petitions


async def on_new_petition(turn: Turn, _: NewPetition) -> None:
    """[联名申请]: for which organ."""
    home = turn.actor.home
    if home is None or home.compound_id is None:
        await turn.refuse(petitions.NO_HOME)
    else:
        await turn.redraw(drawn.organs(turn.texts, home.compound_id, PETITIONED, ConsiderPetition))


async def on_consider_petition(turn: Turn, button: ConsiderPetition) -> None:
    """发起这个申请？"""
    if button.organ not in set(PETITIONED):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
    else:
        await turn.redraw(petition_drawn.surely_start(turn.texts, button.compound_id, Organ(button.organ)))


async def on_start_petition(turn: Turn, button: StartPetition) -> None:
    """[请成立物管委]."""
    if button.organ not in set(Organ):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    organ, compound = Organ(button.organ), button.compound_id
    outcome = await petitions.start_petition(turn.database, compound_id=compound, organ=organ, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.toast(turn.texts.plain("elections.toast.petition"))
        await _petition(turn, outcome["petition_id"], turn.redraw)


async def _petition(turn: Turn, petition_id: int, show: Show) -> None:
    page = await petitions.petition_page(turn.database, actor=turn.actor, petition_id=petition_id)
    if page is None:
        await turn.refuse(NO_PETITION)
    else:
        await show(petition_drawn.petition(turn.texts, page))


async def on_petition(turn: Turn, button: ShowPetition) -> None:
    """One petition."""
    await _petition(turn, button.petition_id, turn.redraw)


async def on_petition_start(turn: Turn, payload: str) -> None:
    """The button under the group's card."""
    await _petition(turn, number_in(payload), turn.show)


async def on_sign(turn: Turn, button: SignPetition) -> None:
    """[我家签名], in the group or in private: one tap."""
    outcome = await petitions.sign_petition(
        turn.database, petition_id=button.petition_id, withdrawn=bool(button.withdrawn), **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    words = "elections.toast.unsigned" if button.withdrawn else "elections.toast.signed"
    await turn.toast(turn.texts.plain(words, count=outcome["count"], homes=outcome["homes"]))
    if turn.private:
        await _petition(turn, button.petition_id, turn.redraw)


BUTTONS: dict[Any, Any] = {
    OpenElections: on_list,
    ShowElection: on_show,
    ListCandidates: on_candidates,
    RunElection: on_run,
    PostCandidates: on_post,
    SettleList: on_settle,
    ReopenNominations: on_reopen,
    StopElection: on_stop,
    ListObjections: on_objections,
    NewElection: on_new,
    NewPetition: on_new_petition,
    ConsiderPetition: on_consider_petition,
    StartPetition: on_start_petition,
    ShowPetition: on_petition,
    SignPetition: on_sign,
    **elections_candidates.BUTTONS,
    **elections_results.BUTTONS,
    **elections_counts.BUTTONS,
    **elections_voters.BUTTONS,
    **elections_groups.BUTTONS,
    **elections_writing.BUTTONS,
}
STEPS = {
    **elections_writing.STEPS,
    **elections_counts.STEPS,
    **elections_voters.STEPS,
    **elections_groups.STEPS,
}
STARTS = {"elec": on_start, "pet": on_petition_start, **elections_candidates.STARTS}
