"""Paper ballots at the door (纸票): number, choice, photo; a second person beside it; 「这不是我投的」; the sheets."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from domain.outcomes import Outcome, Reason, Refusal
from domain.privacy import Access
from domain.voting.marks import read_marks, write_marks
from domain.voting.papers import VoidReason, entering_refusal, serial_of
from handlers.conversations import GONE
from handlers.turn import Turn
from rendering import vote_papers as drawn
from rendering.screens import Screen
from rendering.vote_doors import PrintPapers
from rendering.vote_paper_sheet import PaperFace, paper_sheet
from rendering.vote_papers import (
    CheckPaper,
    ConfirmPaper,
    EnterPaper,
    PaperChoice,
    PaperMark,
    RejectPaper,
    ShowPapers,
    VoidPaper,
)
from rendering.voting_ballots import unpack_marks
from services import drafts, vote_papers, vote_papers_pages
from services.drafts import Draft
from services.privacy_mine import note_access
from services.vote_doors import door_list
from services.vote_papers import Held
from services.vote_papers_pages import PaperBeside


async def on_papers(turn: Turn, button: ShowPapers) -> None:
    """[纸票]."""
    found = await vote_papers_pages.papers_page(turn.database, actor=turn.actor, vote_id=button.vote_id, at=turn.at)
    if isinstance(found, Refusal):
        await turn.refuse(found)
    else:
        await turn.redraw(drawn.papers(turn.texts, found.vote, found.count, found.to_check))


async def on_enter(turn: Turn, button: EnterPaper) -> None:
    """[录一张纸票]: the next words are its number."""
    await ask_number(turn, button.vote_id, "voting.paper_serial")


async def ask_number(turn: Turn, vote_id: int, awaiting: str) -> None:
    """The next words are the number of a sheet."""
    await drafts.begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind="vote_paper",
        body={"vote_id": vote_id},
        awaiting=awaiting,
        **turn.acting,
    )
    await turn.redraw(drawn.ask_serial(turn.texts, vote_id))


async def typed_paper(turn: Turn, draft: Draft) -> Held | Refusal:
    """The sheet whose number was typed."""
    serial = serial_of(turn.message.text or "")
    if serial is None:
        return Refusal(Reason.INVALID, {"what": "paper_serial"})
    return await vote_papers_pages.numbered_paper(
        turn.database, actor=turn.actor, vote_id=draft.body["vote_id"], serial=serial
    )


async def on_serial(turn: Turn, draft: Draft) -> None:
    """The number, typed: whose sheet that is."""
    found = await typed_paper(turn, draft)
    refusal = found if isinstance(found, Refusal) else entering_refusal(found.vote, found.paper, turn.at)
    if isinstance(found, Refusal) or refusal is not None:
        await turn.refuse(refusal or GONE)
        return
    await _change(turn, draft, {"paper_id": found.paper.id}, "voting.paper_serial")
    await turn.show(drawn.ask_choice(turn.texts, draft.id, found.paper, homes_of(turn, found), found.vote.question))


async def _change(turn: Turn, draft: Draft, changes: dict[str, Any], awaiting: str) -> Outcome:
    return await drafts.change_draft(
        turn.database, draft_id=draft.id, changes=changes, awaiting=awaiting, **turn.acting
    )


async def on_choice(turn: Turn, button: PaperChoice) -> None:
    """What stands on it; now the photo."""
    draft = await drafts.find_draft(turn.database, draft_id=button.draft_id, at=turn.at)
    found = None if draft is None else await _paper_of(turn, draft)
    marks = None if found is None else unpack_marks(found.vote.question, button.choice)
    if draft is None or marks is None:
        await turn.refuse(GONE)
        return
    await _photo_next(turn, draft, {"choice": write_marks(marks)})


async def on_void(turn: Turn, button: VoidPaper) -> None:
    """[废票], then why; now the photo."""
    draft = await drafts.find_draft(turn.database, draft_id=button.draft_id, at=turn.at)
    found = None if draft is None else await _paper_of(turn, draft)
    if draft is None or found is None:
        await turn.refuse(GONE)
    elif button.why not in set(VoidReason):
        await turn.redraw(drawn.ask_void(turn.texts, draft.id, found.vote.id))
    else:
        await _photo_next(turn, draft, {"void": button.why})


async def _photo_next(turn: Turn, draft: Draft, changes: dict[str, Any]) -> None:
    outcome = await _change(turn, draft, {"void": None, **changes}, "voting.paper_photo")
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.ask_photo(turn.texts, draft.body["vote_id"]))


async def on_mark(turn: Turn, button: PaperMark) -> None:
    """One of several marks that stand on it."""
    draft = await drafts.find_draft(turn.database, draft_id=button.draft_id, at=turn.at)
    found = None if draft is None else await _paper_of(turn, draft)
    marks = None if found is None else unpack_marks(found.vote.question, button.choice)
    if found is None or marks is None:
        await turn.refuse(GONE)
        return
    await turn.redraw(
        drawn.ask_choice(turn.texts, button.draft_id, found.paper, homes_of(turn, found), found.vote.question, marks)
    )


async def _paper_of(turn: Turn, draft: Draft) -> Held | None:
    """The sheet a draft is about, if its number was typed already."""
    if draft.kind != "vote_paper" or "paper_id" not in draft.body:
        return None
    return await vote_papers_pages.paper_by_id(turn.database, actor=turn.actor, paper_id=draft.body["paper_id"])


def homes_of(turn: Turn, found: Held) -> str:
    """3号楼2单元301."""
    return turn.texts.plain("voting.between").join(home.name for home in found.homes)


async def on_photo(turn: Turn, draft: Draft) -> None:
    """The photo: it is entered, and somebody else is asked to look."""
    if not turn.message.photo:
        await turn.refuse(Refusal(Reason.EMPTY, {"what": "paper_photo"}))
        return
    largest, void = turn.message.photo[-1], draft.body.get("void")
    outcome = await vote_papers.enter_paper(
        turn.database,
        paper_id=draft.body["paper_id"],
        marks=VoidReason(void) if void else read_marks(draft.body["choice"]),
        photo=largest.file_id,
        size=largest.file_size,
        draft_id=draft.id,
        **turn.acting,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(drawn.entered(turn.texts, outcome["vote_id"], outcome["serial"], outcome["asked"]))


async def on_check(turn: Turn, button: CheckPaper) -> None:
    """[核对第0137号]: the photo beside what was entered."""
    found = await vote_papers_pages.paper_to_check(
        turn.database, actor=turn.actor, paper_id=button.paper_id, at=turn.at
    )
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    await look_beside(turn, found, drawn.check)


async def look_beside(turn: Turn, found: PaperBeside, draw: Callable[..., Screen]) -> None:
    """The photo beside what was entered; those whose it is can read who looked."""
    one = found.held
    await turn.show(draw(turn.texts, one.vote.question, one.paper, homes_of(turn, one), found.photo))
    await note_access(turn.database, actor=turn.actor, people=found.people, what=Access.PAPER_BALLOT, at=turn.at)


async def settle_paper(turn: Turn, perform: Callable[..., Awaitable[Outcome]], paper_id: int, said: str) -> None:
    """The act, and what is said of it in a message of its own: a photo's words cannot be drawn anew."""
    outcome = await perform(turn.database, paper_id=paper_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        key = "spoiled" if outcome.facts.get("void") else said
        await turn.show(drawn.told(turn.texts, key, outcome["vote_id"], outcome["serial"]))


async def on_confirm(turn: Turn, button: ConfirmPaper) -> None:
    """[一样，计入]."""
    await settle_paper(turn, vote_papers.confirm_paper, button.paper_id, "confirmed")


async def on_reject(turn: Turn, button: RejectPaper) -> None:
    """[不一样]."""
    await settle_paper(turn, vote_papers.reject_paper, button.paper_id, "rejected")


async def on_print(turn: Turn, button: PrintPapers) -> None:
    """[印纸票]: of a building's homes that have not voted, or of one home."""
    found = await door_list(turn.database, actor=turn.actor, vote_id=button.vote_id, at=turn.at)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    inside = [door for door in found.doors if door.unit.building_id == button.building_id]
    wanted = [door.unit.id for door in inside if (door.unit.id == button.unit_id if button.unit_id else not door.done)]
    if wanted:
        await vote_papers.issue_papers(turn.database, vote_id=button.vote_id, unit_ids=wanted, **turn.acting)
    sheets = await vote_papers_pages.sheets(turn.database, vote_id=button.vote_id, unit_ids=wanted, at=turn.at)
    if not sheets:
        await turn.redraw(drawn.nothing_to_print(turn.texts, button.vote_id))
        return
    await turn.settle()
    between = turn.texts.plain("voting.between")
    faces = [PaperFace(sheet.paper.serial, between.join(sheet.homes), sheet.area) for sheet in sheets]
    document = await asyncio.to_thread(paper_sheet, turn.texts, found.vote, faces, turn.zone)
    await turn.show(drawn.sheet(turn.texts, document, len(faces), inside[0].unit.building))


BUTTONS: dict[Any, Any] = {
    ShowPapers: on_papers,
    EnterPaper: on_enter,
    PaperChoice: on_choice,
    PaperMark: on_mark,
    VoidPaper: on_void,
    CheckPaper: on_check,
    ConfirmPaper: on_confirm,
    RejectPaper: on_reject,
    PrintPapers: on_print,
}
STEPS = {"voting.paper_serial": on_serial, "voting.paper_photo": on_photo}
