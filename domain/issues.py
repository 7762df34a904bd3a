"""Reports (报事): what may be reported, how a report moves, who sees what of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.issues_deadlines import Deadlines
from domain.issues_life import ENDED, INDEPENDENT, STAFF_ALONE, WHO, Side, State, Step
from domain.issues_ratings import RatingSeen
from domain.issues_urgent import UrgentSeen
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import HOME_ROLES, Actor, Place, RoleKind
from domain.whistles import CalledUnit, WhistleStanding

LONGEST = 4000
"""Characters of a report that are kept."""
LONGEST_SHOWN = 2000
"""Characters of a report shown at once."""
LONGEST_ANSWER = 2000
"""Characters of an answer, or of what was done."""
LONGEST_ON_CARD = 60
"""Characters of a report on its card in the group."""
REOPEN_WITHIN = timedelta(days=14)
"""How long after it was closed those whom it concerns may say that it is not fixed."""
GREETINGS = frozenset(
    [
        *("你好", "您好", "你好啊", "您好啊", "在吗", "在么", "有人吗", "早", "早上好", "上午好", "下午好", "晚上好"),
        *("谢谢", "谢谢您", "谢谢你", "多谢", "好的", "好", "收到", "知道了", "嗯", "哦"),
        *("hello", "hi", "thanks", "thankyou", "ok"),
    ]
)
"""What people say to be polite (问好与道谢)."""
ASKING_AFTER = ("修好", "好了", "怎么样", "进展", "到哪", "办好", "办完", "编号", "报事", "fixed", "how far", "report")
"""What people say beside a number when they ask how far it is (问进展)."""


@dataclass(frozen=True)
class File:
    """A file someone sent (随附文件), by the messenger's handle."""

    kind: str
    file_id: str
    name: str = ""
    mime: str = ""
    size: int | None = None


@dataclass(frozen=True)
class Said:
    """What someone said (所述): words, files, a place on the map in 10⁻⁶ degrees, the album it is part of."""

    text: str = ""
    files: tuple[File, ...] = ()
    spot: tuple[int, int] | None = None
    album: str | None = None

    @property
    def empty(self) -> bool:
        return not (is_reportable(self.text) or self.files or self.spot)


@dataclass(frozen=True)
class Issue:
    """A report (报事) with the names of its place and of who reported it."""

    id: int
    number: int
    place: Place
    compound: str | None
    building: str | None
    reporter_id: int | None
    reporter: str | None
    text: str
    spot: tuple[int, int] | None
    state: State
    reported_at: datetime
    changed_at: datetime
    kinds: tuple[str, ...] = ()  # of the files that came with it, where a screen asks for them
    holder_id: int | None = None  # 承办人
    holder: str | None = None
    doer_id: int | None = None  # who said last that it is done
    parts_by: frozenset[int] = frozenset()  # whoever of these asks put down a part of it, where a step asks
    until: datetime | None = None  # 挂起到什么时候
    main: int | None = None  # the number of the one it is part of
    matter_id: int | None = None  # the matter it became
    reopened: int = 0  # so often, after it had been closed
    category: str | None = None  # what it is about
    entrance: str | None = None  # 2单元
    thing: str | None = None  # 2号梯, whose code was scanned
    sealed_to: int | None = None  # the one person who reads it beside its reporter
    filed_by: int | None = None  # who reported it for a neighbour
    hidden: str | None = None  # why its words are not shown to the public
    level: int = 0  # the level of the ladder that heard last
    level_at: datetime | None = None  # when it fell due, or since when somebody holds it
    keeper_id: int | None = None  # 我来盯
    keeper: str | None = None
    also: frozenset[int] = frozenset()  # whoever of these asks said 我也是, where a step asks
    deadlines: Deadlines | None = None  # where a screen asks for them

    @property
    def called(self) -> str:
        return number_words(self.number)

    @property
    def subject(self) -> str:
        return f"issue:{self.id}"

    @property
    def spot_words(self) -> str | None:
        """Building, entrance and thing, as far as they are known: 3号楼2单元 2号梯."""
        return whereabouts(self.building, self.entrance, self.thing)


