"""What people read of 一窗受理: what is offered, one's own errands, and for those who serve what waits."""

from __future__ import annotations

from domain.errands import Errand, ErrandPage, Service, ServicePage, half_within
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from services.errands import offered
from storage.database import Database

MOST = 30


async def services_offered(database: Database, *, compound_id: int) -> list[Service]:
    """All services of a compound."""
    async with database.reading() as transaction:
        return list((await offered(transaction, compound_id)).values())


async def service_page(database: Database, *, actor: Actor, compound_id: int, key: int) -> ServicePage | None:
    """One service by its key, with how long it took so far."""
    async with database.reading() as transaction:
        known = await offered(transaction, compound_id)
        service = next((one for one in known.values() if one.key == key), None)
        if service is None:
            return None
        days = await transaction.errands.days_taken(compound_id, service.name)
    serves = permit(actor, Act.SERVE_ERRANDS, Place(compound_id)) is None
    return ServicePage(service, serves, len(days), half_within(days))


async def errand_page(database: Database, *, actor: Actor, errand_id: int) -> ErrandPage | None:
    """One errand, for whoever took its number and for those who serve; nobody else."""
    async with database.reading() as transaction:
        errand = await transaction.errands.find(errand_id)
    if errand is None:
        return None
    mine = actor.person_id is not None and actor.person_id == errand.filed_by
    serves = permit(actor, Act.SERVE_ERRANDS, errand.place) is None
    return ErrandPage(errand, mine, serves and not mine) if mine or serves else None


async def own_errands(database: Database, *, actor: Actor) -> list[Errand]:
    """Somebody's own, the latest first."""
    if actor.person_id is None:
        return []
    async with database.reading() as transaction:
        return await transaction.errands.of_person(actor.person_id, MOST)


async def waiting_errands(database: Database, *, actor: Actor, compound_id: int) -> list[Errand]:
    """What waits at the window, for those who serve."""
    if permit(actor, Act.SERVE_ERRANDS, Place(compound_id)) is not None:
        return []
    async with database.reading() as transaction:
        return await transaction.errands.waiting(compound_id, MOST)
