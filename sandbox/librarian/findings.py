"""What a subagent reports: sentences that fit, quoted letter by letter, and what is open."""

import re
from dataclasses import dataclass

from sandbox.claude.wire import Json
from sandbox.librarian.contradictions import Statement, disputes
from sandbox.librarian.facets import Facet
from sandbox.librarian.reading import Material
from sandbox.librarian.relevance import Scale, prior, scale_of
from sandbox.librarian.sentences import cleaned, quotable, sentences

MOST_FINDINGS = 10
A_PASSAGE = 2
GOOD, FAIR = 0.55, 0.2
POINTS_TO = re.compile(r"[\"“]([A-Z][^\"”\n]{4,60})[\"”]|\[([^\]\n]{4,60})\]\([^)]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    passage: Material
    raw: str
    score: float


def report(read: list[Material], parts: list[Facet], sources: tuple[str, ...]) -> Json:
    """The arguments of report_findings."""
    passages = list({passage.id: passage for passage in read if passage.id}.values())
    quotes = _best(_quotes(passages, parts))
    statements = [
        Statement(text=cleaned(one.raw), source=one.passage.title, date=one.passage.date)
        for one in quotes
    ]
    return {
        "main_findings": [_finding(quote) for quote in quotes],
        "uncertainties": _open_points(quotes, parts, sources)
        + [f"Sources disagree: {one.words}" for one in disputes(statements)],
        "do_not_overstate": _warnings(quotes),
        "next_steps": _next_steps(quotes, passages),
    }


def _quotes(passages: list[Material], parts: list[Facet]) -> list[Quote]:
    cut = [(passage, sentences(passage.text)) for passage in passages]
    scale = scale_of(sentence for _, pieces in cut for sentence in pieces)
    return [
        Quote(passage=passage, raw=raw, score=_score(passage, raw, parts=parts, scale=scale))
        for passage, pieces in cut
        for raw in pieces
        if quotable(raw)
    ]


def _score(passage: Material, raw: str, *, parts: list[Facet], scale: Scale) -> float:
    text = cleaned(raw)
    best = max(scale.score(part, text, around=passage.title) for part in parts)
    return best * prior(passage.title)


def _best(quotes: list[Quote]) -> list[Quote]:
    """The best, at most two a passage, each said once."""
    kept: list[Quote] = []
    said: set[str] = set()
    for quote in sorted(quotes, key=lambda one: (-one.score, one.passage.id, one.raw)):
        mine = sum(1 for one in kept if one.passage.id == quote.passage.id)
        if quote.score < FAIR or mine >= A_PASSAGE or cleaned(quote.raw) in said:
            continue
        said.add(cleaned(quote.raw))
        kept.append(quote)
    return kept[:MOST_FINDINGS]


def _finding(quote: Quote) -> Json:
    confidence = "high" if quote.score >= GOOD else "medium"
    return {
        "text": cleaned(quote.raw),
        "passage_ids": [quote.passage.id],
        "quote": quote.raw,
        "confidence": confidence if prior(quote.passage.title) == 1 else "low",
    }


def _open_points(
    quotes: list[Quote], parts: list[Facet], sources: tuple[str, ...]
) -> list[str]:
    text = " ".join(cleaned(quote.raw) for quote in quotes).lower()
    missing = [name for part in parts for name in part.names if name.lower() not in text]
    if not quotes:
        return [f"Nothing in {', '.join(sources)} answers: {parts[0].text}"]
    return [f"Nothing found about {name}" for name in dict.fromkeys(missing)]


def _warnings(quotes: list[Quote]) -> list[str]:
    old = {one.passage.title for one in quotes if prior(one.passage.title) < 1}
    return [f"“{title}” looks like an older or weaker source" for title in sorted(old)]


def _next_steps(quotes: list[Quote], passages: list[Material]) -> list[str]:
    """Documents that the best sentences name and nobody has opened."""
    known = " ".join(passage.title for passage in passages).lower()
    steps = []
    for quote in quotes:
        for quoted, linked in POINTS_TO.findall(quote.raw):
            title = (quoted or linked).strip(" .,")
            if title.lower() not in known and not title.lower().startswith("http"):
                steps.append(f"Read {title}")
    return list(dict.fromkeys(steps))[:2]
