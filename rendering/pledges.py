"""Screens of 凑钱: what was promised and what came in, apart; one's own number; a name if its giver asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues import shorten
from domain.issues_masking import mask, on_card
from domain.outcomes import Facts
from domain.pledges import DAYS, Drive, DriveFigures, DrivePage, DriveState, Given, Unmet, less
from rendering import dates
from rendering.deliberation_figures import yuan
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.fees import back, for_second, paged
from rendering.pledge_buttons import (
    ConfirmPledge,
    DriveDays,
    DriveUnmet,
    LeavePledge,
    NewDrive,
    SettlesDrive,
    ShowDrive,
    ShowDrives,
    ShowGivers,
    TakeBackPledge,
    UnnamePledge,
    WritePledge,
)
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

LISTED, SHORT, NAMED = 4, 20, 40


def drives(texts: Texts, found: Sequence[Drive], page: int, *, keeps: bool) -> Screen:
    """凑钱: what money is put together for here."""
    shown, more = paged(texts, found, page, LISTED, ShowDrives)
    said = [
        texts.say("pledges.called", name=on_card(one.name), state=texts.plain(f"pledges.state.{one.state}"))
        for one in shown
    ] or [texts.say("pledges.none")]
    keys = [Key(shorten(one.name, SHORT), ShowDrive(one.id)) for one in shown]
    own = [Key(texts.plain("pledges.key.new"), NewDrive())] if keeps else []
    return Screen(lines(texts.say("pledges.head"), *said), (*rows(*keys), *rows(*more, *own, back(texts))))


def drive(texts: Texts, page: DrivePage, zone: ZoneInfo) -> Screen:
    """One of them: the target, and the two sums."""
    one, sums = page.drive, page.sums
    text = lines(
        texts.say("pledges.title", name=on_card(one.name), purpose=mask(one.purpose)),
        texts.say("pledges.target", target=yuan(one.target), day=dates.far_day(texts, one.ends_at, zone)),
        texts.say("pledges.pledged", n=sums.pledges, sum=yuan(sums.pledged)),
        _received(texts, sums),
        _rule(texts, one, sums),
        _stands(texts, one, sums),
        _mine(texts, page),
    )
    return Screen(text, rows(*_acts(texts, page), Key(texts.plain("pledges.key.all"), ShowDrives())))


def _rule(texts: Texts, one: Drive, sums: DriveFigures) -> Markup | None:
    """What if it is short, while nobody knows; what becomes of the money, once it is over."""
    if not one.over:
        return texts.say(f"pledges.unmet.{one.unmet}")
    if one.state is DriveState.SHORT:
        return None if sums.waiting else texts.say(f"pledges.then.{one.unmet}")
    more = sums.received - one.target
    return texts.say("pledges.more", more=yuan(more)) if more > 0 else None


def _mine(texts: Texts, page: DrivePage) -> Markup | None:
    """What became of one's own share; nobody else reads it."""
    mine, one = page.mine, page.drive
    if mine is None:
        return None
    step = page.given.value
    if one.over:
        step = {Given.PROMISED: "never", Given.UNDONE: "undone_over"}.get(page.given, step)
    if page.given is Given.COUNTED and one.gives_back and not page.sums.waiting:
        step = "owed"
    return texts.say(f"pledges.mine.{step}", number=mine.number, sum=yuan(mine.amount))


def _stands(texts: Texts, one: Drive, sums: DriveFigures) -> Markup:
    """How far it is; neither short while money waits to be checked, nor enough once less is left of it."""
    if sums.waiting and one.state is DriveState.SHORT:
        return texts.say("pledges.stands.waiting", n=sums.waiting)
    return texts.say("pledges.stands.less" if less(one, sums) else f"pledges.stands.{one.state}")


def _received(texts: Texts, sums: DriveFigures) -> Markup:
    """What came in, and what of it went back."""
    if not sums.back:
        return texts.say("pledges.received", n=sums.receipts, sum=yuan(sums.received))
    return texts.say("pledges.received_back", n=sums.receipts, sum=yuan(sums.received), back=yuan(sums.back))


