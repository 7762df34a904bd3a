"""Writing anew what was decided, in words (改定稿的屏): somebody asked for it, another reads what it changes."""

from __future__ import annotations

from markupsafe import Markup

from domain.deliberation.matters import Matter, MatterPage, Revising, Version
from domain.deliberation.stages import Need, Stage
from domain.outcomes import Facts
from rendering.deliberation_full_buttons import AgreeRevision, DeclineRevision, ShowRevision
from rendering.deliberation_lines import decided_by, head, one_line, to_matter
from rendering.deliberation_versions import changed_line, difference
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.screens import Key, Screen, lines
from rendering.texts import Texts


def revise_line(texts: Texts, found: MatterPage) -> Markup | None:
    """有人提请改方案, for those who run it; nobody else hears of it before two agree."""
    revising = found.matter.revising
    if revising is None or not found.leads:
        return None
    return texts.say("deliberation.revise.asked" if found.revises_it else "deliberation.revise.asked_own")


def revise_keys(texts: Texts, found: MatterPage) -> list[Key]:
    """[去看看] for whoever may agree, once somebody asked for it."""
    look = Key(texts.plain("deliberation.key.look_revise"), ShowRevision(found.matter.id, 0))
    return [look] if found.revises_it else []


def revise_page(texts: Texts, found: MatterPage, asked: Revising) -> Screen:
    """Why it is to be written anew, what changes, what was decided and would hold no more."""
    matter = found.matter
    old, new = _both(matter, asked, found)
    words = lines(
        head(texts, matter.procedure_name, matter.number, matter.title),
        texts.say("deliberation.revise.why", words=one_line(asked.why)),
        changed_line(texts, old, new),
        texts.say("deliberation.revise.overturns", step=texts.plain(f"deliberation.stage.{matter.stage}")),
        *decided_by(texts, matter.procedure_name, matter.figures),
        _then(texts, matter),
    )
    whole = Key(texts.plain("deliberation.key.read_revision"), ShowRevision(matter.id, 1))
    decline = Key(texts.plain("deliberation.key.decline_revision"), DeclineRevision(matter.id))
    agree = Key(texts.plain("deliberation.key.agree_revision"), AgreeRevision(matter.id, found.seen))
    return Screen(words, ((whole,), (decline,), (agree,), (to_matter(texts, matter.id),)))


def _then(texts: Texts, matter: Matter) -> Markup:
    """What follows if they agree; where tasks are given out, that those hold no more, either."""
    working = matter.stage is Stage.DOING and matter.procedure.wants(Need.TASKS)
    return texts.say("deliberation.revise.then_tasks" if working else "deliberation.revise.then")


def revision(texts: Texts, found: MatterPage, asked: Revising) -> Screen:
    """[看全文]: the whole, with what is taken out and what is put in."""
    matter = found.matter
    old, new = _both(matter, asked, found)
    words = lines(
        head(texts, matter.procedure_name, matter.number, matter.title),
        texts.say("deliberation.version.text", words=difference(texts, old, new)),
    )
    back = Key(texts.plain("deliberation.key.back_to_revision"), ShowRevision(matter.id, 0))
    return Screen(words, ((back,),))


def _both(matter: Matter, asked: Revising, found: MatterPage) -> tuple[Version, Version]:
    """The text as it stands, and as it shall be."""
    old = Version(matter.version, matter.title, matter.text, "", matter.since)
    return old, Version(matter.version + 1, asked.title, asked.text, asked.why, matter.since)


def _told(drawing: Drawing, facts: Facts, name: str) -> Markup:
    texts = drawing.texts
    return lines(
        head(texts, facts["procedure"], facts["number"], facts["title"]), texts.say(name, words=facts["words"])
    )


def revise_asked(drawing: Drawing, facts: Facts) -> Dispatch:
    """请您看看：要不要改."""
    return _to_look_at(drawing, facts, "deliberation.revise_asked")


def revise_waits(drawing: Drawing, facts: Facts) -> Dispatch:
    """还等您看."""
    return _to_look_at(drawing, facts, "deliberation.revise_waits")


def _to_look_at(drawing: Drawing, facts: Facts, name: str) -> Dispatch:
    look = Key(drawing.texts.plain("deliberation.key.check_revision"), ShowRevision(facts["matter_id"], 0))
    return Dispatch(Screen(_told(drawing, facts, name), ((look,),)))


def revise_declined(drawing: Drawing, facts: Facts) -> Dispatch:
    """不改, and why."""
    words = _told(drawing, facts, "deliberation.revise_declined")
    return Dispatch(Screen(words, ((to_matter(drawing.texts, facts["matter_id"]),),)))


NOTICES: dict[str, Template] = {
    "deliberation.revise_asked": revise_asked,
    "deliberation.revise_waits": revise_waits,
    "deliberation.revise_declined": revise_declined,
}
