"""Tables of sentiment polls (意见征询)."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Json, Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

polls = Table(
    "polls",
    metadata,
    own_id(),
    to("compounds", "compound_id"),
    to("buildings", "building_id", nullable=True),
    to("chats", "chat_id"),
    to("people", "starter_id", index=True),
    Column("question", Text, nullable=False),
    Column("options", Json, nullable=False),
    Column("several", Boolean, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("state", String(16), nullable=False),  # queued, closing, closed, cancelled
    Column("created_at", Moment, nullable=False),
    Column("closes_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("early", Boolean, nullable=False, server_default="0"),
    Column("reminded", Integer, nullable=False, server_default="0"),  # people, once
    Column("telegram_poll", String(64)),  # Telegram's id, kept with the result: its post may be lost later
    Column("result", Json),
)

poll_answers = Table(
    "poll_answers",
    metadata,
    own_id(),
    Column("poll_id", String(64), nullable=False),  # Telegram's; the answer may be here before we know whose it is
    Column("telegram_id", BigInteger, nullable=False),
    Column("choices", Sealed(facts=True), nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("poll_id", "telegram_id"),
)

poll_sightings = Table(
    "poll_sightings",
    metadata,
    Column("poll_id", String(64), primary_key=True),  # Telegram's
    Column("question", Text, nullable=False),  # by which it is recognized when its post was lost sight of
    Column("counts", Json, nullable=False),
    Column("total", Integer, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
)
