"""Tables of what comes and goes: inbox, acts, drafts, timetable, outbox, posts."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("lane", String(64), nullable=False),  # one chat (or person) is one lane: in order within, parallel across
    Column(
        "body", Sealed(), nullable=False
    ),  # emptied when done: people's words are kept only where they were meant to be
    Column("received_at", Moment, nullable=False),
    Column("state", String(8), nullable=False),  # pending, done, dead
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("incident", String(16)),
)
Index(
    "ix_inbox_pending",
    inbox.c.update_id,
    sqlite_where=inbox.c.state == "pending",
    postgresql_where=inbox.c.state == "pending",
)

acts = Table(
    "acts",
    metadata,
    Column("source", String(128), primary_key=True),
    Column("outcome", Sealed(facts=True), nullable=False),
    Column("at", Moment, nullable=False),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Integer, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    own_id(),
    to("people", "person_id"),
    to("chats", "chat_id"),
    Column("kind", String(32), nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("awaiting", String(64)),  # what the person's next words answer; one such draft a person and chat
    Column("body", Sealed(facts=True), nullable=False),
    Column("expires_at", Moment, nullable=False),
    sqlite_autoincrement=True,  # a number is never given again: old buttons carry it
)
Index(
    "uq_drafts_awaiting",
    drafts.c.person_id,
    drafts.c.chat_id,
    unique=True,
    sqlite_where=drafts.c.awaiting.is_not(None),
    postgresql_where=drafts.c.awaiting.is_not(None),
)
Index("ix_drafts_expires_at", drafts.c.expires_at)

due = Table(
    "due",
    metadata,
    own_id(),
    Column("kind", String(64), nullable=False),
    Column("subject", String(128), nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("effective_at", Moment),  # when it first fell due, once it is put off after a failure
    UniqueConstraint("kind", "subject"),
)
Index("ix_due_due_at", due.c.due_at, due.c.id)

outbox = Table(
    "outbox",
    metadata,
    own_id(),
    Column("key", String(160), nullable=False, unique=True),
    to("chats", "chat_id"),
    Column("kind", String(16), nullable=False),
    Column("template", String(64), nullable=False),
    Column("facts", Sealed(facts=True), nullable=False),
    Column("subject", String(64), nullable=False, server_default=""),
    Column("urgency", String(16), nullable=False),
    Column("public", Boolean, nullable=False),
    to("people", "poster_id", nullable=True),
    Column("not_before", Moment, nullable=False),
    Column("queued_at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("lease_until", Moment),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    Column("settled_at", Moment),
    Column("message_id", BigInteger),
    to("outbox", "resent_as", nullable=True),
)
Index(
    "ix_outbox_waiting",
    outbox.c.not_before,
    outbox.c.id,
    sqlite_where=outbox.c.state.in_(["queued", "sending"]),
    postgresql_where=outbox.c.state.in_(["queued", "sending"]),
)
Index("ix_outbox_subject", outbox.c.subject)

posts = Table(
    "posts",
    metadata,
    own_id(),
    Column("subject", String(64), nullable=False),
    to("chats", "chat_id"),
    Column("message_id", BigInteger, nullable=False),
    Column("poll_id", String(64), unique=True),
    Column("drawn", String(64), nullable=False, server_default=""),  # hash of what it shows now
    UniqueConstraint("subject", "chat_id"),
)

albums = Table(
    "albums",
    metadata,
    Column("media_group_id", String(64), primary_key=True),
    to("drafts", "draft_id"),
    Column("at", Moment, nullable=False),
)
