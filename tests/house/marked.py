"""What SlipCover must know of a file before it marks it, kept between runs: that is half of what loading costs.

As a program (`python -m tests.house.marked`) it keeps what is not kept yet, so that not each worker works it out.
"""

from __future__ import annotations

import ast
import hashlib
import marshal
import os
import sys
from contextlib import suppress
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType
from typing import Any

import slipcover
from slipcover.branch import preinstrument
from slipcover.importer import SlipcoverLoader, SlipcoverMetaPathFinder

HOUSE = Path(__file__).parents[2]
KEPT = HOUSE / ".pytest_cache" / "marked"

Known = tuple[bytes, CodeType, tuple[int, ...], tuple[tuple[int, int], ...]]
"""Of which text, its code with the branches named in it, its lines and its branches."""


def known(path: Path, kept: Path = KEPT) -> Known:
    """From what was kept of just this text, else worked out and kept."""
    text = path.read_bytes()
    tools = f"{path} {sys.version} {sys.flags.optimize} {slipcover.__version__}"
    key = hashlib.sha256(tools.encode() + text).digest()
    file = kept / f"{hashlib.sha256(str(path).encode()).hexdigest()}.marshal"
    try:
        found: Known = marshal.loads(file.read_bytes())
        if found[0] == key:
            return found
    except (OSError, EOFError, ValueError, TypeError):
        pass
    code: CodeType = compile(preinstrument(ast.parse(text)), str(path), "exec")
    lines, branches = slipcover.Slipcover.lines_from_code(code), slipcover.Slipcover.branches_from_code(code)
    found = (key, code, tuple(set(lines)), tuple(set(branches)))
    if not sys.dont_write_bytecode:
        with suppress(OSError):  # what cannot be kept is worked out once more the next time
            kept.mkdir(parents=True, exist_ok=True)
            partial = file.with_suffix(f".{os.getpid()}")
            partial.write_bytes(marshal.dumps(found))
            partial.replace(file)
    return found


class Loader(SlipcoverLoader):
    """Marks a file as SlipCover's own loader does, from what is kept of it."""

    def exec_module(self, module: Any) -> None:
        _, code, lines, branches = known(self.origin, KEPT)
        cover, name = self.sci, code.co_filename
        cover.register_module(module)
        marked = cover.instrument(code, code)  # as if it stood within another: its lines are known here already
        with cover.lock:
            cover.code_lines[name].update(lines)
            cover.code_branches[name].update(branches)
            if sys.version_info < (3, 12):
                cover.instrumented[name].add(marked)
        exec(marked, module.__dict__)


class Finder(SlipcoverMetaPathFinder):
    """Finds what SlipCover's own finds."""

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        spec: ModuleSpec | None = super().find_spec(fullname, path, target)
        if spec is not None and type(spec.loader) is SlipcoverLoader:
            spec.loader = Loader(self.sci, spec.loader.orig_loader, spec.origin)
        return spec


def keep_all() -> None:
    """Everything that a run marks."""
    from tests.house.plan import FLOORS, sources

    for path in sources(*FLOORS):
        known(path.resolve())


if __name__ == "__main__":
    keep_all()
