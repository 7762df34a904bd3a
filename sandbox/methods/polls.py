"""sendPoll and stopPoll."""

from typing import Any

from sandbox import voting
from sandbox.call import Call
from sandbox.entities import units
from sandbox.errors import Refusal, bad_request
from sandbox.keyboards import checked
from sandbox.methods.messages import send
from sandbox.methods.registry import method
from sandbox.polls import Poll
from sandbox.views import message_view

Json = dict[str, Any]
LONGEST = 2_628_000
UNPLAYED = ("media", "explanation_media", "allow_adding_options", "country_codes")


def option_texts(call: Call) -> list[str]:
    """1 to 12 options of 1 to 100 characters."""
    texts = [str(option["text"]).strip() for option in call.params["options"]]
    if not 1 <= len(texts) <= 12:
        raise bad_request("poll must have at least 1 option" if not texts else "poll can't have more than 12 options")
    if any(not text for text in texts):
        raise bad_request("poll options must be non-empty")
    if any(units(text) > 100 for text in texts):
        raise bad_request("poll options length must not exceed 100")
    return texts


def question_text(call: Call) -> str:
    """A question of 1 to 300 characters."""
    question = str(call.params["question"]).strip()
    if not question:
        raise bad_request("poll question must be non-empty")
    if units(question) > 300:
        raise bad_request("poll question length must not exceed 300")
    return question


def closing_time(call: Call) -> int | None:
    """When the poll closes by itself: a period or a date, 5 seconds to 30 days ahead."""
    period, date = call.get("open_period"), call.get("close_date")
    if period is None and date is None:
        return None
    if period is not None and date is not None:
        raise bad_request("open_period and close_date can't be used together")
    ahead = period if period is not None else date - call.world.timestamp()
    if not 5 <= ahead <= LONGEST:
        raise bad_request("poll close date is out of range")
    return int(call.world.timestamp() + ahead)


def extras(call: Call) -> Json:
    """Fields that travel with the poll unchanged."""
    if len(call.get("description", "")) > 1024 or len(call.get("explanation", "")) > 200:
        raise bad_request("poll description or explanation is too long")
    kept: Json = {
        name: call.params[name] for name in ("description", "explanation", "open_period") if name in call.params
    }
    if call.get("type") == "quiz":
        if not call.get("correct_option_ids"):
            raise bad_request("quiz poll must have a correct option")
        kept["correct_option_ids"] = call.params["correct_option_ids"]
    return kept


def drawn_up(call: Call) -> Poll:
    """The poll asked for, or the refusal Telegram would give."""
    for name in UNPLAYED:
        if call.get(name):
            raise Refusal(501, f"sandbox: sendPoll with {name} is not played")
    if call.get("members_only"):
        raise bad_request("members_only polls can be sent to channels only")
    quiz = call.get("type") == "quiz"
    return Poll(
        id="",
        chat_id=call.params["chat_id"],
        message_id=0,
        question=question_text(call),
        options=option_texts(call),
        kind="quiz" if quiz else "regular",
        anonymous=call.flag("is_anonymous", default=True),
        multiple=call.flag("allows_multiple_answers"),
        revoting=call.flag("allows_revoting", default=not quiz),
        hidden=call.flag("hide_results_until_closes"),
        extras=extras(call),
        closed=call.flag("is_closed"),
        close_date=closing_time(call),
    )


@method("sendPoll")
def send_poll(call: Call) -> Json:
    """A native poll."""
    call.open_chat()
    poll = drawn_up(call)
    call.world.state.counters.poll += 1
    poll.id = str(call.world.state.counters.poll)
    call.world.state.polls[poll.id] = poll
    try:
        message = send(call, {}, poll_id=poll.id)
    except Refusal:
        del call.world.state.polls[poll.id]
        raise
    poll.message_id = message.id
    return message_view(call.world, message)


@method("stopPoll")
def stop_poll(call: Call) -> Json:
    """Close a poll of the bot's own and read the final counts."""
    chat = call.open_chat()
    message = call.message(chat, "message with poll to stop not found")
    if message.poll_id is None or message.sender_id != call.world.bot.id or "forward_origin" in message.content:
        raise bad_request("message with poll to stop not found" if not message.poll_id else "poll can't be stopped")
    poll = call.world.state.polls[message.poll_id]
    if poll.closed:
        raise bad_request("poll has already been closed")
    message.markup = checked(call.get("reply_markup"))
    voting.close(call.world, poll)
    return poll.view()
