"""Notices of answers to opinions (意见答复的通知): what became of what somebody said."""

from __future__ import annotations

from domain.outcomes import Facts
from rendering.answer_buttons import ReadDigest
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.screens import Key, Screen, lines


def told(drawing: Drawing, facts: Facts) -> Dispatch:
    """您说的，有答复了."""
    texts = drawing.texts
    words = lines(
        texts.say("answers.told", number=facts["number"], title=facts["title"]),
        texts.say("deliberation.quoted", words=facts["words"]),
        texts.say(f"answers.answered.{facts['verdict']}", reason=facts["reason"]),
    )
    return Dispatch(Screen(words, ((Key(texts.plain("answers.key.digest"), ReadDigest(facts["matter_id"], 0)),),)))


NOTICES: dict[str, Template] = {"answers.told": told}
"""Templates by key."""
