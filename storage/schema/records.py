"""Tables of record: the journal with its erasable openings, attachments, incidents."""

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from storage.schema.base import Json, Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

streams = Table(
    "streams",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("head", String(64), nullable=False),
)

entries = Table(
    "entries",
    metadata,
    own_id(),
    Column("stream", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("prev", String(64), nullable=False),
    Column("type", String(64), nullable=False),
    Column("body", Json, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("stream", "seq"),
)

openings = Table(
    "openings",
    metadata,
    own_id(),
    to("entries", "entry_id", index=True),
    Column("name", String(64), nullable=False),
    Column("salt", Sealed(), nullable=False),  # with it a short value could be guessed from its commitment
    Column("value", Sealed(), nullable=False),
    UniqueConstraint("entry_id", "name"),
)

attachments = Table(
    "attachments",
    metadata,
    own_id(),
    Column("subject", String(64), nullable=False),  # draft:3, issue:12, announcement:4
    Column("kind", String(16), nullable=False),  # photo, voice, video, document
    Column("file_id", Text, nullable=False),  # Telegram's handle, good for sending again
    Column("name", Sealed(), nullable=False, server_default=""),
    Column("mime", String(128), nullable=False, server_default=""),
    Column("size", Integer),  # bytes
    Column("state", String(16), nullable=False),  # pending, stored, lost
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("sha256", String(64)),
    Column("key_id", String(32)),  # which key sealed `content`; None: not sealed
    Column("content", LargeBinary),
    Column("at", Moment, nullable=False),
)
Index("ix_attachments_subject", attachments.c.subject)
Index(
    "ix_attachments_pending",
    attachments.c.id,
    sqlite_where=attachments.c.state == "pending",
    postgresql_where=attachments.c.state == "pending",
)

incidents = Table(
    "incidents",
    metadata,
    Column("number", String(16), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("where", String(64), nullable=False),
    Column("error", Text, nullable=False),  # the kind of error and its place in the code, no personal data
)
