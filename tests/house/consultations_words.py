"""Words of 相关单位商议 that are put together, and what may stand for the star."""

from __future__ import annotations

from collections.abc import Iterable

from domain.deliberation.consultations import AnswerWay, UnitSays, UnitStanding, UsualUnit

FAMILIES: dict[str, Iterable[str]] = {
    "consultations.ask.*": ("name", "drop", "letter", "reason", "who", "meeting_time", "meeting_spot"),
    "consultations.comes.*": ("yes", "no"),
    "consultations.key.*": ("ask", "remind", "again", "enter", "letter", "drop"),
    "consultations.letter.*": ("first", "again"),
    "consultations.says.*": UnitSays,
    "consultations.standing.*": UnitStanding,
    "consultations.thanks.*": ("named", "dropped", "entered", "met"),
    "consultations.usual.*": UsualUnit,
    "consultations.way.*": AnswerWay,
    "paper.unit.*": ("reason", "name", "post", "stamp", "date"),
}
