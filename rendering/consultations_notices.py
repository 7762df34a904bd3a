"""Notices of 相关单位商议, to staff: somebody has answered; whom they still have to ask or to remind."""

from __future__ import annotations

from markupsafe import Markup

from domain.outcomes import Facts
from rendering.consultation_buttons import ShowUnits
from rendering.deliberation_lines import head
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.screens import Key, Screen, lines


def _to_units(drawing: Drawing, facts: Facts, said: Markup) -> Dispatch:
    texts = drawing.texts
    words = lines(head(texts, facts["procedure"], facts["number"], facts["title"]), said)
    key = Key(texts.plain("consultations.key.look"), ShowUnits(facts["matter_id"], 0))
    return Dispatch(Screen(words, ((key,),)))


def answered(drawing: Drawing, facts: Facts) -> Dispatch:
    """It came by the link."""
    says = drawing.texts.plain(f"consultations.says.{facts['says']}")
    return _to_units(drawing, facts, drawing.texts.say("consultations.told.answered", unit=facts["unit"], says=says))


def chase(drawing: Drawing, facts: Facts) -> Dispatch:
    """Once a day at most."""
    texts, found = drawing.texts, facts["units"]
    units = texts.plain("refusals.between").join(found)
    return _to_units(drawing, facts, texts.say("consultations.told.chase", units=units, n=len(found)))


NOTICES: dict[str, Template] = {"consultations.answered": answered, "consultations.chase": chase}
