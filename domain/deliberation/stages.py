"""Procedures (议事程序) as data: stages in order, what must be on record to leave each, and the least time it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.outcomes import Reason, Refusal
from domain.periods import calendar_days


class Stage(StrEnum):
    """Where a matter stands (议事阶段)."""

    SOLICITING = "soliciting"  # 征求意见
    VOTING = "voting"  # 住户表决
    DISCLOSING = "disclosing"  # 结果公开
    DOING = "doing"  # 办理
    REPORTING = "reporting"  # 办理情况公开
    ARCHIVED = "archived"  # 办结归档
    STOPPED = "stopped"  # 已终止


OVER = frozenset({Stage.ARCHIVED, Stage.STOPPED})


class Need(StrEnum):
    """What must be on record before a stage is left (过这一步要有的)."""

    TIME = "time"  # 满了时间
    CARRIED = "carried"  # 表决通过，结果经人核对并公布
    PROOF = "proof"  # 做好的照片


class MatterAct(StrEnum):
    """What can be done with a matter in a stage (这一步能做的)."""

    SPEAK = "speak"  # 说意见
    SUPPORT = "support"  # 同感
    PUT = "put"  # 开始表决
    SHOW = "show"  # 交照片
    DONE = "done"  # 公布做好了
    NOT_DONE = "not_done"  # 没做好
    STOP = "stop"  # 终止


@dataclass(frozen=True)
class Least:
    """The least time a stage takes (最短时间): hours from its first moment, or full days after its first day.

    Days of the by-laws are calendar days: they do not run on where they end on a day off.
    """

    count: int
    full_days: bool
    source: str

    def over(self, since: datetime, zone: ZoneInfo) -> datetime:
        """The moment it is over."""
        if not self.full_days:
            return since + timedelta(hours=self.count)
        return calendar_days(since.astimezone(zone).date(), self.count).over(zone)


@dataclass(frozen=True)
class Step:
    """A stage of a procedure (程序的一步)."""

    stage: Stage
    acts: frozenset[MatterAct] = frozenset()
    needs: tuple[Need, ...] = ()
    least: Least | None = None
    by_itself: bool = False  # left when its time is over, without anybody's press


@dataclass(frozen=True)
class Procedure:
    """A procedure (议事程序): its steps in order; the last is where it ends."""

    name: str
    source: str
    steps: tuple[Step, ...]

    def step(self, stage: Stage) -> Step:
        """The step of a stage; one that only ends a matter asks for nothing."""
        return next((step for step in self.steps if step.stage is stage), Step(stage))

    def after(self, stage: Stage) -> Stage:
        """The stage that follows."""
        order = [step.stage for step in self.steps]
        return order[order.index(stage) + 1]


CHARTER = "楼院章程（默认）"

SMALL = Procedure(
    "small",
    CHARTER,
    (
        Step(
            Stage.SOLICITING,
            frozenset({MatterAct.SPEAK, MatterAct.SUPPORT, MatterAct.PUT, MatterAct.STOP}),
            (Need.TIME,),
            Least(72, full_days=False, source=CHARTER),
        ),
        Step(Stage.VOTING, frozenset(), (Need.CARRIED,)),
        Step(Stage.DISCLOSING, frozenset({MatterAct.STOP}), (Need.TIME,), Least(1, True, CHARTER), by_itself=True),
        Step(Stage.DOING, frozenset({MatterAct.SHOW, MatterAct.DONE, MatterAct.STOP}), (Need.PROOF,)),
        Step(Stage.REPORTING, frozenset({MatterAct.NOT_DONE}), (Need.TIME,), Least(1, True, CHARTER), by_itself=True),
        Step(Stage.ARCHIVED),
    ),
)
"""楼栋小事: what is no matter of 民法典278, spends nothing that is common, and concerns some homes."""

PROCEDURES: Mapping[str, Procedure] = {procedure.name: procedure for procedure in (SMALL,)}


@dataclass(frozen=True)
class Dossier:
    """What is on record of a matter, as far as its guards ask (案卷)."""

    stage: Stage
    since: datetime  # in this stage
    carried: bool = False
    proofs: int = 0  # photos of the work that are kept


@dataclass(frozen=True)
class Missing:
    """What is missing to move on (还缺的); of time: until when."""

    need: Need
    until: datetime | None = None


def wanting(procedure: Procedure, dossier: Dossier, *, at: datetime, zone: ZoneInfo) -> list[Missing]:
    """Everything that is missing before the stage may be left, in the order of the table."""
    step = procedure.step(dossier.stage)
    over = ends(procedure, dossier, zone)
    held = {
        Need.TIME: over is None or at >= over,
        Need.CARRIED: dossier.carried,
        Need.PROOF: dossier.proofs > 0,
    }
    return [Missing(need, over if need is Need.TIME else None) for need in step.needs if not held[need]]


def ends(procedure: Procedure, dossier: Dossier, zone: ZoneInfo) -> datetime | None:
    """When the stage's least time is over; None where it has none."""
    least = procedure.step(dossier.stage).least
    return None if least is None else least.over(dossier.since, zone)


def advance(procedure: Procedure, dossier: Dossier, *, at: datetime, zone: ZoneInfo) -> Stage | Refusal:
    """The next stage, or which record is missing."""
    if dossier.stage in OVER:
        return over_refusal(dossier.stage)
    missing = wanting(procedure, dossier, at=at, zone=zone)
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
