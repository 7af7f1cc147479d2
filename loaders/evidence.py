"""Evidence against the user's own copies of the sources: every span is read again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ontology.entities import Entity
from ontology.errors import UnreadableInput, UsageError
from ontology.facts import Facts
from ontology.values import Evidence, Locator, hash_text


@dataclass(frozen=True, slots=True)
class Span:
    """One span that is claimed to be in a source: its hash, or the name that stands there."""

    locator: Locator
    sha256: str
    owner: str


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A span that does not hold what its locator says."""

    locator: Locator
    owner: str
    problem: str

    def __str__(self) -> str:
        return f"{self.locator.source}#char={self.locator.start},{self.locator.end}: {self.owner}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Verification:
    """What re-reading came to: spans found, mismatches, and sources without a copy."""

    statements: int
    spans: int
    mentions: int
    mismatches: tuple[Mismatch, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words of a span in a copy, or the problem that keeps them from being shown."""

    words: str | None
    problem: str | None = None


def read_copies(folder: Path) -> dict[str, str]:
    """Return the texts of a folder by file name, newlines as they are.

    Raises UsageError when there is no such folder, UnreadableInput for a text not in UTF-8.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: there is no such folder")
    return {path.name: read_text(path) for path in sorted(folder.iterdir()) if path.is_file()}


def read_text(path: Path) -> str:
    """Return a text as it is. Raises UnreadableInput when it cannot be read or is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{path}: is not UTF-8 (byte {error.start})") from None
    except OSError as error:
        raise UnreadableInput(f"{path}: {error.strerror}") from None


def spans_of(facts: Facts) -> Iterator[Span]:
    """Yield every span that the facts point at: evidence of statements, mentions of names."""
    for statement in facts.statements:
        for evidence in statement.evidence:
            yield Span(evidence, evidence.sha256, statement.handle or statement.id)
    for entity in facts.entities:
        yield from _mentions(entity)


def _mentions(entity: Entity) -> Iterator[Span]:
    for name in entity.names:
        for mention in name.mentions:
            yield Span(mention, hash_text(name.text), f"{entity.id}, name {name.text!r}")


def verify(facts: Facts, copies: Mapping[str, str], sources: Collection[str] = ()) -> Verification:
    """Re-read every span of the facts, or of some sources only, in the copies.

    A copy is recognized by the hash of the whole text, else by the spans that it
    bears out, where they are said to be or anywhere.
    """
    spans = [span for span in spans_of(facts) if not sources or span.locator.source in sources]
    texts = _match_copies(facts, spans, copies)
    found = [m for span in spans if span.locator.source in texts if (m := _check(span, texts[span.locator.source]))]
    cited = sorted({span.locator.source for span in spans})
    return Verification(
        statements=sum(1 for s in facts.statements if s.evidence and (not sources or s.source in sources)),
        spans=sum(1 for span in spans if isinstance(span.locator, Evidence)),
        mentions=sum(1 for span in spans if not isinstance(span.locator, Evidence)),
        mismatches=tuple(sorted(found, key=lambda m: (m.locator, m.owner))),
        missing=tuple(source for source in cited if source not in texts),
    )


def quote(facts: Facts, spans: Iterable[Evidence], copies: Mapping[str, str]) -> dict[Evidence, Quotation]:
    """Return the words of some spans from the copies, checked by their hashes."""
    wanted = sorted(set(spans))
    cited = {span.source for span in wanted}
    texts = _match_copies(facts, [span for span in spans_of(facts) if span.locator.source in cited], copies)
    return {span: _quote(span, texts.get(span.source)) for span in wanted}


def _quote(evidence: Evidence, text: str | None) -> Quotation:
    if text is None:
        return Quotation(None, "no copy of this source was found")
    mismatch = _check(Span(evidence, evidence.sha256, ""), text)
    return Quotation(None, mismatch.problem) if mismatch else Quotation(text[evidence.start : evidence.end])


def _match_copies(facts: Facts, spans: Iterable[Span], copies: Mapping[str, str]) -> dict[str, str]:
    by_hash = {hash_text(text): text for text in copies.values()}
    texts = {s.id: by_hash[s.sha256] for s in facts.sources if s.sha256 in by_hash}
    rest: dict[str, list[Span]] = {}
    for span in spans:
        if span.locator.source not in texts:
            rest.setdefault(span.locator.source, []).append(span)
    for source, claimed in rest.items():
        best = _best_copy(claimed, copies)
        if best is not None:
            texts[source] = best
    return texts


SAMPLE = 5
"""Longest spans of a source that are looked for anywhere in a copy that is not recognized."""


def _best_copy(spans: list[Span], copies: Mapping[str, str]) -> str | None:
    sample = sorted(spans, key=_length)[-SAMPLE:]

    def in_place(text: str) -> int:
        return sum(_holds(span, text) for span in spans)

    def anywhere(text: str) -> int:
        return sum(_search(span, text) is not None for span in sample)

    for score in (in_place, anywhere):
        scores = {name: score(text) for name, text in sorted(copies.items())}
        best = max(scores, key=lambda name: scores[name], default=None)
        if best is not None and scores[best]:
            return copies[best]
    return None


def _holds(span: Span, text: str) -> bool:
    return hash_text(text[span.locator.start : span.locator.end]) == span.sha256


def _check(span: Span, text: str) -> Mismatch | None:
    if _holds(span, text):
        return None
    moved = _search(span, text)
    if moved is not None:
        return Mismatch(span.locator, span.owner, f"the words moved to char={moved},{moved + _length(span)}")
    if span.locator.end > len(text):
        return Mismatch(span.locator, span.owner, f"the span ends after the text, which has {len(text)} code points")
    return Mismatch(span.locator, span.owner, "other words stand there")


def _length(span: Span) -> int:
    return span.locator.end - span.locator.start


def _search(span: Span, text: str) -> int | None:
    size = _length(span)
    starts = range(len(text) - size + 1)
    return next((i for i in starts if hash_text(text[i : i + size]) == span.sha256), None)


def locate(text: str, words: str, source: str) -> list[Evidence]:
    """Return the locator of every occurrence of some words in a source's text."""
    found, start = [], text.find(words)
    while words and start >= 0:
        found.append(f"{source}#char={start},{start + len(words)};sha256={hash_text(words)}")
        start = text.find(words, start + 1)
    return [Evidence.model_validate(locator) for locator in found]
