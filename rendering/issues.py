"""Screens of reports (报事): the offer, the number, the progress, the list of what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.asking import asked_doors
from domain.issues import LONGEST, Issue, Progress, shorten
from domain.outcomes import Facts, Refusal
from domain.registry import Building
from rendering.dates import moment
from rendering.issues_board import to_board
from rendering.issues_buttons import (
    AskPlace,
    EditReport,
    JustSaying,
    KeepOffer,
    LeaveIt,
    ListBuildings,
    OpenIssues,
    PickBuilding,
    PickCompound,
    PickEntrance,
    ReportIt,
    ReportMine,
    SeeIssue,
    TurnPage,
)
from rendering.issues_ladder import ShowLeads, is_late, until_words
from rendering.issues_notices import NOTICES
from rendering.issues_private import pass_on, private_keys, who_sees
from rendering.issues_progress import in_passing, progress, reading_on
from rendering.issues_sorting import about, guess_keys, sorting_key
from rendering.issues_words import dangers, plain_dangers, quoted, received, said, words_of
from rendering.menu import Go, ending, go
from rendering.places import building_keys
from rendering.refusals import refusal_screen
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

__all__ = [
    "NOTICES",
    "asking_words",
    "dropped",
    "how_to",
    "in_group",
    "in_passing",
    "no_such_number",
    "offer",
    "open_issues",
    "passed_on",
    "plain_dangers",
    "progress",
    "reading_on",
    "reported",
    "still_asking",
    "under_message",
]

MOST_PLACES = 80
"""Keys of places on one screen (Telegram allows 100 in all); beyond, the words must name the building."""
PAGE = 8
"""Reports a page of the list."""
MOST_OWN = 2
"""Reports of one's own beside an offer, where its words seem to ask after them."""
TITLE = 24
"""Characters of a report on a key."""


def offer(texts: Texts, facts: Facts, own: Sequence[Issue] = ()) -> Screen:
    """这样报上去可以吗: what would be reported, from where, who would see it; first the doors, if it may be a question.

    `own`: their latest reports, where they seem to ask after these.
    """
    doors = _asked(texts, facts, own)
    asking = bool(facts["compounds"] or facts["buildings"] or facts["entrances"])
    text = lines(
        *dangers(texts, facts),
        texts.say("issues.offer.asking" if doors else "issues.offer.title"),
        _offered(texts, facts),
        texts.say("issues.offer.cut", most=LONGEST) if facts["cut"] else None,
        _details(texts, facts),
        texts.say("intake.add_words") if facts["files"] and not facts["text"] else None,
        who_sees(texts, facts),
        _question(texts, facts) if asking else None,
    )
    beside = sum(map(len, doors)) + bool(facts["buildings"])
    sorting = sorting_key(texts, facts, beside=beside) if doors else guess_keys(texts, facts)
    return Screen(text, (*doors, *_places(texts, facts), *sorting, *_offer_keys(texts, facts)))


def _asked(texts: Texts, facts: Facts, own: Sequence[Issue]) -> tuple[tuple[Key, ...], ...]:
    """The doors to what these words seem to ask after; never beside a danger, a file or a compound to be chosen."""
    if facts["files"] or facts["album"] or facts["compounds"] or facts.get("urgent"):
        return ()
    doors = asked_doors(facts["text"])
    if own and doors:
        rest = [_mine(texts)] if len(own) > MOST_OWN else []
        shown = MOST_OWN - bool(rest and facts["buildings"])  # the key of the buildings stands below these
        return rows(*_opened(texts, own[:shown]), *rest, per_row=1)
    return rows(*(_mine(texts) if door == "report" else go(texts, door) for door in doors))


def _mine(texts: Texts) -> Key:
    return Key(texts.plain("issues.offer.mine"), Go("report"))


def _offered(texts: Texts, facts: Facts) -> Markup:
    """What would be reported; of an album nobody knows yet how many will come."""
    kinds = (_album(facts),) if facts["album"] else facts["files"]
    return quoted(said(texts, facts["text"], kinds, spot=facts["located"]))


