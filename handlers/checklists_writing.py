"""What is typed and sent for a list (清单要写的): its title, an item, photos, what was done, what is wrong again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.checklists import Holder
from domain.issues import File, clean
from domain.outcomes import Outcome, Reason, Refusal
from domain.permissions import Act, first_compound, permit
from domain.registry import ANYWHERE, Place, RoleKind, kind_named
from handlers.checklists import item_of, on_list, on_lists, page_of
from handlers.conversations import go_on, own_draft
from handlers.issues_said import said_by
from handlers.turn import Turn
from rendering import checklists as drawn
from rendering.checklist_buttons import (
    AddItem,
    HolderIs,
    ItemDays,
    LeaveList,
    NewList,
    ShowList,
    ShowLists,
    WriteItem,
)
from rendering.teams import NewTeamList
from services import checklists as acts
from services import drafts
from services.checklist_pages import report_for_list
from services.drafts import Draft
from services.teams import team_page

KIND = "checklist_words"
NO_AFTER = Refusal(Reason.EMPTY, {"what": "checklist_after"})
NO_SPOT = Refusal(Reason.EMPTY, {"what": "checklist_spot"})
NO_ITEM = Refusal(Reason.EMPTY, {"what": "checklist_item"})
OF_ITEM = ("before", "done", "back")


def _words(turn: Turn) -> str:
    return clean(turn.message.text or turn.message.caption or "")


async def _begin(turn: Turn, what: str, body: Mapping[str, Any]) -> None:
    """The next words are awaited."""
    outcome = await drafts.begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind=KIND,
        body=body,
        awaiting=f"checklists.{what}",
        **turn.acting,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.ask(turn.texts, what, outcome["draft_id"], body.get("checklist_id", 0)))


async def _changed(turn: Turn, draft: Draft, changes: Mapping[str, Any], what: str | None) -> bool:
    return await go_on(turn, draft, changes, None if what is None else f"checklists.{what}")


async def _thanked(turn: Turn, outcome: Outcome, what: str) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    screen = drawn.thanks(turn.texts, what, outcome["checklist_id"], outcome.facts.get("item_id"))
    await (turn.show(screen) if turn.press is None else turn.redraw(screen))


async def on_new(turn: Turn, _: NewList) -> None:
    """[列一张清单]: what is it called?"""
    place = first_compound(turn.actor, Act.KEEP_CHECKLIST)
    refusal = permit(turn.actor, Act.KEEP_CHECKLIST, place or ANYWHERE)
    if refusal is not None:
        await turn.refuse(refusal)
    else:
        await _begin(turn, "title", {})


async def on_new_of_team(turn: Turn, button: NewTeamList) -> None:
    """[列一张清单] of a group of residents."""
    page = await team_page(turn.database, actor=turn.actor, team_id=button.team_id, at=turn.at)
    refusal = page if isinstance(page, Refusal) else permit(turn.actor, Act.KEEP_CHECKLIST, page.team.place)
    if refusal is not None or isinstance(page, Refusal):
        await turn.refuse(refusal or acts.NO_TEAM)
    else:
        await _begin(turn, "title", {"team_id": page.team.id, "compound_id": page.team.place.compound_id})


async def on_title(turn: Turn, draft: Draft) -> None:
    """Its title, typed."""
    team_id, own = draft.body.get("team_id"), first_compound(turn.actor, Act.KEEP_CHECKLIST) or ANYWHERE
    place = own if team_id is None else Place(draft.body["compound_id"])
    outcome = await acts.make_checklist(
        turn.database, place=place, title=_words(turn), team_id=team_id, draft_id=draft.id, **turn.acting
    )
    await _thanked(turn, outcome, "made")


async def on_add(turn: Turn, button: AddItem) -> None:
    """[添一项]: where? Or [从报事里取]: which?"""
    page = await page_of(turn, button.checklist_id)
    if page is None:
        return
    if (refusal := permit(turn.actor, Act.KEEP_CHECKLIST, page.checklist.place)) is not None:
        await turn.refuse(refusal)
    else:
        await _begin(turn, "report" if button.report else "spot", {"checklist_id": page.checklist.id})


async def on_report(turn: Turn, draft: Draft) -> None:
    """The number of a report, typed: its place and words are the item's."""
    typed = _words(turn)
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0
    found = await report_for_list(turn.database, actor=turn.actor, number=number)
    if found is None:
        await turn.refuse(acts.NO_REPORT)
    elif await _changed(turn, draft, {"issue_id": found[0], "spot": found[1], "words": found[2]}, None):
        await turn.show(drawn.ask_holder(turn.texts, draft.id, draft.body["checklist_id"]))


async def on_spot(turn: Turn, draft: Draft) -> None:
    """Where, typed; now what."""
    spot = _words(turn)
    if not spot:
        await turn.refuse(NO_SPOT)
    elif await _changed(turn, draft, {"spot": spot}, "item"):
        await turn.show(drawn.ask(turn.texts, "item", draft.id, draft.body["checklist_id"]))


async def on_words(turn: Turn, draft: Draft) -> None:
    """What is wrong, best with a photo; now who does it."""
    words, files = _words(turn) or draft.body.get("words", ""), _kept(said_by(turn.message).files)
    before = files or draft.body.get("files", [])
    if not words:
        if await _changed(turn, draft, {"files": before}, "item"):
            await turn.refuse(NO_ITEM)
    elif await _changed(turn, draft, {"words": words, "files": before}, None):
        await turn.show(drawn.ask_holder(turn.texts, draft.id, draft.body["checklist_id"]))