@dataclass(frozen=True)
class Taken:
    """A step that was taken (办理记录): what was done, the state it led to, what was said, when."""

    step: Step
    state: State
    text: str
    at: datetime


def whereabouts(building: str | None, entrance: str | None, thing: str | None) -> str | None:
    """Where it is in one line; None where nothing narrower than the compound is known."""
    door = f"{building}{entrance or ''}" if building else None
    return " ".join(part for part in (door, thing) if part) or None


class View(StrEnum):
    """How much of a report someone sees (可见范围)."""

    STAFF = "staff"  # all of it, and who reported
    REPORTER = "reporter"  # all of it
    PUBLIC = "public"  # what its card in the group shows


@dataclass(frozen=True)
class Progress:
    """How far a report has come (进展), for one reader."""

    issue: Issue
    view: View
    taken: tuple[Taken, ...] = ()
    files: int = 0
    registered: bool = False
    steps: tuple[Step, ...] = ()  # what this reader can do with it now
    reopens_until: datetime | None = None  # until when this reader may say 还没修好, while they may
    too_late: bool = False  # they might have said it until then
    homes: int = 0  # that have it too, beside the reporter's
    joined: bool = False  # this reader said 我也是
    added: tuple[str, ...] = ()  # what neighbours added, for staff
    at: datetime | None = None  # when it was looked at: what is late then
    reason: str = ""  # why it is put aside, as everybody may read it
    lead: str = ""  # whom staff call about water, power, gas
    holds: bool = False  # this reader may say 我来盯
    writes: bool = False  # there is a letter for 12345, for this reader
    may_whistle: bool = False  # this reader can blow a whistle for it now
    whistle_id: int | None = None  # the whistle that was blown for it last
    rating: RatingSeen | None = None  # of the work, once it is closed
    chained: bool = False  # it led to a matter, or keeps coming back
    urgent: UrgentSeen | None = None  # whether it cannot wait
    called: tuple[tuple[CalledUnit, WhistleStanding], ...] = ()  # the units that were called to it


def sees_all(actor: Actor, place: Place) -> bool:
    """Whether `actor` serves `place`, or keeps the bot itself."""
    return actor.has(RoleKind.OPERATOR) or permit(actor, Act.HANDLE_ISSUE, place) is None


def view_of(issue: Issue, actor: Actor, *, carded: bool) -> View | None:
    """How much `actor` sees of `issue`; None: not even that it is there. `carded`: a group shows its card."""
    mine = actor.person_id is not None and actor.person_id in (issue.reporter_id, issue.filed_by)
    if issue.sealed_to is not None:
        reads = issue.sealed_to == actor.person_id and permit(actor, Act.HANDLE_ISSUE, issue.place) is None
        return View.STAFF if reads else View.REPORTER if mine else None
    if sees_all(actor, issue.place):
        return View.STAFF
    if mine:
        return View.REPORTER
    return View.PUBLIC if carded else None


def sides_of(issue: Issue, actor: Actor) -> frozenset[Side]:
    """Where `actor` stands to `issue`: nowhere, or in several places at once."""
    where = Place(issue.place.compound_id) if actor.person_id in issue.also else issue.place
    at_home = any(where.covers(role.place) for role in actor.roles if role.kind in HOME_ROLES)
    stands = {
        Side.REPORTER: issue.reporter_id is not None and issue.reporter_id == actor.person_id,
        Side.STAFF: permit(actor, Act.HANDLE_ISSUE, issue.place) is None,
        Side.NEIGHBOUR: at_home and issue.place.compound_id is not None,
    }
    return frozenset(side for side, there in stands.items() if there)


