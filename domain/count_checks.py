"""What a count sheet is checked by (计票单核对): the voters' list, the ballots given out, its photo."""

from __future__ import annotations

from dataclasses import dataclass

from domain.count_sheets import CountSheet
from domain.election_voters import Turnout
from domain.outcomes import Reason, Refusal

NO_PHOTO = Refusal(Reason.WRONG_STATE, {"what": "count_no_photo"})
PHOTO_COMING = Refusal(Reason.WRONG_STATE, {"what": "count_photo_coming"})


@dataclass(frozen=True)
class EnteredSheet:
    """A count sheet as it was entered (录好的计票单), and whether a second person has confirmed it."""

    id: int
    sheet: CountSheet
    entered_by: int
    confirmed: bool = False


def sheet_subject(sheet_id: int) -> str:
    """What its photo is kept under."""
    return f"count_sheet:{sheet_id}"


def marks_refusal(sheet: CountSheet, turnout: Turnout) -> Refusal | None:
    """Why the sheet is not of this list, or not of these ballots: both numbers are said, and how to mend it."""
    if sheet.voters != turnout.homes:
        return Refusal(Reason.INVALID, {"what": "count_voters", "said": sheet.voters, "listed": turnout.homes})
    if sheet.issued != turnout.marked:
        return Refusal(Reason.INVALID, {"what": "count_issued", "said": sheet.issued, "marked": turnout.marked})
    return None


def photo_refusal(state: str | None) -> Refusal | None:
    """Why nobody can confirm it yet: its photo is not taken, not here yet, or was lost."""
    if state == "stored":
        return None
    return PHOTO_COMING if state == "pending" else NO_PHOTO
