"""What a subagent reports: sentences that fit, quoted letter by letter, and what is open."""

import re
from collections import defaultdict
from dataclasses import dataclass

from sandbox.claude.wire import Json
from sandbox.librarian.contradictions import Statement, disputes
from sandbox.librarian.facets import Facet
from sandbox.librarian.reading import Material
from sandbox.librarian.relevance import Said, going_on, outlived, scale_of
from sandbox.librarian.sentences import Piece, cut, quotable
from sandbox.librarian.signs import prior
from sandbox.librarian.words import stems

MOST_FINDINGS = 12
A_PASSAGE = 3
GOOD, FAIR, LEAST = 0.8, 0.35, 0.15
POINTS_TO = re.compile(
    r"\b(?:see|in|doc\w*|page|sheet|deck|file|slides?|memo|report|called)\s+"
    r"(?:[\"“]([A-Z][^\"”\n]{4,60})[\"”]|\[([^\]\n]{4,60})\]\([^)]*\))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    passage: Material
    piece: Piece
    score: float


def report(read: list[Material], parts: list[Facet], sources: tuple[str, ...]) -> Json:
    """The arguments of report_findings."""
    passages = list({passage.id: passage for passage in read if passage.id}.values())
    quotes = _best(_quotes(passages, parts))
    statements = [
        Statement(text=one.piece.clean, source=one.passage.title, date=one.passage.date)
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
    pieces = [(passage, piece) for passage in passages for piece in cut([passage.text])]
    scale = scale_of(
        (piece.clean for _, piece in pieces), titles=[passage.named for passage in passages]
    )
    documents: dict[str, set[str]] = defaultdict(set)
    for passage in passages:
        documents[passage.title] |= set(stems(passage.text))
    known = {title: frozenset(words) for title, words in documents.items()}
    quotes: list[Quote] = []
    carried, newest = 0.0, max((passage.date for passage in passages), default="")
    for before, (passage, piece) in zip([None, *pieces], pieces, strict=False):
        said = Said(
            text=piece.clean,
            title=passage.named,
            document=known[passage.title],
            speaker=passage.author if passage.source == "slack" else "",
            heading=piece.under or passage.heading,
            of_the_web=passage.source == "web",
        )
        best = max(scale.score(part, said) for part in parts)
        goes_on = before is not None and before[0] is passage
        value = going_on(best, carried, piece.clean) if goes_on else best
        carried = best
        value *= outlived(passage.date, newest)
        if quotable(piece):
            quotes.append(Quote(passage=passage, piece=piece, score=value))
    return quotes


def _best(quotes: list[Quote]) -> list[Quote]:
    """The best, a few of each passage, each said once."""
    kept: list[Quote] = []
    said: set[str] = set()
    floor = max(LEAST, FAIR * max((quote.score for quote in quotes), default=0.0))
    for quote in sorted(quotes, key=lambda one: -one.score):  # ties stay in reading order
        mine = sum(1 for one in kept if one.passage.id == quote.passage.id)
        if quote.score < floor or mine >= A_PASSAGE or quote.piece.clean in said:
            continue
        said.add(quote.piece.clean)
        kept.append(quote)
    return kept[:MOST_FINDINGS]


def _finding(quote: Quote) -> Json:
    confidence = "high" if quote.score >= GOOD else "medium"
    return {
        "text": quote.piece.clean,
        "passage_ids": [quote.passage.id],
        "quote": quote.piece.raw,
        "confidence": confidence if prior(quote.passage.title) == 1 else "low",
    }


def _open_points(
    quotes: list[Quote], parts: list[Facet], sources: tuple[str, ...]
) -> list[str]:
    text = " ".join(f"{one.piece.clean} {one.passage.named}" for one in quotes).lower()
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
        for quoted, linked in POINTS_TO.findall(quote.piece.raw):
            title = (quoted or linked).strip(" .,")
            if title.lower() not in known and not title.lower().startswith("http"):
                steps.append(f"Read {title}")
    return list(dict.fromkeys(steps))[:2]
