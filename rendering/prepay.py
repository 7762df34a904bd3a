"""Screens of 预交: counts of homes and sums for everybody; one's own home; the door one stands at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from domain.issues import shorten
from domain.issues_masking import on_card
from domain.outcomes import Facts
from domain.prepay import FEWEST_HOMES, PrepayBasis, PrepayFigures, PrepayRound, PrepayState
from domain.prepay_views import PrepayBuilding, PrepayHome, PrepayPage
from rendering.deliberation_figures import yuan
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.fee_buttons import (
    AskSettlement,
    ConfirmPrepay,
    HandIn,
    LeavePrepay,
    NewRound,
    OtherAmount,
    RoundBasis,
    SettlesBuilding,
    SettlesRound,
    ShowBuilding,
    ShowRound,
    ShowRounds,
    TakeFee,
    VoidReceipt,
    WritePrepay,
)
from rendering.fees import back, for_second, paged
from rendering.funds import balance
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

A_PAGE, LISTED, SHORT, COSTS, MISTAKES = 3, 4, 20, 3, 3
"""Buildings on one screen, rounds with a key, signs of one on a key, costs of a building that are read at once,
receipts that can be taken back from there."""


def collected(texts: Texts, sums: PrepayFigures, *, tells: bool) -> Markup:
    """已交 677/678 户（99.85%）: rounded down, so that 100.00% are all; `tells`: not among few homes."""
    if not sums.homes:
        return texts.say("prepay.no_homes")
    if not tells:
        return texts.say("prepay.few", fewest=FEWEST_HOMES)
    share = f"{sums.share // 100}.{sums.share % 100:02d}"
    return texts.say("prepay.collected", paid=sums.paid, homes=sums.homes, share=share)


def rate(texts: Texts, basis: str, cents: int, months: int) -> Markup:
    """每平方米每月 0.50 元，12 个月."""
    return texts.say(f"prepay.rate.{basis}", rate=yuan(cents), months=months, sum=yuan(cents * months))


def rounds(texts: Texts, found: Sequence[PrepayRound], page: int, *, keeps: bool) -> Screen:
    """预交: the rounds here."""
    shown, more = paged(texts, found, page, LISTED, ShowRounds)
    said = [_called(texts, one) for one in shown] or [texts.say("prepay.none")]
    keys = [Key(shorten(one.name, SHORT), ShowRound(one.id, 0)) for one in shown]
    own = [Key(texts.plain("prepay.key.new"), NewRound())] if keeps else []
    return Screen(lines(texts.say("prepay.head"), *said), (*rows(*keys), *rows(*more, *own, back(texts))))


def _called(texts: Texts, one: PrepayRound) -> Markup:
    waits = "" if one.open else texts.plain("prepay.waits")
    return texts.say("prepay.called", name=on_card(one.name), waits=waits)


def round_(texts: Texts, page: PrepayPage, at_page: int) -> Screen:
    """One round: what is asked, how many paid, one's own home, some of the buildings."""
    one, names = page.round, list(page.names)
    if not one.open:
        return _unconfirmed(texts, one)
    last = max(0, (len(names) - 1) // A_PAGE)
    at_page = min(max(at_page, 0), last)
    shown = names[at_page * A_PAGE : (at_page + 1) * A_PAGE]
    text = lines(
        texts.say("prepay.title", name=on_card(one.name)),
        rate(texts, one.basis.value, one.rate, one.months),
        collected(texts, page.whole, tells=page.tells_whole),
        texts.say("prepay.balance", balance=balance(page.whole.balance)),
        *(_mine(texts, home) for home in page.mine[:1]),
        *(_building_line(texts, page, number) for number in shown),
    )
    keys = [Key(page.names[number], ShowBuilding(one.id, number)) for number in shown]
    more = [Key(texts.plain("prepay.key.more"), ShowRound(one.id, (at_page + 1) % (last + 1)))] if last else []
    return Screen(text, (*rows(*keys, per_row=3), *rows(*more, Key(texts.plain("prepay.key.all"), ShowRounds()))))


def _mine(texts: Texts, home: PrepayHome) -> Markup:
    """Their own home's, which they alone read."""
    if home.refunded:
        told = {"paid": yuan(home.paid), "refunded": yuan(home.refunded)}
        return texts.say("prepay.mine_refunded", door=home.home.name, **told)
    if home.due is None:
        return texts.say("prepay.mine_area", door=home.home.name)
    return texts.say("prepay.mine", door=home.home.name, due=yuan(home.due), paid=yuan(home.paid))


def _building_line(texts: Texts, page: PrepayPage, number: int) -> Markup:
    sums, name = page.sums[number], page.names[number]
    if not sums.homes:
        return texts.say("prepay.building_none", building=name)
    told = {"building": name, "balance": balance(sums.balance)}
    if not page.tells(number):
        return texts.say("prepay.building_few", **told)
    return texts.say("prepay.building_line", **told, paid=sums.paid, homes=sums.homes)


def _unconfirmed(texts: Texts, one: PrepayRound) -> Screen:
    """What a second person looks at before anybody else reads it."""
    text = lines(
        texts.say("prepay.title", name=on_card(one.name)),
        rate(texts, one.basis.value, one.rate, one.months),
        texts.say("prepay.unconfirmed"),
    )
    keys = [
        Key(texts.plain("prepay.key.confirm"), SettlesRound(one.id, 1)),
        Key(texts.plain("prepay.key.drop"), SettlesRound(one.id, 0)),
        Key(texts.plain("prepay.key.all"), ShowRounds()),
    ]
    return Screen(text, rows(*keys))


def building(texts: Texts, page: PrepayBuilding) -> Screen:
    """One building's ledger: it pays of its own."""
    one, name, sums = page.page.round, page.page.names[page.building_id], page.sums
    held = sum(line.amount for line in page.receipts)
    text = lines(
        texts.say("prepay.building", building=name, name=on_card(one.name)),
        collected(texts, sums, tells=page.page.tells(page.building_id)),
        _sums(texts, sums),
        *(_cost(texts, line.words, -line.amount, line.state) for line in page.costs[-COSTS:]),
        texts.say("prepay.waiting", n=sums.waiting) if sums.waiting else None,
        texts.say("prepay.held", n=len(page.receipts), sum=yuan(held)) if held else None,
        _settlement(texts, page),
    )
    return Screen(text, rows(*_acts(texts, page), Key(texts.plain("prepay.key.round"), ShowRound(one.id, 0))))


def _sums(texts: Texts, sums: PrepayFigures) -> Markup:
    told = {"received": yuan(sums.received), "carried": balance(sums.carried), "spent": yuan(sums.spent)}
    return texts.say("prepay.sums", **told, refunded=yuan(sums.refunded), balance=balance(sums.balance))


def _cost(texts: Texts, words: str, amount: int, state: PrepayState) -> Markup:
    waits = texts.plain("prepay.waits_line") if state is PrepayState.WAITS else ""
    return texts.say("prepay.cost", words=shorten(on_card(words), SHORT), amount=yuan(amount), waits=waits)


def _settlement(texts: Texts, page: PrepayBuilding) -> Markup | None:
    made = page.settlement
    if made is None:
        return None
    return texts.say("prepay.settled" if made.confirmed_at else "prepay.settling", surplus=balance(made.surplus))


def _acts(texts: Texts, page: PrepayBuilding) -> list[Key]:
    """What the reader may do here."""
    one, number, made = page.page.round, page.building_id, page.settlement
    if made is not None:
        waits = page.page.keeps and made.confirmed_at is None
        yes = Key(texts.plain("prepay.key.settle_yes"), SettlesBuilding(made.id, 1))
        return [yes, Key(texts.plain("prepay.key.settle_no"), SettlesBuilding(made.id, 0))] if waits else []
    keys = []
    if number in page.page.takes:
        keys.append(Key(texts.plain("prepay.key.take"), WritePrepay(one.id, number, "take")))
    if page.receipts:
        keys.append(Key(texts.plain("prepay.key.hand"), HandIn(one.id, number, 0)))
        keys += _mistakes(texts, page)
    if page.page.keeps:
        keys += [Key(texts.plain(f"prepay.key.{what}"), WritePrepay(one.id, number, what)) for what in ("cost", "back")]
    if page.page.keeps and not page.receipts:  # what is not handed in is not settled
        following = 0 if page.following is None else page.following.id
        keys.append(Key(texts.plain("prepay.key.settle"), AskSettlement(one.id, number, following, 0)))
    return keys


def _mistakes(texts: Texts, page: PrepayBuilding) -> list[Key]:
    """[收错了]: the latest receipts; one alone where other keys fill the screen."""
    latest = page.receipts[-1:] if page.page.keeps else page.receipts[-MISTAKES:]
    return [Key(texts.plain("prepay.key.void_number", number=one.id), VoidReceipt(one.id, 0)) for one in latest]


def home(texts: Texts, one: PrepayRound, found: PrepayHome) -> Screen:
    """At the door: what this home is asked and has paid."""
    here = Key(texts.plain("prepay.key.building"), ShowBuilding(one.id, found.home.building_id))
    left = 0 if found.due is None or found.refunded else found.due - found.paid
    keys = []
    if left > 0:
        label = texts.plain("prepay.key.take_sum", sum=yuan(left))
        other = Key(texts.plain("prepay.key.other"), OtherAmount(one.id, found.home.id))
        keys = [Key(label, TakeFee(one.id, found.home.id, left, left)), other]
    return Screen(_mine(texts, found), rows(*keys, here))


def take_sum(texts: Texts, round_id: int, found: PrepayHome, amount: int) -> Screen:
    """A sum that was typed, once more."""
    words = texts.say("prepay.take_sum", door=found.home.name, sum=yuan(amount))
    here = Key(texts.plain("prepay.key.building"), ShowBuilding(round_id, found.home.building_id))
    take = TakeFee(round_id, found.home.id, amount, (found.due or 0) - found.paid)
    return Screen(words, rows(Key(texts.plain("prepay.key.take_sum", sum=yuan(amount)), take), here))


def ask(texts: Texts, what: str, draft_id: int, round_id: int) -> Screen:
    """The next words are awaited."""
    return Screen(texts.say(f"prepay.ask.{what}"), rows(_leave(texts, draft_id, round_id)))


def ask_refund(texts: Texts, found: PrepayHome, draft_id: int, round_id: int) -> Screen:
    """How much goes back to which home, before it signs for it."""
    told = {"door": found.home.name, "amount": yuan(found.unspent)}
    return Screen(texts.say("prepay.ask_refund", **told), rows(_leave(texts, draft_id, round_id)))


def ask_basis(texts: Texts, draft_id: int) -> Screen:
    """By the ㎡, or by the home?"""
    keys = [Key(texts.plain(f"prepay.basis.{basis}"), RoundBasis(draft_id, basis.value)) for basis in PrepayBasis]
    return Screen(texts.say("prepay.ask_basis"), rows(*keys, _leave(texts, draft_id, 0)))


def _leave(texts: Texts, draft_id: int, round_id: int) -> Key:
    return Key(texts.plain("prepay.key.leave"), LeavePrepay(draft_id, round_id))


def preview_round(texts: Texts, body: Mapping[str, Any], draft_id: int) -> Screen:
    """A round once more before a second person is asked."""
    text = lines(
        texts.say("prepay.title", name=on_card(body["name"])),
        rate(texts, body["basis"], body["rate"], body["months"]),
        texts.say("prepay.read_by"),
    )
    keys = [Key(texts.plain("prepay.key.ask_second"), ConfirmPrepay(draft_id)), _leave(texts, draft_id, 0)]
    return Screen(text, rows(*keys))


def preview_out(texts: Texts, building: str, body: Mapping[str, Any], draft_id: int) -> Screen:
    """Money that goes out, once more: for what, or back to which home."""
    words, door = body.get("words", ""), body.get("door", "")
    said = (
        texts.say("prepay.preview_cost", words=on_card(words)) if words else texts.say("prepay.preview_back", door=door)
    )
    text = lines(texts.say("prepay.preview_out", building=building, amount=yuan(body["amount"])), said)
    leave = _leave(texts, draft_id, body["round_id"])
    keys = [Key(texts.plain("prepay.key.ask_second"), ConfirmPrepay(draft_id)), leave]
    return Screen(text, rows(*keys))


def surely(texts: Texts, words: Markup, yes: Key, round_id: int, building_id: int) -> Screen:
    """Once more, before it is done."""
    return Screen(words, rows(yes, Key(texts.plain("prepay.key.think"), ShowBuilding(round_id, building_id))))


def surely_hand(texts: Texts, page: PrepayBuilding) -> Screen:
    """All that one holds, handed in at once."""
    one, held = page.page.round, sum(line.amount for line in page.receipts)
    words = texts.say("prepay.surely_hand", n=len(page.receipts), sum=yuan(held))
    yes = Key(texts.plain("prepay.key.hand"), HandIn(one.id, page.building_id, 1))
    return surely(texts, words, yes, one.id, page.building_id)


def surely_settle(texts: Texts, page: PrepayBuilding) -> Screen:
    """What is left goes on, home by home."""
    one, following = page.page.round, page.following
    if following is None:
        here = Key(texts.plain("prepay.key.building"), ShowBuilding(one.id, page.building_id))
        return Screen(texts.say("prepay.no_next"), rows(here))
    told = {"surplus": balance(page.sums.balance), "name": on_card(following.name)}
    yes = Key(texts.plain("prepay.key.settle"), AskSettlement(one.id, page.building_id, following.id, 1))
    return surely(texts, texts.say("prepay.surely_settle", **told), yes, one.id, page.building_id)


def surely_void(texts: Texts, line_id: int, round_id: int, building_id: int) -> Screen:
    """The receipt will not count; the home is told."""
    yes = Key(texts.plain("prepay.key.void"), VoidReceipt(line_id, 1))
    return surely(texts, texts.say("prepay.surely_void", number=line_id), yes, round_id, building_id)


def taken(texts: Texts, facts: Facts) -> Screen:
    """A receipt was given; by hand, where nobody of the home can read one here."""
    number, left = facts["line_id"], facts["left"]
    words = lines(
        texts.say("prepay.taken", number=number),
        texts.say("prepay.taken_left", left=yuan(left)) if left else texts.say("prepay.taken_all"),
        texts.say("prepay.taken_told") if facts.get("told", 0) else texts.say("prepay.taken_paper", number=number),
        texts.say("prepay.taken_then"),
    )
    keys = [
        Key(texts.plain("prepay.key.next"), WritePrepay(facts["round_id"], facts["building_id"], "take")),
        Key(texts.plain("prepay.key.void"), VoidReceipt(facts["line_id"], 0)),
        Key(texts.plain("prepay.key.building"), ShowBuilding(facts["round_id"], facts["building_id"])),
    ]
    return Screen(words, rows(*keys))


def waits(texts: Texts, what: str, facts: Facts) -> Screen:
    """It waits for a second person; where there is none, that is said."""
    number = facts["round_id"]
    there = ShowBuilding(number, facts["building_id"]) if "building_id" in facts else ShowRound(number, 0)
    look_ = Key(texts.plain("prepay.key.look"), there)
    return for_second(texts, texts.say(f"prepay.done.{what}"), facts["seconds"], look_)


# Notices


def look(drawing: Drawing, facts: Facts) -> Dispatch:
    """A round, or a settlement, waits for its second person."""
    texts = drawing.texts
    words = texts.say(f"prepay.look.{facts['what']}", name=on_card(facts["name"]), building=facts["building"])
    return Dispatch(Screen(words, rows(Key(texts.plain("prepay.key.look"), ShowRound(facts["round_id"], 0)))))


def opened(drawing: Drawing, facts: Facts) -> Dispatch:
    """To the groups: it begins."""
    texts = drawing.texts
    asked = rate(texts, facts["basis"], facts["rate"], facts["months"])
    words = lines(texts.say("prepay.opened", name=on_card(facts["name"])), asked, texts.say("prepay.opened_how"))
    return Dispatch(Screen(words))


def settled(drawing: Drawing, facts: Facts) -> Dispatch:
    """To the building's group: its sums."""
    texts = drawing.texts
    sums = PrepayFigures(
        **{name: facts[name] for name in ("homes", "paid", "received", "carried", "spent", "refunded")}
    )
    head = texts.say("prepay.told_settled", building=facts["building"], name=on_card(facts["name"]))
    return Dispatch(
        Screen(
            lines(
                head, collected(texts, sums, tells=not sums.few), _sums(texts, sums), texts.say("prepay.told_carried")
            )
        )
    )


def receipt(drawing: Drawing, facts: Facts) -> Dispatch:
    """To the home: so much was taken."""
    texts = drawing.texts
    told = {"number": facts["number"], "door": facts["door"], "amount": yuan(facts["amount"])}
    left = texts.say("prepay.receipt_left", left=yuan(facts["left"])) if facts["left"] else None
    return Dispatch(Screen(lines(texts.say("prepay.receipt", **told, name=on_card(facts["name"])), left)))


def refunding(drawing: Drawing, facts: Facts) -> Dispatch:
    """To the home: so much is said to go back to it."""
    told = {"door": facts["door"], "amount": yuan(facts["amount"]), "name": on_card(facts["name"])}
    return Dispatch(Screen(drawing.texts.say("prepay.refunding", **told)))


def unrefunded(drawing: Drawing, facts: Facts) -> Dispatch:
    """To the home: what was said to go back to it does not count."""
    told = {"door": facts["door"], "amount": yuan(facts["amount"]), "name": on_card(facts["name"])}
    return Dispatch(Screen(drawing.texts.say("prepay.unrefunded", **told, why=on_card(facts["why"]))))


def voided(drawing: Drawing, facts: Facts) -> Dispatch:
    """To the home: that receipt does not count."""
    told = {"number": facts["number"], "amount": yuan(facts["amount"]), "name": on_card(facts["name"])}
    return Dispatch(Screen(drawing.texts.say("prepay.voided", **told)))


def fallen(drawing: Drawing, facts: Facts) -> Dispatch:
    """To the home: the account took back what its receipt was handed in with."""
    told = {"number": facts["number"], "amount": yuan(facts["amount"]), "door": facts["door"]}
    said = {"name": on_card(facts["name"]), "why": on_card(facts["why"])}
    return Dispatch(Screen(drawing.texts.say("prepay.fallen", **told, **said)))


def taken_down(drawing: Drawing, facts: Facts) -> Dispatch:
    """To whoever took the fees: their receipts count no more."""
    texts = drawing.texts
    told = {"n": facts["receipts"], "sum": yuan(facts["amount"]), "building": facts["building"]}
    words = lines(
        texts.say("prepay.taken_down", name=on_card(facts["name"]), why=on_card(facts["why"]), **told),
        texts.say("prepay.taken_down_alone", n=facts["alone"]) if facts["alone"] else None,
    )
    there = ShowBuilding(facts["round_id"], facts["building_id"])
    return Dispatch(Screen(words, rows(Key(texts.plain("prepay.key.look"), there))))


NOTICES: dict[str, Template] = {
    "prepay.look": look,
    "prepay.opened": opened,
    "prepay.settled": settled,
    "prepay.receipt": receipt,
    "prepay.voided": voided,
    "prepay.refunding": refunding,
    "prepay.unrefunded": unrefunded,
    "prepay.fallen": fallen,
    "prepay.taken_down": taken_down,
}
