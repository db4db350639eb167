"""The web source on the sandbox's web: search, pages by id, and what sites forbid."""

import time
from pathlib import Path

import pytest

from connectors.web_fetch import PageBlocked
from connectors.web_pages import RobotsForbid
from domain.audience import WORLD
from domain.errors import SourceBusy, SourceError, SourceMissing
from domain.evidence import Filters, SourceRef
from domain.question import RunId, SourceKind
from sandbox.faults import Fault, FaultKind
from tests.wire.web_world import ACCESS, World, world

EVERYTHING = Filters()


async def find(world: World, query: str, url: str) -> SourceRef:
    page = await world.source.search(query, EVERYTHING, ACCESS, limit=10)
    return next(hit.origin.ref for hit in page.hits if hit.origin.url == url)


async def test_a_result_is_read_by_its_id(tmp_path: Path) -> None:
    """The content with title, author and date, without menus, adverts and hidden text."""
    async with world(tmp_path) as web:
        ref = await find(web, "acme pricing", "https://acme.example/pricing")
        document = await web.source.read(ref, ACCESS)

    text = "".join(excerpt.text for excerpt in document.excerpts)
    assert "14 euro per seat" in text
    assert "IGNORE ALL" not in text
    assert "cookies" not in text
    assert document.audience == WORLD
    origin = document.origin
    assert (origin.title, origin.domain, origin.author) == (
        "Acme pricing",
        "acme.example",
        "Acme Ltd",
    )
    assert origin.created is not None
    assert origin.created.date().isoformat() == "2026-10-01"
    assert document.notes == ("text that a reader of the page would not see was left out",)


async def test_a_hit_says_where_and_when(tmp_path: Path) -> None:
    """A model weighs sources by site and date before it reads."""
    async with world(tmp_path) as web:
        page = await web.source.search("acme pricing", EVERYTHING, ACCESS, limit=10)

    assert {hit.origin.domain for hit in page.hits} >= {"acme.example", "blog.example"}
    assert all(
        hit.audience == WORLD and hit.snippet and hit.origin.created for hit in page.hits
    )


async def test_a_japanese_page_is_found_and_read(tmp_path: Path) -> None:
    """A question in Japanese is answered from Japanese pages."""
    async with world(tmp_path) as web:
        ref = await find(web, "Acme 料金", "https://kakaku.example/acme")
        document = await web.source.read(ref, ACCESS)

    assert "1席あたり月額1,900円" in document.excerpts[0].text


async def test_old_results_are_left_out_when_a_period_is_asked_for(tmp_path: Path) -> None:
    """The rumour of 2023 says nothing about this quarter."""
    async with world(tmp_path) as web:
        since = Filters(since=web.reader.now().replace(month=9))
        page = await web.source.search("acme pricing", since, ACCESS, limit=10)

    assert [hit.origin.domain for hit in page.hits] == ["acme.example"]


async def test_an_id_of_another_run_is_unknown(tmp_path: Path) -> None:
    """What one run found must not become a ready-made address for another."""
    async with world(tmp_path) as web:
        first = web.source.for_run(RunId("one"))
        page = await first.search("acme pricing", EVERYTHING, ACCESS, limit=10)
        ref = page.hits[0].origin.ref
        await first.read(ref, ACCESS)

        with pytest.raises(SourceMissing):
            await web.source.for_run(RunId("two")).read(ref, ACCESS)


async def test_an_address_is_never_taken_for_an_id(tmp_path: Path) -> None:
    """A model that writes an address gets nothing, and nothing is asked for."""
    async with world(tmp_path) as web:
        ref = SourceRef(source=SourceKind.WEB, key="https://acme.example/pricing")
        with pytest.raises(SourceMissing):
            await web.source.read(ref, ACCESS)

        assert web.server.requests == []


async def test_the_asker_may_give_an_address(tmp_path: Path) -> None:
    """Tracking is cut off, so that the same page keeps the same id."""
    async with world(tmp_path) as web:
        ref = await web.source.register("https://acme.example/pricing?utm_source=x#top")
        document = await web.source.read(ref, ACCESS, find="enterprise")

    assert document.origin.url == "https://acme.example/pricing"
    assert "29 euro" in document.excerpts[-1].text


@pytest.mark.parametrize("url", ["http://169.254.169.254/latest", "file:///etc/passwd", "nope"])
async def test_an_unsafe_address_is_refused_though_the_asker_gave_it(
    tmp_path: Path, url: str
) -> None:
    """Also behind the gateway, which replaces resolving and dialling and nothing else."""
    async with world(tmp_path) as web:
        with pytest.raises(PageBlocked):
            await web.source.register(url)


