"""Screens of urgent repairs (急修的屏): is it a danger, which, what has happened, who pays; a look before it goes."""

from __future__ import annotations

from markupsafe import Markup

from domain.deliberation.stages import Need
from domain.deliberation_alarms import Alarm, Danger, Payer
from rendering.deliberation_buttons import NewMatter, OpenMatters
from rendering.deliberation_figures import application_words, yuan
from rendering.deliberation_full import urgent_line
from rendering.deliberation_full_buttons import NoteRecord
from rendering.deliberation_lines import to_matter
from rendering.deliberation_urgent_buttons import AskUrgent, AskWater, ChooseDanger, ChoosePayer, DropAlarm, RaiseAlarm
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts


def ask_danger(texts: Texts, compound_id: int) -> Screen:
    """现在会伤到人吗？ The exception by its article, and the few kinds there are."""
    keys = [_danger(texts, compound_id, danger) for danger in Danger if danger not in WATER]
    water = Key(texts.plain("deliberation.key.water"), AskWater(compound_id))
    none = Key(texts.plain("deliberation.key.other_danger"), ChooseDanger(compound_id, ""))
    return Screen(texts.say("deliberation.ask.danger"), (*rows(*keys, water, per_row=1), (none,)))


WATER = (Danger.PUMP, Danger.DRAIN)
"""Asked for on a screen of their own."""


def ask_water(texts: Texts, compound_id: int) -> Screen:
    """水泵还是排水管？"""
    keys = [_danger(texts, compound_id, danger) for danger in WATER]
    back = Key(texts.plain("deliberation.key.step_back"), AskUrgent(compound_id))
    return Screen(texts.say("deliberation.ask.water"), (*rows(*keys, per_row=1), (back,)))


def _danger(texts: Texts, compound_id: int, danger: Danger) -> Key:
    return Key(texts.plain(f"deliberation.danger.{danger}"), ChooseDanger(compound_id, danger.value))


def no_danger(texts: Texts) -> Screen:
    """Why not, and the way that is open to it."""
    full = Key(texts.plain("deliberation.key.whole_way"), NewMatter())
    back = Key(texts.plain("deliberation.key.list"), OpenMatters())
    return Screen(texts.say("deliberation.no_danger"), ((full,), (back,)))


def ask(texts: Texts, what: str, draft: int) -> Screen:
    """What is to be sent now, and the way out."""
    return Screen(texts.say(f"deliberation.alarm.{what}"), ((_drop(texts, draft),),))


def ask_payer(texts: Texts, draft: int) -> Screen:
    """钱从哪里出？"""
    keys = [Key(texts.plain(f"deliberation.payer.{payer}"), ChoosePayer(draft, payer.value)) for payer in Payer]
    common = Key(texts.plain("deliberation.key.common_income"), ChoosePayer(draft, ""))
    words = texts.say("deliberation.alarm.payer")
    return Screen(words, (*rows(*keys, per_row=1), (common,), (_drop(texts, draft),)))


def preview(texts: Texts, draft: int, alarm: Alarm) -> Screen:
    """What the other member is asked to look at, and what everybody reads once they have."""
    words = lines(
        texts.say("deliberation.alarm.preview"),
        _payer_line(texts, alarm),
        texts.say("deliberation.quoted", words=alarm.words),
        texts.say("deliberation.alarm.sum", amount=yuan(alarm.cents or 0), words=alarm.paid_how),
        "",
        texts.say("deliberation.alarm.then"),
    )
    raise_ = Key(texts.plain("deliberation.key.raise_alarm"), RaiseAlarm(draft))
    return Screen(words, ((raise_,), (_drop(texts, draft),)))


def _payer_line(texts: Texts, alarm: Alarm) -> Markup:
    return urgent_line(texts, alarm.danger.value, texts.plain(f"deliberation.payer.{alarm.payer}"))


def raised(texts: Texts, matter_id: int, payer: Payer) -> Screen:
    """Another member is asked; of the maintenance fund, who applies for it, which can be done meanwhile."""
    fund = payer is Payer.FUND
    apply = Key(texts.plain("deliberation.supply.applied"), NoteRecord(matter_id, Need.APPLIED.value))
    words = lines(
        texts.say("deliberation.alarm.raised"),
        Markup.escape(application_words(texts, None)) if fund else None,
    )
    return Screen(words, rows(*([apply] if fund else []), to_matter(texts, matter_id)))


def _drop(texts: Texts, draft: int) -> Key:
    return Key(texts.plain("deliberation.key.drop"), DropAlarm(draft))
