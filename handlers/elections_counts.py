"""Counts at the door (计票): ballots given out by door, the count sheet, its photo, the second person's look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.candidacies import OWN_ELECTION
from domain.count_sheets import SUMS, counted, run_off_seats
from domain.election_pages import ElectionPage
from domain.elections import ElectionState
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.sheet_reading import Form, read_sheet
from domain.units import DwellingUnit
from handlers.elections_pages import election_found
from handlers.elections_writing import awaited
from handlers.turn import Turn
from rendering import elections_results as drawn
from rendering import elections_voters as paper
from rendering.election_buttons import ConfirmCount, EnterCount
from rendering.election_voter_buttons import GiveBallots, LookAtCount, PhotographCount, RejectCount, UnmarkBallot
from rendering.refusals import refusal_words
from services import drafts, elections_turnout
from services import elections_counts as counts
from services.drafts import Draft
from services.elections import FINISHED
from services.elections_voters_pages import sheet_to_check
from services.vote_scopes import homes_named

ONE_DOOR = Refusal(Reason.INVALID, {"what": "one_door"})
NO_SUMS = Refusal(Reason.EMPTY, {"what": "count_sums"})


# Ballots given out


async def _polled(turn: Turn, election_id: int) -> ElectionPage | None:
    """The election, for whoever gives out its ballots and counts them now; else they hear why not."""
    page = await election_found(turn, election_id)
    if page is None:
        return None
    refusal = page.polling
    if not page.counts:
        over = FINISHED if page.election.state is not ElectionState.LISTED else OWN_ELECTION
        refusal = permit(turn.actor, Act.CONFIRM_VOTE, page.election.place) or over
    if refusal is not None:
        await turn.refuse(refusal)
        return None
    return page


async def on_ballots(turn: Turn, button: GiveBallots) -> None:
    """[记领票]: doors, one after another."""
    page = await _polled(turn, button.election_id)
    if page is None or page.turnout is None:
        return
    number = await awaited(turn, "ballot", {"election": button.election_id})
    if number is not None:
        turnout = {"marked": page.turnout.marked, "homes": page.turnout.homes}
        await turn.redraw(paper.ask_door(turn.texts, number, turnout))


async def one_home(turn: Turn, page: ElectionPage) -> DwellingUnit | Refusal:
    """The one home whose door was typed; else what is unclear."""
    found: Sequence[DwellingUnit] | Refusal = await homes_named(
        turn.database, page.election.place, turn.message.text or ""
    )
    if isinstance(found, Refusal):
        return found
    return found[0] if len(found) == 1 else ONE_DOOR


async def on_door(turn: Turn, draft: Draft) -> None:
    """A door, typed: its ballot is given out; the next one can follow."""
    page = await election_found(turn, draft.body["election"])
    if page is None:
        return
    home = await one_home(turn, page)
    if isinstance(home, Refusal):
        why = refusal_words(turn.texts, home, turn.zone)
        await turn.show(paper.door_unread(turn.texts, draft.id, page.election.id, why))
        return
    outcome = await elections_turnout.mark_ballot(
        turn.database, election_id=draft.body["election"], unit_id=home.id, **turn.acting
    )
    if isinstance(outcome, Done):
        await turn.show(paper.marked(turn.texts, outcome.facts))
    elif outcome.facts.get("what") == "ballot_marked":
        await turn.show(paper.marked_before(turn.texts, outcome.facts))
    else:
        await turn.refuse(outcome)


async def on_unmark(turn: Turn, button: UnmarkBallot) -> None:
    """[记错了，撤回]."""
    outcome = await elections_turnout.unmark_ballot(
        turn.database, election_id=button.election_id, unit_id=button.unit_id, nth=button.nth, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("elections.toast.unmarked"))
    await turn.redraw(paper.unmarked(turn.texts, outcome.facts))


# The count sheet


async def on_enter(turn: Turn, button: EnterCount) -> None:
    """[录计票单]: the form to fill."""
    page = await _polled(turn, button.election_id)
    if page is None:
        return
    again = bool(run_off_seats(page.election.result))
    number = await awaited(turn, "count", {"election": button.election_id, "run_off": again})
    if number is not None:
        await turn.redraw(drawn.ask_count(turn.texts, page, number))


def _form(turn: Turn, page: ElectionPage) -> Form:
    """The form as they were shown it."""
    sums = [turn.texts.plain(f"elections.count.line.{name}") for name in SUMS]
    return Form(sums, {one.id: one.name for one in counted(page.shown)})


async def on_count(turn: Turn, draft: Draft) -> None:
    """The lines, typed; where the sums are right, the photo is asked for."""
    page = await election_found(turn, draft.body["election"])
    if page is None:
        return
    words, again = turn.message.text or turn.message.caption or "", draft.body.get("run_off", False)
    sheet = read_sheet(words, _form(turn, page), run_off=again) if words else NO_SUMS
    if isinstance(sheet, Refusal):
        await turn.refuse(sheet)
        return
    outcome = await counts.enter_count(turn.database, election_id=page.election.id, sheet=sheet, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    changes = {"what": "count_photo", "sheet": outcome["sheet_id"]}
    await drafts.change_draft(
        turn.database, draft_id=draft.id, changes=changes, awaiting="elections.count_photo", **turn.acting
    )
    await turn.show(paper.ask_photo(turn.texts, draft.id))


async def on_photograph(turn: Turn, button: PhotographCount) -> None:
    """[传计票单照片], where it was left out, or did not come out."""
    number = await awaited(turn, "count_photo", {"election": button.election_id, "sheet": button.sheet_id})
    if number is not None:
        await turn.redraw(paper.ask_photo(turn.texts, number))


async def on_photo(turn: Turn, draft: Draft) -> None:
    """The photo: now somebody else is asked to look."""
    if not turn.message.photo:
        await turn.refuse(Refusal(Reason.EMPTY, {"what": "count_photo"}))
        return
    largest = turn.message.photo[-1]
    outcome = await counts.photograph_count(
        turn.database,
        election_id=draft.body["election"],
        sheet_id=draft.body["sheet"],
        photo=largest.file_id,
        size=largest.file_size,
        draft_id=draft.id,
        **turn.acting,
    )
    await _told(turn, outcome, "counted")


async def on_look(turn: Turn, button: LookAtCount) -> None:
    """[看照片核对]."""
    found = await sheet_to_check(turn.database, actor=turn.actor, election_id=button.election_id)
    if isinstance(found, Refusal):
        await turn.refuse(found)
    else:
        number, entered = button.election_id, found.entered
        await turn.show(paper.beside(turn.texts, number, entered, found.names, found.photo))


async def on_confirm(turn: Turn, button: ConfirmCount) -> None:
    """[数字一致，确认]."""
    outcome = await counts.confirm_count(
        turn.database, election_id=button.election_id, sheet_id=button.sheet_id, **turn.acting
    )
    await _told(turn, outcome, "count_confirmed")


async def on_reject(turn: Turn, button: RejectCount) -> None:
    """[不一致，退回重录]."""
    outcome = await counts.reject_count(
        turn.database, election_id=button.election_id, sheet_id=button.sheet_id, **turn.acting
    )
    await _told(turn, outcome, "count_rejected")


async def _told(turn: Turn, outcome: Outcome, name: str) -> None:
    """What became of it, in a message of its own."""
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(paper.settled(turn.texts, name, outcome["election_id"]))


BUTTONS: dict[Any, Any] = {
    GiveBallots: on_ballots,
    UnmarkBallot: on_unmark,
    EnterCount: on_enter,
    PhotographCount: on_photograph,
    LookAtCount: on_look,
    ConfirmCount: on_confirm,
    RejectCount: on_reject,
}
STEPS = {
    "elections.ballot": on_door,
    "elections.count": on_count,
    "elections.count_photo": on_photo,
}
