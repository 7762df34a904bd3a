"""OUTWARD (出口): one file a channel; what is due is drawn and sent, and what became of it is told."""

from channels.contract import Channel, Delivery, Letterbox
from channels.mail import MailChannel, MailServer
from channels.reach import Reach
from channels.rehearsal import RehearsalChannel
from channels.telegram import TelegramChannel
from channels.walls import EveryChannel
from channels.webhook import WebhookChannel
from channels.wecom import WecomChannel

__all__ = [
    "Channel",
    "Delivery",
    "EveryChannel",
    "Letterbox",
    "MailChannel",
    "MailServer",
    "Reach",
    "RehearsalChannel",
    "TelegramChannel",
    "WebhookChannel",
    "WecomChannel",
]
