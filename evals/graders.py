"""What a delivered answer is held to, mechanically: what it cites, says and must not say."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC

from domain.answer import Answer, Bullets, Citation, Heading, Paragraph, Span, Table
from domain.events import Triaged, WasRead
from domain.question import SourceKind
from evals.cases import Case
from evals.stage import Told, posted_links
from sandbox.workspace.questions import Cited
from sandbox.workspace.schema import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One demand on an answer; `missing` says in a few words each what was not met."""

    name: str
    missing: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    case: Case
    told: Told
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        return all(check.holds for check in self.checks)

    @property
    def seconds(self) -> float:
        return float(self.told.report["seconds"])


def grade(case: Case, told: Told, workspace: Workspace) -> Grade:
    """Every check, in the order in which they are printed."""
    expected = case.expected
    checks = (
        ("answered", _answered(told)),
        ("cites", _uncited(expected.cites, told, workspace)),
        ("says", _unsaid(expected.contains, told)),
        ("never", _forbidden(expected.never, told)),
        ("quotes", _loose_quotes(told)),
        ("links", _unread(told)),
        ("effort", _effort(case, told)),
        ("honest", _invented(told) if expected.nothing else ()),
    )
    kept = tuple(Check(name=name, missing=tuple(missing)) for name, missing in checks)
    return Grade(case=case, told=told, checks=kept)


def said(answer: Answer) -> str:
    """The words of an answer's blocks, a line each."""
    return "\n".join(line for block in answer.blocks for line in _lines(block))


def citations_of(told: Told) -> tuple[Citation, ...]:
    claims = told.answer.claims if told.answer else ()
    return tuple(citation for claim in claims for citation in claim.citations)


def _lines(block: Paragraph | Heading | Bullets | Table) -> Iterator[str]:
    match block:
        case Paragraph(spans=spans):
            yield _words(spans)
        case Heading(text=text):
            yield text
        case Bullets(items=items):
            yield from (_words(item) for item in items)
        case Table(rows=rows):
            yield from (" | ".join(_words(cell) for cell in row) for row in rows)


def _words(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)


def _plain(text: str) -> str:
    """Compatibility forms unified, runs of white space as one blank, case removed."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _answered(told: Told) -> Iterator[str]:
    if told.answer is None:
        yield str(told.report["state"])


def _uncited(
    groups: Sequence[Sequence[Cited]], told: Told, workspace: Workspace
) -> Iterator[str]:
    names = {channel.id: channel.name for channel in workspace.channels}
    cited = {ref for one in citations_of(told) for ref in refs_of(one, names.get)}
    for group in groups:
        if not cited & {(one.kind, one.ref) for one in group}:
            yield " or ".join(f"{one.kind}:{one.ref}" for one in group)


def refs_of(
    citation: Citation, channel_name: Callable[[str], str | None]
) -> set[tuple[str, str]]:
    """A citation as the question sets name sources: kind and ref."""
    origin = citation.origin
    match origin.ref.source:
        case SourceKind.SLACK:
            channel = channel_name(origin.ref.key.partition(":")[0])
            moments = [moment for moment in (origin.created, origin.modified) if moment]
            days = {moment.astimezone(UTC).date().isoformat() for moment in moments}
            return {("slack", f"{channel}/{day}") for day in days}
        case SourceKind.WEB:
            return {("web", origin.url)}
        case kind:
            return {(kind.value, origin.ref.key)}


def _unsaid(groups: Sequence[Sequence[str]], told: Told) -> Iterator[str]:
    answer = told.answer
    text = _plain(said(answer) if answer and answer.blocks else told.text)
    for group in groups:
        if not any(_plain(one) in text for one in group):
            yield " or ".join(group)


def _forbidden(never: Sequence[str], told: Told) -> Iterator[str]:
    shown = _plain(json.dumps(told.posted, ensure_ascii=False))
    yield from (one for one in never if _stands_in(_plain(one), shown))


def _stands_in(text: str, shown: str) -> bool:
    """A number has to stand alone: ids, times and addresses are full of digits."""
    before = r"(?<!\w)" if text[0].isdigit() else ""
    after = r"(?!\w)" if text[-1].isdigit() else ""
    return bool(re.search(f"{before}{re.escape(text)}{after}", shown))


def _loose_quotes(told: Told) -> Iterator[str]:
    kept = {passage.id: passage.text for passage in told.passages}
    for citation in citations_of(told):
        if not citation.quote or citation.quote not in kept.get(citation.passage, ""):
            yield f"{citation.passage}: {citation.quote[:60]}"


def _unread(told: Told) -> Iterator[str]:
    read = {event.what.ref for event in told.events if isinstance(event.what, WasRead)}
    yield from sorted({str(one.origin.ref) for one in citations_of(told)} - read)
    known = {passage.origin.url for passage in told.passages}
    yield from sorted(posted_links(told.posted) - known)


def _effort(case: Case, told: Told) -> Iterator[str]:
    efforts = [e.what.effort.value for e in told.events if isinstance(e.what, Triaged)]
    if efforts and efforts[-1] != case.effort:
        yield f"{efforts[-1]}, not {case.effort}"


def _invented(told: Told) -> Iterator[str]:
    """Where no source has the answer, nothing may be claimed."""
    yield from (
        f"claims: {said(told.answer)[:80]}" for _ in citations_of(told)[:1] if told.answer
    )
