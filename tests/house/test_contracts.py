"""Who may import whom is written once, in pyproject.toml; here it is held to."""

from importlinter.cli import lint_imports

from tests.house.plan import FLOORS, HOUSE, OUTSIDE, ROOMS, pyproject


def test_every_contract_is_kept() -> None:
    assert lint_imports(config_filename=str(HOUSE / "pyproject.toml"), no_cache=True, no_logo=True) == 0


def test_no_root_package_is_missing_from_the_contracts() -> None:
    packages = {path.parent.name for path in HOUSE.glob("*/__init__.py")}
    assert packages == set(pyproject()["tool"]["importlinter"]["root_packages"]) == {*FLOORS, *OUTSIDE}


def test_every_floor_is_in_the_layers() -> None:
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert [floor for layer in layers for floor in layer.split(" | ")] == list(FLOORS)


def test_every_room_of_services_is_independent_of_the_others() -> None:
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    listed = next(contract["modules"] for contract in contracts if contract["type"] == "independence")
    assert {module.removeprefix("services.") for module in listed} >= set(ROOMS)


def test_the_checks_look_at_every_package() -> None:
    tools = pyproject()["tool"]
    assert set(tools["mypy"]["packages"]) == {*FLOORS, *OUTSIDE}
