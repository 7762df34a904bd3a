"""answerCallbackQuery."""

from sandbox import callbacks
from sandbox.call import Call
from sandbox.methods.registry import method


@method("answerCallbackQuery")
def answer_callback_query(call: Call) -> bool:
    """The one answer to a press."""
    callbacks.answer(
        call.world,
        call.params["callback_query_id"],
        text=call.get("text"),
        show_alert=call.flag("show_alert"),
        url=call.get("url"),
    )
    return True
