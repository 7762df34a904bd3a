"""Candidacies at the door (参选): standing in one tap, agreeing, signing, withdrawing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from domain.election_pages import CandidacyPage
from domain.election_refusals import NO_CANDIDACY
from domain.outcomes import Outcome
from handlers.elections_pages import election_found, then
from handlers.turn import Turn
from rendering import elections_candidates as drawn
from rendering.election_buttons import (
    AskToStand,
    ChooseChannel,
    Consent,
    NoteConsent,
    ShowCandidate,
    SignNomination,
    Stand,
    Withdraw,
)
from rendering.screens import Screen
from services import elections_candidates as acts
from services import elections_consents as consents
from services.election_pages import candidacy_page

Show = Callable[[Screen], Awaitable[object]]


async def on_ask(turn: Turn, button: AskToStand) -> None:
    """[我来报名]: the conditions first."""
    page = await election_found(turn, button.election_id)
    if page is not None:
        await turn.redraw(drawn.ask_to_stand(turn.texts, page.election))


async def on_stand(turn: Turn, button: Stand) -> None:
    """[都符合，我愿意参选]."""
    outcome = await acts.nominate_self(turn.database, election_id=button.election_id, **turn.acting)
    await _then(turn, outcome, "elections.toast.standing")


async def _then(turn: Turn, outcome: Outcome, words: str) -> None:
    """Answered, then drawn anew."""
    await then(turn, outcome, words, lambda done: show_candidacy(turn, done["candidacy_id"], turn.redraw))


async def found(turn: Turn, candidacy_id: int) -> CandidacyPage | None:
    """A candidacy as they may see it; else they hear that there is none."""
    page = await candidacy_page(turn.database, actor=turn.actor, candidacy_id=candidacy_id, at=turn.at)
    if page is None:
        await turn.refuse(NO_CANDIDACY)
    return page


async def show_candidacy(turn: Turn, candidacy_id: int, show: Show) -> None:
    """One candidacy."""
    page = await found(turn, candidacy_id)
    if page is not None:
        await show(drawn.candidacy(turn.texts, page))


async def on_show(turn: Turn, button: ShowCandidate) -> None:
    """One candidate."""
    await show_candidacy(turn, button.candidacy_id, turn.redraw)


async def on_start(turn: Turn, payload: str) -> None:
    """The way in that was handed on."""
    number = int(payload) if payload.isdecimal() and len(payload) < 18 else 0
    await show_candidacy(turn, number, turn.show)


async def on_consent(turn: Turn, button: Consent) -> None:
    """[我就是，我愿意]."""
    outcome = await consents.consent_to_stand(turn.database, candidacy_id=button.candidacy_id, **turn.acting)
    await _then(turn, outcome, "elections.toast.standing")


async def on_note(turn: Turn, button: NoteConsent) -> None:
    """[记书面同意], asked back once: whoever records it is named as having seen it."""
    page = await found(turn, button.candidacy_id)
    if page is None:
        return
    if page.may_note and not button.sure:
        await turn.redraw(drawn.surely_note(turn.texts, page))
        return
    outcome = await consents.note_consent(turn.database, candidacy_id=button.candidacy_id, **turn.acting)
    await _then(turn, outcome, "elections.toast.declared")


async def on_sign(turn: Turn, button: SignNomination) -> None:
    """[我也联名]."""
    outcome = await acts.sign_nomination(turn.database, candidacy_id=button.candidacy_id, **turn.acting)
    await _then(turn, outcome, "elections.toast.cosigned")


async def on_withdraw(turn: Turn, button: Withdraw) -> None:
    """[我不参选了], asked back once."""
    page = await found(turn, button.candidacy_id)
    if page is None:
        return
    if (page.own or page.may_withdraw) and not button.sure:
        await turn.redraw(drawn.surely_withdraw(turn.texts, page))
        return
    outcome = await consents.withdraw_candidacy(turn.database, candidacy_id=button.candidacy_id, **turn.acting)
    await _then(turn, outcome, "elections.toast.withdrawn")


async def on_channels(turn: Turn, button: ChooseChannel) -> None:
    """[录入组织推荐]: whose."""
    page = await election_found(turn, button.election_id)
    if page is not None:
        await turn.redraw(drawn.channels(turn.texts, page.election))


BUTTONS: dict[Any, Any] = {
    AskToStand: on_ask,
    Stand: on_stand,
    ShowCandidate: on_show,
    Consent: on_consent,
    NoteConsent: on_note,
    SignNomination: on_sign,
    Withdraw: on_withdraw,
    ChooseChannel: on_channels,
}
STARTS = {"cand": on_start}
