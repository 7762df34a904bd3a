"""Writing anew what was decided, at the door (改定稿): somebody asked for it, another reads it, agrees or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.deliberation.matters import MatterPage
from domain.deliberation_revise_effects import revising_refusal
from domain.outcomes import Done, Reason, Refusal
from handlers import deliberation_spoken
from handlers.deliberation_full import found_matter
from handlers.turn import Turn
from rendering import deliberation_revisions as drawn
from rendering.deliberation import page, thanks
from rendering.deliberation_full_buttons import AgreeRevision, DeclineRevision, ShowRevision
from services.deliberation_versions import confirm_revision

NOT_ASKED = Refusal(Reason.WRONG_STATE, {"what": "matter_revise_not_asked"})


async def on_show(turn: Turn, button: ShowRevision) -> None:
    """[去看看]: what changes and why, for one of the committee who did not ask; then the whole text."""
    found = await found_matter(turn, button.matter_id)
    if found is None or await _shown(turn, found, whole=bool(button.whole)):
        return
    await turn.refuse((revising_refusal(found.matter, turn.person_id) if found.leads else None) or NOT_ASKED)
    await turn.redraw(page(turn.texts, found, at=turn.at, zone=turn.zone))


async def _shown(turn: Turn, found: MatterPage, *, whole: bool = False) -> bool:
    """Whether there is something for them to look at; it is on the screen now."""
    asked = found.matter.revising
    if asked is None or not found.revises_it:
        return False
    draw = drawn.revision if whole else drawn.revise_page
    await turn.redraw(draw(turn.texts, found, asked))
    return True


async def on_agree(turn: Turn, button: AgreeRevision) -> None:
    """[同意改，从头征求]."""
    outcome = await confirm_revision(turn.database, matter_id=button.matter_id, seen=button.seen, **turn.acting)
    if isinstance(outcome, Done):
        await turn.redraw(thanks(turn.texts, button.matter_id, "anew"))
        return
    await turn.refuse(outcome)
    found = await found_matter(turn, button.matter_id)
    if found is not None:
        await _shown(turn, found)  # what there is to look at now


async def on_decline(turn: Turn, button: DeclineRevision) -> None:
    """[不改，照定下的办]."""
    await deliberation_spoken.begin(turn, button.matter_id, "revise_declined")


BUTTONS: Mapping[Any, Any] = {ShowRevision: on_show, AgreeRevision: on_agree, DeclineRevision: on_decline}
