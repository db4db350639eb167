"""A file that ends its parser ends nothing else: the run goes on, and the answer counts it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from agents import gaps
from agents.failing import with_gaps_of
from agents.looking import Look
from agents.phrases import phrases
from agents.reading import Looked, Reader
from agents.tools import ReadCall
from connectors.parsing import File, Parser
from connectors.source import Access
from domain.answer import GapKind
from domain.audience import PersonId, Readers
from domain.evidence import Document, Excerpt, SourceRef
from domain.plan import Outcome, Subtask, SubtaskId
from domain.question import Asker, RunId, SourceKind
from store.findings import Report
from tests.scenarios.shelf import Book, Shelf
from tests.unit.test_parsing import a_docx, swollen

DANA = PersonId("UDANA")
TASK = Subtask(id=SubtaskId("s1"), title="t", objective="o", sources=(SourceKind.DRIVE,))
FOUND = Report(subtask=TASK, outcome=Outcome.FOUND)
BOOKS = (Book(key="bomb", title="Memo", text=""), Book(key="memo", title="Memo", text=""))


@dataclass(kw_only=True)
class ParsedShelf(Shelf):
    """Files that go through the real parsing process; the one called `bomb` is one."""

    parser: Parser

    async def read(
        self,
        ref: SourceRef,
        access: Access,
        *,
        offset: int = 0,
        limit: int = 7000,
        find: str = "",
    ) -> Document:
        whole = await super().read(ref, access, offset=offset, limit=limit, find=find)
        body = a_docx()
        if ref.key == "bomb":
            body = swollen(body, "word/document.xml", megabytes=120)
        parsed = await self.parser.parse(File(kind="docx", body=body), source=self.kind)
        excerpt = Excerpt(text=parsed.text, start=0, end=len(parsed.text))
        return Document(origin=whole.origin, audience=whole.audience, excerpts=(excerpt,))


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    parser = Parser()
    shelf = ParsedShelf(kind=SourceKind.DRIVE, books=BOOKS, parser=parser)
    access = Access(asker=Asker(id=DANA, name="Dana"), room=Readers.only(DANA))
    yield Reader(run=RunId("R"), sources={SourceKind.DRIVE: shelf}, access=access)
    parser.close()


def look(looked: Looked) -> Look:
    return Look(
        text=looked.text, source=looked.source, read=looked.read, failure=looked.failure
    )


async def test_a_bomb_is_a_gap_and_the_next_file_is_read(reader: Reader) -> None:
    """The model hears that it is too large; what else there is, it reads."""
    bomb = await reader.read(SourceKind.DRIVE, ReadCall(ref="drive:bomb"))
    memo = await reader.read(SourceKind.DRIVE, ReadCall(ref="drive:memo"))
    report = with_gaps_of(FOUND, [look(bomb), look(memo)])
    told = gaps.of_reports([report], phrases("en"), asked=datetime(2026, 11, 20, tzinfo=UTC))

    assert bomb.is_error
    assert "Prices rise in October." in memo.passages[0].text
    assert report.outcome is Outcome.FOUND
    assert [(gap.kind, gap.text) for gap in told] == [
        (GapKind.UNREADABLE, "Documents that are too large to be read: 1")
    ]


async def test_files_that_can_be_read_leave_no_gap(reader: Reader) -> None:
    """The control."""
    memo = await reader.read(SourceKind.DRIVE, ReadCall(ref="drive:memo"))

    assert with_gaps_of(FOUND, [look(memo)]) == FOUND