def _details(texts: Texts, facts: Facts) -> Markup | None:
    """地点、照片 on one line, as far as there is something to say that is not said yet."""
    where = facts["building"] or facts["compound"]
    parts = [texts.plain("issues.place", place=where)] if where else []
    if facts["located"] and facts["text"]:
        parts.append(texts.plain("issues.located"))
    if facts["album"]:
        parts.append(texts.plain(f"issues.files.{_album(facts)}"))
    elif facts["text"]:
        parts += _files(texts, facts["files"])
    if (category := about(texts, facts["category"])) is not None:
        parts.append(category)
    return Markup.escape("    ".join(parts)) if parts else None


def _album(facts: Facts) -> str:
    """An album is of pictures and films, or else of files."""
    return "album" if set(facts["files"]) <= {"photo", "video"} else "bundle"


def _files(texts: Texts, files: Mapping[str, int]) -> list[str]:
    return [texts.plain(f"issues.files.{kind}", n=count) for kind, count in sorted(files.items())]


def _question(texts: Texts, facts: Facts) -> Markup:
    if facts["compounds"]:
        return texts.say("issues.offer.which_compound")
    return texts.say("issues.offer.which_building" if facts["buildings"] else "intake.which_entrance")


def _places(texts: Texts, facts: Facts) -> tuple[tuple[Key, ...], ...]:
    number = facts["draft_id"]
    compounds = [Key(name, PickCompound(number, key)) for key, name in facts["compounds"][:MOST_PLACES]]
    asked = [Key(texts.plain("issues.offer.list_buildings"), ListBuildings(number, 0))] if facts["buildings"] else []
    ways = [Key(label, PickEntrance(number, key)) for key, label in facts["entrances"][:MOST_PLACES]]
    nowhere = [Key(texts.plain("intake.no_entrance"), PickEntrance(number, 0))] if ways else []
    return (*rows(*compounds), *rows(*asked), *rows(*ways, per_row=4), *rows(*nowhere))


def buildings(texts: Texts, facts: Facts, page: int) -> Screen:
    """在哪栋楼: a page of them, and the way back to the offer."""
    number = facts["draft_id"]
    found = building_keys(
        texts,
        [Building(key, 0, label) for key, label in facts["buildings"]],
        press=lambda building: PickBuilding(number, building.id),
        turn=lambda other: ListBuildings(number, other),
        page=page,
    )
    nowhere = Key(texts.plain("issues.offer.no_building"), PickBuilding(number, 0))
    keep = Key(texts.plain("issues.edit.keep"), KeepOffer(number))
    return Screen(texts.say("issues.offer.the_building"), (*found, *rows(nowhere, keep)))


def _offer_keys(texts: Texts, facts: Facts) -> tuple[tuple[Key, ...], ...]:
    number = facts["draft_id"]
    report = [] if facts["compounds"] else [Key(texts.plain("issues.offer.report"), ReportIt(number))]
    rest = (
        Key(texts.plain("issues.offer.edit"), EditReport(number)),
        Key(texts.plain("issues.offer.just_saying"), JustSaying(number)),
    )
    return rows(*report, *rest, per_row=3)


def asking_words(texts: Texts, facts: Facts) -> Screen:
    """改一改: what to send next, or which place to change."""
    number = facts["draft_id"]
    move = [Key(texts.plain("issues.edit.move"), AskPlace(number))] if facts["movable"] else []
    keep = Key(texts.plain("issues.edit.keep"), KeepOffer(number))
    return Screen(
        lines(texts.say("issues.edit.ask"), _offered(texts, facts)), rows(*move, *private_keys(texts, facts), keep)
    )


def dropped(texts: Texts) -> Screen:
    """只是说说: nothing was reported, and that is all right."""
    return ending(texts, texts.say("issues.dropped"))


def reported(texts: Texts, facts: Facts, zone: ZoneInfo, seen: Progress | None = None) -> Screen:
    """已登记: the number, who sees it, until when, how to ask."""
    number, filed = facts["number"], facts.get("for_neighbour")
    text = lines(
        *dangers(texts, facts),
        texts.say("issues.reported.number", number=number),
        texts.say("intake.filed_receipt") if filed else received(texts, facts, zone),
        until_words(texts, seen.issue, seen.at, zone) if seen is not None and not filed else None,
        texts.say("issues.reported.files", n=facts["files"]) if facts["files"] else None,
        texts.say("issues.reported.ask", number=number),
    )
    if filed is not None:  # with nothing but a link it can be passed on as it is
        return Screen(text, (pass_on(texts, facts["id"], filed),))
    return Screen(text, rows(Key(texts.plain("issues.see"), SeeIssue(facts["id"]))))


