"""Tasks (要做的事): who answers for what until when, what it costs against the budget, and what is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.deliberation.matters import Matter
from domain.deliberation.ratings import RatingCount
from domain.local_times import parse_local
from domain.outcomes import Reason, Refusal
from domain.paper_days import read_day
from domain.periods import working_days
from domain.workdays import WorkDays

LONGEST_TASK, LONGEST_HOLDER, LONGEST_TASK_WORDS = 60, 30, 300
MOST_TASKS = 30
"""Of one matter, as often as its text was decided anew (ours)."""

MOST_COST = 10**9
"""分; as much as the by-laws may name."""

MOST_TASK_PHOTOS = 9
"""In one album, before and after each."""

SAID_AT = time(9, 0)
LEVELS, LEVEL_DAYS = 3, 3
"""Whoever runs the matter, the neighbours, the committees of the community; so many working days between them."""


class TaskState(StrEnum):
    """How far a task is (事项状态)."""

    OPEN = "open"  # 在办
    DONE = "done"  # 做完了
    CANCELLED = "cancelled"  # 不做了, with a reason that everybody reads


class TaskPhoto(StrEnum):
    """What a photo of a task shows (照片)."""

    BEFORE = "before"  # 动工前
    AFTER = "after"  # 做完后


@dataclass(frozen=True)
class TaskPlan:
    """A task as it is given out (派事)."""

    what: str
    holder: str  # who answers for it, in words
    due: date
    planned: int  # 分


@dataclass(frozen=True)
class Task:
    """A task (要做的事) as it stands."""

    id: int
    matter_id: int
    number: int  # counts up within a matter
    round: int  # of the text it carries out
    plan: TaskPlan
    first_due: date  # as it was given out
    state: TaskState
    at: datetime
    spent: int | None = None  # 分, once it is done
    words: str = ""  # what was done; why it is not done any more
    moved: str = ""  # why its day was changed last
    told: int = 0  # how far up it was said that it is late

    @property
    def subject(self) -> str:
        """What its due row is kept under."""
        return f"task:{self.id}"

    def photos(self, shows: TaskPhoto) -> str:
        """What its photos are kept under."""
        return f"task_{shows}:{self.id}"

    @property
    def cost(self) -> int:
        """分: what was spent, or is planned; what is not done costs nothing."""
        if self.state is TaskState.CANCELLED:
            return 0
        return self.plan.planned if self.spent is None else self.spent

    def late(self, today: date) -> int:
        """How many days late; 0 when it is not."""
        return max(0, (today - self.plan.due).days) if self.state is TaskState.OPEN else 0


@dataclass(frozen=True)
class Progress:
    """How far the work is (进度): of the tasks that stand, and what they cost."""

    done: int
    standing: int
    cost: int  # 分, spent or planned
    budget: int  # 分


def progress(tasks: Iterable[Task], budget: int) -> Progress:
    """What is not done any more is not counted."""
    standing = [task for task in tasks if task.state is not TaskState.CANCELLED]
    done = [task for task in standing if task.state is TaskState.DONE]
    return Progress(len(done), len(standing), sum(task.cost for task in standing), budget)


def spent_on(tasks: Iterable[Task]) -> int | None:
    """分 that what was done has cost; None where nothing was given out and done."""
    spent = [task.spent or 0 for task in tasks if task.state is TaskState.DONE]
    return sum(spent) if spent else None


@dataclass(frozen=True)
class TaskBoard:
    """The work of a matter as anybody there may read it (进度页)."""

    matter: Matter
    tasks: tuple[Task, ...]
    progress: Progress
    gives_out: bool  # whoever runs it, while it is done
    again: RatingCount | None = None  # what homes said, where it is done again because of that


@dataclass(frozen=True)
class TaskPage:
    """One task (事项页), and how many photos of it are kept."""

    board: TaskBoard
    task: Task
    photos: Mapping[TaskPhoto, int]

    @property
    def runs(self) -> bool:
        """Whether the reader can do something with it."""
        current = self.task.round == self.board.matter.round
        return self.board.gives_out and current and self.task.state is TaskState.OPEN


def read_due_day(text: str, *, at: datetime, zone: ZoneInfo) -> date | None:
    """「3月20日」「下周五」「2026-03-20」 become a day; None for what is none."""
    moment = parse_local(f"{text} 18:00", at=at, zone=zone) if text.strip() else None
    return read_day(text) or (None if moment is None else moment.astimezone(zone).date())


def plan_refusal(plan: TaskPlan, today: date) -> Refusal | None:
    """Why a task cannot be given out so."""
    return (
        task_words_refusal(plan.what, "what", LONGEST_TASK)
        or task_words_refusal(plan.holder, "holder", LONGEST_HOLDER)
        or due_refusal(plan.due, today)
        or cost_refusal(plan.planned)
    )


def task_words_refusal(words: str, what: str, most: int = LONGEST_TASK_WORDS) -> Refusal | None:
    """Why this cannot be written so."""
    if not words.strip():
        return Refusal(Reason.EMPTY, {"what": f"task_{what}"})
    return Refusal(Reason.TOO_LONG, {"what": f"task_{what}", "most": most}) if len(words) > most else None


def due_refusal(due: date, today: date) -> Refusal | None:
    """Nobody finishes yesterday."""
    return Refusal(Reason.IN_THE_PAST, {"what": "task_due"}) if due < today else None


def cost_refusal(cost: int) -> Refusal | None:
    """Why this is no cost."""
    return None if 0 <= cost <= MOST_COST else Refusal(Reason.INVALID, {"what": "task_cost"})


def budget_refusal(total: int, budget: int) -> Refusal | None:
    """多出一成以上，要回到议事: exactly a tenth more is allowed; told in tenths of a percent, rounded up."""
    if total * 10 <= budget * 11:
        return None
    if budget == 0:
        return Refusal(Reason.INVALID, {"what": "task_no_budget", "cost": total})
    more = -((budget - total) * 1000 // budget)
    return Refusal(Reason.INVALID, {"what": "task_budget", "cost": total, "budget": budget, "more": more})


def accounts_refusal(spent: int, budget: int) -> Refusal | None:
    """决算比预算多出一成以上: the same bound; what is spent is spent, so the plan comes first."""
    found = budget_refusal(spent, budget)
    if found is None:
        return None
    if not budget:
        return Refusal(Reason.INVALID, {**found.facts, "what": "accounts_no_budget"})
    return Refusal(Reason.INVALID, {**found.facts, "what": "accounts_budget"})


def above_guess(spent: int, guess: int) -> bool:
    """比报修时估计的多出一成以上: the bound of a budget, of what was guessed."""
    return spent * 10 > guess * 11


def why_more(words: str) -> str:
    """为什么多出来: what accounts say below the line that tells on what."""
    return "\n".join([line.strip() for line in words.splitlines() if line.strip()][1:])


def guess_refusal(spent: int, guess: int, words: str) -> Refusal | None:
    """An urgent repair has no budget, so nothing forbids it; why it was so much more is in a line of its own."""
    if why_more(words) or not above_guess(spent, guess):
        return None
    return Refusal(Reason.INVALID, {"what": "accounts_guess", "cost": spent, "budget": guess})


def task_state_refusal(task: Task) -> Refusal | None:
    """Nothing more is done with what is over."""
    return None if task.state is TaskState.OPEN else Refusal(Reason.WRONG_STATE, {"what": f"task_{task.state}"})


def said_late_on(due: date, level: int, zone: ZoneInfo, work_days: WorkDays) -> datetime:
    """When this level hears that it is late: the day after, then three working days later each."""
    day = due + timedelta(days=1)
    if level > 1:
        day = working_days(day, (level - 1) * LEVEL_DAYS, work_days).last
    return datetime.combine(day, SAID_AT, tzinfo=zone)
