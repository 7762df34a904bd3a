"""Words off a key (打出来的按钮): what stands on a key of ours, typed, is no report; it says where its room is."""

from __future__ import annotations

import re
from functools import cache

from domain.registry import Actor
from rendering.menu import STAFF, bare, doors, go, menu
from rendering.screens import Screen, rows
from rendering.texts import SPOKEN, Texts
from rendering.texts import texts as spoken

NAMED = re.compile(
    r"(?:\.|_)key\.|\.go\.|_key$|\.key$|\.go$|\.do\.|\.tab\.|\.toggle\.|\.key_way\.|\.supply\.|\.overview\."
)
"""How the messages that stand on keys are mostly named."""
ON_KEYS = re.compile(
    r"announcements\.(page|write|mend|version|together|cancel|correction|desk|again|preview)\b|cards\.key"
    r"|chats\.(knock\.open|where\.whole)|days\.(lend|open|take_back)|grids\.(draw|fill|page)\b"
    r"|homes\.(lost_slip|not_found|other_building|withdraw)$|intake\.(others|reader|tell_me)$"
    r"|households\.(family_one|home|lost_slip|move|not_me|not_ours|notes|see|served|vouch|clear|moved_out)\b"
    r"|issues\.(ask|edit|group|hold|letter\.p\w+|month\.(book|paper|sheet)$|more|not_fixed|offer|open|read_on|see\w*)\b"
    r"|issues\.(similar|week)\b"
    r"|menu\.in_private\.open|offices\.(as_committee|others|drop|end|fill|held|offer|seats|check)\b|opinions\.group"
    r"|outbox\.doubt|participation\.go|polls\.(step|sort)\b|posters\.(check|where|again_\w+|layout_\w+)"
    r"|printing\.(doors|posters)|privacy\.(again|consent)\.|profiles\.(after|back|before|city|founded|roster|rules)\b"
    r"|registry\.(compound|end|founded|home_request|home_settled|invite|mine|page|roster)\b"
    r"|slips\.(ask_leader|check|family|looked|name|print)\b|units\.(ask\.drop|building|check|correct|made|undo)\b"
    r"|voting\.buildings\.more|workbook\.(export|import)\b"
)
"""Messages that stand on keys and are named otherwise."""
TROUBLE = frozenset({"deliberation.key.water", "deliberation.key.urgent", "issues.fault.key.not_back"})
"""Keys that name a danger or a trouble: whoever types one of these has something to report."""
LONGEST = 40
SENTENCE = re.compile(r"[。？！：\n]|[.?!:]$")
"""What no key carries: headings, questions and answers do, also where they are named like keys."""
ROOM_OF = {
    "whistles": "whistle", "partners": "whistle", "checklists": "lists", "meetings": "meetings",
    "soundings": "sounding", "teams": "teams", "wishes": "wishes", "errands": "errands",
    "funds": "accounts", "fees": "fees", "prepay": "fees", "hourly": "fees", "pledges": "fees", "settlements": "fees",
    "deliberation": "matters", "proposals": "matters", "voting": "matters", "elections": "matters",
    "ratings": "matters", "tasks": "matters", "answers": "matters", "consultations": "matters",
    "matter_news": "matters", "polls": "poll", "announcements": "announce", "bulletin": "print", "boards": "notices",
    "walls": "roster", "units": "roster", "registry": "roster", "offices": "roster", "grids": "roster",
    "slips": "roster", "profiles": "roster", "workbook": "roster", "readiness": "roster", "posters": "print",
    "printing": "print", "privacy": "privacy", "households": "homes", "homes": "homes", "community": "desk",
}  # fmt: skip
"""Which door leads to the room whose messages begin so."""


def key_said(words: str) -> frozenset[str] | None:
    """The doors to the rooms in which a key says just these words; None where no key of ours says so."""
    return _labels().get(bare(words))


@cache
def _labels() -> dict[str, frozenset[str]]:
    """What stands on keys, in every language, with the rooms where it stands."""
    found: dict[str, frozenset[str]] = {}
    for texts in map(spoken, SPOKEN):
        for key, words in texts.all_of(
            lambda key: key not in TROUBLE and bool(NAMED.search(key) or ON_KEYS.match(key))
        ):
            if "{" not in words and not SENTENCE.search(words) and 0 < len(bare(words)) <= LONGEST:
                room = ROOM_OF.get(key.partition(".")[0], "")
                found[bare(words)] = found.get(bare(words), frozenset()) | {room}
    return found


def of_a_key(texts: Texts, actor: Actor, words: str, rooms: frozenset[str]) -> Screen:
    """「评一评」是按钮上的字: nothing was taken down; the room it belongs to, where it is one alone, and the menu."""
    told = texts.say("menu.odd.key", words=words.strip())
    room = next(iter(rooms)) if len(rooms) == 1 else ""
    if not room or (room in STAFF and room not in doors(actor)):
        return Screen(told, menu(texts, actor))
    return Screen(told, rows(go(texts, room), go(texts, "start")))
