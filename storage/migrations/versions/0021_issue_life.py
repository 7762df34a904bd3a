"""The whole life of a report: who has it, until when it is put aside, what it became; each step by its own name."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
issues = sa.table("issues", sa.column("state"))
steps = sa.table("issue_steps", sa.column("kind"), sa.column("state"))
STEPS = {
    "reported": ("report", "reported"),
    "answered": ("answer", "accepted"),
    "closed": ("done", "closed"),
    "reopened": ("reopen", "reopened"),
}


def upgrade() -> None:
    op.drop_index("ix_issues_open", table_name="issues")
    with op.batch_alter_table("issues", schema=None) as batch_op:
        batch_op.add_column(sa.Column("holder_id", KEY, nullable=True))
        batch_op.add_column(sa.Column("until", Moment(), nullable=True))
        batch_op.add_column(sa.Column("main_id", KEY, nullable=True))
        batch_op.add_column(sa.Column("matter_id", KEY, nullable=True))
        batch_op.add_column(sa.Column("reopened", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_foreign_key(batch_op.f("fk_issues_holder_id"), "people", ["holder_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_issues_main_id"), "issues", ["main_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_issues_matter_id"), "matters", ["matter_id"], ["id"])
    with op.batch_alter_table("issue_steps", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", sa.String(length=16), server_default="", nullable=False))
        batch_op.add_column(sa.Column("why", sa.String(length=16), server_default="", nullable=False))
    for old, (step, state) in STEPS.items():
        op.execute(steps.update().where(steps.c.kind == old, steps.c.state == "").values(kind=step, state=state))
    op.execute(issues.update().where(issues.c.state == "answered").values(state="accepted"))
    with op.batch_alter_table("issue_steps", schema=None) as batch_op:
        batch_op.alter_column("state", server_default=None)
    _open("closed_at IS NULL")


def downgrade() -> None:
    op.drop_index("ix_issues_open", table_name="issues")
    for old, (step, _) in STEPS.items():
        op.execute(steps.update().where(steps.c.kind == step).values(kind=old))
    with op.batch_alter_table("issue_steps", schema=None) as batch_op:
        batch_op.drop_column("why")
        batch_op.drop_column("state")
    others = issues.c.state.not_in(["reported", "closed", "reopened"])
    op.execute(issues.update().where(others).values(state="answered"))
    with op.batch_alter_table("issues", schema=None) as batch_op:
        for name in ("holder_id", "main_id", "matter_id"):
            batch_op.drop_constraint(batch_op.f(f"fk_issues_{name}"), type_="foreignkey")
        for name in ("reopened", "matter_id", "main_id", "until", "holder_id"):
            batch_op.drop_column(name)
    _open("state <> 'closed'")


def _open(where: str) -> None:
    """The index of what is still open, by its condition."""
    condition = sa.text(where)
    op.create_index(
        "ix_issues_open", "issues", ["reported_at", "id"], sqlite_where=condition, postgresql_where=condition
    )
