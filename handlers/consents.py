"""Consent before registering (登记前的同意): one screen between what is about to be registered and doing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from markupsafe import Markup

from domain.outcomes import Refusal
from domain.privacy import CLAUSES
from handlers.turn import Turn
from rendering import privacy as drawn
from rendering.buttons import Button
from rendering.screens import Key, Screen, lines
from services import privacy

NECESSARY = tuple(clause.purpose for clause in CLAUSES if clause.necessary)


async def asking(
    turn: Turn,
    about: Markup,
    *,
    compound_id: int,
    agree: Callable[[int], Button],
    more: tuple[tuple[Key, ...], ...] = (),
) -> Screen | None:
    """The notice, and `about` what is to be registered right above its button; None where it was agreed to before."""
    if not await privacy.missing_consents(turn.database, person_id=turn.person_id):
        return None
    notice = await privacy.notice(turn.database, compound_id=compound_id)
    screen = drawn.consent(turn.texts, processor=notice.processor, compound_id=compound_id, agree=agree(notice.version))
    return replace(screen, text=lines(screen.text, about), keys=(*screen.keys, *more))


async def agreed(turn: Turn, version: int) -> Refusal | None:
    """The button under the notice was pressed: what is necessary is agreed to. Version 0: it had been before."""
    if not version:
        return None
    outcome = await privacy.give_consent(turn.database, purposes=NECESSARY, version=version, **turn.acting)
    return outcome if isinstance(outcome, Refusal) else None
