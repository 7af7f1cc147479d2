"""Where and how a page is shown; light, so that the process that listens may know it too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from alliance.server.site_map import Language


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and how a page is shown: its language, its path and query, and the version of the store."""

    lang: Language
    address: str
    version: str

    def link(self, path: str, /, **parameters: object) -> str:
        """Return an address on this site that keeps the language and the moment; None leaves a parameter out."""
        kept = {k: v for k, v in self.asked.items() if k in ("lang", "as-of", "known-by")}
        given = {name.replace("_", "-"): str(value) for name, value in parameters.items() if value is not None}
        dropped = {name.replace("_", "-") for name, value in parameters.items() if value is None}
        query = {k: v for k, v in {**kept, **given}.items() if k not in dropped}
        return f"{path}?{urlencode(query)}" if query else path

    def here(self, /, **parameters: object) -> str:
        """Return the address of this page with some parameters changed; None leaves one out."""
        asked: dict[str, object] = dict(self.asked)
        changed = {name.replace("_", "-"): value for name, value in parameters.items()}
        return self.link(urlsplit(self.address).path, **{**asked, **changed})

    @property
    def asked(self) -> Mapping[str, str]:
        """The parameters of the address."""
        return dict(parse_qsl(urlsplit(self.address).query))
