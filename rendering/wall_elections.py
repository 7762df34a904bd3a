"""The notice of candidates (候选人公示): whom the list names, by which channel, what each has declared."""

from __future__ import annotations

from collections.abc import Sequence

from domain.elections import Candidacy, Election
from domain.wall_sheets import Lettering, WallHead
from rendering.elections_words import organ
from rendering.texts import Texts
from rendering.wall_form import Sheet, listing, sheet


def candidates_sheet(
    texts: Texts,
    head: WallHead,
    election: Election,
    members: Sequence[Candidacy],
    lettering: Lettering = Lettering.PLAIN,
) -> Sheet:
    """候选人: in the order of the list; only what each has declared for the notice."""
    called = organ(texts, election.organ)
    lead = texts.plain("wall.lead.candidates", organ=called, seats=election.seats, n=len(members))
    rows = [_row(texts, n, one) for n, one in enumerate(members, start=1)]
    middle = {
        "lead": [lead],
        "listing": listing(texts, ("#row", "name", "+channel", "party", "+posts"), rows),
        "after": [texts.plain("wall.after.candidates")],
    }
    return sheet(texts, head, lettering, "wall_listing.typ", middle, (lead,))


def _row(texts: Texts, n: int, one: Candidacy) -> list[str]:
    candidate = one.candidate
    party = "—" if candidate.party is None else texts.plain("wall.yes" if candidate.party else "wall.no")
    posts = texts.plain("voting.between").join(candidate.cross_posts) or "—"
    return [str(n), one.name, texts.plain(f"elections.channel.{candidate.channel}"), party, posts]