def blank(issue: Issue) -> Issue:
    """A sealed report for whoever must not read it: that there is one of this number, and nothing else."""
    return replace(issue, text="", spot=None, building=None, entrance=None, thing=None, reporter=None, kinds=())


def side_of(issue: Issue, actor: Actor) -> Side | None:
    """The first of these; None for anybody else."""
    sides = sides_of(issue, actor)
    return next((side for side in Side if side in sides), None)


def own_work(issue: Issue, actor: Actor) -> bool:
    """Whether they did it: who said that it is done, or a part of it, and who had it (谁办的不能自己核验)."""
    return actor.person_id is not None and actor.person_id in (issue.doer_id, issue.holder_id, *issue.parts_by)


SEALED_MATTER = Refusal(Reason.WRONG_STATE, {"what": "issue_sealed_matter"})
"""What was written for one person alone becomes everybody's only once its reporter has opened it."""


def permit_step(issue: Issue, actor: Actor, step: Step, *, at: datetime) -> Refusal | None:
    """None when `actor` may take `step`: by where they stand, whether they did the work, and within 14 days."""
    sides = sides_of(issue, actor) & WHO.get(step, STAFF_ALONE)
    if not sides:
        return permit(actor, Act.HANDLE_ISSUE, issue.place) or Refusal(
            Reason.NOT_PERMITTED, {"what": f"issue_{step.value}"}
        )
    if step is Step.DISCUSS and issue.sealed_to is not None:
        return SEALED_MATTER
    if step in INDEPENDENT and own_work(issue, actor):
        return Refusal(Reason.NOT_PERMITTED, {"what": "issue_own_work"})
    until = reopens_until(issue)
    if step is not Step.REOPEN or Side.STAFF in sides or until is None or at < until:
        return None
    return Refusal(Reason.EXPIRED, {"what": "issue_reopen", "number": issue.called, "days": REOPEN_WITHIN.days})


def reopens_until(issue: Issue) -> datetime | None:
    """Until when one that has ended can be opened again by those whom it concerns; None while it has not."""
    return issue.changed_at + REOPEN_WITHIN if issue.state in ENDED else None


@dataclass(frozen=True)
class Limit:
    """At most so many reports within so long (报事次数限制)."""

    count: int
    within: timedelta


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LIMITS: dict[bool, tuple[Limit, ...]] = {
    True: (Limit(20, HOUR),),
    False: (Limit(5, HOUR), Limit(20, DAY)),
}
"""By whether the person is registered (已登记)."""


def next_allowed(earlier: Sequence[datetime], *, registered: bool, at: datetime) -> datetime | None:
    """None when one more report may come now; else the whole minute from which it may."""
    moments = [moment for limit in LIMITS[registered] if (moment := _frees(limit, earlier, at)) is not None]
    return max(moments, default=None)


def _frees(limit: Limit, earlier: Sequence[datetime], at: datetime) -> datetime | None:
    recent = sorted(moment for moment in earlier if moment > at - limit.within)
    if len(recent) < limit.count:
        return None
    # The words show minutes: rounded up, or who comes back in that minute would be refused again.
    minute = (recent[-limit.count] + limit.within).replace(second=0, microsecond=0)
    return minute + timedelta(minutes=1)


def number_words(number: int) -> str:
    """0127; longer once the numbers are."""
    return f"{number:04d}"


def as_number(words: str) -> int | None:
    """The report's number that someone typed, if it is one: 1 to 8 digits."""
    digits = clean(words)
    return int(digits) if re.fullmatch(r"\d{1,8}", digits) else None


def asks_after(words: str) -> int | None:
    """The number of the report that somebody asks after in words (问进展): 0127修好了吗, 报事0127; never a danger."""
    found = re.fullmatch(r"(\D{0,8})(0\d{3,7})(\D{0,10})", clean(words))
    if found is None or is_emergency(words):
        return None
    return int(found[2]) if any(word in found[1] + found[3] for word in ASKING_AFTER) else None


