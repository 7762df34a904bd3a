"""Notices of the work and its rating (进度、评议的通知): what is late, its photos, what the homes said."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from domain.moments import read_moment
from domain.outcomes import Facts
from rendering import dates
from rendering.deliberation_lines import head
from rendering.dispatch import Dispatch, Drawing, Enclosure, Template
from rendering.ratings import count_lines
from rendering.screens import Key, Screen, lines
from rendering.task_buttons import OpenRating, OpenTasks


def late(drawing: Drawing, facts: Facts) -> Dispatch:
    """It is late: whoever runs it, and later those above, read what and by how much."""
    texts = drawing.texts
    words = lines(*_late(drawing, facts), texts.say(f"tasks.asked_late.{facts['level']}"))
    return Dispatch(Screen(words, ((Key(texts.plain("tasks.key.board"), OpenTasks(facts["matter_id"], 0)),),)))


def late_group(drawing: Drawing, facts: Facts) -> Dispatch:
    """…and the neighbours."""
    key = Key(drawing.texts.plain("deliberation.card_key.look"), start=f"matter_{facts['matter_id']}")
    return Dispatch(Screen(lines(*_late(drawing, facts)), ((key,),)))


def _late(drawing: Drawing, facts: Facts) -> list[Markup | None]:
    texts, due, first = drawing.texts, date.fromisoformat(facts["due"]), date.fromisoformat(facts["first_due"])
    moved = texts.say("tasks.moved", day=dates.calendar_day(texts, first), words=facts["moved"])
    return [
        texts.say("tasks.late_head", n=facts["late"], what=facts["what"], day=dates.calendar_day(texts, due)),
        moved if facts["moved"] else None,
        texts.say("tasks.holder", holder=facts["holder"]),
        texts.say("tasks.late_matter", number=facts["number"], title=facts["title"]),
    ]


def photos(drawing: Drawing, facts: Facts) -> Dispatch:
    """[看照片]: before, then after."""
    words = drawing.texts.say("tasks.photos", before=facts["before"], after=facts["after"])
    files = tuple(Enclosure(file["kind"], file["file_id"]) for file in facts["files"])
    return Dispatch(Screen(words), enclosures=files)


def reminder(drawing: Drawing, facts: Facts) -> Dispatch:
    """A home that has not said anything is asked once more."""
    texts, ends = drawing.texts, read_moment(facts["ends"])
    until = dates.until(texts, ends, drawing.zone)
    words = lines(
        head(texts, facts["procedure"], facts["number"], facts["title"]), texts.say("ratings.asked_again", until=until)
    )
    return Dispatch(Screen(words, ((Key(texts.plain("ratings.key.rate"), OpenRating(facts["matter_id"])),),)))


def over(drawing: Drawing, facts: Facts) -> Dispatch:
    """What the homes said, and what follows."""
    texts = drawing.texts
    anew = facts.get("anew", facts.get("again"))  # written before the word was another
    words = lines(
        head(texts, facts["procedure"], facts["number"], facts["title"]),
        *count_lines(texts, facts["worked"], facts["content"], facts["homes"]),
        texts.say("ratings.again") if anew else texts.say("ratings.archived"),
    )
    key = Key(texts.plain("deliberation.card_key.look"), start=f"matter_{facts['matter_id']}")
    return Dispatch(Screen(words, ((key,),)))


NOTICES: dict[str, Template] = {
    "tasks.late": late,
    "tasks.late_group": late_group,
    "tasks.photos": photos,
    "ratings.reminder": reminder,
    "ratings.over": over,
}
