"""The catalogue (文案): every sentence a person reads, by symbolic message id, from `locales/<locale>/*.po`."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup

LOCALES = Path(__file__).parent.parent / "locales"
HOME_LOCALE = "zh_Hans"
SPOKEN = (HOME_LOCALE, "en")
LAWS_OWN = "(?!会议|组织法)"
"""What makes a usual word part of a name the law gives, which no compound changes."""


class Texts:
    """The words of one locale. Missing ids and missing facts are bugs and raise KeyError."""

    def __init__(self, locale: str, terms: Mapping[str, str] | None = None) -> None:
        self.locale = locale
        self._catalogue = _catalogue(locale)
        self._terms = {self._catalogue.gettext(key): word for key, word in (terms or {}).items()}
        self._usual = re.compile(f"(?:{'|'.join(map(re.escape, self._terms))}){LAWS_OWN}") if terms else None

    def speaking(self, terms: Mapping[str, str]) -> Texts:
        """The same as people there say it (叫法), by the message of the usual word: 楼栋长 wherever we would say 楼长.

        Only our own sentences change, never what somebody wrote; other languages keep their own words.
        """
        return Texts(self.locale, terms) if terms and self.locale == HOME_LOCALE else self

    def say(self, key: str, **facts: Any) -> Markup:
        """The sentence as HTML; facts are escaped. `n` chooses between singular and plural."""
        return Markup(self._pattern(key, facts)).format(**facts)  # noqa: S704 - the pattern is ours, facts are escaped

    def plain(self, key: str, **facts: Any) -> str:
        """The sentence without markup: button labels, toasts, command descriptions."""
        return self._pattern(key, facts).format(**facts)

    def all_of(self, wanted: Callable[[str], bool]) -> list[tuple[str, str]]:
        """The sentences whose message id is wanted, each with its id."""
        said = self._catalogue._catalog  # type: ignore[attr-defined]
        return [(key, words) for key, words in said.items() if isinstance(key, str) and wanted(key)]

    def _pattern(self, key: str, facts: dict[str, Any]) -> str:
        n = facts.get("n")
        found = self._catalogue.ngettext(key, key, n) if isinstance(n, int) else self._catalogue.gettext(key)
        if found == key:
            found = self._catalogue.gettext(key)
        if found == key:
            raise KeyError(f"{self.locale}: {key}")
        return found if self._usual is None else self._usual.sub(lambda usual: self._terms[usual[0]], found)


@cache
def texts(locale: str | None) -> Texts:
    """The words of `locale`; of the home locale when we do not speak it."""
    return Texts(locale if locale in SPOKEN else HOME_LOCALE)


@cache
def _catalogue(locale: str) -> gettext.GNUTranslations:
    whole: gettext.GNUTranslations | None = None
    for path in sorted((LOCALES / locale).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=locale, abort_invalid=True)
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        part = gettext.GNUTranslations(compiled)
        if whole is None:
            whole = part
        else:
            whole._catalog.update(part._catalog)  # type: ignore[attr-defined]
    assert whole is not None, f"no catalogue for {locale}"
    return whole
