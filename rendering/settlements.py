"""Screens of 结算单: a compound's year in sums, its lines, what a second person reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from domain.deliberation.matters import Matter
from domain.funds import Fund
from domain.issues import shorten
from domain.issues_masking import on_card
from domain.outcomes import Facts
from domain.settlements import COSTS, Sheet, SheetHead, SheetLine, figures, total
from rendering.deliberation_figures import yuan
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.fees import back, for_second, paged
from rendering.funds import balance
from rendering.screens import Key, Screen, lines, rows
from rendering.settlement_buttons import (
    AskSheet,
    ConfirmSheetLine,
    LeaveSheet,
    MoreSheetFunds,
    NewSheet,
    SettlesSheet,
    SheetLines,
    SheetMatter,
    ShowSheet,
    ShowSheets,
    TakeOutLine,
    WriteSheet,
)
from rendering.texts import Texts
from rendering.walls import published_key

LISTED, CHOICES, A_PAGE, SHORT, ACCOUNTS = 4, 4, 3, 20, 5
FULL = 2
"""Interests that the group reads each on its own line."""
HEADS = (SheetHead.INCOME, *COSTS)


def sheets(texts: Texts, found: Sequence[Sheet], page: int, *, keeps: bool) -> Screen:
    """结算单: the years here."""
    shown, more = paged(texts, found, page, LISTED, ShowSheets)
    said = [_called(texts, one) for one in shown] or [texts.say("settlements.none")]
    keys = [
        Key(texts.plain("settlements.key.sheet", year=one.year, fund=shorten(one.fund, SHORT)), ShowSheet(one.id))
        for one in shown
    ]
    own = [Key(texts.plain("settlements.key.new"), NewSheet(0))] if keeps else []
    return Screen(lines(texts.say("settlements.head"), *said), (*rows(*keys), *rows(*more, *own, back(texts))))


def _called(texts: Texts, one: Sheet) -> Markup:
    state = texts.plain(f"settlements.state.{_state(one)}")
    return texts.say("settlements.called", year=one.year, fund=on_card(one.fund), state=state)


def _state(one: Sheet) -> str:
    return "published" if one.published else "draft" if one.draft else "asked"


def which_fund(texts: Texts, found: Sequence[Fund], page: int) -> Screen:
    """Of which account? By pages where they are many."""
    shown, more = paged(texts, found, page, ACCOUNTS, MoreSheetFunds)
    keys = [Key(shorten(one.name, SHORT), NewSheet(one.id)) for one in shown]
    text = texts.say("settlements.which_fund" if found else "settlements.no_fund")
    return Screen(text, rows(*keys, *more, Key(texts.plain("settlements.key.all"), ShowSheets())))


def sheet(texts: Texts, one: Sheet, *, keeps: bool, own: bool) -> Screen:
    """A year in sums that add up."""
    text = lines(
        texts.say("settlements.title", year=one.year, fund=on_card(one.fund)),
        _stands(texts, one),
        *_heads(texts, one),
        _sums(texts, one),
    )
    listed = [Key(texts.plain("settlements.key.lines"), SheetLines(one.id, 0))] if one.lines else []
    listed += [published_key(texts, "settlement", one.id)] if one.published else []
    acts = _acts(texts, one, own=own) if keeps else []
    return Screen(text, rows(*acts, *listed, Key(texts.plain("settlements.key.all"), ShowSheets())))


def _stands(texts: Texts, one: Sheet) -> Markup:
    """How far it is, and whose interests are in it: on one line, for eight are all there are."""
    stands = texts.say(f"settlements.stands.{_state(one)}")
    if not one.interests:
        return stands
    first = shorten(on_card(one.interests[0]), SHORT)
    words = first if len(one.interests) == 1 else texts.plain("settlements.several", n=len(one.interests), words=first)
    return texts.say("settlements.interests", stands=stands, words=words)


def _heads(texts: Texts, one: Sheet) -> list[Markup]:
    """Under each head that has lines, their sum; what was used of the rest stands among the sums below."""
    given = [head for head in HEADS if any(line.head is head for line in one.lines)]
    return [
        texts.say("settlements.of_head", head=texts.plain(f"settlements.head.{head}"), sum=yuan(total(one.lines, head)))
        for head in given
    ]


def _sums(texts: Texts, one: Sheet) -> Markup:
    sums = figures(one)
    if one.draft:
        return texts.say("settlements.draft_sums", surplus=balance(sums.surplus), used=yuan(sums.used))
    told = {"opening": balance(sums.opening), "surplus": balance(sums.surplus), "used": yuan(sums.used)}
    return texts.say("settlements.sums", **told, closing=balance(sums.closing))


def _acts(texts: Texts, one: Sheet, *, own: bool) -> list[Key]:
    if one.published:
        return []
    if one.draft:
        add = Key(texts.plain("settlements.key.add"), WriteSheet(one.id, ""))
        use = Key(texts.plain("settlements.key.use"), WriteSheet(one.id, SheetHead.USE.value))
        declare = Key(texts.plain("settlements.key.interest"), WriteSheet(one.id, SheetHead.INTEREST.value))
        ask_ = [Key(texts.plain("settlements.key.ask"), AskSheet(one.id))] if one.lines else []
        return [add, use, declare, *ask_]
    yes = [] if own else [Key(texts.plain("settlements.key.publish"), SettlesSheet(one.id, 1, 0))]
    return [*yes, Key(texts.plain("settlements.key.send_back"), SettlesSheet(one.id, 0, 0))]


def listed(texts: Texts, one: Sheet, page: int, *, keeps: bool) -> Screen:
    """Line by line; those of a draft may be taken out."""
    last = max(0, (len(one.lines) - 1) // A_PAGE)
    page = min(max(page, 0), last)
    shown = one.lines[page * A_PAGE : (page + 1) * A_PAGE]
    said = [
        texts.say("settlements.numbered", n=page * A_PAGE + n, line=_line(texts, line))
        for n, line in enumerate(shown, 1)
    ]
    out = [
        Key(texts.plain("settlements.key.take_out", n=page * A_PAGE + n), TakeOutLine(one.id, line.id))
        for n, line in enumerate(shown, 1)
        if keeps and one.draft
    ]
    more = [Key(texts.plain("settlements.key.more"), SheetLines(one.id, (page + 1) % (last + 1)))] if last else []
    here = Key(texts.plain("settlements.key.back"), ShowSheet(one.id))
    text = lines(texts.say("settlements.title", year=one.year, fund=on_card(one.fund)), *said)
    return Screen(text, (*rows(*out, per_row=3), *rows(*more, here)))


def _line(texts: Texts, line: SheetLine) -> Markup:
    head = texts.plain(f"settlements.head.{line.head}")
    if line.head is SheetHead.INSURANCE:
        told = {"head": head, "homes": line.homes, "each": yuan(line.each)}
        return texts.say("settlements.insured", **told, amount=yuan(line.amount))
    if line.head is SheetHead.INTEREST:
        return texts.say("settlements.declared", head=head, words=on_card(line.words))
    number = "" if line.matter_number is None else texts.plain("settlements.by_matter", number=line.matter_number)
    return texts.say("settlements.line", head=head, words=on_card(line.words), amount=yuan(line.amount), matter=number)


def which_head(texts: Texts, sheet_id: int) -> Screen:
    """What is the line about?"""
    keys = [Key(texts.plain(f"settlements.head.{head}"), WriteSheet(sheet_id, head.value)) for head in HEADS]
    here = Key(texts.plain("settlements.key.back"), ShowSheet(sheet_id))
    return Screen(texts.say("settlements.which_head"), rows(*keys, here))


def ask_matter(texts: Texts, found: Sequence[Matter], draft_id: int, sheet_id: int) -> Screen:
    """By which decision is it used?"""
    keys = [Key(shorten(one.title, SHORT), SheetMatter(draft_id, one.id)) for one in found[:CHOICES]]
    text = texts.say("settlements.ask_matter" if found else "settlements.no_matter")
    return Screen(text, rows(*keys, _leave(texts, draft_id, sheet_id)))


def ask(texts: Texts, what: str, draft_id: int, sheet_id: int) -> Screen:
    """The next words are awaited."""
    return Screen(texts.say(f"settlements.ask.{what}"), rows(_leave(texts, draft_id, sheet_id)))


def _leave(texts: Texts, draft_id: int, sheet_id: int) -> Key:
    return Key(texts.plain("settlements.key.leave"), LeaveSheet(draft_id, sheet_id))


def preview(texts: Texts, line: SheetLine, draft_id: int, sheet_id: int) -> Screen:
    """A line once more."""
    yes = Key(texts.plain("settlements.key.put"), ConfirmSheetLine(draft_id))
    text = lines(_line(texts, line), texts.say("settlements.read_by"))
    return Screen(text, rows(yes, _leave(texts, draft_id, sheet_id)))


def surely(texts: Texts, one: Sheet) -> Screen:
    """Once more, before everybody reads it."""
    text = lines(texts.say("settlements.surely", year=one.year, fund=on_card(one.fund)), _sums(texts, one))
    yes = Key(texts.plain("settlements.key.publish"), SettlesSheet(one.id, 1, 1))
    return Screen(text, rows(yes, Key(texts.plain("settlements.key.think"), ShowSheet(one.id))))


def asked(texts: Texts, facts: Facts) -> Screen:
    """It waits for a second person; where there is none, that is said."""
    look_ = Key(texts.plain("settlements.key.back"), ShowSheet(facts["sheet_id"]))
    return for_second(texts, texts.say("settlements.asked"), facts["seconds"], look_)


# Notices


def look(drawing: Drawing, facts: Facts) -> Dispatch:
    """A sheet waits for its second person."""
    texts = drawing.texts
    key = Key(texts.plain("settlements.key.look"), ShowSheet(facts["sheet_id"]))
    return Dispatch(
        Screen(texts.say("settlements.told.look", year=facts["year"], fund=on_card(facts["fund"])), rows(key))
    )


def sent_back(drawing: Drawing, facts: Facts) -> Dispatch:
    """To whoever asked: it is a draft again."""
    texts = drawing.texts
    key = Key(texts.plain("settlements.key.look"), ShowSheet(facts["sheet_id"]))
    return Dispatch(
        Screen(texts.say("settlements.told.sent_back", year=facts["year"], fund=on_card(facts["fund"])), rows(key))
    )


def published(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    """To the groups: the year in sums."""
    texts = drawing.texts
    head = texts.say(
        "settlements.told.published", compound=facts["compound"], year=facts["year"], fund=on_card(facts["fund"])
    )
    year = texts.say("settlements.told.year", income=yuan(facts["income"]), costs=yuan(facts["costs"]))
    told = {name: balance(facts[name]) for name in ("opening", "surplus", "closing")}
    sums = texts.say("settlements.sums", **told, used=yuan(facts["used"]))
    label = texts.plain(f"settlements.head.{SheetHead.INTEREST}")
    interests = _declared(texts, facts.get("interests", ()))
    declared = [texts.say("settlements.declared", head=label, words=words) for words in interests]
    return Dispatch(Screen(lines(head, year, sums, *declared, texts.say("settlements.told.how"))))


def _declared(texts: Texts, interests: Sequence[str]) -> Sequence[str]:
    """Two are read in full; of more the first, and how many there are."""
    words = [on_card(one) for one in interests]
    return words if len(words) <= FULL else [texts.plain("settlements.several", n=len(words), words=words[0])]


NOTICES: dict[str, Template] = {
    "settlements.look": look,
    "settlements.sent_back": sent_back,
    "settlements.published": published,
}
