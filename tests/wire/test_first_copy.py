"""`dossier ask` in a folder that has no copy of Notion yet."""

from bot.terminal import first_copy
from sandbox.faults import Fault
from tests.wire.notion_desk import access, notion_desk, titles


async def test_notion_is_read_once_before_the_first_question() -> None:
    """Its search knows titles alone, so a text would not be found."""
    async with notion_desk(swept=False) as desk:
        before = titles(await desk.search("margin review", access()))
        first, second = list[str](), list[str]()
        await first_copy(desk.mirror, first.append)
        after = titles(await desk.search("margin review", access()))
        await first_copy(desk.mirror, second.append)

    assert "Autumn prices" not in before
    assert after[0] == "Autumn prices"
    assert "for the first time" in first[0]
    assert first[-1] == "  8 pages and rows"
    assert second == []


async def test_a_silent_notion_does_not_hold_up_the_question() -> None:
    """It is said, and the other sources go on."""
    lines: list[str] = []
    async with notion_desk(swept=False) as desk:
        desk.faults.add("notion", Fault(kind="busy", path="/search", times=100, seconds=60))
        await first_copy(desk.mirror, lines.append)

    assert "Notion did not answer" in lines[-1]


async def test_without_notion_nothing_is_said() -> None:
    """Nor waited for."""
    lines: list[str] = []
    await first_copy(None, lines.append)

    assert lines == []
