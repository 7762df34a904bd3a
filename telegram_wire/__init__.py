"""THE WIRE (线路): our screens as Telegram's objects, its errors as ours, the HTTP request class."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")  # python-telegram-bot then gives `retry_after` as a timedelta, unasked
