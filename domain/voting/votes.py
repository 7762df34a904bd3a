"""A vote's life (表决的经过): posted with its roll, opened, closed by itself, confirmed by a second person, final."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.journal import canonical
from domain.outcomes import Reason, Refusal
from domain.registry import Place
from domain.voting.constituencies import BY_HOMES, MEETS, MEMBERS, Constituency, rule_of
from domain.voting.owners_matters import OwnersMatter
from domain.voting.questions import YES_NO, Question, question_refusal

LONGEST_TITLE = 60
LONGEST_TEXT = 3000
LONGEST_OBJECTION = 500

SETTLING = timedelta(seconds=5)
"""Between the closing moment and the count: what was pressed before it and is still being written belongs in."""

HASH_SHOWN = 8
"""Signs of the text's hash that people compare."""


class VoteState(StrEnum):
    """Life of a vote (表决状态): posted → open → sealed → published → final; or cancelled before it opens.

    What nobody opened, or the clock did too late, is sealed as it was posted.
    """

    POSTED = "posted"  # 公示中: the roll and the text can be objected to
    OPEN = "open"  # 表决中
    SEALED = "sealed"  # 已截止，待核对
    PUBLISHED = "published"  # 结果公示中
    FINAL = "final"  # 已生效
    CANCELLED = "cancelled"  # 已取消


NEXT: Mapping[VoteState, frozenset[VoteState]] = {
    VoteState.POSTED: frozenset({VoteState.OPEN, VoteState.SEALED, VoteState.CANCELLED}),
    VoteState.OPEN: frozenset({VoteState.SEALED}),
    VoteState.SEALED: frozenset({VoteState.PUBLISHED}),
    VoteState.PUBLISHED: frozenset({VoteState.FINAL}),
    VoteState.FINAL: frozenset(),
    VoteState.CANCELLED: frozenset(),
}
"""The only ways from state to state (状态表)."""


class LegalWeight(StrEnum):
    """What the result is worth in law (法律效力), by the city's profile."""

    FORMAL = "formal"  # 正式表决
    CONSULTATIVE = "consultative"  # 征询，不是正式表决


@dataclass(frozen=True)
class Vote:
    """A formal vote (表决): its text, roll and rule are frozen when it is posted.

    `terms` are what the profile said on that day: whether it is formal and by which article, days of notice and of
    the result's posting, which units were counted.
    """

    id: int
    place: Place
    number: int  # 编号, counts up within a compound
    matter: str  # the item of 民法典278; empty where others than the owners decide
    title: str
    text: str
    text_hash: str
    rule: str
    terms: Mapping[str, Any]
    state: VoteState
    started_by: int
    posted_at: datetime
    opens_at: datetime
    closes_at: datetime
    roll_hash: str
    heads: int
    area: int  # of all heads, in 0.01 ㎡
    objections_until: datetime | None = None
    confirmed_by: int | None = None
    result: Mapping[str, Any] | None = None
    reminded: int = 0  # how often those who had not voted were
    reminded_at: datetime | None = None
    constituency: Constituency = Constituency.OWNERS
    question: Question = YES_NO
    overtaken_at: datetime | None = None  # 决议不办了: what it decided was written anew

    @property
    def subject(self) -> str:
        """What its card in the group is remembered under."""
        return f"vote:{self.id}"

    @property
    def at_once(self) -> bool:
        """马上开始投票: opened as it was posted, its homes having had their notice before."""
        return self.opens_at <= self.posted_at

    @property
    def in_meeting(self) -> bool:
        """Decided by those who have come (会议表决): opened and closed by whoever chairs."""
        return self.constituency is Constituency.REPRESENTATIVES

    @property
    def by_homes(self) -> bool:
        """Whether each home votes once (一户一票)."""
        return self.constituency in BY_HOMES

    @property
    def by_name(self) -> bool:
        """Whether everybody reads who voted how once the result is out (记名): an office answers for it."""
        return self.constituency in MEMBERS

    @property
    def at_doors(self) -> bool:
        """Whether homes vote, at whose doors one can ring."""
        return self.constituency not in MEMBERS

    @property
    def weight(self) -> LegalWeight:
        return LegalWeight(self.terms["weight"])

    @property
    def on_paper(self) -> bool:
        """Whether it is cast on paper ballots alone (只用纸票): where a vote on the phone has no weight in law."""
        return bool(self.terms.get("on_paper"))

    @property
    def silence(self) -> Mapping[str, str] | None:
        """What silence counts as (没投票的怎么计): the policy and its clause; None: it does not count."""
        found: Mapping[str, str] | None = self.terms.get("silence")
        return found

    @property
    def decisive(self) -> Mapping[str, Any] | None:
        """The count that decides: with silence where that stands, else of who voted."""
        deemed: Mapping[str, Any] = (self.result or {}).get("deemed") or {}
        return deemed.get("tally") or self.result

    @property
    def carried(self) -> bool:
        """Whether it was decided (是否通过)."""
        return self.decisive is not None and bool(self.decisive["passed"])

    @property
    def uncounted(self) -> bool:
        """Posted or open (尚未截止): nothing is counted, nobody reads a result."""
        return self.state in (VoteState.POSTED, VoteState.OPEN)

    def before_close(self, at: datetime) -> bool:
        """Whether it is still to close, whatever the ticks have done."""
        return self.uncounted and at < self.closes_at

    def takes_ballots(self, at: datetime) -> bool:
        """Whether a ballot of this moment belongs in the box (表决中)."""
        opened = self.state is VoteState.OPEN or not self.in_meeting
        return self.before_close(at) and self.opens_at <= at and opened

    @property
    def in_force(self) -> bool:
        """Whether something was decided and is law between them now: a consultation never is, nor what failed."""
        decided = self.state is VoteState.FINAL and self.weight is LegalWeight.FORMAL and self.carried
        return decided and self.overtaken_at is None

    @property
    def takes_objections(self) -> bool:
        """Before it opens to roll and text, after it to the posted result, while that stands."""
        return self.state in (VoteState.POSTED, VoteState.PUBLISHED) and self.overtaken_at is None

    def may_become(self, state: VoteState) -> bool:
        return state in NEXT[self.state]


