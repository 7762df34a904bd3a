"""OUTWARD (出口): one file a channel; what is due is drawn and sent, and what became of it is told."""

from channels.contract import Channel, Delivery, Letterbox
from channels.telegram import TelegramChannel

__all__ = ["Channel", "Delivery", "Letterbox", "TelegramChannel"]
