"""Slack history as a source: found by conversation, read by message, for whoever may."""

from datetime import timedelta

import pytest

from bot.rendering.source_line import source_line
from bot.rendering.words import ENGLISH
from connectors.slack_finding import BY_BOTH, BY_INDEX, BY_RECENT, BY_SEARCH, SEARCH_FAILED
from domain.audience import Audience, PersonId
from domain.errors import SourceDenied, SourceError, SourceMissing
from domain.evidence import Filters, SearchPage, SourceRef
from policy.access import covers
from sandbox.faults import Fault
from tests.wire.slack_desk import slack_desk
from tests.wire.slack_room import TODAY

QUESTION = "Who decided that the prices of Business go up, and when?"


def places(page: SearchPage) -> list[str]:
    return [hit.origin.place for hit in page.hits]


async def test_a_thread_is_one_hit_with_everything_a_citation_needs() -> None:
    """The unit is the conversation; a lone reply says little."""
    async with slack_desk() as desk:
        page = await desk.search(QUESTION, await desk.access("lee", "CPRICING"))
        hit = page.hits[0]

        assert [h.origin.ref for h in page.hits].count(hit.origin.ref) == 1
        assert hit.origin.place == "#pricing"
        assert hit.origin.author == "Priya Nair, Dana Roth, Lee Park"
        assert (
            hit.origin.title
            == "Team and Business go up by 12 % on 1 October, @Dana Roth agrees"
        )
        assert hit.origin.url.startswith("https://tidewater.slack.com/archives/CPRICING/p")
        assert hit.origin.created == TODAY - timedelta(days=60)
        assert hit.origin.modified == TODAY - timedelta(days=59)
        assert hit.audience.all_members
        assert "Business go up" in hit.snippet


async def test_it_is_read_message_by_message_as_people_see_it() -> None:
    """Names for ids, no marks of style, and the asker's own time."""
    async with slack_desk() as desk:
        access = await desk.access("dana")
        page = await desk.search("guest seats refunds margin review", access)
        document = await desk.source.read(page.hits[0].origin.ref, access)

        assert [e.heading for e in document.excerpts] == [
            "Priya Nair, 21 Sep 2026 11:00",
            "Dana Roth, 21 Sep 2026 11:00",
            "Lee Park, 22 Sep 2026 11:00",
        ]
        assert document.excerpts[2].author == "Lee Park"
        assert document.excerpts[2].at == TODAY - timedelta(days=59)
        assert document.excerpts[0].text.endswith("on 1 October, @Dana Roth agrees")
        assert document.excerpts[1].text == "Agreed. The margin review left us no choice."
        assert document.excerpts[2].text == "Support will hear about guest seats & refunds"
        assert "?thread_ts=" in document.excerpts[2].url
        assert document.next_offset is None


@pytest.mark.parametrize("indexed", [True, False])
async def test_messages_close_in_time_are_one_conversation(*, indexed: bool) -> None:
    """Without threads a question and its answer are neighbours; hours later is another talk."""
    async with slack_desk(indexed=indexed) as desk:
        access = await desk.access("lee")
        page = await desk.search("tickets about refunds", access)
        document = await desk.source.read(page.hits[0].origin.ref, access)

        assert [e.text for e in document.excerpts] == [
            "Seven tickets about the new prices so far",
            "Mostly about refunds",
        ]


async def test_the_way_of_searching_is_said() -> None:
    """Coverage tells people what was not searched."""
    async with slack_desk() as desk:
        token = desk.slack.team.keys.action_token("ULEE")
        lent = await desk.search(QUESTION, await desk.access("lee", token=token))
        own = await desk.search(QUESTION, await desk.access("lee"))
        refused = await desk.search(QUESTION, await desk.access("lee", token="worn-out"))  # noqa: S106 - opens nothing

        assert lent.notes == (BY_BOTH,)
        assert own.notes == (BY_INDEX,)
        assert refused.notes == (SEARCH_FAILED, BY_INDEX)
        assert own.hits == refused.hits


