"""Notices of matters (议题通知): the living card in the group, what is done, who is asked to act."""

from __future__ import annotations

from markupsafe import Markup

from domain.deliberation.procedures import PROCEDURES, SMALL
from domain.deliberation.stages import MatterAct, Stage
from domain.moments import read_moment
from domain.outcomes import Facts
from rendering import dates
from rendering.deliberation_buttons import DoubtWork, SettleDoubt, ShowMatter
from rendering.deliberation_full_buttons import RunMatter
from rendering.deliberation_lines import head, homes_line, pooling_line, stage_line, supported, to_matter
from rendering.dispatch import Dispatch, Drawing, Enclosure, Template
from rendering.screens import Key, Screen, lines

ASKED = {Stage.SOLICITING: "speak", Stage.VOTING: "vote", Stage.RATING: "rate"}
"""What the card asks of whoever reads it; else, to look."""


def card(drawing: Drawing, facts: Facts) -> Dispatch:
    """Where it stands, what is asked of me, until when; one button."""
    texts, stage = drawing.texts, Stage(facts["stage"])
    ends = None if facts["ends"] is None else read_moment(facts["ends"])
    words = lines(
        *_about(drawing, facts),
        stage_line(texts, stage, ends, drawing.zone),
        pooling_line(texts, stage, pools=facts.get("pools", False)),
        texts.say("deliberation.card_heard", n=facts["heard"], supported=supported(texts, facts["supports"]))
        if facts["heard"]
        else None,
    )
    objects = MatterAct.OBJECT in PROCEDURES[facts["procedure"]].step(stage).acts
    name = "object" if objects else ASKED.get(stage, "look")
    start = f"vote_{facts['vote_id']}" if stage is Stage.VOTING else f"matter_{facts['matter_id']}"
    return Dispatch(Screen(words, ((Key(texts.plain(f"deliberation.card_key.{name}"), start=start),),)))


def _about(drawing: Drawing, facts: Facts) -> tuple[Markup, Markup]:
    texts = drawing.texts
    homes = homes_line(texts, facts["procedure"], facts["homes"], facts["n"])
    return head(texts, facts["procedure"], facts["number"], facts["title"]), homes


def done(drawing: Drawing, facts: Facts) -> Dispatch:
    """做好了, with its photos."""
    texts = drawing.texts
    assert facts["ends"] is not None, "it is shown for a time"
    until = stage_line(texts, Stage.REPORTING, read_moment(facts["ends"]), drawing.zone)
    words = lines(*_about(drawing, facts), texts.say("deliberation.done_words", words=facts["words"]), until)
    key = Key(texts.plain("deliberation.card_key.look"), start=f"matter_{facts['matter_id']}")
    files = tuple(Enclosure(file["kind"], file["file_id"]) for file in facts["files"])
    return Dispatch(Screen(words, ((key,),)), enclosures=files)


def photos(drawing: Drawing, facts: Facts) -> Dispatch:
    """[看照片]: how many of what, then the album."""
    texts = drawing.texts
    parts = [
        texts.plain("deliberation.photos_of", what=texts.plain(f"matter_bundles.photo.{shows}"), n=n)
        for shows, n in facts["counts"].items()
    ]
    words = texts.say(
        "deliberation.photos", title=facts["title"], parts=texts.plain("deliberation.between").join(parts)
    )
    return Dispatch(Screen(words), enclosures=tuple(Enclosure(one["kind"], one["file_id"]) for one in facts["files"]))


def stopped(drawing: Drawing, facts: Facts) -> Dispatch:
    """It goes no further, and why."""
    texts = drawing.texts
    why = (
        texts.say("deliberation.stopped_why", words=facts["reason"])
        if facts["reason"]
        else texts.say("deliberation.not_carried")
    )
    words = lines(*_about(drawing, facts), stage_line(texts, Stage.STOPPED, None, drawing.zone), why)
    key = Key(texts.plain("deliberation.card_key.look"), start=f"matter_{facts['matter_id']}")
    return Dispatch(Screen(words, ((key,),)))


def time_over(drawing: Drawing, facts: Facts) -> Dispatch:
    """Whoever runs it reads what comes next."""
    texts = drawing.texts
    shown = facts.get("danger") and facts["stage"] == Stage.REPORTING
    now = "shown" if shown else facts["stage"]
    words = lines(*_about(drawing, facts), texts.say(f"deliberation.now.{now}"))
    see = Key(texts.plain("deliberation.key.matter"), ShowMatter(facts["matter_id"]))
    run = Key(texts.plain("deliberation.key.run"), RunMatter(facts["matter_id"]))
    return Dispatch(Screen(words, ((see,) if facts["procedure"] == SMALL.name else (run, see),)))


def not_done(drawing: Drawing, facts: Facts) -> Dispatch:
    """A neighbour says that it is not done."""
    texts = drawing.texts
    words = lines(
        *_about(drawing, facts), texts.say("deliberation.not_done_why", words=facts["words"]),
        texts.say("deliberation.now.again"),
    )  # fmt: skip
    return Dispatch(Screen(words, ((Key(texts.plain("deliberation.key.matter"), ShowMatter(facts["matter_id"])),),)))


def doubt_asked(drawing: Drawing, facts: Facts) -> Dispatch:
    """现在好了吗？"""
    return _doubted(drawing, facts, "asked")


def doubt_waits(drawing: Drawing, facts: Facts) -> Dispatch:
    """还没听到您回话."""
    return _doubted(drawing, facts, "waits")


def _doubted(drawing: Drawing, facts: Facts, name: str) -> Dispatch:
    """What was done now, and until when they may say what they think of it."""
    texts, number = drawing.texts, facts["matter_id"]
    until = dates.until(texts, read_moment(facts["until"]), drawing.zone)
    words = lines(
        head(texts, facts["procedure"], facts["number"], facts["title"]),
        texts.say(f"deliberation.doubt_{name}", words=facts["words"]),
        texts.say("deliberation.doubt_until", until=until),
    )
    fixed = Key(texts.plain("deliberation.key.fixed"), SettleDoubt(number))
    still = Key(texts.plain("deliberation.key.still_not"), DoubtWork(number))
    return Dispatch(Screen(words, ((fixed, still), (to_matter(texts, number),))))


NOTICES: dict[str, Template] = {
    "deliberation.card": card,
    "deliberation.done": done,
    "deliberation.photos": photos,
    "deliberation.stopped": stopped,
    "deliberation.time_over": time_over,
    "deliberation.not_done": not_done,
    "deliberation.doubt_asked": doubt_asked,
    "deliberation.doubt_waits": doubt_waits,
}
