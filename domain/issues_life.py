"""The life of a report (报事流程): its states, every step between them, what a step needs and who may take it.

`TRANSITIONS` is the only way from state to state. Closed means fixed: 已办结 is reached with a proof of the work, a
look by somebody who did not do it, and the reporter's word, or the recorded lapse of the time they were given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from domain.outcomes import Reason, Refusal


class State(StrEnum):
    """States of a report (报事状态)."""

    REPORTED = "reported"  # 待受理
    ASKED = "asked"  # 待补充材料
    ACCEPTED = "accepted"  # 已受理
    ASSIGNED = "assigned"  # 已派单
    TAKEN = "taken"  # 已接单、已应哨
    WORKING = "working"  # 处理中
    SUSPENDED = "suspended"  # 挂起
    TO_CHECK = "to_check"  # 待核验
    TO_RATE = "to_rate"  # 待评价
    CLOSED = "closed"  # 已办结
    REOPENED = "reopened"  # 重新打开
    DUPLICATE = "duplicate"  # 重复
    DECLINED = "declined"  # 不予受理
    REFERRED = "referred"  # 转12345、转外部
    DISCUSSED = "discussed"  # 转议事
    WITHDRAWN = "withdrawn"  # 已撤回


ENDED = frozenset({State.CLOSED, State.DUPLICATE, State.DECLINED, State.REFERRED, State.DISCUSSED, State.WITHDRAWN})
"""Nobody here works on it any more; each can be opened again."""
IN_HAND = (
    State.REPORTED,
    State.ACCEPTED,
    State.ASSIGNED,
    State.TAKEN,
    State.WORKING,
    State.SUSPENDED,
    State.REOPENED,
)
"""It waits for work, or is being worked on (在办)."""
UNCLAIMED = (State.REPORTED, State.ACCEPTED, State.REOPENED)
"""Nobody has it yet."""


class Step(StrEnum):
    """What is done with a report (办理)."""

    REPORT = "report"  # 报上来
    ANSWER = "answer"  # 答复
    ASK = "ask"  # 请补充材料
    SUPPLY = "supply"  # 补充材料
    ACCEPT = "accept"  # 受理
    ASSIGN = "assign"  # 派单
    TAKE = "take"  # 接单
    BEGIN = "begin"  # 开始办
    RETURN = "return"  # 退回
    SUSPEND = "suspend"  # 挂起
    RESUME = "resume"  # 接着办
    DONE = "done"  # 办好了，交照片
    CHECK = "check"  # 核验
    SEND_BACK = "send_back"  # 核验没过
    SOLVED = "solved"  # 反映人说修好了
    LAPSE = "lapse"  # 过了时间没有回话
    REOPEN = "reopen"  # 还没修好，重新打开
    MERGE = "merge"  # 并入
    DECLINE = "decline"  # 不予受理
    REFER = "refer"  # 转外部
    DISCUSS = "discuss"  # 转议事
    WITHDRAW = "withdraw"  # 撤回


def _ways(step: Step, froms: Iterable[State], to: State | None = None) -> dict[tuple[State, Step], State]:
    """From each of these by this step; without `to` it stays where it is."""
    return {(state, step): to or state for state in froms}


TRANSITIONS: Mapping[tuple[State, Step], State] = {
    **_ways(Step.ANSWER, (State.REPORTED, State.REOPENED), State.ACCEPTED),
    **_ways(Step.ANSWER, (state for state in State if state not in {*ENDED, State.REPORTED, State.REOPENED})),
    **_ways(Step.ASK, UNCLAIMED, State.ASKED),
    **_ways(Step.SUPPLY, (State.ASKED,), State.ACCEPTED),
    **_ways(Step.LAPSE, (State.ASKED,), State.ACCEPTED),
    **_ways(Step.ACCEPT, (State.REPORTED, State.REOPENED), State.ACCEPTED),
    **_ways(Step.ASSIGN, IN_HAND, State.ASSIGNED),
    **_ways(Step.TAKE, (*UNCLAIMED, State.ASSIGNED), State.TAKEN),
    **_ways(Step.BEGIN, (State.TAKEN,), State.WORKING),
    **_ways(Step.RETURN, (State.ASSIGNED, State.TAKEN), State.ACCEPTED),
    **_ways(Step.SUSPEND, (State.ACCEPTED, State.ASSIGNED, State.TAKEN, State.WORKING), State.SUSPENDED),
    **_ways(Step.RESUME, (State.SUSPENDED,), State.WORKING),
    **_ways(Step.DONE, IN_HAND, State.TO_CHECK),
    **_ways(Step.CHECK, (State.TO_CHECK,), State.TO_RATE),
    **_ways(Step.SEND_BACK, (State.TO_CHECK,), State.WORKING),
    **_ways(Step.SOLVED, (State.TO_CHECK, State.TO_RATE), State.CLOSED),
    **_ways(Step.LAPSE, (State.TO_RATE,), State.CLOSED),
    **_ways(Step.REOPEN, (State.TO_CHECK, State.TO_RATE, *ENDED), State.REOPENED),
    **_ways(Step.MERGE, (*IN_HAND, State.ASKED), State.DUPLICATE),
    **_ways(Step.DECLINE, (*UNCLAIMED, State.ASKED), State.DECLINED),
    **_ways(Step.REFER, (*IN_HAND, State.ASKED), State.REFERRED),
    **_ways(Step.DISCUSS, IN_HAND, State.DISCUSSED),
    **_ways(Step.WITHDRAW, (*IN_HAND, State.ASKED, State.TO_CHECK, State.TO_RATE), State.WITHDRAWN),
}
"""Every step there is, and where it leads (状态表)."""


def advance(state: State, step: Step) -> State | Refusal:
    """Where `step` leads from `state`, or why it leads nowhere."""
    refusal = Refusal(Reason.WRONG_STATE, {"what": "issue", "issue_state": state.value})
    return TRANSITIONS.get((state, step)) or refusal


class Side(StrEnum):
    """Where somebody stands to a report (与报事的关系)."""

    REPORTER = "reporter"  # 反映人
    STAFF = "staff"  # 办事的人
    NEIGHBOUR = "neighbour"  # 登记在那栋楼里的邻居；没有写楼栋的、说过「我也是」的，登记在那个小区里


STAFF_ALONE = frozenset({Side.STAFF})
WHO: Mapping[Step, frozenset[Side]] = {
    Step.REPORT: frozenset(),
    Step.LAPSE: frozenset(),
    Step.SUPPLY: frozenset({Side.REPORTER}),
    Step.SOLVED: frozenset({Side.REPORTER}),
    Step.WITHDRAW: frozenset({Side.REPORTER}),
    Step.CHECK: frozenset({Side.STAFF, Side.NEIGHBOUR}),
    Step.REOPEN: frozenset(Side),
}
"""Who may take a step (谁能办); staff where nothing is said; nobody: time alone."""

PROOFS = frozenset({"photo", "video", "document"})
"""Kinds of files that show what was done; a voice shows nothing."""
ON_PROOF = frozenset({Step.CHECK, Step.SOLVED})
"""Steps that rest on the proof: it is here, not only promised."""

INDEPENDENT = frozenset({Step.CHECK, Step.SOLVED})
"""Steps that whoever did the work cannot take (谁办的不能自己核验)."""


class Words(StrEnum):
    """Whether a step is said in words (写不写)."""

    NO = "no"
    MAY = "may"
    MUST = "must"


@dataclass(frozen=True)
class Form:
    """What a step needs (办理要写的): words, a proof, something to choose."""

    words: Words = Words.NO
    proof: bool = False  # a photo, a video or a paper
    choice: str = ""  # what is chosen first


FORMS: Mapping[Step, Form] = {
    Step.ANSWER: Form(Words.MUST),
    Step.ASK: Form(Words.MUST),
    Step.SUPPLY: Form(Words.MUST),
    Step.ASSIGN: Form(choice="holder"),
    Step.RETURN: Form(Words.MUST),
    Step.SUSPEND: Form(Words.MUST, choice="days"),
    Step.DONE: Form(Words.MAY, proof=True),
    Step.SEND_BACK: Form(Words.MUST),
    Step.REOPEN: Form(Words.MAY),
    Step.MERGE: Form(Words.MUST),  # the number of the other one
    Step.DECLINE: Form(Words.MUST, choice="why"),
    Step.REFER: Form(Words.MUST),
}
"""A step that is not listed is one press."""


class Why(StrEnum):
    """Why a report is not taken up (不予受理的理由)."""

    NOT_OURS = "not_ours"  # 不归社区管
    PRIVATE = "private"  # 自家的事、民事纠纷
    IN_COURT = "in_court"  # 正在走诉讼、仲裁、信访
    DECIDED = "decided"  # 已经有结论
    UNCLEAR = "unclear"  # 说不清，补充不了


SUSPENDED_DAYS = (3, 7, 15, 30)
"""For how long a report may be put aside at once."""

ASKED_FOR = timedelta(days=5)
"""补充材料: so long its author has to supply what is asked for; the clocks stand still meanwhile."""
RATED_WITHIN = timedelta(days=7)
"""So long the reporter has to say whether it is fixed, once it was checked."""
REMINDED_AFTER = timedelta(days=3)
"""One reminder, so long after it was checked."""
ESCALATES_AT = 2
"""Opened again so often, it goes one level up by itself."""


def form_refusal(step: Step, *, words: bool, proof: bool) -> Refusal | None:
    """Why a step cannot be taken with so little."""
    form = FORMS.get(step, Form())
    if form.proof and not proof:
        return Refusal(Reason.EMPTY, {"what": "issue_proof"})
    if form.words is Words.MUST and not words:
        return Refusal(Reason.EMPTY, {"what": "issue_words"})
    return None


def proof_refusal(step: Step, proofs: Collection[str]) -> Refusal | None:
    """Why a step that rests on the proof must wait: `proofs` are the states of what shows the work done last."""
    if step not in ON_PROOF or "stored" in proofs:
        return None
    coming = "pending" in proofs
    return Refusal(Reason.WRONG_STATE, {"what": "issue_proof_coming" if coming else "issue_proof_lost"})


def steps_for(state: State, sides: Collection[Side], *, own_work: bool) -> list[Step]:
    """What can be done with it now (现在能办的), in the order of `Step`."""
    return [
        step
        for step in Step
        if (state, step) in TRANSITIONS
        and WHO.get(step, STAFF_ALONE) & set(sides)
        and not (own_work and step in INDEPENDENT)
    ]


def printed() -> list[str]:
    """The table in lines (状态表), a state each: `state | step → state, …`."""
    return [f"{state.value} | {', '.join(_printed_ways(state))}" for state in State]


def _printed_ways(state: State) -> list[str]:
    return [f"{step.value} → {to.value}" for (origin, step), to in TRANSITIONS.items() if origin is state]
