"""The letter for 12345 (12345 的信), to be copied and read out, and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.bulletins import Lettering
from domain.issues import shorten
from domain.issues_letter import Letter
from rendering import dates
from rendering.dates import far_day, moment
from rendering.issues_buttons import SeeIssue
from rendering.issues_ladder import PreviewLetter, PrintLetter, SeeLetter
from rendering.paper import legible, one_line, pdf, preview
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

TEMPLATE = "issue_letter.typ"
LONGEST_WHAT, LONGEST_SAID, LONGEST_COMPOUND = 600, 120, 20
MOST_SAID = 12
"""What was asked and answered, the latest."""


def paragraphs(texts: Texts, letter: Letter, zone: ZoneInfo) -> list[str]:
    """The letter, a paragraph each."""
    say = texts.plain
    late = say("issues.late.days", n=letter.days_late) if letter.days_late else say("issues.late.today")
    where = f"{letter.compound}{letter.building}" or say("issues.no_place")
    head = [
        say("issues.letter.what", what=shorten(letter.what, LONGEST_WHAT) or say("issues.no_words")),
        say("issues.letter.where", where=where),
        say("issues.letter.since", when=moment(texts, letter.since, zone), number=letter.number),
        say("issues.letter.late", late=late, by=dates.until(texts, letter.missed, zone)),
    ]
    said = [_said(texts, letter, n, zone) for n in range(len(letter.said))][-MOST_SAID:]
    foot = [
        say("issues.letter.proofs", n=letter.proofs) if letter.proofs else "",
        say("issues.letter.lead", lead=letter.lead) if letter.lead else "",
        say("issues.letter.office", office=letter.office) if letter.office else say("issues.letter.no_office"),
    ]
    asked = [say("issues.letter.said") if said else say("issues.letter.unanswered")]
    return [part for part in (*head, *asked, *said, *foot) if part]


def _said(texts: Texts, letter: Letter, n: int, zone: ZoneInfo) -> str:
    line = letter.said[n]
    when, state = moment(texts, line.at, zone), texts.plain(f"issues.step.{line.step.value}")
    if not line.text:
        return texts.plain("issues.step_line", when=when, state=state)
    return texts.plain("issues.step_words", when=when, state=state, words=shorten(line.text, LONGEST_SAID))


def letter_screen(texts: Texts, issue_id: int, letter: Letter, zone: ZoneInfo) -> Screen:
    """您可以打12345，照这个说: one press on the words copies them."""
    said = Markup("<pre>{}</pre>").format("\n".join(paragraphs(texts, letter, zone)))
    keys = (
        Key(texts.plain("issues.letter.page"), PreviewLetter(issue_id)),
        Key(texts.plain("issues.see"), SeeIssue(issue_id)),
    )
    return Screen(lines(texts.say("issues.letter.say_this"), said), rows(*keys))


def letter_pictures(texts: Texts, letter: Letter, zone: ZoneInfo) -> list[bytes]:
    """The same sheet for the chat, a picture a page."""
    return preview(TEMPLATE, letter_facts(texts, letter, zone))


def previewed(texts: Texts, issue_id: int, letter: Letter, pages: Sequence[bytes]) -> Screen:
    """As it will look on paper, and what is not on it; then it is printed."""
    words = lines(
        texts.say("issues.letter.preview", number=letter.number, n=len(pages)), texts.say("issues.letter.without")
    )
    keys = (
        Key(texts.plain("issues.letter.print"), PrintLetter(issue_id)),
        Key(texts.plain("issues.letter.key"), SeeLetter(issue_id)),
        Key(texts.plain("issues.see"), SeeIssue(issue_id)),
    )
    return Screen(words, rows(*keys), picture=pages[0])


def letter_sheet(texts: Texts, letter: Letter, zone: ZoneInfo) -> bytes:
    """The letter as PDF."""
    return pdf(TEMPLATE, letter_facts(texts, letter, zone))


def letter_facts(texts: Texts, letter: Letter, zone: ZoneInfo) -> dict[str, object]:
    """The facts of the template, every sign of them drawable."""
    title = texts.plain("paper.issue.title", number=letter.number)
    day = far_day(texts, letter.written, zone)
    return page_facts(texts, letter.compound, title, day, paragraphs(texts, letter, zone))


def page_facts(texts: Texts, issuer: str, title: str, day: str, said: Sequence[str]) -> dict[str, object]:
    """Paragraphs under a title, in the form of the wall with nothing to number and nothing to scan."""
    unused = dict.fromkeys(("number", "period", "objections", "scan", "signed", "hash"), "")
    return {
        **unused,
        "lang": texts.locale.partition("_")[0],
        "size": Lettering.PLAIN.value,
        "title": legible(texts, title),
        "issuer": one_line(texts, issuer, LONGEST_COMPOUND),
        "name": legible(texts, title),
        "qr": None,
        "address": None,
        "day": day,
        "lines": [legible(texts, line) for line in said],
    }


def printed(texts: Texts, issue_id: int, letter: Letter, sheet: bytes) -> Screen:
    """The sheet, to be printed or passed on."""
    name = texts.plain("issues.letter.file", number=letter.number)
    see = Key(texts.plain("issues.see"), SeeIssue(issue_id))
    return Screen(texts.say("issues.letter.printed", number=letter.number), rows(see), document=sheet, filename=name)
