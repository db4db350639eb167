"""The web addresses that may be fetched in a run, by the ids under which models know them."""

from collections.abc import Mapping

import sqlalchemy as sa

from domain.question import RunId
from store.database import Database, metadata
from store.keyring import read_in

run_urls = sa.Table(
    "run_urls",
    metadata,
    sa.Column("run", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("url", sa.Text, nullable=False),  # encrypted
)


class RunUrls:
    """Survives a replay: a repeated write changes nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(self, run: RunId, urls: Mapping[str, str]) -> None:
        if not urls:
            return
        encrypt, label = self._database.texts.encrypt, read_in(run)
        rows = [
            {"run": run, "id": url_id, "url": await encrypt(label, url)}
            for url_id, url in urls.items()
        ]
        async with self._database.begin() as connection:
            await connection.execute(
                self._database.insert_once(run_urls).values(rows).on_conflict_do_nothing()
            )

    async def lookup(self, run: RunId, url_id: str) -> str | None:
        query = sa.select(run_urls.c.url).where(run_urls.c.run == run, run_urls.c.id == url_id)
        async with self._database.reading() as connection:
            found: str | None = await connection.scalar(query)
        return (await self._database.texts.decrypt([found]))[0] if found else None
