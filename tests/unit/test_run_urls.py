"""The addresses that a run may fetch outlive its process and stay its own."""

from pathlib import Path

from domain.question import RunId
from store.database import Database
from store.urls import RunUrls

ONE, TWO = RunId("one"), RunId("two")


async def test_an_address_is_known_to_its_run_alone(tmp_path: Path) -> None:
    """Remembered twice, as after a replay, it is still there once."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'd.sqlite'}")
    await database.create_tables()
    urls = RunUrls(database)
    for _ in range(2):
        await urls.remember(ONE, {"a": "https://a.com/", "b": "https://b.com/"})
    await urls.remember(TWO, {})

    assert await urls.lookup(ONE, "a") == "https://a.com/"
    assert await urls.lookup(TWO, "a") is None
    assert await urls.lookup(ONE, "c") is None
    await database.close()
