"""What is typed for an election (选举时要写的): conditions, a name, an objection, its answer, a document's number."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from domain.election_refusals import document_refusal
from domain.elections import TOGETHER, conditions_refusal, name_refusal, read_conditions, words_refusal
from domain.numerals import typed_count
from domain.outcomes import Outcome, Reason, Refusal
from domain.paper_days import read_day
from domain.registry import Organ, Place
from domain.voting.compositions import NominationChannel
from handlers.conversations import GONE
from handlers.turn import Turn
from rendering import elections_candidates as drawn
from rendering import elections_voters as paper
from rendering.election_buttons import (
    AnswerObjection,
    DeclarePosts,
    DropElectionDraft,
    ElectionOrgan,
    ObjectToCandidate,
    Recommend,
    RecordAppointment,
    SendRecommendation,
    SendWords,
    UsualConditions,
)
from services import drafts, elections, elections_appointments, elections_candidates, elections_voters
from services.drafts import Draft
from services.election_pages import candidacy_page, election_page

KIND = "election"
SENT = {
    "seats": "opened",
    "objection": "objected",
    "answer": "answered",
    "document": "appointed",
    "voter_objection": "objected",
    "voter_answer": "answered",
}
"""What became of what was written."""


async def begin(turn: Turn, what: str, body: Mapping[str, Any], *, asked: str = "") -> None:
    """The next words are awaited; `asked`: how it is asked, where there is more than one way."""
    number = await awaited(turn, what, body)
    if number is not None:
        await turn.redraw(drawn.typed(turn.texts, asked or what, number))


async def awaited(turn: Turn, what: str, body: Mapping[str, Any]) -> int | None:
    """The number of the draft that the next message is for; None where it was refused."""
    outcome = await drafts.begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind=KIND,
        body={"what": what, **body},
        awaiting=f"elections.{what}",
        **turn.acting,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return None
    return int(outcome["draft_id"])


async def _change(
    turn: Turn, draft: Draft, changes: Mapping[str, Any], awaiting: str | None
) -> Mapping[str, Any] | None:
    """The draft's new body; None where it was refused."""
    outcome = await drafts.change_draft(
        turn.database, draft_id=draft.id, changes=changes, awaiting=awaiting, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return None
    body: Mapping[str, Any] = outcome["body"]
    return body


def _words(turn: Turn) -> str:
    return (turn.message.text or turn.message.caption or "").strip()


async def on_organ(turn: Turn, button: ElectionOrgan) -> None:
    """Which organ: how many seats is asked next."""
    if button.organ not in set(Organ):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    await begin(turn, "seats", {"compound": button.compound_id, "organ": button.organ})


async def on_seats(turn: Turn, draft: Draft) -> None:
    """How many, typed; what the organ cannot have is said at once."""
    seats = typed_count(_words(turn))
    if seats is None:
        await turn.refuse(Refusal(Reason.INVALID, {"what": "election_number"}))
        return
    checked = await elections.check_seats(
        turn.database, compound_id=draft.body["compound"], organ=Organ(draft.body["organ"]), seats=seats
    )
    if checked is not None:
        await turn.refuse(checked)
        return
    body = await _change(turn, draft, {"seats": seats}, "elections.conditions")
    if body is not None:
        await turn.show(drawn.typed(turn.texts, "conditions", draft.id, usual=True))


async def on_conditions(turn: Turn, draft: Draft) -> None:
    """A condition a line, typed."""
    await _conditions(turn, draft, read_conditions(_words(turn)), again=False)


async def on_usual(turn: Turn, button: UsualConditions) -> None:
    """[用常用的条件]."""
    draft = await _draft(turn, button.draft_id, ("seats",))
    if draft is not None:
        usual = "elections.usual.owners" if draft.body["organ"] == Organ.OWNERS else "elections.usual.others"
        await _conditions(turn, draft, read_conditions(turn.texts.plain(usual)), again=True)


async def _conditions(turn: Turn, draft: Draft, conditions: tuple[str, ...], *, again: bool) -> None:
    if (refusal := conditions_refusal(conditions)) is not None:
        await turn.refuse(refusal)
        return
    body = await _change(turn, draft, {"conditions": list(conditions)}, "elections.conditions")
    if body is not None:
        screen = drawn.preview(turn.texts, draft.id, body, conditions)
        await (turn.redraw(screen) if again else turn.show(screen))


async def on_recommend(turn: Turn, button: Recommend) -> None:
    """[推荐一位邻居], or an organ's."""
    if button.channel not in set(NominationChannel):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    asked = "neighbour" if button.channel in TOGETHER else "name"
    await begin(turn, "name", {"election": button.election_id, "channel": button.channel}, asked=asked)


async def on_name(turn: Turn, draft: Draft) -> None:
    """A name; below it, where there is one, the post that they come from."""
    lines = read_conditions(_words(turn))
    name, posts = (lines[0] if lines else ""), lines[1:]
    if (refusal := name_refusal(name, posts)) is not None:
        await turn.refuse(refusal)
        return
    body = await _change(turn, draft, {"name": name, "posts": list(posts)}, "elections.name")
    if body is not None:
        await turn.show(drawn.surely_recommend(turn.texts, draft.id, body))


async def on_send_recommendation(turn: Turn, button: SendRecommendation) -> None:
    """[就这样推荐]: the way in, to be handed on, where somebody must still agree or sign."""
    draft = await _draft(turn, button.draft_id, ("name",))
    if draft is None:
        return
    body = draft.body
    outcome = await elections_candidates.recommend(
        turn.database,
        election_id=body["election"],
        channel=NominationChannel(body["channel"]),
        name=body.get("name", ""),
        resident=bool(button.resident),
        posts=body.get("posts", []),
        on_paper=bool(button.on_paper),
        draft_id=draft.id,
        **turn.acting,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.redraw(drawn.done(turn.texts, "recommended", body["election"], name=body["name"]))
    if not button.on_paper:
        await _letter(turn, outcome["candidacy_id"])


async def _letter(turn: Turn, candidacy_id: int) -> None:
    page = await candidacy_page(turn.database, actor=turn.actor, candidacy_id=candidacy_id, at=turn.at)
    if page is not None:
        link = f"https://t.me/{turn.bot.username}?start=cand_{candidacy_id}"
        await turn.show(drawn.letter(turn.texts, page, link))


async def on_posts(turn: Turn, button: DeclarePosts) -> None:
    """[写我的职务]."""
    await begin(turn, "posts", {"candidacy": button.candidacy_id})


async def on_posts_written(turn: Turn, draft: Draft) -> None:
    """Posts held elsewhere, a line each."""
    candidacy, posts = draft.body["candidacy"], read_conditions(_words(turn))
    outcome = await elections_candidates.declare_posts(
        turn.database, candidacy_id=candidacy, posts=posts, draft_id=draft.id, **turn.acting
    )
    page = await candidacy_page(turn.database, actor=turn.actor, candidacy_id=candidacy, at=turn.at)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif page is not None:
        await turn.show(drawn.candidacy(turn.texts, page))


async def on_object(turn: Turn, button: ObjectToCandidate) -> None:
    """[提异议]."""
    await begin(turn, "objection", {"candidacy": button.candidacy_id})


async def on_answer(turn: Turn, button: AnswerObjection) -> None:
    """[成立], [不成立]."""
    await begin(turn, "answer", {"objection": button.objection_id, "upheld": button.upheld})


async def on_words(turn: Turn, draft: Draft) -> None:
    """An objection, or an answer to one, typed: shown once more before it goes out."""
    words = _words(turn)
    if (refusal := words_refusal(words)) is not None:
        await turn.refuse(refusal)
        return
    what = draft.body["what"]
    body = await _change(turn, draft, {"words": words}, f"elections.{what}")
    if body is not None:
        await turn.show(drawn.look_again(turn.texts, what, draft.id, body))


async def on_appointment(turn: Turn, button: RecordAppointment) -> None:
    """[记街道的聘任]."""
    await begin(turn, "document", {"election": button.election_id})


async def on_document(turn: Turn, draft: Draft) -> None:
    """The document's number, then its date below."""
    number, _, written = _words(turn).partition("\n")
    day = read_day(written)
    if (refusal := document_refusal(number)) is not None:
        await turn.refuse(refusal)
        return
    if day is None:
        await turn.refuse(Refusal(Reason.INVALID, {"what": "election_day"}))
        return
    body = await _change(turn, draft, {"number": number.strip(), "day": day.isoformat()}, "elections.document")
    page = await election_page(turn.database, actor=turn.actor, election_id=draft.body["election"], at=turn.at)
    if body is not None and page is not None:
        await turn.show(drawn.surely_appointed(turn.texts, draft.id, body, [one.name for one in page.shown]))


async def _draft(turn: Turn, number: int, whats: Collection[str]) -> Draft | None:
    """The draft of one of these, if it is there and theirs; else they hear why not."""
    draft = await drafts.find_draft(turn.database, draft_id=number, at=turn.at)
    theirs = draft is not None and draft.kind == KIND and draft.person_id == turn.person_id
    if draft is None or not theirs or draft.body["what"] not in whats:
        await turn.refuse(GONE)
        return None
    return draft


async def on_send(turn: Turn, button: SendWords) -> None:
    """[就这样]: what was written goes where it belongs."""
    draft = await _draft(turn, button.draft_id, SENDING)
    if draft is None:
        return
    outcome = await SENDING[draft.body["what"]](turn, draft)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.redraw(drawn.done(turn.texts, SENT[draft.body["what"]], outcome["election_id"]))


async def _open(turn: Turn, draft: Draft) -> Outcome:
    body = draft.body
    return await elections.start_election(
        turn.database,
        place=Place(body["compound"]),
        organ=Organ(body["organ"]),
        seats=body.get("seats", 0),
        conditions=body.get("conditions", []),
        draft_id=draft.id,
        **turn.acting,
    )


async def _object(turn: Turn, draft: Draft) -> Outcome:
    candidacy, words = draft.body["candidacy"], draft.body.get("words", "")
    return await elections_candidates.object_to_candidate(
        turn.database, candidacy_id=candidacy, words=words, draft_id=draft.id, **turn.acting
    )


async def _answer(turn: Turn, draft: Draft) -> Outcome:
    body = draft.body
    return await elections_candidates.answer_objection(
        turn.database,
        objection_id=body["objection"],
        upheld=bool(body["upheld"]),
        words=body.get("words", ""),
        draft_id=draft.id,
        **turn.acting,
    )


async def _appoint(turn: Turn, draft: Draft) -> Outcome:
    body = draft.body
    return await elections_appointments.record_appointment(
        turn.database,
        election_id=body["election"],
        number=body.get("number", ""),
        day=body.get("day", ""),
        draft_id=draft.id,
        **turn.acting,
    )


async def _object_to_voters(turn: Turn, draft: Draft) -> Outcome:
    election, words = draft.body["election"], draft.body.get("words", "")
    return await elections_voters.object_to_voters(
        turn.database, election_id=election, words=words, draft_id=draft.id, **turn.acting
    )


async def _answer_voters(turn: Turn, draft: Draft) -> Outcome:
    body = draft.body
    return await elections_voters.answer_voters(
        turn.database,
        objection_id=body["objection"],
        upheld=bool(body["upheld"]),
        words=body.get("words", ""),
        draft_id=draft.id,
        **turn.acting,
    )


SENDING = {
    "seats": _open,
    "objection": _object,
    "answer": _answer,
    "document": _appoint,
    "voter_objection": _object_to_voters,
    "voter_answer": _answer_voters,
}
"""Where each goes."""


async def on_drop(turn: Turn, button: DropElectionDraft) -> None:
    """[算了]: nothing goes out, and the next words are nothing of the kind any more."""
    draft = await drafts.find_draft(turn.database, draft_id=button.draft_id, at=turn.at)
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif draft is not None and draft.awaiting == "elections.ballot":
        await turn.redraw(paper.marking_left(turn.texts, draft.body["election"]))
    else:
        await turn.redraw(drawn.dropped(turn.texts))


BUTTONS: dict[Any, Any] = {
    ElectionOrgan: on_organ,
    UsualConditions: on_usual,
    Recommend: on_recommend,
    SendRecommendation: on_send_recommendation,
    DeclarePosts: on_posts,
    ObjectToCandidate: on_object,
    AnswerObjection: on_answer,
    RecordAppointment: on_appointment,
    SendWords: on_send,
    DropElectionDraft: on_drop,
}
STEPS = {
    "elections.seats": on_seats,
    "elections.conditions": on_conditions,
    "elections.name": on_name,
    "elections.posts": on_posts_written,
    "elections.objection": on_words,
    "elections.answer": on_words,
    "elections.voter_objection": on_words,
    "elections.voter_answer": on_words,
    "elections.document": on_document,
}
