"""Screens of 还没修好 (重新打开): what is not fixed, what happens now, and what to do once it is too late."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from domain.issues_life import Side
from domain.outcomes import Facts, Refusal
from rendering.issues_buttons import LeaveIt, NotFixed, ReopenAtOnce, SeeIssue
from rendering.issues_words import received
from rendering.menu import go
from rendering.refusals import refusal_screen
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts


def not_fixed(texts: Texts, issue_id: int) -> Key:
    """还没修好."""
    return Key(texts.plain("issues.not_fixed"), NotFixed(issue_id))


def asking_why(texts: Texts, facts: Facts) -> Screen:
    """哪里还没修好, and who will read it."""
    text = lines(
        texts.say("issues.ask.reopen", number=facts["number"]),
        texts.say(f"issues.ask.read_by_{facts['side']}"),
    )
    at_once = Key(texts.plain("issues.ask.reopen_silently"), ReopenAtOnce(facts["issue_id"], facts["draft_id"]))
    return Screen(text, rows(at_once, Key(texts.plain("issues.ask.leave"), LeaveIt(facts["draft_id"]))))


def reopened(texts: Texts, facts: Facts, zone: ZoneInfo) -> Screen:
    """接着办: who has it; only the reporter is told by itself of what follows."""
    number = facts["number"]
    text = lines(
        texts.say("issues.taken.reopen", number=number),
        received(texts, facts, zone) if facts["side"] == Side.REPORTER else None,
        texts.say("issues.reported.ask", number=number),
    )
    return Screen(text, rows(Key(texts.plain("issues.see"), SeeIssue(facts["id"]))))


def too_late(texts: Texts, refusal: Refusal, zone: ZoneInfo) -> Screen:
    """The 14 days are over: a new report instead."""
    return Screen(refusal_screen(texts, refusal, zone).text, rows(go(texts, "again"), go(texts, "start")))