async def test_without_an_index_the_latest_messages_are_searched() -> None:
    """A distributed app may keep no index; it finds what was lately said."""
    async with slack_desk(indexed=False) as desk:
        token = desk.slack.team.keys.action_token("ULEE")
        recent = await desk.search("prices of Business", await desk.access("lee"))
        lent = await desk.search("Business", await desk.access("lee", token=token))

        assert recent.notes == (BY_RECENT,)
        assert "#pricing" in places(recent)
        assert lent.notes == (BY_SEARCH,)
        assert places(lent) == ["#pricing"]


async def test_slacks_search_reaches_public_channels_without_the_bot() -> None:
    """What it found there can be read for some minutes, with a note that it is a part."""
    async with slack_desk() as desk:
        token = desk.slack.team.keys.action_token("ULEE")
        access = await desk.access("lee", token=token)
        page = await desk.search("coffee pods", access)
        document = await desk.source.read(page.hits[0].origin.ref, access)

        assert places(page)[0] == "#lounge"
        assert document.excerpts[0].text == "Rumour: prices of coffee pods go up"
        assert document.notes


async def test_only_members_find_and_read_a_private_channel() -> None:
    """For everybody else it is as if there were no such channel."""
    async with slack_desk() as desk:
        dana, lee = await desk.access("dana"), await desk.access("lee")
        found = await desk.search("gross margin", dana)
        ref = found.hits[0].origin.ref
        hidden = await desk.search("gross margin", lee)

        assert found.hits[0].origin.place == "#margins"
        assert found.hits[0].audience == Audience(people=frozenset({PersonId("UDANA")}))
        assert "#margins" not in places(hidden)
        with pytest.raises(SourceMissing):
            await desk.source.read(ref, lee)


async def test_in_a_public_channel_the_private_comes_last_and_moves_nothing() -> None:
    """A private message must not be felt in what a public question gets to see."""
    async with slack_desk() as desk:
        before = await desk.search("margin on Business", await desk.access("dana", "CPRICING"))
        await desk.index.apply(
            {
                "type": "message",
                "channel": "CMARGINS",
                "user": "UDANA",
                "ts": "1795000000.000100",
                "text": "margin margin on Business Business review October prices",
            }
        )
        access = await desk.access("dana", "CPRICING")
        after = await desk.search("margin on Business", access)

        def seen(page: SearchPage) -> list[object]:
            return [hit for hit in page.hits if covers(hit.audience, access.room)]

        assert seen(before) == seen(after) != []
        assert len(after.hits) == len(before.hits) + 1
        assert not covers(after.hits[-1].audience, access.room)


async def test_a_guest_finds_and_reads_their_own_channels_only() -> None:
    """Guests are let into some channels; the others are not theirs to search."""
    async with slack_desk() as desk:
        access = await desk.access("gus")
        page = await desk.search("prices", access)
        pricing = await desk.search("Business prices", await desk.access("lee"))
        other = next(h.origin.ref for h in pricing.hits if h.origin.place == "#pricing")

        assert set(places(page)) == {"#support"}
        with pytest.raises(SourceMissing):
            await desk.source.read(other, access)


async def test_what_strangers_share_is_for_our_people_in_that_channel() -> None:
    """Another organisation's words are not for the whole company."""
    async with slack_desk() as desk:
        dana = await desk.search("Globex old prices", await desk.access("dana"))
        lee = await desk.search("Globex old prices", await desk.access("lee"))

        assert "#globex-bridge" in places(dana)
        assert "#globex-bridge" not in places(lee)


async def test_questions_to_the_bot_and_its_answers_are_no_evidence() -> None:
    """A question holds all the words of the question, and would come first for ever."""
    async with slack_desk() as desk:
        await desk.slack.say("lee", "CPRICING", f"@dossier {QUESTION}")
        await desk.index.sweep()
        token = desk.slack.team.keys.action_token("ULEE")
        page = await desk.search(QUESTION, await desk.access("lee", token=token))

        assert page.hits
        assert all("Who decided" not in hit.snippet for hit in page.hits)


async def test_filters_keep_to_channels_and_times() -> None:
    """People say: only in #support, only since last week."""
    async with slack_desk() as desk:
        token = desk.slack.team.keys.action_token("ULEE")
        access = await desk.access("lee", token=token)
        week = TODAY - timedelta(days=7)
        here = await desk.search("prices", access, filters=Filters(places=("#support",)))
        late = await desk.search("prices", access, filters=Filters(since=week))
        early = await desk.search("prices", access, filters=Filters(until=week))

        assert set(places(here)) == {"#support"}
        assert set(places(late)) == {"#support", "#lounge"}
        assert set(places(early)) == {"#pricing"}