async def test_a_site_that_wants_no_robots_is_not_read(tmp_path: Path) -> None:
    """And it is told apart from a page that needs a login."""
    async with world(tmp_path, closed=frozenset({"acme.example"})) as web:
        ref = await web.source.register("https://acme.example/pricing")
        with pytest.raises(RobotsForbid):
            await web.source.read(ref, ACCESS)

        assert [seen.path for seen in web.server.requests] == ["/robots.txt"]


async def test_turning_the_page_asks_the_site_only_once(tmp_path: Path) -> None:
    """A second window on the page comes from memory, with the same passages."""
    async with world(tmp_path) as web:
        ref = await web.source.register("https://acme.example/pricing")
        first = await web.source.read(ref, ACCESS)
        again = await web.source.read(ref, ACCESS)

        assert first == again
        assert [seen.path for seen in web.server.requests] == ["/robots.txt", "/pricing"]


async def test_another_run_asks_the_site_again(tmp_path: Path) -> None:
    """Else the time of an answer would tell what somebody else has read."""
    async with world(tmp_path) as web:
        for run in (RunId("one"), RunId("two")):
            source = web.source.for_run(run)
            ref = await source.register("https://acme.example/pricing")
            await source.read(ref, ACCESS)

        assert [seen.path for seen in web.server.requests].count("/pricing") == 2


@pytest.mark.parametrize("host", ["kelvane.slack.com", "docs.google.com", "www.notion.so"])
async def test_what_a_connector_reads_is_not_fetched_as_the_web(
    tmp_path: Path, host: str
) -> None:
    """There it is read with the asker's rights, or not at all."""
    async with world(tmp_path) as web:
        with pytest.raises(PageBlocked):
            await web.source.register(f"https://{host}/x")

        assert web.server.requests == []


async def test_a_missing_page_is_missing(tmp_path: Path) -> None:
    """A 404 is no reason to try again."""
    async with world(tmp_path) as web:
        ref = await web.source.register("https://acme.example/nowhere")

        with pytest.raises(SourceMissing):
            await web.source.read(ref, ACCESS)


async def test_a_busy_site_is_asked_again_when_it_said(tmp_path: Path) -> None:
    """A 429 is obeyed and then forgiven."""
    async with world(tmp_path) as web:
        ref = await web.source.register("https://acme.example/pricing")
        web.faults.add("web", Fault(kind="busy", seconds=0, times=1, path="/pricing"))

        document = await web.source.read(ref, ACCESS)

        assert document.excerpts


@pytest.mark.parametrize("kind", ["down", "busy", "garbage", "overloaded"])
async def test_a_failing_search_engine_is_said_to_fail(tmp_path: Path, kind: FaultKind) -> None:
    """Whatever it does, the run hears of it as a failure of this source."""
    async with world(tmp_path) as web:
        web.faults.add("web", Fault(kind=kind, seconds=30))

        with pytest.raises(SourceError):
            await web.source.search("acme", EVERYTHING, ACCESS, limit=5)
        assert not (await web.source.check()).works


@pytest.mark.parametrize("kind", ["busy", "garbage"])
async def test_a_failing_site_is_said_to_fail(tmp_path: Path, kind: FaultKind) -> None:
    """A page that makes no sense is not read as if it did."""
    async with world(tmp_path) as web:
        ref = await web.source.register("https://acme.example/pricing")
        web.faults.add("web", Fault(kind=kind, seconds=30))

        with pytest.raises(SourceError):
            await web.source.read(ref, ACCESS)


async def test_a_slow_search_ends_within_its_deadline(tmp_path: Path) -> None:
    """The test's patience is five seconds; the engine would take a minute."""
    async with world(tmp_path) as web:
        web.faults.add("web", Fault(kind="slow", seconds=60))

        with pytest.raises(SourceBusy):
            await web.source.patience.call(
                lambda: web.source.provider.search("acme", EVERYTHING, limit=5, page=1),
                deadline_seconds=0.4,
            )


async def test_a_check_costs_no_search_while_searches_succeed(tmp_path: Path) -> None:
    """Providers take money for each."""
    async with world(tmp_path) as web:
        run = web.source.for_run(RunId("one"))
        await run.search("acme", EVERYTHING, ACCESS, limit=5)
        before = len(web.server.requests)

        assert (await web.source.check()).works
        assert len(web.server.requests) == before


@pytest.mark.slow
async def test_a_slow_engine_fails_its_check_soon(tmp_path: Path) -> None:
    """A question must not wait for the check of a source that is down."""
    async with world(tmp_path) as web:
        web.faults.add("web", Fault(kind="slow", seconds=60))
        begun = time.monotonic()

        assert not (await web.source.check()).works
        assert time.monotonic() - begun < 5
