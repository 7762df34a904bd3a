"""Lines that screens and notices of matters share (议题的行): which it is, where it stands, who was heard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.deliberation.matters import Matter
from domain.deliberation.objections import objecting_of
from domain.deliberation.opinions import Heard
from domain.deliberation.representation import Representation, representation_of
from domain.deliberation.stages import Need, Stage
from domain.issues import shorten
from domain.voting.rules import Measure
from rendering import dates
from rendering.deliberation_buttons import ShowMatter
from rendering.screens import Key
from rendering.texts import Texts
from rendering.voting import amount


def head(texts: Texts, procedure: str, number: int, title: str) -> Markup:
    """Which matter it is."""
    return texts.say(f"deliberation.head.{procedure}", number=number, title=title)


POOLED = {
    **dict.fromkeys((Stage.SOLICITING, Stage.VOTING), "deliberation.pooling"),
    **dict.fromkeys((Stage.DISCLOSING, Stage.DOING), "deliberation.pooling_decided"),
}
"""What is said of chipping in: before it is decided, and while it is shown what was decided and it is done."""

SHORT = 60
"""Signs of its text on a matter's page; the whole is a press away."""


def beginning(matter: Matter) -> str:
    """What its text says below the title, in one line, as far as there is room."""
    return shorten(one_line(matter.text.removeprefix(matter.title)), SHORT)


def one_line(words: str) -> str:
    """Words that somebody wrote in several lines."""
    return " ".join(words.split())


def homes_line(texts: Texts, procedure: str, homes: str, n: int) -> Markup:
    """Whom it concerns."""
    return texts.say(f"deliberation.homes.{procedure}", homes=homes, n=n)


def saving_line(texts: Texts, need: Need) -> Markup:
    """照片正在保存: it was handed in, and nothing more is asked for."""
    return texts.say("deliberation.saving", name=texts.plain(f"deliberation.need.{need}"))


def pooling_line(texts: Texts, stage: Stage, *, pools: bool) -> Markup | None:
    """凑钱自愿; once it is decided, that nobody is made to by that."""
    said = POOLED.get(stage) if pools else None
    return None if said is None else texts.say(said)


def stage_line(texts: Texts, stage: Stage, ends: datetime | None, zone: ZoneInfo) -> Markup:
    """Where it stands, and until when."""
    if ends is None:
        return texts.say(f"deliberation.stage_line.{stage}")
    return texts.say(f"deliberation.stage_until.{stage}", until=dates.until(texts, ends, zone))


def standing_line(
    texts: Texts, matter: Matter, ends: datetime | None, *, at: datetime, zone: ZoneInfo, leads: bool = False
) -> Markup:
    """Where it stands now: until when, and how long that is; of a time that is over, who takes it on: its reader?"""
    stage = matter.stage
    if ends is None:
        return stage_line(texts, stage, ends, zone)
    until = dates.until(texts, ends, zone)
    if ends <= at:
        whose = "deliberation.stage_over_all" if matter.full else "deliberation.stage_over"
        name = "deliberation.stage_over_yours" if leads else whose
        return texts.say(name, stage=texts.plain(f"deliberation.stage.{stage}"), until=until)
    return texts.say(f"deliberation.stage_until.{stage}", until=dates.until_and_left(texts, ends, at=at, zone=zone))


def heard_line(texts: Texts, heard: Heard) -> Markup | None:
    """How many were heard, by channel: the parts add up to all."""
    if not heard.total:
        return None
    parts = [
        texts.plain("deliberation.heard_by", channel=texts.plain(f"deliberation.channel.{channel}"), n=count)
        for channel, count in heard.by_channel
    ]
    joined = texts.plain("deliberation.between").join(parts)
    return texts.say("deliberation.heard", n=heard.total, parts=joined, supported=supported(texts, heard.supports))


def supported(texts: Texts, n: int) -> str:
    """，同感 3 人次; nothing while nobody has said so."""
    return texts.plain("deliberation.supported", n=n) if n else ""


def decided_lines(texts: Texts, procedure: str, figures: Mapping[str, Any] | None) -> list[Markup]:
    """How it was decided, and where they were too few that few representatives did so."""
    told = decided_by(texts, procedure, figures)
    few = [few_line(texts, representation_of(figures["few"]))] if figures is not None and "few" in figures else []
    return [*told[:1], *few, *told[1:]] if figures is not None and "findings" in figures else [*few, *told]


def decided_by(texts: Texts, procedure: str, figures: Mapping[str, Any] | None) -> list[Markup]:
    """Who decided it: homes of a small matter, representatives of everybody's; the owners, the residents."""
    if figures is None:
        return []
    first = [_decided(texts, procedure, figures)] if "findings" in figures else []
    return first + [_decided(texts, whose, figures[whose]) for whose in ("owners", "residents") if whose in figures]


def _decided(texts: Texts, whose: str, figures: Mapping[str, Any]) -> Markup:
    """Of how many, how many took part and agreed, by heads and where it is asked by area; then who did not."""
    said = {
        f"{one['criterion']}_{one['measure']}{ending}": amount(Measure(one["measure"]), one[name])
        for one in figures["findings"]
        for name, ending in (("count", ""), ("of", "_of"))
    }
    against = {name: figures[name]["heads"] for name in ("rejected", "abstained")}
    return texts.say(f"deliberation.figures.{whose}", **said, **against)


def few_line(texts: Texts, found: Representation) -> Markup:
    """代表太少: how many there are, of how many homes, and how many the law thinks of; nothing is refused for it."""
    return texts.say("deliberation.few", n=found.representatives, homes=found.homes, wanted=found.wanted)


def objecting_line(texts: Texts, found: Mapping[str, int]) -> Markup:
    """提异议的：12/96 户（够十分之一），1/8 位居民代表."""
    counted = objecting_of(found)
    homes = "homes_enough" if counted.by_homes else "homes"
    others = "representatives_enough" if counted.by_representatives else "representatives"
    every = [(homes, counted.homes, counted.of_homes), (others, counted.representatives, counted.of_representatives)]
    parts = [texts.plain(f"deliberation.objecting.{name}", n=n, of=of) for name, n, of in every if of]
    return texts.say("deliberation.objecting", parts=texts.plain("deliberation.objecting.between").join(parts))


def residents_line(texts: Texts, figures: Mapping[str, Any]) -> Markup | None:
    """居民会议：参加 61/96 户，同意 40/61 户."""
    return _decided(texts, "residents", figures["residents"]) if "residents" in figures else None


def called_line(texts: Texts, matter: Matter) -> Markup | None:
    """Why the residents' meeting decides, and how far that is."""
    if matter.stage is not Stage.RESIDENTS:
        return None
    if matter.fallen:
        return texts.say("deliberation.called.fallen")
    return texts.say("deliberation.called.wanted" if matter.residents_vote_id is None else "deliberation.called.voting")


def to_matter(texts: Texts, matter_id: int) -> Key:
    """[看这件事]."""
    return Key(texts.plain("deliberation.key.matter"), ShowMatter(matter_id))
