"""Each claim against the text it cites, by another model and by arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from agents import fence, numbers, prompts, schema
from agents.conversation import Request, Role, TextPart, UserTurn
from agents.library import Piece
from domain.answer import Support
from domain.record import UnreadableRecordError, from_json

_SCHEMA = schema.titled(
    "Verdicts",
    schema.record(
        verdicts=schema.array(
            schema.record(
                claim=schema.NUMBER,
                reason=schema.TEXT,
                verdict=schema.one_of("supported", "partial", "unsupported", "contradicted"),
                derived=schema.array(schema.record(value=schema.TEXT, expression=schema.TEXT)),
            )
        )
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A claim on its way to the verifier: its words and the pieces it cites."""

    text: str
    pieces: tuple[Piece, ...]

    @property
    def cited(self) -> str:
        """Everything that the claim may take its words and numbers from."""
        return "\n".join((*_facts(self.pieces), *(piece.text for piece in self.pieces)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    value: str
    expression: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    claim: int
    verdict: Support
    reason: str = ""
    derived: tuple[Derived, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    verdicts: tuple[Verdict, ...] = ()


def request(statements: Sequence[Statement]) -> Request:
    text = "\n\n".join(_claim(number, said) for number, said in enumerate(statements, 1))
    return Request(
        role=Role.VERIFIER,
        system=prompts.load("verifier").fill(),
        turns=(UserTurn(parts=(TextPart(text=text),)),),
        schema=_SCHEMA,
    )


def judge(reply: str, statements: Sequence[Statement]) -> tuple[Support, ...]:
    """One verdict per statement. What the model did not judge counts as unchecked.

    Numbers outrank the model: one that neither stands in the cited text nor follows from it
    makes the claim unsupported.
    """
    try:
        said = {verdict.claim: verdict for verdict in from_json(reply, Verdicts).verdicts}
    except UnreadableRecordError:
        said = {}
    return tuple(
        _support(statement, said.get(number)) for number, statement in enumerate(statements, 1)
    )


def by_arithmetic(statements: Sequence[Statement]) -> tuple[Support, ...]:
    """What can be said without a model: numbers alone."""
    return judge("{}", statements)


def _support(statement: Statement, verdict: Verdict | None) -> Support:
    absent = numbers.missing(statement.text, statement.cited)
    derived = verdict.derived if verdict else ()
    for number in absent:
        if not any(
            numbers.numbers_in(number) & numbers.numbers_in(one.value)
            and numbers.follows(one.value, one.expression, statement.cited)
            for one in derived
        ):
            return Support.UNSUPPORTED
    return verdict.verdict if verdict else Support.UNCHECKED


def _claim(number: int, statement: Statement) -> str:
    cited = "\n".join(
        f'<cited claim="{number}" title={quoteattr(piece.passage.origin.title)} '
        f'date="{fence.day(piece.passage.origin.modified or piece.passage.origin.created)}" '
        f"author={quoteattr(piece.passage.origin.author)}>{escape(piece.text)}</cited>"
        for piece in statement.pieces
    )
    return f'<claim n="{number}">{escape(statement.text)}</claim>\n{cited}'


def _facts(pieces: Sequence[Piece]) -> Sequence[str]:
    """Author, title and dates belong to what a source says."""
    facts: dict[str, None] = {}
    for piece in pieces:
        origin = piece.passage.origin
        for moment in (origin.created, origin.modified):
            if moment:
                facts[f"{moment:%Y} {moment:%m} {moment:%d} {moment:%H} {moment:%M}"] = None
        facts[f"{origin.title} {origin.author} {origin.place} {piece.passage.heading}"] = None
    return tuple(facts)