async def on_holder(turn: Turn, button: HolderIs) -> None:
    """An office, or a unit whose name is typed; then by when."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if button.office == drawn.TYPED:
        if await _changed(turn, draft, {"office": None}, "unit"):
            await turn.redraw(drawn.ask(turn.texts, "unit", draft.id, draft.body["checklist_id"]))
    elif kind_named(button.office) is None:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
    elif await _changed(turn, draft, {"office": button.office, "unit": ""}, None):
        await turn.redraw(drawn.ask_days(turn.texts, draft.id, draft.body["checklist_id"]))


async def on_unit(turn: Turn, draft: Draft) -> None:
    """Its name, typed; now by when."""
    if await _changed(turn, draft, {"unit": " ".join(_words(turn).split())}, None):
        await turn.show(drawn.ask_days(turn.texts, draft.id, draft.body["checklist_id"]))


async def on_days(turn: Turn, button: ItemDays) -> None:
    """So many days: it stands on the list."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    body = draft.body
    office = body.get("office")
    outcome = await acts.add_item(
        turn.database,
        checklist_id=body["checklist_id"],
        spot=body.get("spot", ""),
        words=body.get("words", ""),
        holder=Holder(None if office is None else RoleKind(office), body.get("unit", "")),
        days=button.days,
        files=[File("photo", file_id, size=size) for file_id, size in body.get("files", [])],
        issue_id=body.get("issue_id"),
        draft_id=draft.id,
        **turn.acting,
    )
    await _thanked(turn, outcome, "added")


async def on_write(turn: Turn, button: WriteItem) -> None:
    """[补整改前的照片], [办完了], [没弄好]."""
    found = await item_of(turn, button.item_id)
    if found is None:
        return
    page, item = found
    if button.what not in OF_ITEM:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    refusal = permit(turn.actor, Act.KEEP_CHECKLIST, page.checklist.place) if button.what != "back" else None
    if refusal is not None:
        await turn.refuse(refusal)
        return
    what = "done_faces" if button.what == "done" and item.by_faces else button.what
    await _begin(turn, what, {"checklist_id": page.checklist.id, "item_id": item.id})


async def on_before(turn: Turn, draft: Draft) -> None:
    """A photo of before."""
    files, number = said_by(turn.message).files, draft.body["item_id"]
    outcome = await acts.show_before(turn.database, item_id=number, files=files, draft_id=draft.id, **turn.acting)
    await _thanked(turn, outcome, "before")


async def on_done(turn: Turn, draft: Draft) -> None:
    """A photo of after and a word, in one message or one after the other."""
    await _done(turn, draft, "done", "")


async def on_done_faces(turn: Turn, draft: Draft) -> None:
    """How one comes in without one's face, first; then the photo and the word."""
    other_way = draft.body.get("other_way", "")
    if other_way:
        await _done(turn, draft, "done_faces", other_way)
    elif not _words(turn):
        await turn.refuse(Refusal(Reason.EMPTY, {"what": "checklist_other_way"}))
    elif await _changed(turn, draft, {"other_way": _words(turn)}, "done_faces"):
        await turn.show(drawn.ask(turn.texts, "done", draft.id, draft.body["checklist_id"]))


async def _done(turn: Turn, draft: Draft, what: str, other_way: str) -> None:
    files = said_by(turn.message).files
    words = _words(turn) or draft.body.get("words", "")
    if words and not files:
        if await _changed(turn, draft, {"words": words}, what):
            await turn.refuse(NO_AFTER)
        return
    given: dict[str, Any] = {"item_id": draft.body["item_id"], "words": words, "files": files, "other_way": other_way}
    await _thanked(turn, await acts.finish_item(turn.database, **given, draft_id=draft.id, **turn.acting), "done")


async def on_back(turn: Turn, draft: Draft) -> None:
    """What is still or again wrong, typed."""
    number = draft.body["item_id"]
    outcome = await acts.send_back(turn.database, item_id=number, words=_words(turn), draft_id=draft.id, **turn.acting)
    await _thanked(turn, outcome, "back")


async def on_leave(turn: Turn, button: LeaveList) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif button.checklist_id:
        await on_list(turn, ShowList(button.checklist_id, 0))
    else:
        await on_lists(turn, ShowLists())


def _kept(files: Sequence[File]) -> list[list[Any]]:
    """Photos as a draft keeps them."""
    return [[file.file_id, file.size] for file in files if file.kind == "photo"]


BUTTONS: dict[Any, Any] = {
    NewList: on_new,
    NewTeamList: on_new_of_team,
    AddItem: on_add,
    HolderIs: on_holder,
    ItemDays: on_days,
    WriteItem: on_write,
    LeaveList: on_leave,
}
STEPS = {
    "checklists.title": on_title,
    "checklists.report": on_report,
    "checklists.spot": on_spot,
    "checklists.item": on_words,
    "checklists.unit": on_unit,
    "checklists.before": on_before,
    "checklists.done": on_done,
    "checklists.done_faces": on_done_faces,
    "checklists.back": on_back,
}
