"""Controls: the same attack with the gate off is seen by the same detector.

A gate is off where a test goes past it, or hands over another implementation that has none.
docs/security.md says which test shows that the gate holds, and which that it is of use.
"""

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

import aiohttp
import pytest

from agents.reading import Reader
from agents.tools import ReadCall, SearchCall
from bot.rendering.blocks import Json
from bot.rendering.message import Message, Rendered
from bot.slack_client import slack_sdk_client
from connectors.source import Access
from domain.audience import Readers
from domain.question import Asker, RunId, SourceKind
from sandbox.slack.wire import BOT_TOKEN
from store.approvals import Click, ProposedSearch
from store.index import IndexQuery
from tests.scenarios.shelf import Book, Shelf
from tests.unit.test_approvals import DANA, LEE, NOW, SEARCH, click, offered
from tests.unit.test_rendering_answer import violations
from tests.wire.bot_room import bot_room
from tests.wire.slack_desk import slack_desk
from tests.wire.slack_room import until
from tests.wire.web_world import ACCESS, world

CODENAME = "Marmot"


async def test_the_bots_own_copy_knows_what_a_person_may_not_read() -> None:
    """R2: a search of every shelf finds a private channel that the asker's does not."""
    async with slack_desk() as desk:
        texts = desk.index.texts
        whole = IndexQuery(text="gross margin", shelves=await texts.shelves())
        asked = await desk.search("gross margin", await desk.access("lee"))

        assert "#margins" in [match.found.place for match in await texts.search(whole)]
        assert "#margins" not in [hit.origin.place for hit in asked.hits]


async def test_an_agent_with_both_classes_would_carry_words_out() -> None:
    """R4: one reader of company and web sources, as no subtask can have it."""
    inside = Shelf(
        kind=SourceKind.SLACK, books=(Book(key="C1:1", title="#plans", text=CODENAME),)
    )
    outside = Shelf(kind=SourceKind.WEB, books=())
    access = Access(asker=Asker(id=DANA, name="Dana"), room=Readers.only(DANA))
    both = Reader(
        run=RunId("R"),
        sources={SourceKind.SLACK: inside, SourceKind.WEB: outside},
        access=access,
    )

    read = await both.read(SourceKind.SLACK, ReadCall(ref="slack:C1:1"))
    await both.search(SourceKind.WEB, SearchCall(query=read.passages[0].text))

    assert outside.calls == [f"search {CODENAME}"]


class Deciding(Protocol):
    def decide(
        self, click: Click, *, at: datetime, approved: bool
    ) -> Awaitable[ProposedSearch | None]: ...


@dataclass(frozen=True, slots=True)
class NonceAlone:
    """An approval that is bound to nothing but the card."""

    async def decide(
        self, click: Click, *, at: datetime, approved: bool
    ) -> ProposedSearch | None:
        del at
        return SEARCH if approved and click.nonce == "n1" else None


async def accepted(approvals: Deciding) -> list[bool]:
    """Another person's click, the asker's an hour later, and a second one in time."""
    good, late = NOW + timedelta(minutes=1), NOW + timedelta(hours=1)
    tries = ((click(person=LEE), good), (click(), late), (click(id_="c2"), good))
    return [await approvals.decide(one, at=at, approved=True) is not None for one, at in tries]


async def test_an_approval_by_nonce_alone_takes_any_click(tmp_path: Path) -> None:
    """R7: ours takes the one click of the asker in time, and the unbound one takes all."""
    async with offered(tmp_path) as (kept, _):
        assert await accepted(NonceAlone()) == [True, True, True]
        assert await accepted(kept) == [False, False, True]


async def test_a_reader_of_addresses_fetches_whatever_is_written(tmp_path: Path) -> None:
    """R8: what the source refuses as no id of this run, the page reader below it would get."""
    async with world(tmp_path) as web:
        await web.reader.read("https://acme.example/pricing")

        assert "/pricing" in [seen.path for seen in web.server.requests]


def test_a_plain_message_would_hold_mentions_and_links() -> None:
    """R10: the same words as Slack's own markup, before the detector that finds ours clean."""
    words = "<!channel> <https://collect.example/x|sign in again>"
    section: Json = {"type": "section", "text": {"type": "mrkdwn", "text": words}}
    image: Json = {"type": "image", "image_url": "https://collect.example/x.png"}
    naive = Rendered(
        messages=(Message(text=words, blocks=(section, image)),), plain=Message(text=words)
    )

    assert len(violations(naive)) == 3


async def test_a_message_without_our_flags_has_a_preview(tmp_path: Path) -> None:
    """R12: the SDK as it comes; Slack may fetch what an edit links to."""
    link = "https://collect.example/x"
    async with bot_room(tmp_path) as room, aiohttp.ClientSession() as session:
        base = f"{room.slack.team.base_url}/api/"
        sdk = slack_sdk_client(BOT_TOKEN, base, session)
        posted = await sdk.chat_postMessage(channel="CPRICING", text=link)
        await sdk.chat_update(channel="CPRICING", ts=str(posted["ts"]), text=f"{link}/2")

        assert room.slack.team.unfurls["CPRICING", str(posted["ts"])] != (False, False)
        assert link in str(room.calls("chat.update"))


async def test_the_same_words_under_another_id_are_another_question(tmp_path: Path) -> None:
    """R15: what makes a repetition harmless is its id; two ids are two runs."""
    async with bot_room(tmp_path) as room:
        for _ in range(2):
            await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: len(room.work.started) > 1)

        assert len(room.work.started) == 2


@pytest.mark.parametrize(("runs", "asked"), [(("one", "one"), 1), (("one", "two"), 2)])
async def test_a_shared_memory_would_be_seen_by_the_second(
    tmp_path: Path, runs: tuple[str, str], asked: int
) -> None:
    """R19: two people under one run's name share a page, and the site hears of one only."""
    async with world(tmp_path) as web:
        for run in runs:
            source = web.source.for_run(RunId(run))
            await source.read(await source.register("https://acme.example/pricing"), ACCESS)

        assert [seen.path for seen in web.server.requests].count("/pricing") == asked