def mine(texts: Texts, latest: Sequence[Issue]) -> Screen:
    """我报过的: whoever asks after one of them opens it, or reports something new."""
    ends = rows(go(texts, "again"), go(texts, "start"))
    return Screen(texts.say("issues.how.latest"), (*rows(*_opened(texts, latest), per_row=1), *ends))


def _opened(texts: Texts, latest: Sequence[Issue]) -> list[Key]:
    return [Key(_titled(texts, issue), SeeIssue(issue.id)) for issue in latest]


def how_to(texts: Texts, latest: Sequence[Issue], *, staff: bool) -> Screen:
    """怎么报事, and my latest reports."""
    desk = [Key(texts.plain("issues.see_all"), OpenIssues())] if staff else []
    latest_title = texts.say("issues.how.latest") if latest else None
    text = lines(texts.say("issues.how.to"), latest_title and Markup("\n") + latest_title)
    return Screen(text, rows(*_opened(texts, latest), *desk, go(texts, "start"), per_row=1))


def _titled(texts: Texts, issue: Issue) -> str:
    return f"{issue.called} {texts.plain(f'issues.state.{issue.state.value}')} · {_title(texts, issue)}"


def open_issues(
    texts: Texts,
    issues: Sequence[Issue],
    page: int,
    zone: ZoneInfo,
    *,
    at: datetime | None = None,
    leads: bool = False,
) -> Screen:
    """待办报事, what is late first, a key a report."""
    if not issues:
        return Screen(texts.say("issues.open.none"), rows(to_board(texts), go(texts, "start")))
    last = (len(issues) - 1) // PAGE
    page = min(max(page, 0), last)
    shown = issues[page * PAGE : (page + 1) * PAGE]
    turning = [Key(texts.plain("issues.open.back"), TurnPage(page - 1))] if page else []
    turning += [Key(texts.plain("issues.open.on"), TurnPage(page + 1))] if page < last else []
    late = sum(is_late(issue, at) for issue in issues)
    text = lines(
        texts.say("issues.open.title", n=len(issues)),
        texts.say("issues.open.late", n=late) if late else None,
        texts.say("issues.open.oldest", when=moment(texts, min(one.reported_at for one in issues), zone)),
    )
    keys = [Key(_placed(texts, issue, at, zone), SeeIssue(issue.id)) for issue in shown]
    others = [to_board(texts), *((Key(texts.plain("issues.leads.key"), ShowLeads(0)),) if leads else ())]
    return Screen(text, (*rows(*keys, per_row=1), *rows(*turning), *rows(*others, go(texts, "start"))))


def _placed(texts: Texts, issue: Issue, at: datetime | None, zone: ZoneInfo) -> str:
    where = f"{issue.building} " if issue.building else ""
    until = until_words(texts, issue, at, zone, short=True)
    which = f"{issue.called} {where}{_title(texts, issue)}"
    if not until:
        return which
    return f"{until} · {which}" if is_late(issue, at) else f"{which} · {until}"


def _title(texts: Texts, issue: Issue) -> str:
    if issue.sealed_to is not None and not (issue.text or issue.kinds or issue.spot):
        return texts.plain("intake.sealed_title")
    return shorten(words_of(texts, issue, " ".join(issue.text.split())), TITLE)


def still_asking(texts: Texts, draft_id: int) -> Screen:
    """A number came instead of the words asked for: they may still be written, or left."""
    return Screen(texts.say("issues.ask.still"), rows(Key(texts.plain("issues.ask.leave"), LeaveIt(draft_id))))


def no_such_number(texts: Texts, refusal: Refusal, zone: ZoneInfo) -> Screen:
    """没有这个编号: one's own reports are behind the first door."""
    return Screen(refusal_screen(texts, refusal, zone).text, rows(go(texts, "report"), go(texts, "start")))


def under_message(texts: Texts, draft_id: int) -> Screen:
    """Under someone's words in the group: only whoever said them can report them."""
    return Screen(texts.say("issues.group.ask"), rows(Key(texts.plain("issues.group.mine"), ReportMine(draft_id))))


def in_group(texts: Texts, key: str) -> Screen:
    """One line in the group: a hint, or why not."""
    return Screen(texts.say(f"issues.group.{key}"))


def passed_on(texts: Texts) -> Screen:
    """To whoever asked for it: the author was asked in private."""
    return Screen(texts.say("issues.group.passed_on"))
