"""The Bot API methods the sandbox plays, one file a family."""

from sandbox.methods import account, callbacks, editing, groups, media, messages, polls, topics, transport
from sandbox.methods.registry import PLAYED

__all__ = [
    "PLAYED",
    "account",
    "callbacks",
    "editing",
    "groups",
    "media",
    "messages",
    "polls",
    "topics",
    "transport",
]
