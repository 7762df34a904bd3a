"""The layout (版式) of every page: no script, one style sheet; language and size of letters chosen by links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from domain.registry import BuildingFace
from rendering.texts import HOME_LOCALE, SPOKEN, Texts, texts
from web.front import Front

OTHER = {HOME_LOCALE: "en", "en": HOME_LOCALE}
HTML_LANG = {HOME_LOCALE: "zh-Hans", "en": "en"}
LARGE = "large"
CHOICES = frozenset({"lang", "size"})
"""What a reader may choose; anything else behind the question mark is somebody else's and is dropped."""

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)


@dataclass(frozen=True)
class Reading:
    """How somebody reads (读法): the language, and whether in large letters."""

    path: str
    texts: Texts
    large: bool
    locale: str  # the installation's own, which needs no word in the address
    asks: str = ""  # what is looked for

    @classmethod
    def of(cls, request: Request, front: Front, asks: str = "") -> Reading:
        """As the address says."""
        wanted = request.query_params.get("lang")
        locale = wanted if wanted in SPOKEN else front.locale
        return cls(request.url.path, texts(locale), request.query_params.get("size") == LARGE, front.locale, asks)

    def at(self, face: BuildingFace | None) -> Reading:
        """The same in the words of whoever lives there (叫法)."""
        return self if face is None else self.speaking(face.terms)

    def speaking(self, terms: Mapping[str, str]) -> Reading:
        """The same in these words."""
        return replace(self, texts=self.texts.speaking(terms))

    @property
    def lang(self) -> str:
        return HTML_LANG[self.texts.locale]

    def to(self, path: str) -> str:
        """Another page, read in the same way."""
        return _address(path, self._choices(self.texts.locale, self.large))

    def joined(self, names: Sequence[str]) -> str:
        """甲、乙."""
        return self.texts.plain("refusals.between").join(names)

    @property
    def other_language(self) -> str:
        return self._again(OTHER[self.texts.locale], self.large)

    @property
    def other_size(self) -> str:
        return self._again(self.texts.locale, not self.large)

    @property
    def choices(self) -> Mapping[str, str]:
        """How it is read, for a form that leads to another page."""
        return self._choices(self.texts.locale, self.large)

    def _again(self, locale: str, large: bool) -> str:
        """This very page, read in another way."""
        asks = {"q": self.asks} if self.asks else {}
        return _address(self.path, asks | self._choices(locale, large))

    def _choices(self, locale: str, large: bool) -> dict[str, str]:
        spoken = {} if locale == self.locale else {"lang": locale}
        return spoken | ({"size": LARGE} if large else {})


def page(reading: Reading, template: str, *, status: int = 200, **facts: object) -> HTMLResponse:
    """A page; nobody's browser and no proxy keeps it."""
    return HTMLResponse(drawn(reading, template, **facts), status_code=status, headers={"Cache-Control": "no-store"})


def drawn(reading: Reading, template: str, **facts: object) -> str:
    """A page's markup."""
    return _templates.get_template(f"{template}.html").render(say=reading.texts.say, reading=reading, **facts)


def first_look(request: Request) -> bool:
    """Whether somebody opens a page, rather than changes how it reads."""
    return request.method == "GET" and not CHOICES & request.query_params.keys()


def _address(path: str, choices: dict[str, str]) -> str:
    """Within our own house, whatever was asked for: `//elsewhere` would be another's."""
    own = "/" + quote(path.lstrip("/"))
    return f"{own}?{urlencode(choices)}" if choices else own