def writes_number(words: str) -> bool:
    """Whether the words are a report's number as we write it, 0127, and nothing else."""
    return re.fullmatch(r"0\d{3}|[1-9]\d{4,7}", clean(words)) is not None


INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks that show nothing, beside the format characters (零宽、双向控制), which all go."""
HIDDEN = frozenset({"Cf", "Cc", "Cs"})


def clean(text: str) -> str:
    """The text without characters nobody sees: bidi controls, zero widths, control characters, blank letters."""
    broken = re.sub(r"\r\n?|[\u2028\u2029]", "\n", text).replace("\t", " ")
    shown = "".join(letter for letter in broken if letter == "\n" or _visible(letter))
    return re.sub(r" *\n(?:\s*\n)?\s*", _one_break, unicodedata.normalize("NFC", shown)).strip()


def _visible(letter: str) -> bool:
    return letter not in INVISIBLE and unicodedata.category(letter) not in HIDDEN


def _one_break(gap: re.Match[str]) -> str:
    return "\n\n" if gap[0].count("\n") > 1 else "\n"


def is_reportable(text: str) -> bool:
    """Whether the text says something: a letter or a digit is in it once it is cleaned."""
    return any(unicodedata.category(letter)[0] in "LN" for letter in clean(text))


def is_greeting(text: str) -> bool:
    """Whether somebody only says hello or thanks (问好): nothing to report, and no reason to ask whether it is."""
    return "".join(letter for letter in clean(text).lower() if letter.isalnum()) in GREETINGS


def shorten(text: str, most: int) -> str:
    """At most `most` of the messenger's characters (UTF-16 units), ending in … where something was left out."""
    if _units(text) <= most:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (most - 1)].decode("utf-16-le", "ignore")
    return kept.rstrip() + "…"


def _units(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)


GAS = r"(?:燃气|煤气|天然气|液化气|气罐|气管)"
EMERGENCIES = re.compile(
    r"(?<!打不)(?<!点不)[着起失]了?大?火|烧起来|火苗|火光|冒(?:黑|浓|白)?烟|浓烟|(?<!消除)(?<!预防)火灾(?!隐患|报警|自动|保险|风险)"
    rf"|{GAS}.{{0,6}}(?:漏|泄|味|臭|爆)|(?:闻到|有股|泄漏|漏).{{0,4}}{GAS}"
    r"|爆炸(?!性)|触电|电到人|漏电|坍塌|倒塌|垮塌|塌了|塌下来|[墙楼]快?要倒|砸[到中伤]?人|夹住|夹在.{0,6}[门里]|坠楼|跳楼|落水|溺水|救命"
    r"|(?<!贫)困人|困住|(?:被困|困在|关在).{0,6}(?:电梯|里)|电梯.{0,8}(?:困(?!难|扰|境|惑)|坠|(?:往下|下)掉|掉下)"
    r"|昏倒|晕倒|昏迷|没有?呼吸|行凶|持刀|砍人"
    r"|\b(?:on fire|fire(?! (?:lane|door|exit|extinguisher|hydrant|drill|safety))|smoke|gas leak"
    r"|smell(?:ing|s)? (?:of )?gas|explosion|electrocut\w*|collapsed?"
    r"|trapped|stuck in the (?:lift|elevator)|drowning|unconscious)\b",
    re.IGNORECASE,
)
"""Words of danger to life (险情): rather one too many than one too few."""


def speaks_of_gas(text: str) -> bool:
    """Whether the danger may be gas: then its own number helps first, and no switch is touched."""
    return is_emergency(text) and re.search(rf"{GAS}|\bgas\b", text, re.IGNORECASE) is not None


def is_emergency(text: str) -> bool:
    """Whether the words speak of danger to life, so that nobody waits for the morning."""
    return EMERGENCIES.search(text) is not None
