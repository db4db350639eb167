"""A source with a few documents in memory, for runs that need no vendor's server."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from connectors.source import Access, Health
from domain.audience import ALL_MEMBERS, Audience
from domain.errors import SourceMissing
from domain.evidence import (
    Document,
    Excerpt,
    Filters,
    Hit,
    Origin,
    SearchPage,
    SourceRef,
)
from domain.question import SourceKind

WRITTEN = datetime(2026, 10, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Book:
    key: str
    title: str
    text: str
    author: str = "Priya"
    audience: Audience = ALL_MEMBERS
    written: datetime = WRITTEN


@dataclass(kw_only=True)
class Shelf:
    """Finds books that share a word with the query; `calls` says what was asked of it.

    `since` has the limit of each search, which it leaves to us to keep.
    """

    kind: SourceKind
    books: tuple[Book, ...]
    about: str = "Matches words anywhere in a document, best first."
    calls: list[str] = field(default_factory=list)
    since: list[datetime | None] = field(default_factory=list)

    async def search(
        self, query: str, filters: Filters, access: Access, *, limit: int, cursor: str = ""
    ) -> SearchPage:
        del access, cursor
        self.since.append(filters.since)
        self.calls.append(f"search {query}")
        words = set(query.casefold().split())
        ranked = sorted(self.books, key=lambda book: -_shared(words, book))
        hits = [book for book in ranked if _shared(words, book)]
        return SearchPage(
            hits=tuple(
                Hit(
                    origin=self._origin(book),
                    audience=book.audience,
                    snippet=book.text[:100],
                )
                for book in hits[:limit]
            )
        )

    async def read(
        self,
        ref: SourceRef,
        access: Access,
        *,
        offset: int = 0,
        limit: int = 7000,
        find: str = "",
    ) -> Document:
        del access, offset, limit, find
        self.calls.append(f"read {ref}")
        book = self._book(ref)
        excerpt = Excerpt(text=book.text, start=0, end=len(book.text))
        return Document(origin=self._origin(book), audience=book.audience, excerpts=(excerpt,))

    async def audience_of(self, ref: SourceRef, access: Access) -> Audience:
        del access
        return self._book(ref).audience

    async def check(self) -> Health:
        return Health(source=self.kind)

    def _book(self, ref: SourceRef) -> Book:
        for book in self.books:
            if book.key == ref.key:
                return book
        raise SourceMissing(self.kind)

    def _origin(self, book: Book) -> Origin:
        return Origin(
            ref=SourceRef(source=self.kind, key=book.key),
            title=book.title,
            url=f"https://{self.kind.value}.example/{book.key}",
            author=book.author,
            created=book.written,
            modified=book.written,
        )


def _shared(words: set[str], book: Book) -> int:
    return len(words & set(f"{book.title} {book.text}".casefold().split()))
