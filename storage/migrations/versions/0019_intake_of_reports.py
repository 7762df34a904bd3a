"""What reports are about and where, whom they are sealed to, who filed them, which words are hidden."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Id, Moment

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("issues", schema=None) as batch_op:
        batch_op.add_column(sa.Column("category", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("sorted_at", Moment(), nullable=True))
        batch_op.add_column(sa.Column("entrance_id", Id, nullable=True))
        batch_op.add_column(sa.Column("thing", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("hidden", sa.String(length=16), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_issues_entrance_id"), "entrances", ["entrance_id"], ["id"])
    with op.batch_alter_table("posters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("thing", sa.String(length=64), nullable=True))
    _beside_reports()


def _beside_reports() -> None:
    op.create_table(
        "issue_grams",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("compound_id", Id, nullable=False),
        sa.Column("gram", sa.String(length=2), nullable=False),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_issue_grams_compound_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_grams")),
        sa.UniqueConstraint("compound_id", "gram", "category", name=op.f("uq_issue_grams_compound_id_gram_category")),
    )
    for table, person in (("issue_seals", "sealed_to"), ("issue_proxies", "filed_by")):
        op.create_table(
            table,
            sa.Column("id", Id, autoincrement=True, nullable=False),
            sa.Column("issue_id", Id, nullable=False),
            sa.Column(person, Id, nullable=False),
            sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f(f"fk_{table}_issue_id")),
            sa.ForeignKeyConstraint([person], ["people.id"], name=op.f(f"fk_{table}_{person}")),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint("issue_id", name=op.f(f"uq_{table}_issue_id")),
        )
    op.create_table(
        "issue_hidings",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("issue_id", Id, nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("by", Id, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_issue_hidings_by")),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_issue_hidings_issue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_hidings")),
    )
    with op.batch_alter_table("issue_hidings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_hidings_issue_id"), ["issue_id"], unique=False)


def downgrade() -> None:
    for table in ("issue_hidings", "issue_proxies", "issue_seals", "issue_grams"):
        op.drop_table(table)
    with op.batch_alter_table("posters", schema=None) as batch_op:
        batch_op.drop_column("thing")
    with op.batch_alter_table("issues", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_issues_entrance_id"), type_="foreignkey")
        for column in ("hidden", "thing", "entrance_id", "sorted_at", "category"):
            batch_op.drop_column(column)