def _acts(texts: Texts, page: DrivePage) -> list[Key]:
    one, keys = page.drive, []
    open_now = one.state is DriveState.OPEN
    if one.state is DriveState.ASKED:
        yes = Key(texts.plain("pledges.key.confirm"), SettlesDrive(one.id, 1))
        return [yes, Key(texts.plain("pledges.key.drop"), SettlesDrive(one.id, 0))]
    if page.joins:
        keys.append(Key(texts.plain("pledges.key.join"), WritePledge(one.id, "join")))
    if page.mine is not None and open_now and page.given in (Given.PROMISED, Given.UNDONE):
        keys.append(Key(texts.plain("pledges.key.take_back"), TakeBackPledge(one.id, 0)))
    if page.keeps and open_now:
        keys.append(Key(texts.plain("pledges.key.receive"), WritePledge(one.id, "receive")))
    if page.keeps and one.gives_back:
        keys.append(Key(texts.plain("pledges.key.return"), WritePledge(one.id, "return")))
    return [*keys, *_names(texts, page)]


def _names(texts: Texts, page: DrivePage) -> list[Key]:
    """Who asked to be named; to be named oneself, or no more."""
    one, keys = page.drive, []
    if page.may_be_named:
        keys.append(Key(texts.plain("pledges.key.be_named"), WritePledge(one.id, "named")))
    if page.mine is not None and page.mine.name:
        keys.append(Key(texts.plain("pledges.key.be_unnamed"), UnnamePledge(one.id)))
    if page.names:
        keys.append(Key(texts.plain("pledges.key.givers", n=len(page.names)), ShowGivers(one.id, 0)))
    return keys


def givers(texts: Texts, page: DrivePage, at_page: int) -> Screen:
    """Those who asked to be named, without sums and in no order of theirs."""
    one = page.drive
    shown, more = paged(texts, page.names, at_page, NAMED, partial(ShowGivers, one.id))
    text = lines(
        texts.say("pledges.givers", name=on_card(one.name)),
        Markup("、").join(on_card(name) for name in shown) or texts.say("pledges.givers_none"),
        texts.say("pledges.givers_how"),
    )
    return Screen(text, rows(*more, Key(texts.plain("pledges.key.look"), ShowDrive(one.id))))


def ask(texts: Texts, what: str, draft_id: int, drive_id: int, **told: str | int) -> Screen:
    """The next words are awaited."""
    return Screen(texts.say(f"pledges.ask.{what}", **told), rows(_leave(texts, draft_id, drive_id)))


def _leave(texts: Texts, draft_id: int, drive_id: int) -> Key:
    return Key(texts.plain("pledges.key.leave"), LeavePledge(draft_id, drive_id))


def ask_days(texts: Texts, draft_id: int) -> Screen:
    """For how many days?"""
    keys = [Key(texts.plain("pledges.key.days", days=days), DriveDays(draft_id, days)) for days in DAYS]
    return Screen(texts.say("pledges.ask_days"), rows(*keys, _leave(texts, draft_id, 0)))


def ask_unmet(texts: Texts, draft_id: int) -> Screen:
    """What if it is not enough?"""
    keys = [Key(texts.plain(f"pledges.key.{unmet}"), DriveUnmet(draft_id, unmet.value)) for unmet in Unmet]
    return Screen(texts.say("pledges.ask_unmet"), rows(*keys, _leave(texts, draft_id, 0)))


def preview(texts: Texts, body: Mapping[str, Any], draft_id: int) -> Screen:
    """It once more, before a second person is asked."""
    text = lines(
        texts.say("pledges.title", name=on_card(body["name"]), purpose=mask(body["purpose"])),
        texts.say("pledges.wanted", target=yuan(body["target"]), days=body["days"]),
        texts.say(f"pledges.unmet.{body['unmet']}"),
        texts.say("pledges.read_by"),
    )
    yes = Key(texts.plain("pledges.key.ask_second"), ConfirmPledge(draft_id))
    return Screen(text, rows(yes, _leave(texts, draft_id, 0)))


def surely(texts: Texts, what: str, amount: int, draft_id: int, drive_id: int) -> Screen:
    """A promise, a receipt, a refund, once more."""
    yes = Key(texts.plain("pledges.key.right"), ConfirmPledge(draft_id))
    return Screen(texts.say(f"pledges.surely.{what}", sum=yuan(amount)), rows(yes, _leave(texts, draft_id, drive_id)))


def surely_named(texts: Texts, name: str, draft_id: int, drive_id: int) -> Screen:
    """What will be read, by whom, and how to take it back, before it is."""
    yes = Key(texts.plain("pledges.key.name_me"), ConfirmPledge(draft_id))
    return Screen(texts.say("pledges.surely.named", name=name), rows(yes, _leave(texts, draft_id, drive_id)))


def surely_number(texts: Texts, what: str, number: int, amount: int, draft_id: int, drive_id: int) -> Screen:
    """Money by a number, once more: how much it must be."""
    yes = Key(texts.plain("pledges.key.right"), ConfirmPledge(draft_id))
    words = texts.say(f"pledges.surely.{what}", number=number, sum=yuan(amount))
    return Screen(words, rows(yes, _leave(texts, draft_id, drive_id)))


