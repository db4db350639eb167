"""Notes of what a posted answer rests on: how long they stay, and what takes them away."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.audience import PersonId
from domain.evidence import SourceRef
from domain.question import ChannelId, RunId, SourceKind
from domain.resting import Breadth, Rest
from store.forgetting import Forgetting, Keeping
from store.standing_posts import LOOKED_AFTER, StandingPost, StandingPosts, StandingState
from tests.wire.bot_room import open_database

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
KEY = "R1/answer@CPRICING"
POST = StandingPost(
    key=KEY,
    run=RunId("R1"),
    channel=ChannelId("CPRICING"),
    asker=PersonId("UDANA"),
    language="en",
    kind="answer",
    rests=(Rest(ref=SourceRef(source=SourceKind.DRIVE, key="HERON"), breadth=Breadth.NAMED),),
    posted=NOW,
    mark="m",
)


async def test_a_note_outlives_the_text_and_ends_after_thirty_days(tmp_path: Path) -> None:
    """It holds no text, and without it nobody could tell what to take back."""
    async with open_database(tmp_path) as database:
        standing = StandingPosts(database)
        await standing.begins(POST)
        await standing.has_part(KEY, "1.1")
        await standing.stands(KEY, at=NOW)
        short = Keeping(evidence=timedelta(days=1), answers=timedelta(days=1))
        await Forgetting(database, tmp_path).expire(short, now=NOW + timedelta(days=20))
        await standing.let_go(NOW + timedelta(days=20))
        kept = await standing.get(KEY)
        await standing.let_go(NOW + LOOKED_AFTER + timedelta(minutes=1))

        assert kept is not None
        assert kept.rests == POST.rests
        assert await standing.get(KEY) is None
        assert (await standing.parts(KEY)).messages == ()


async def test_forgetting_takes_the_note_of_a_source_a_channel_or_an_asker(
    tmp_path: Path,
) -> None:
    """Whatever it was forgotten by."""
    for needle in ("drive:HERON", "CPRICING", "UDANA"):
        folder = tmp_path / needle.replace(":", "-")
        folder.mkdir()
        async with open_database(folder) as database:
            standing = StandingPosts(database)
            await standing.begins(POST)
            await Forgetting(database, folder).forget("drive:OTHER")
            kept = await standing.get(KEY)
            await Forgetting(database, folder).forget(needle)

            assert kept is not None
            assert await standing.get(KEY) is None


async def test_what_was_noticed_while_it_was_judged_is_not_lost(tmp_path: Path) -> None:
    """Somebody joins while the sources are asked about somebody who joined before."""
    async with open_database(tmp_path) as database:
        standing = StandingPosts(database)
        await standing.begins(POST)
        await standing.stands(KEY, at=NOW)
        await standing.noticed(POST.channel, at=NOW)
        judged = (await standing.due(NOW, limit=9))[0]
        await standing.noticed(POST.channel, at=NOW + timedelta(seconds=1))
        await standing.stays(judged, mark="n", asked=NOW)
        still_due = await standing.due(NOW + timedelta(seconds=2), limit=9)

        assert [one.key for one in still_due] == [KEY]
        assert still_due[0].mark == "m"


async def test_what_is_leaving_comes_before_what_is_only_looked_at(tmp_path: Path) -> None:
    """Nobody should read it longer because others are due as well."""
    async with open_database(tmp_path) as database:
        standing = StandingPosts(database)
        await standing.begins(POST)
        await standing.stands(KEY, at=NOW)
        await standing.leaves(KEY, StandingState.LEAVING_PRIVATE)
        due = await standing.due(NOW, limit=1)

        assert due[0].state is StandingState.LEAVING_PRIVATE
