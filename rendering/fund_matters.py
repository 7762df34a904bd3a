"""The card of 查账: what a matter may cost, what was paid for it, how many vouchers there are and where they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from domain.fund_matters import MatterMoney
from domain.funds import Fund, FundLine
from domain.issues import shorten
from domain.issues_masking import on_card
from rendering.deliberation_buttons import ShowMatter
from rendering.deliberation_figures import yuan
from rendering.fund_buttons import ShowFunds, ShowLine
from rendering.funds import SHORT, balance, on_day, signed
from rendering.menu import go
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

NAMED = 3
"""Payments named on the card, the latest."""


def money(texts: Texts, found: MatterMoney, *, today: date) -> Screen:
    """In private: the card, with a key to each payment."""
    shown = found.paid[-NAMED:]
    keys = [Key(_named(texts, line), ShowLine(line.id)) for _, line in shown]
    away = (
        Key(texts.plain("funds.key.decision"), ShowMatter(found.matter.id)),
        Key(texts.plain("funds.key.all"), ShowFunds()),
    )
    hint = texts.plain("funds.matter.open" if found.looks else "funds.matter.owners") if found.vouchers else ""
    return Screen(_card(texts, found, shown, today, hint), (*rows(*keys, per_row=3), *rows(*away)))


def _named(texts: Texts, line: FundLine) -> str:
    return texts.plain("funds.key.line", number=line.number)


def money_in_group(texts: Texts, found: MatterMoney, *, today: date) -> Screen:
    """In a group: the card, and a way into the private chat for the vouchers."""
    key = Key(texts.plain("funds.key.vouchers_private"), start=f"zc_{found.matter.id}")
    return Screen(_card(texts, found, found.paid[-NAMED:], today, ""), ((key,),))


def _card(texts: Texts, found: MatterMoney, shown: Sequence[tuple[Fund, FundLine]], today: date, hint: str) -> Markup:
    matter = found.matter
    left = len(found.paid) - len(shown)
    return lines(
        texts.say("funds.matter.title", number=matter.number, title=matter.title),
        texts.say(_decision(found)),
        _budget(texts, found),
        *(_payment(texts, fund, line, today) for fund, line in shown),
        texts.say("funds.matter.earlier", n=left) if left else None,
        texts.say("funds.matter.vouchers", n=found.vouchers, hint=hint)
        if found.paid
        else texts.say("funds.matter.none"),
    )


def _decision(found: MatterMoney) -> str:
    if not found.decided:
        return "funds.matter.undecided"
    return "funds.matter.urgent" if found.repaired_first else "funds.matter.decided"


def _budget(texts: Texts, found: MatterMoney) -> Markup:
    waits = texts.plain("funds.matter.waits", waiting=balance(found.waiting)) if found.waiting else ""
    if found.budget is None:
        return texts.say("funds.matter.spent", spent=balance(found.spent), waits=waits)
    return texts.say("funds.matter.budget", budget=yuan(found.budget), spent=balance(found.spent), waits=waits)


def _payment(texts: Texts, fund: Fund, line: FundLine, today: date) -> Markup:
    told = {"name": fund.name, "day": on_day(texts, line.on, today), "amount": signed(line.amount)}
    return texts.say("funds.matter.payment", **told, purpose=shorten(on_card(line.purpose), SHORT))


def how(texts: Texts, *, private: bool, replied: bool = False) -> Screen:
    """查账 was asked of nothing, or of a message about no matter: how it is done, and the way to every account."""
    text = texts.say("funds.matter.elsewhere" if replied else "funds.matter.how")
    if private:
        return Screen(text, rows(Key(texts.plain("funds.key.all"), ShowFunds()), go(texts, "start")))
    return Screen(text, ((Key(texts.plain("funds.key.all"), start="zm_0"),),))
