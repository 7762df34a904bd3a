"""Stopping a matter in words (终止的屏): somebody asked for it, another reads why, agrees or says that it goes on."""

from __future__ import annotations

from markupsafe import Markup

from domain.deliberation.matters import MatterPage, residents_called
from domain.deliberation.stages import MatterAct
from domain.outcomes import Facts
from rendering.deliberation_buttons import StopMatter
from rendering.deliberation_full_buttons import AgreeStop, DeclineStop, ShowStop
from rendering.deliberation_lines import head, to_matter
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.screens import Key, Screen, lines
from rendering.texts import Texts


def stop_line(texts: Texts, found: MatterPage) -> Markup | None:
    """有人提请不办了, for those who run it; nobody else hears of it before two agree."""
    if found.matter.stop_by is None or not found.leads:
        return None
    return texts.say("deliberation.stop.asked_own" if found.asked_stop else "deliberation.stop.asked")


def stop_keys(texts: Texts, found: MatterPage) -> list[Key]:
    """[不办了]; once somebody asked for it, [去看看] for whoever may agree."""
    matter = found.matter
    if MatterAct.STOP not in matter.procedure.step(matter.stage).acts or residents_called(matter) is not None:
        return []
    if matter.stop_by is None:
        return [Key(texts.plain("deliberation.key.stop"), StopMatter(matter.id))]
    return [Key(texts.plain("deliberation.key.look_stop"), ShowStop(matter.id))] if found.ends_it else []


def stop_page(texts: Texts, found: MatterPage) -> Screen:
    """Why it is to stop, where it stands, and what follows either way."""
    matter = found.matter
    words = lines(
        head(texts, matter.procedure_name, matter.number, matter.title),
        texts.say("deliberation.stop.standing", step=texts.plain(f"deliberation.stage.{matter.stage}")),
        texts.say("deliberation.stop.why", words=matter.stop_why),
        "",
        texts.say("deliberation.stop.then"),
    )
    agree = Key(texts.plain("deliberation.key.agree_stop"), AgreeStop(matter.id, found.seen))
    decline = Key(texts.plain("deliberation.key.decline_stop"), DeclineStop(matter.id))
    return Screen(words, ((decline,), (agree,), (to_matter(texts, matter.id),)))


def stop_asked(drawing: Drawing, facts: Facts) -> Dispatch:
    """请您看看：要不要停下."""
    texts = drawing.texts
    words = lines(_head(drawing, facts), texts.say("deliberation.stop_asked", words=facts["words"]))
    return Dispatch(Screen(words, ((Key(texts.plain("deliberation.key.check_stop"), ShowStop(facts["matter_id"])),),)))


def stop_waits(drawing: Drawing, facts: Facts) -> Dispatch:
    """还等您看."""
    texts = drawing.texts
    words = lines(_head(drawing, facts), texts.say("deliberation.stop_waits", words=facts["words"]))
    return Dispatch(Screen(words, ((Key(texts.plain("deliberation.key.check_stop"), ShowStop(facts["matter_id"])),),)))


def stop_declined(drawing: Drawing, facts: Facts) -> Dispatch:
    """接着办, and why."""
    texts = drawing.texts
    words = lines(_head(drawing, facts), texts.say("deliberation.stop_declined", words=facts["words"]))
    return Dispatch(Screen(words, ((to_matter(texts, facts["matter_id"]),),)))


def _head(drawing: Drawing, facts: Facts) -> Markup:
    return head(drawing.texts, facts["procedure"], facts["number"], facts["title"])


NOTICES: dict[str, Template] = {
    "deliberation.stop_asked": stop_asked,
    "deliberation.stop_waits": stop_waits,
    "deliberation.stop_declined": stop_declined,
}
