"""The wizard of a sentiment poll in words (发起征询): one question a screen, each with a way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.moments import read_moment
from domain.poll_wizard import FIELDS, Step
from domain.polls import FEWEST_OPTIONS, LONGEST, LONGEST_OPTION, LONGEST_QUESTION, MOST_OPTIONS, SHORTEST
from rendering import dates
from rendering.buttons import Button
from rendering.menu import ending
from rendering.polls import ShowPoll, option_lines, sort_line
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

MINUTES = SHORTEST.seconds // 60


@dataclass(frozen=True)
class PollPlace(Button, prefix="pop"):
    """A place to ask about; building 0 is the whole compound."""

    draft_id: int
    compound_id: int
    building_id: int


@dataclass(frozen=True)
class PollGroup(Button, prefix="pog"):
    """A group to ask in."""

    draft_id: int
    chat_id: int


@dataclass(frozen=True)
class OptionsDone(Button, prefix="pod"):
    """[够了]."""

    draft_id: int


@dataclass(frozen=True)
class DropOption(Button, prefix="pox"):
    """[删掉最后一个]."""

    draft_id: int


@dataclass(frozen=True)
class PollSeveral(Button, prefix="pos"):
    """[只选一个] 0, [可选几个] 1."""

    draft_id: int
    several: int


@dataclass(frozen=True)
class PollNamed(Button, prefix="pom"):
    """[匿名] 0, [记名] 1."""

    draft_id: int
    named: int


@dataclass(frozen=True)
class PollUntil(Button, prefix="pou"):
    """20:00, so many days from today."""

    draft_id: int
    days: int


@dataclass(frozen=True)
class StepBack(Button, prefix="por"):
    """[返回]."""

    draft_id: int


@dataclass(frozen=True)
class ChangePoll(Button, prefix="poc"):
    """[改一改]."""

    draft_id: int


@dataclass(frozen=True)
class ChangeStep(Button, prefix="pof"):
    """What to change."""

    draft_id: int
    step: str


@dataclass(frozen=True)
class KeepPoll(Button, prefix="pok"):
    """[不改了]."""

    draft_id: int


@dataclass(frozen=True)
class SendPoll(Button, prefix="poz"):
    """[发出去]."""

    draft_id: int


@dataclass(frozen=True)
class GiveUpPoll(Button, prefix="poq"):
    """[算了]."""

    draft_id: int


@dataclass(frozen=True)
class Place:
    """A place as a choice: its ids (building 0: all of it) and its name."""

    compound_id: int
    building_id: int
    name: str


def place_name(texts: Texts, compound: str, building: str | None) -> str:
    """中华园 / 中华园3号楼."""
    if building is None:
        return compound
    return texts.plain("polls.place.building", compound=compound, building=building)


def place_step(texts: Texts, draft: int, places: Sequence[Place]) -> Screen:
    """想在哪里征询意见？"""
    choices = [Key(place.name, PollPlace(draft, place.compound_id, place.building_id)) for place in places]
    return Screen(texts.say("polls.place.ask"), (*rows(*choices), *_ways_out(texts, draft, back=False)))


def group_step(texts: Texts, draft: int, groups: Mapping[int, str], *, back: bool) -> Screen:
    """问题发到哪个群？"""
    choices = [Key(title, PollGroup(draft, number)) for number, title in groups.items()]
    return Screen(texts.say("polls.group.ask"), (*rows(*choices, per_row=1), *_ways_out(texts, draft, back=back)))


def plain_step(texts: Texts, step: Step, draft: int, body: Mapping[str, Any], *, back: bool) -> Screen:
    """A step that needs nothing but what is known."""
    match step:
        case Step.OPTIONS:
            return options_step(texts, draft, body)
        case Step.SEVERAL:
            return several_step(texts, draft)
        case Step.NAMED:
            return named_step(texts, draft)
        case _:
            return question_step(texts, draft, back=back)


def question_step(texts: Texts, draft: int, *, back: bool) -> Screen:
    """想问大家什么？"""
    words = texts.say("polls.question.ask", most=LONGEST_QUESTION)
    return Screen(words, _ways_out(texts, draft, back=back))


def options_step(texts: Texts, draft: int, body: Mapping[str, Any]) -> Screen:
    """可以选哪些答案？"""
    options = body.get("options") or []
    if not options:
        facts = {"fewest": FEWEST_OPTIONS, "most": MOST_OPTIONS, "longest": LONGEST_OPTION}
        return Screen(
            texts.say("polls.options.ask", question=body["question"], **facts), _ways_out(texts, draft, back=True)
        )
    words = lines(
        texts.say("polls.options.so_far", count=len(options), most=MOST_OPTIONS),
        *option_lines(texts, options),
        texts.say("polls.options.more" if len(options) < MOST_OPTIONS else "polls.options.full"),
    )
    done = [Key(texts.plain("polls.key.enough"), OptionsDone(draft))] if len(options) >= FEWEST_OPTIONS else []
    drop = Key(texts.plain("polls.key.drop_option"), DropOption(draft))
    return Screen(words, (*rows(*done, drop), *_ways_out(texts, draft, back=True)))


def several_step(texts: Texts, draft: int) -> Screen:
    """每人可以选几个？"""
    one = Key(texts.plain("polls.sort.one"), PollSeveral(draft, 0))
    several = Key(texts.plain("polls.sort.several"), PollSeveral(draft, 1))
    return Screen(texts.say("polls.several.ask"), ((one, several), *_ways_out(texts, draft, back=True)))


def named_step(texts: Texts, draft: int) -> Screen:
    """记名还是匿名，各意味着什么。"""
    words = lines(
        texts.say("polls.named.ask"), "", texts.say("polls.named.if_named"), "", texts.say("polls.named.if_anonymous")
    )
    named = Key(texts.plain("polls.sort.named"), PollNamed(draft, 1))
    anonymous = Key(texts.plain("polls.sort.anonymous"), PollNamed(draft, 0))
    return Screen(words, ((named, anonymous), *_ways_out(texts, draft, back=True)))


def close_step(texts: Texts, draft: int, days: Sequence[int]) -> Screen:
    """到什么时候为止？"""
    choices = [Key(_day_label(texts, ahead), PollUntil(draft, ahead)) for ahead in days]
    words = texts.say("polls.close.ask", minutes=MINUTES, days=LONGEST.days)
    return Screen(words, (*rows(*choices), *_ways_out(texts, draft, back=True)))


def _day_label(texts: Texts, days: int) -> str:
    near = {0: "polls.close.today", 1: "polls.close.tomorrow"}
    return texts.plain(near[days]) if days in near else texts.plain("polls.close.days", n=days)


@dataclass(frozen=True)
class Sending:
    """When a poll would leave, against now (发出时刻)."""

    leaves: datetime
    at: datetime
    zone: ZoneInfo


def preview(
    texts: Texts, draft: int, body: Mapping[str, Any], group: str, sending: Sending, *, on_board: bool = False
) -> Screen:
    """As it will be; what others see, on the web too; when it goes."""
    closes_at = read_moment(body["closes_at"])
    left = dates.left(texts, closes_at, at=sending.at, zone=sending.zone)
    words = lines(
        texts.say("polls.preview.ask"),
        "",
        texts.say("polls.preview.question", question=body["question"]),
        *option_lines(texts, body["options"]),
        "",
        sort_line(texts, several=body["several"], named=body["named"]),
        texts.say("polls.page.closes", moment=dates.until(texts, closes_at, sending.zone), left=left),
        texts.say("polls.preview.group", group=group),
        texts.say("polls.preview.named" if body["named"] else "polls.preview.anonymous"),
        texts.say("polls.preview.on_board") if on_board else None,
        _waiting(texts, sending),
    )
    keys = (
        Key(texts.plain("polls.key.send"), SendPoll(draft)),
        Key(texts.plain("polls.key.change"), ChangePoll(draft)),
        Key(texts.plain("polls.key.give_up"), GiveUpPoll(draft)),
    )
    return Screen(words, (keys,))


def _waiting(texts: Texts, sending: Sending) -> Any:
    if sending.leaves <= sending.at:
        return None
    return texts.say("polls.preview.waits", moment=dates.moment(texts, sending.leaves, sending.zone))


def change_menu(texts: Texts, draft: int, given: Sequence[str]) -> Screen:
    """要改哪一项？ What had only one choice is not offered."""
    steps = [step for step, field in FIELDS.items() if field not in given]
    choices = [Key(texts.plain(f"polls.step.{step}"), ChangeStep(draft, step.value)) for step in steps]
    return Screen(texts.say("polls.change.ask"), rows(*choices, Key(texts.plain("polls.key.keep"), KeepPoll(draft))))


def sent(texts: Texts, poll_id: int, *, closes_at: datetime, sending: Sending) -> Screen:
    """It is on its way; or waits for the morning, and until when."""
    facts = {
        "closes": dates.until(texts, closes_at, sending.zone),
        "leaves": dates.moment(texts, sending.leaves, sending.zone),
    }
    words = texts.say("polls.sent.waits" if sending.leaves > sending.at else "polls.sent.now", **facts)
    return Screen(words, ((Key(texts.plain("polls.key.show"), ShowPoll(poll_id)),),))


def given_up(texts: Texts) -> Screen:
    """好的，没有发。"""
    return ending(texts, texts.say("polls.given_up"))


def _ways_out(texts: Texts, draft: int, *, back: bool) -> tuple[tuple[Key, ...], ...]:
    out = Key(texts.plain("polls.key.give_up"), GiveUpPoll(draft))
    return ((Key(texts.plain("polls.key.back"), StepBack(draft)), out),) if back else ((out,),)