@dataclass(frozen=True)
class HomesScope:
    """The homes that a vote concerns (受影响的住户), and what says that these decide."""

    words: str  # 3号楼1单元
    homes: frozenset[int]
    source: str  # 楼院章程第5条


@dataclass(frozen=True)
class Motion:
    """A motion (议案) as it is put to the vote; `days` of voting."""

    matter: OwnersMatter | None
    title: str
    text: str
    days: int
    constituency: Constituency = Constituency.OWNERS
    question: Question = YES_NO
    meets_at: datetime | None = None  # of a meeting
    scope: HomesScope | None = None  # of a vote of some homes only
    unreached: tuple[str, ...] = ()  # members of a meeting who are not on the messenger
    on_paper: bool = False  # 只用纸票

    def concerns(self, unit_id: int) -> bool:
        """Whether this home is asked."""
        return self.scope is None or unit_id in self.scope.homes

    @property
    def hash(self) -> str:
        """SHA-256 of what is voted on, in hex: who has the text can check that it is the same."""
        what = {"title": self.title, "text": self.text, **self.question.record}
        return hashlib.sha256(canonical(what)).hexdigest()


def check_motion(motion: Motion, place: Place) -> Refusal | None:
    """Why a motion cannot be put like this, there."""
    rule = rule_of(motion.constituency, motion.matter)
    if isinstance(rule, Refusal):
        return rule
    wrong = title_refusal(motion.title) or text_refusal(motion.text) or question_refusal(motion.question)
    return wrong or _belonging_refusal(motion, place)


def _belonging_refusal(motion: Motion, place: Place) -> Refusal | None:
    """Why it does not fit whoever is asked: an office or a meeting is of its whole compound, only a meeting meets."""
    meeting = motion.constituency in MEETS
    if (meeting or motion.constituency in MEMBERS) and place.building_id is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_whole_compound"})
    if meeting and motion.meets_at is None:
        return Refusal(Reason.EMPTY, {"what": "vote_meets_at"})
    if meeting and not motion.question.yes_no:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_meeting_yes_no"})
    leftovers = (
        motion.meets_at is not None and not meeting,
        bool(motion.unreached) and motion.constituency is not Constituency.REPRESENTATIVES,
        motion.scope is not None and motion.constituency is not Constituency.HOUSEHOLDS,
    )
    if any(leftovers):
        return Refusal(Reason.WRONG_STATE, {"what": "vote_leftovers"})
    return None


def title_refusal(title: str) -> Refusal | None:
    """Why a motion cannot be called so."""
    if len(title) > LONGEST_TITLE:
        return Refusal(Reason.TOO_LONG, {"what": "vote_title", "most": LONGEST_TITLE})
    return None if title.strip() else Refusal(Reason.EMPTY, {"what": "vote_text"})


def text_refusal(text: str) -> Refusal | None:
    """Why a motion cannot read so."""
    if len(text) > LONGEST_TEXT:
        return Refusal(Reason.TOO_LONG, {"what": "vote_text", "most": LONGEST_TEXT})
    return None if text.strip() else Refusal(Reason.EMPTY, {"what": "vote_text"})


def cast_refusal(vote: Vote, at: datetime) -> Refusal | None:
    """Why a ballot of this moment does not count: the moment it was pressed decides, whatever the state says."""
    if vote.state is VoteState.CANCELLED:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_cancelled"})
    if at < vote.opens_at:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_not_open"})
    if at >= vote.closes_at:
        return Refusal(Reason.EXPIRED, {"what": "vote"})
    if not vote.uncounted:
        return Refusal(Reason.EXPIRED, {"what": "vote_overtaken"})
    if not vote.takes_ballots(at):
        return Refusal(Reason.WRONG_STATE, {"what": "vote_meeting_not_open"})
    return Refusal(Reason.WRONG_STATE, {"what": "vote_on_paper"}) if vote.on_paper else None


def objection_refusal(vote: Vote, words: str) -> Refusal | None:
    """Why nothing can be objected to now: before it opens to roll and text, after it to the posted result."""
    if vote.overtaken_at is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_written_anew"})
    if not vote.takes_objections:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_objection"})
    if not words.strip():
        return Refusal(Reason.EMPTY, {"what": "vote_objection"})
    if len(words) > LONGEST_OBJECTION:
        return Refusal(Reason.TOO_LONG, {"what": "vote_objection", "most": LONGEST_OBJECTION})
    return None


def confirm_refusal(vote: Vote, by: int) -> Refusal | None:
    """Why this person may not confirm the result: nobody signs twice."""
    if vote.state is not VoteState.SEALED:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_not_sealed"})
    if vote.started_by == by:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_second_person"})
    return None
