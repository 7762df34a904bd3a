"""What the second person says yes to (核对的内容): records, channels, units; and what they are warned of."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.deliberation.cautions import Caution
from domain.deliberation.matters import MatterPage
from domain.deliberation.records import MatterRecord
from domain.deliberation.stages import Stage
from domain.deliberation.units_said import UnitSaid
from domain.issues import shorten
from rendering import dates
from rendering.deliberation_figures import details_words, paid_words, yuan
from rendering.deliberation_lines import heard_line, one_line
from rendering.texts import Texts

GLANCE = 24
"""Signs of a record where several are looked at; the whole is a press away."""

MOST_UNITS = 6
"""Units on the screen of whoever checks; the others are a press away."""


def to_check(texts: Texts, found: MatterPage, zone: ZoneInfo) -> list[Markup]:
    """Each record that stands, what was heard by each channel, what each unit said."""
    if not _checks(found):
        return []
    heard = heard_line(texts, found.heard) if found.matter.stage is Stage.SOLICITING else None
    records = [_checked(texts, one) for one in found.standing]
    return [*records, *([] if heard is None else [heard]), *_units(texts, found.said)]


def warnings(texts: Texts, found: MatterPage) -> list[Markup]:
    """What whoever looks is warned of; that nobody of 两委 checks, only whoever checks."""
    shown = [one for one in found.cautions if _checks(found) or one is not Caution.OUTSIDE]
    return [texts.say(f"deliberation.caution.{one}") for one in shown]


def _checks(found: MatterPage) -> bool:
    return not found.missing and found.matter.move_by is not None and not found.asked


def _checked(texts: Texts, one: MatterRecord) -> Markup:
    name, words = texts.plain(f"deliberation.need.{one.need}"), shorten(one_line(one.words), GLANCE)
    figures = details_words(texts, one)
    if one.attendance is not None:
        return texts.say("deliberation.run.record", name=name, words=figures)
    if figures:
        return texts.say("deliberation.run.record_figures", name=name, figures=figures, words=words)
    if one.amount is None:
        return texts.say("deliberation.run.record", name=name, words=words)
    words = paid_words(texts, "" if one.funding is None else one.funding.source, words)
    return texts.say("deliberation.run.record_money", name=name, amount=yuan(one.amount), words=words)


def _units(texts: Texts, said: Sequence[UnitSaid]) -> list[Markup]:
    shown = [_unit(texts, one) for one in said[:MOST_UNITS]]
    left = len(said) - len(shown)
    return [*shown, texts.say("deliberation.run.more_units", n=left)] if left else shown


def _unit(texts: Texts, one: UnitSaid) -> Markup:
    """· 消防：同意，11月25日（周三），电话答复，赵主任录入."""
    if one.day is None:
        return texts.say("deliberation.run.unit_silent", unit=one.unit)
    facts = {
        "unit": one.unit,
        "says": texts.plain(f"consultations.says.{one.says}"),
        "day": dates.calendar_day(texts, one.day),
        "way": texts.plain(f"consultations.way.{one.way}"),
    }
    if not one.entered:
        return texts.say("deliberation.run.unit", **facts)
    return texts.say("deliberation.run.unit_entered", by=one.entered, **facts)
