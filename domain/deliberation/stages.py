"""Procedures (议事程序) as data: stages in order, what must be on record to leave each, and the least time it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from domain.deliberation.classification import Track
from domain.outcomes import Reason, Refusal
from domain.periods import calendar_days, full_days
from domain.permissions import Act
from domain.workdays import WorkDays


class Stage(StrEnum):
    """Where a matter stands (议事阶段)."""

    EXAMINING = "examining"  # 核对险情
    SOLICITING = "soliciting"  # 征求意见
    PROPOSING = "proposing"  # 两委提议
    CONSULTING = "consulting"  # 相关单位商议
    ANNOUNCING = "announcing"  # 方案公告
    RESOLVING = "resolving"  # 居民代表决议
    OWNERS = "owners"  # 业主表决
    RESIDENTS = "residents"  # 居民会议
    VOTING = "voting"  # 住户表决
    DISCLOSING = "disclosing"  # 决议公开
    DOING = "doing"  # 实施
    REPORTING = "reporting"  # 实施情况公开
    RATING = "rating"  # 评议
    ARCHIVED = "archived"  # 办结归档
    STOPPED = "stopped"  # 不办了


OVER = frozenset({Stage.ARCHIVED, Stage.STOPPED})


class Need(StrEnum):
    """What must be on record before a stage is left (过这一步要有的)."""

    TIME = "time"  # 满了时间
    CHANNELS = "channels"  # 至少两种渠道，一种线下
    ANSWERED = "answered"  # 每条意见有归类、有答复
    STUDIED = "studied"  # 社区党组织先研究
    PRESENT = "present"  # 到会的人
    DECLARED = "declared"  # 利害关系申明
    BUDGET = "budget"  # 预算
    MINUTES = "minutes"  # 会议记录的照片
    UNITS = "units"  # 相关单位的答复
    CALLED = "called"  # 代表会议的通知
    PARTY = "party"  # 党员会议的意见，单独记，不并入票数
    MONITORS = "monitors"  # 居务监督委员会知道了没有、到会没有
    CHOSEN = "chosen"  # 居民代表是哪天、由谁推选的
    APPLIED = "applied"  # 维修资金应急使用的申请：谁、哪天、回执
    CARRIED = "carried"  # 表决通过，结果经人核对并公布
    OWNERS_CARRIED = "owners_carried"  # 业主共同决定通过
    RESIDENTS = "residents"  # 居民会议通过
    PAPER = "paper"  # 纸质公告的照片
    OBJECTIONS = "objections"  # 异议都答复了
    TASKS = "tasks"  # 要做的事都做完了
    PROOF = "proof"  # 做好的照片
    ACCOUNTS = "accounts"  # 决算
    ACCEPTED = "accepted"  # 居民验收
    SETTLED = "settled"  # 说过没做好的都回了话
    CORRECTION = "correction"  # 更正笔误，原文不动
    DANGER = "danger"  # 什么险情，为什么等不得，照片
    SOURCE = "source"  # 钱从哪里出，大约多少


class MatterAct(StrEnum):
    """What can be done with a matter in a stage (这一步能做的)."""

    SPEAK = "speak"  # 说意见
    SUPPORT = "support"  # 同感
    ANSWER = "answer"  # 归类、答复
    NOTE = "note"  # 补记录
    DRAFT = "draft"  # 改方案
    INVITE = "invite"  # 请单位
    CALL = "call"  # 通知代表会议
    REVISE = "revise"  # 改方案，从头征求
    PUT = "put"  # 开始表决
    PUT_OWNERS = "put_owners"  # 请业主表决
    CALL_RESIDENTS = "call_residents"  # 召开居民会议
    OBJECT = "object"  # 提异议
    REPLY = "reply"  # 答复异议
    MOVE = "move"  # 进入下一步
    TASK = "task"  # 派事
    SHOW = "show"  # 交照片
    DONE = "done"  # 公布做好了
    NOT_DONE = "not_done"  # 没做好
    RATE = "rate"  # 评议
    GROW = "grow"  # 不算急修，转为一征三议两公开
    STOP = "stop"  # 终止


@dataclass(frozen=True)
class Calendar:
    """What days are counted by (历): where it is, and which days are off."""

    zone: ZoneInfo
    work_days: WorkDays


@dataclass(frozen=True)
class Least:
    """The least time a stage takes (最短时间): hours from its first moment, or full days after its first day.

    Days of the by-laws are calendar days; those of the law run on where they end on a day off (民法典203).
    """

    count: int
    full_days: bool
    source: str
    figure: str = ""  # the profile's, which a matter freezes when it begins
    runs_on: bool = False

    def over(self, since: datetime, calendar: Calendar) -> datetime:
        """The moment it is over."""
        if not self.full_days:
            return since + timedelta(hours=self.count)
        day = since.astimezone(calendar.zone).date()
        period = full_days(day, self.count, calendar.work_days) if self.runs_on else calendar_days(day, self.count)
        return period.over(calendar.zone)


@dataclass(frozen=True)
class Step:
    """A stage of a procedure (程序的一步)."""

    stage: Stage
    acts: frozenset[MatterAct] = frozenset()
    needs: tuple[Need, ...] = ()
    least: Least | None = None
    by_itself: bool = False  # left when its time is over, without anybody's press
    by_two: bool = False  # left when a second person confirms
    stop_alone: bool = False  # who runs it stops it alone; else a second person confirms that, too
    revise_alone: bool = False  # who runs it writes the text anew alone; else a second person confirms that, too
    announced: bool = False  # begins with a notice of its own to everybody
    tells: bool = False  # whoever runs it hears that it begins
    notes: tuple[Need, ...] = ()  # what may be put on record besides what is needed
    track: Track | None = None  # only for matters of this track
    called_up: bool = False  # only for matters that so many objected to

    @property
    def counts_from_hearing(self) -> bool:
        """Its time runs from when people hear that it begins; where a paper must hang, from the paper."""
        return self.least is not None and Need.PAPER not in self.needs


@dataclass(frozen=True)
class Procedure:
    """A procedure (议事程序): its steps in order; the last is where it ends."""

    name: str
    source: str
    run_by: Act
    steps: tuple[Step, ...]

    def step(self, stage: Stage) -> Step:
        """The step of a stage; one that only ends a matter asks for nothing."""
        return next((step for step in self.steps if step.stage is stage), Step(stage))

    def after(self, stage: Stage) -> Stage:
        """The stage that follows."""
        order = [step.stage for step in self.steps]
        return order[order.index(stage) + 1]

    def for_track(self, track: Track, *, called_up: bool = False) -> Procedure:
        """The steps that a matter of this track takes; `called_up`: the residents' meeting is one of them."""
        taken = [step for step in self.steps if step.track in (None, track) and (called_up or not step.called_up)]
        return replace(self, steps=tuple(taken))

    def under(self, terms: Mapping[str, Mapping[str, Any]]) -> Procedure:
        """The procedure with the figures that were frozen: `{figure: {count, source}}`."""
        return replace(self, steps=tuple(_under(step, terms) for step in self.steps))

    def without(self, need: Need) -> Procedure:
        """The same, where this is nothing to put on record."""
        return replace(
            self, steps=tuple(replace(step, notes=tuple(n for n in step.notes if n is not need)) for step in self.steps)
        )

    def wants(self, need: Need) -> bool:
        """Whether any of its steps asks for this."""
        return any(need in step.needs for step in self.steps)

    @property
    def figures(self) -> tuple[str, ...]:
        """The profile's figures that it goes by."""
        return tuple(step.least.figure for step in self.steps if step.least is not None and step.least.figure)