async def test_what_one_person_found_is_not_read_by_another() -> None:
    """Both may read the channel; but that somebody searched there is nobody's business."""
    async with slack_desk() as desk:
        lee = await desk.access("lee", token=desk.slack.team.keys.action_token("ULEE"))
        page = await desk.search("coffee pods", lee)
        ref = next(h.origin.ref for h in page.hits if h.origin.place == "#lounge")

        assert (await desk.source.read(ref, lee)).excerpts
        with pytest.raises(SourceDenied):
            await desk.source.read(ref, await desk.access("priya"))


async def test_without_an_index_each_room_has_a_memory_of_its_own() -> None:
    """What was kept for one room is not taken for another, and serves it again."""
    async with slack_desk(indexed=False) as desk:
        for channel in ("CPRICING", "CTOKYO", "CPRICING"):
            await desk.search("prices", await desk.access("lee", channel))

        assert desk.asked("conversations.history") == 2 * len(await desk.directory.joined())


async def test_japanese_is_found() -> None:
    """There are no spaces to split at."""
    async with slack_desk() as desk:
        page = await desk.search("日本の価格改定はいつからですか", await desk.access("lee"))

        assert places(page)[0] == "#tokyo"


async def test_pages_follow_each_other_without_repeats() -> None:
    """A model may ask for more."""
    async with slack_desk() as desk:
        access = await desk.access("lee", "CPRICING")
        first = await desk.source.search("prices", Filters(), access, limit=1)
        second = await desk.source.search(
            "prices", Filters(), access, limit=1, cursor=first.cursor
        )

        assert len(first.hits) == len(second.hits) == 1
        assert first.hits[0].origin.ref != second.hits[0].origin.ref


async def test_a_long_conversation_is_read_in_windows_and_by_words() -> None:
    """A window ends at a message; `find` opens it where the words are."""
    async with slack_desk() as desk:
        access = await desk.access("lee")
        page = await desk.search("margin review", access)
        ref = page.hits[0].origin.ref
        first = await desk.source.read(ref, access, limit=70)
        rest = await desk.source.read(ref, access, offset=first.next_offset or 0)
        around = await desk.source.read(ref, access, limit=1, find="refunds")
        nowhere = await desk.source.read(ref, access, find="zebra")

        assert len(first.excerpts) == 1
        assert len(rest.excerpts) == 2
        assert around.excerpts[0].text.startswith("Team and Business")
        assert nowhere.notes


@pytest.mark.parametrize("key", ["CPRICING", "CPRICING:x", "../etc:1.2", "CNONE:1.000001"])
async def test_a_key_that_is_none_of_ours_is_missing(key: str) -> None:
    """Keys come back from models; nothing else may happen with a made-up one."""
    async with slack_desk() as desk:
        ref = SourceRef.parse(f"slack:{key}")

        with pytest.raises(SourceMissing):
            await desk.source.read(ref, await desk.access("lee"))


@pytest.mark.parametrize("kind", ["down", "overloaded", "garbage"])
async def test_whatever_slack_does_only_source_errors_come_out(kind: str) -> None:
    """Above this there is no code that knows aiohttp or Slack's client."""
    async with slack_desk(indexed=False) as desk:
        access = await desk.access("lee")
        fault = Fault(kind=kind, path="conversations.history")  # type: ignore[arg-type] # a kind
        desk.slack.team.faults.add("slack", fault)

        with pytest.raises(SourceError):
            await desk.source.read(SourceRef.parse("slack:CPRICING:1795000000.0001"), access)


async def test_a_wrong_token_is_the_operators_to_mend() -> None:
    """Doctor says what is wrong and what to do."""
    async with slack_desk(indexed=False) as desk:
        good = await desk.source.check()
        await desk.slack.uninstall()
        desk.door._identity = None
        bad = await desk.source.check()

        assert good.works
        assert (good.name, good.count) == ("Tidewater", 5)
        assert not bad.works
        assert "SLACK_BOT_TOKEN" in source_line(bad, ENGLISH)
