"""What a digest says the second time: exactly what is new, changed, contradicted or gone."""

from datetime import timedelta
from pathlib import Path

from domain.digest import WhenUnchanged
from domain.question import ChannelId, MessageTs
from scheduling.finishing import post_key
from store.digest_fading import fade
from store.forgetting import Forgetting, Keeping
from store.keyring import PlainTexts
from tests.scenarios.digest_room import FRIDAY, a_claim, a_digest, digest_room, texts

FIRST = FRIDAY + timedelta(hours=1, seconds=5)
SECOND = FRIDAY + timedelta(hours=2, seconds=5)
THIRD = FRIDAY + timedelta(hours=3, seconds=5)

PRICE = a_claim("The Team plan costs $12 per seat.", "drive:prices")
MOVE = a_claim("Existing customers move on 1 January.", "notion:decision")
SEATS = a_claim("Guest seats stay free for partners.", "slack:CPRICING:1")
GLOBEX = a_claim("Globex has no public Business price.", "notion:competitors")
INVOICES = a_claim("Invoices go out on the third working day.", "drive:billing")


async def test_the_second_digest_names_exactly_what_changed(tmp_path: Path) -> None:
    """One fact added, one changed, one contradicted, one removed, one left alone."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest(cron="0 * * * *"))
        room.world = [PRICE, MOVE, GLOBEX, SEATS, INVOICES]
        await room.at(FIRST)
        moved = a_claim("Existing customers move on 1 February.", "notion:decision")
        against = a_claim("Globex has a public Business price: $36.", "web:globex")
        added = a_claim("The Berlin office opens a support desk.", "slack:CSUPPORT:2")
        room.world = [PRICE, moved, GLOBEX, against, added, INVOICES]
        await room.at(SECOND)
        first, second = await room.editions()

        assert [news for news, _ in texts(first)] == ["new"] * 5
        assert sorted(texts(second)) == [
            ("changed", "Existing customers move on 1 February."),
            ("contradicted", "Globex has a public Business price: $36."),
            ("gone", "Guest seats stay free for partners."),
            ("new", "The Berlin office opens a support desk."),
        ]
        assert second.covered.unchanged == 3


async def test_it_knows_what_it_said_when_the_words_are_deleted(tmp_path: Path) -> None:
    """Quotes and sentences are over their time: nothing is said twice, a change is one."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest(cron="0 * * * *"))
        room.world = [PRICE, MOVE, GLOBEX, SEATS, INVOICES]
        await room.at(FIRST)
        await fade(room.database, read=SECOND, said=SECOND)
        moved = a_claim("Existing customers move on 1 February.", "notion:decision")
        against = a_claim("Globex has a public Business price: $36.", "web:globex")
        room.world = [PRICE, moved, GLOBEX, against, INVOICES]
        await room.at(SECOND)
        second = (await room.editions())[-1]

        assert sorted(texts(second)) == [
            ("changed", "Existing customers move on 1 February."),
            ("contradicted", "Globex has a public Business price: $36."),
            ("gone", ""),
        ]
        assert second.covered.unchanged == 3
        assert {item.earlier for item in second.news} == {""}


async def test_in_time_no_byte_of_what_was_read_or_said_is_left(tmp_path: Path) -> None:
    """The source's words go after a week, the digest's own after ninety days.

    Not encrypted here: bytes that no key opens would be no sign of anything.
    """
    canary, quoted = "Zqxvheron", "Wnibbling"
    keeping = Keeping(evidence=timedelta(days=7), answers=timedelta(days=90))

    def holding(word: str) -> bool:
        return any(word.encode() in file.read_bytes() for file in tmp_path.iterdir())

    async with digest_room(tmp_path, texts=PlainTexts()) as room:
        await room.add(a_digest(cron="0 * * * *"))
        room.world = [a_claim(f"Team is {canary}.", "slack:C1:1", f"so Team is {quoted}")]
        await room.at(FIRST)
        forgetting = Forgetting(room.database, tmp_path)
        posted = [one.post.key for one in await room.books.outbox.due(FIRST)]
        before = holding(canary), holding(quoted)
        await forgetting.expire(keeping, now=FIRST + timedelta(days=8))
        memory = await room.books.slots.remembered(a_digest().id)
        await forgetting.expire(keeping, now=FIRST + timedelta(days=91))

        assert posted
        assert before == (True, True)
        assert memory[0].citations[0].quote == ""
        assert memory[0].citations[0].origin.url == "https://slack.example/C1:1"
        assert (holding(canary), holding(quoted)) == (False, False)
        assert len(await room.books.slots.remembered(a_digest().id)) == 1


async def test_forgetting_a_source_takes_what_a_digest_remembers_of_it(tmp_path: Path) -> None:
    """Even when its words are long gone: the ids are left to be found by."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest(cron="0 * * * *"))
        room.world = [PRICE, SEATS]
        await room.at(FIRST)
        await fade(room.database, read=SECOND, said=SECOND)
        await Forgetting(room.database, tmp_path).forget("slack:CPRICING:1")
        left = await room.books.slots.remembered(a_digest().id)

        assert [str(one.citations[0].origin.ref) for one in left] == ["drive:prices"]


async def test_an_unchanged_workspace_repeats_nothing(tmp_path: Path) -> None:
    """Not after a change either: what was said as a correction is known from then on."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest(cron="0 * * * *"))
        room.world = [PRICE, GLOBEX]
        await room.at(FIRST)
        room.world = [PRICE, GLOBEX, a_claim("Globex has a Business price: $36.", "web:globex")]
        await room.at(SECOND)
        await room.at(THIRD)
        editions = await room.editions()

        assert [len(edition.news) for edition in editions] == [2, 1, 0]
        assert editions[2].since == SECOND


async def test_with_nothing_new_it_is_silent_if_its_maker_chose_so(tmp_path: Path) -> None:
    """The check is on record all the same."""
    async with digest_room(tmp_path) as room:
        digest = a_digest(cron="0 * * * *", unchanged=WhenUnchanged.SILENCE)
        await room.add(digest)
        room.world = [PRICE]
        await room.at(FIRST)
        await room.at(SECOND)
        rows = await room.books.slots.of(digest.id)

        assert len(await room.editions()) == 1
        assert [row.covered.unchanged for row in rows] == [1, 0]
        assert rows[0].covered.read == 1


async def test_a_correction_links_the_earlier_message(tmp_path: Path) -> None:
    """To the post that said it, once that post is known to be out."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest(cron="0 * * * *"))
        room.world = [MOVE]
        await room.at(FIRST)
        key = post_key(room.started[0].run)
        await room.books.outbox.sent(key, ChannelId("CPRICING"), MessageTs("1.5"))
        room.world = [a_claim("Existing customers move on 1 February.", "notion:decision")]
        await room.at(SECOND)
        item = (await room.editions())[-1].news[0]

        assert item.earlier == "Existing customers move on 1 January."
        assert item.earlier_at == FIRST
        assert item.earlier_url == "https://tidewater.slack.com/archives/CPRICING/p1.5"


async def test_searches_go_back_to_the_last_look(tmp_path: Path) -> None:
    """The first has no limit; the next overlaps by an hour, since copies lag."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest(cron="0 * * * *"))
        await room.at(FIRST)
        await room.at(SECOND)

        assert [one.since for one in room.started] == [None, FIRST - timedelta(hours=1)]