def _under(step: Step, terms: Mapping[str, Mapping[str, Any]]) -> Step:
    if step.least is None or step.least.figure not in terms:
        return step
    figure = terms[step.least.figure]
    return replace(step, least=replace(step.least, count=figure["count"], source=figure["source"]))


@dataclass(frozen=True)
class Dossier:
    """What is on record of a matter, as far as its guards ask (案卷)."""

    stage: Stage
    since: datetime | None  # its time counts from; None: it has not begun to
    held: frozenset[Need] = frozenset()  # what is on record


@dataclass(frozen=True)
class Missing:
    """What is missing to move on (还缺的); of time: until when."""

    need: Need
    until: datetime | None = None


def wanting(procedure: Procedure, dossier: Dossier, *, at: datetime, calendar: Calendar) -> list[Missing]:
    """Everything that is missing before the stage may be left, in the order of the table."""
    step = procedure.step(dossier.stage)
    over = ends(procedure, dossier, calendar)
    held = dossier.held | {Need.TIME} if over is not None and at >= over else dossier.held - {Need.TIME}
    return [Missing(need, over if need is Need.TIME else None) for need in step.needs if need not in held]


def ends(procedure: Procedure, dossier: Dossier, calendar: Calendar) -> datetime | None:
    """When the stage's least time is over; None where it has none, or it has not begun to count."""
    least = procedure.step(dossier.stage).least
    return None if least is None or dossier.since is None else least.over(dossier.since, calendar)


def advance(procedure: Procedure, dossier: Dossier, *, at: datetime, calendar: Calendar) -> Stage | Refusal:
    """The next stage, or which record is missing."""
    if dossier.stage in OVER:
        return over_refusal(dossier.stage)
    missing = wanting(procedure, dossier, at=at, calendar=calendar)
    if missing:
        return missing_refusal(missing[0])
    return procedure.after(dossier.stage)


def missing_refusal(missing: Missing) -> Refusal:
    """The refusal that names what is missing."""
    facts = {} if missing.until is None else {"until": missing.until.isoformat()}
    return Refusal(Reason.WRONG_STATE, {"what": f"matter_{missing.need}", **facts})


def act_refusal(procedure: Procedure, stage: Stage, act: MatterAct) -> Refusal | None:
    """Why this cannot be done now."""
    if stage in OVER:
        return over_refusal(stage)
    if act in procedure.step(stage).acts:
        return None
    return Refusal(Reason.WRONG_STATE, {"what": f"matter_act_{act}", "stage": stage.value})


def over_refusal(stage: Stage) -> Refusal:
    """Nothing more is done with what has ended."""
    return Refusal(Reason.WRONG_STATE, {"what": f"matter_{stage}"})


def printed(procedure: Procedure) -> list[str]:
    """The table in lines (程序表), a stage each: `stage | what can be done | what it needs | least | source`."""
    return [
        " | ".join(
            (
                step.stage.value,
                ", ".join(act.value for act in MatterAct if act in step.acts),
                ", ".join(need.value for need in step.needs),
                _least(step.least),
            )
        )
        for step in procedure.steps
    ]


def _least(least: Least | None) -> str:
    if least is None:
        return ""
    return f"{least.count} {'full days' if least.full_days else 'hours'} | {least.source}"