def surely_back(texts: Texts, drive_id: int) -> Screen:
    """One's promise taken back?"""
    yes = Key(texts.plain("pledges.key.take_back"), TakeBackPledge(drive_id, 1))
    return Screen(
        texts.say("pledges.surely.back"), rows(yes, Key(texts.plain("pledges.key.think"), ShowDrive(drive_id)))
    )


def thanks(texts: Texts, what: str, facts: Facts) -> Screen:
    """What became of it."""
    words = texts.say(f"pledges.thanks.{what}", number=facts.get("number", 0))
    look_ = Key(texts.plain("pledges.key.look"), ShowDrive(facts["drive_id"]))
    return (
        Screen(words, rows(look_)) if what in ("join", "named") else for_second(texts, words, facts["seconds"], look_)
    )


# Notices


def look(drawing: Drawing, facts: Facts) -> Dispatch:
    """It waits for its second person."""
    texts = drawing.texts
    key = Key(texts.plain("pledges.key.look"), ShowDrive(facts["drive_id"]))
    return Dispatch(Screen(texts.say("pledges.told.look", name=on_card(facts["name"])), rows(key)))


def opened(drawing: Drawing, facts: Facts) -> Dispatch:
    """To the groups, without any link."""
    told = {"name": on_card(facts["name"]), "purpose": mask(facts["purpose"]), "target": yuan(facts["target"])}
    return Dispatch(Screen(drawing.texts.say("pledges.told.opened", **told)))


def ended(drawing: Drawing, facts: Facts) -> Dispatch:
    """To the groups: what came in, and what becomes of it."""
    texts = drawing.texts
    told = {"name": on_card(facts["name"]), "target": yuan(facts["target"]), "received": yuan(facts["received"])}
    waiting = facts.get("waiting", 0)
    if waiting and facts["state"] == DriveState.SHORT:
        return Dispatch(Screen(texts.say("pledges.told.waiting", n=waiting, **told)))
    return Dispatch(Screen(lines(texts.say(f"pledges.told.{facts['state']}", **told), _then(texts, facts))))


def _then(texts: Texts, facts: Facts) -> Markup | None:
    """What becomes of what came in where it is not enough."""
    return texts.say(f"pledges.then.{facts['unmet']}") if facts["state"] == DriveState.SHORT else None


def came(drawing: Drawing, facts: Facts) -> Dispatch:
    """To whoever gave it: money came in for their number."""
    return _to_giver(drawing, "came", facts)


def owed(drawing: Drawing, facts: Facts) -> Dispatch:
    """To whoever gave it: it is short, and their money goes back."""
    return _to_giver(drawing, "owed", facts)


def returning(drawing: Drawing, facts: Facts) -> Dispatch:
    """To whoever gave it: it is said to go back to them."""
    return _to_giver(drawing, "returning", facts)


def undone(drawing: Drawing, facts: Facts) -> Dispatch:
    """To whoever gave it: what was said to have come in does not count."""
    return _to_giver(drawing, "undone", facts)


def unreturned(drawing: Drawing, facts: Facts) -> Dispatch:
    """To whoever gave it: what was said to go back does not count."""
    return _to_giver(drawing, "unreturned", facts)


def _to_giver(drawing: Drawing, what: str, facts: Facts) -> Dispatch:
    texts = drawing.texts
    told = {"name": on_card(facts["name"]), "number": facts["number"], "sum": yuan(facts["amount"])}
    told["why"] = on_card(facts.get("why", ""))
    key = Key(texts.plain("pledges.key.look"), ShowDrive(facts["drive_id"]))
    return Dispatch(Screen(texts.say(f"pledges.giver.{what}", **told), rows(key)))


def recounted(drawing: Drawing, facts: Facts) -> Dispatch:
    """To the groups: what it comes to, counted anew."""
    texts = drawing.texts
    told = {"name": on_card(facts["name"]), "target": yuan(facts["target"]), "received": yuan(facts["received"])}
    words = texts.say("pledges.again.less" if facts.get("less") else f"pledges.again.{facts['state']}", **told)
    return Dispatch(Screen(lines(words, _then(texts, facts))))


NOTICES: dict[str, Template] = {
    "pledges.look": look,
    "pledges.opened": opened,
    "pledges.ended": ended,
    "pledges.recounted": recounted,
    "pledges.came": came,
    "pledges.owed": owed,
    "pledges.returning": returning,
    "pledges.undone": undone,
    "pledges.unreturned": unreturned,
}
