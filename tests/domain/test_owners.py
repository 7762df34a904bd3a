"""Who owns what from now on: found by number, by name at the same door, or made."""

from domain.owners import KnownOwner, Owner, Ref, settle
from tests.workbooks import home

ZHANG, LI = KnownOwner(1, "张三"), KnownOwner(2, "李四", "Y2")


def test_an_owner_stays_as_long_as_the_name_fits() -> None:
    owned = home(1, ZHANG, LI)
    assert owned.owned_by([Owner("李四"), Owner("张三")])
    assert owned.owned_by([Owner("李四", "Y2"), Owner("张三")])
    assert not owned.owned_by([Owner("李四", "Y3"), Owner("张三")])
    assert not owned.owned_by([Owner("李四")])
    assert not owned.owned_by([Owner("李四"), Owner("王五")])


def test_a_stranger_is_made_and_whoever_stays_is_kept() -> None:
    settled = settle([((ZHANG,), (Owner("张三"), Owner("王五")))], [ZHANG, LI])
    assert settled.owners == [(Ref(known=1), Ref(made=0))]
    assert (settled.made, settled.rewritten, settled.heirs) == ([Owner("王五")], {}, {})


def test_a_number_finds_the_same_person_at_another_door() -> None:
    homes = [((), (Owner("李四", "Y2"),)), ((), (Owner("王五", "Y5"),)), ((), (Owner("王五", "Y5"),))]
    settled = settle(homes, [ZHANG, LI])
    assert settled.owners == [(Ref(known=2),), (Ref(made=0),), (Ref(made=0),)]


def test_a_name_that_was_misspelled_is_written_anew() -> None:
    settled = settle([((LI,), (Owner("黎四", "Y2"),))], [LI])
    assert settled.rewritten == {2: KnownOwner(2, "黎四", "Y2")}


def test_a_number_that_comes_later_makes_one_person_of_two() -> None:
    here, there = KnownOwner(1, "王秀英"), KnownOwner(2, "王秀英")
    owner = Owner("王秀英", "Y9")
    settled = settle([((here,), (owner,)), ((there,), (owner,))], [here, there])
    assert settled.owners == [(Ref(known=1),), (Ref(known=1),)]
    assert settled.rewritten == {1: KnownOwner(1, "王秀英", "Y9")}
    assert settled.heirs == {2: Ref(known=1)}, "whoever on the messenger the second was, the first is now"


def test_another_number_is_another_person() -> None:
    settled = settle([((LI,), (Owner("李四", "Y3"),))], [LI])
    assert (settled.owners, settled.made) == ([(Ref(made=0),)], [Owner("李四", "Y3")])


def test_two_of_one_number_are_one_and_owners_may_leave() -> None:
    settled = settle([((ZHANG, LI), ()), ((), (Owner("甲"), Owner("甲")))], [ZHANG, LI])
    assert settled.owners == [(), (Ref(made=0), Ref(made=1))]
