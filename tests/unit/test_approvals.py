"""An approval is for one search, by one person, once, for ten minutes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from domain.audience import PersonId
from domain.plan import SubtaskId
from domain.question import RunId
from store.approvals import Approvals, Click, ProposedSearch, approvals
from store.database import Database

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
RUN, DANA, LEE = RunId("R1"), PersonId("UDANA"), PersonId("ULEE")
SEARCH = ProposedSearch(subtask=SubtaskId("web-1"), title="Initech", words="Initech price 2026")


def click(nonce: str = "n1", *, person: PersonId = DANA, id_: str = "c1") -> Click:
    return Click(run=RUN, nonce=nonce, person=person, id=id_)


@asynccontextmanager
async def offered(folder: Path) -> AsyncIterator[tuple[Approvals, Database]]:
    """One search, shown to Dana on a card with the nonce n1."""
    database = Database(f"sqlite+aiosqlite:///{folder}/d.sqlite")
    await database.create_tables()
    kept = Approvals(database)
    await kept.propose(RUN, SEARCH)
    await kept.offer(RUN, SEARCH, asker=DANA, nonce="n1", at=NOW)
    try:
        yield kept, database
    finally:
        await database.close()


async def words_of(kept: Approvals, pressed: Click, *, after: float = 60) -> str:
    at = NOW + timedelta(seconds=after)
    found = await kept.decide(pressed, at=at, approved=True)
    return found.words if found else ""


async def test_the_askers_click_approves_exactly_these_words(tmp_path: Path) -> None:
    """And one workflow takes them, once."""
    async with offered(tmp_path) as (kept, _):
        approved = await words_of(kept, click())
        taken = await kept.take(RUN, "R1~2")

        assert approved == SEARCH.words
        assert [one.words for one in taken] == [SEARCH.words]
        assert await kept.take(RUN, "R1~3") == ()
        assert await kept.take(RUN, "R1~2") == taken


async def test_another_persons_click_is_refused(tmp_path: Path) -> None:
    """Even with the nonce in hand."""
    async with offered(tmp_path) as (kept, _):
        assert not await words_of(kept, click(person=LEE))
        assert await kept.take(RUN, "R1~2") == ()


async def test_an_old_click_is_refused(tmp_path: Path) -> None:
    """Ten minutes and no longer."""
    async with offered(tmp_path) as (kept, _):
        assert not await words_of(kept, click(), after=601)


async def test_a_changed_search_is_refused(tmp_path: Path) -> None:
    """What was shown and what is kept must be the same words."""
    async with offered(tmp_path) as (kept, database):
        async with database.begin() as connection:
            change = sa.update(approvals).values(words="Initech price and what Dana plans")
            await connection.execute(change)

        assert not await words_of(kept, click())


async def test_two_clicks_approve_once(tmp_path: Path) -> None:
    """Whichever is first; the same click delivered again changes nothing."""
    async with offered(tmp_path) as (kept, _):
        both = await asyncio.gather(
            words_of(kept, click(id_="c1")), words_of(kept, click(id_="c2"))
        )

        assert sorted(both) == ["", SEARCH.words]
        assert await words_of(kept, click(id_="c1")) in (SEARCH.words, "")


async def test_a_newer_card_makes_the_older_one_void(tmp_path: Path) -> None:
    """One card at a time."""
    async with offered(tmp_path) as (kept, _):
        await kept.offer(RUN, SEARCH, asker=DANA, nonce="n2", at=NOW)

        assert not await words_of(kept, click("n1"))
        assert await words_of(kept, click("n2", id_="c2")) == SEARCH.words


async def test_a_declined_search_is_gone(tmp_path: Path) -> None:
    """No is an answer, and no click undoes it."""
    async with offered(tmp_path) as (kept, _):
        await kept.decide(click(), at=NOW, approved=False)

        assert not await words_of(kept, click(id_="c2"))
        assert await kept.take(RUN, "R1~2") == ()
