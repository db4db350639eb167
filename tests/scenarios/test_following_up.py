"""A follow-up knows what the answers above rest on, as far as it may still be read."""

from dataclasses import replace
from pathlib import Path

from domain.audience import PersonId, only
from domain.events import RunState, WasRead
from domain.question import Question, RunId, SourceKind, ThreadTurn
from tests.scenarios.laboratory import Laboratory, laboratory, question
from tests.scenarios.playing import Cast
from tests.scenarios.shelf import Shelf
from tests.scenarios.test_leading import DRIVE, NOTION, SLACK

SECOND = RunId("R2")


def further() -> Question:
    """Asked in the thread of the first, in words that no document has."""
    earlier = (ThreadTurn(author="Dossier", text="Team costs 20 euros.", own=True),)
    return replace(question("xyzzy?", run="R2"), earlier=earlier)


async def after_an_answer(lab: Laboratory) -> None:
    """Until the first question is answered."""
    lab.claude.script = Cast(effort="quick")
    await lab.desk.start(question("what does Team cost?"))
    assert await lab.ended() is RunState.DELIVERED


async def test_what_was_cited_above_is_at_hand(tmp_path: Path) -> None:
    """Without finding it again; it counts as read and can be cited."""
    async with laboratory(tmp_path, SLACK, DRIVE, NOTION) as lab:
        await after_an_answer(lab)
        await lab.desk.start(further())
        await lab.ended("R2")
        passages = await lab.resources.evidence.of(SECOND)
        events = await lab.resources.journal.of(SECOND)
        taken = {e.what.ref for e in events if isinstance(e.what, WasRead)}

        assert "slack:C1:1" in taken
        assert any("Priya decided" in passage.text for passage in passages)


async def test_what_may_no_longer_be_read_is_left_out(tmp_path: Path) -> None:
    """Who may read it is asked again; the answer above stays where it is."""
    async with laboratory(tmp_path, SLACK, DRIVE, NOTION) as lab:
        await after_an_answer(lab)
        shelf = lab.resources.sources(SECOND)[SourceKind.SLACK]
        assert isinstance(shelf, Shelf)
        shelf.books = tuple(replace(b, audience=only(PersonId("UPRIYA"))) for b in shelf.books)
        await lab.desk.start(further())
        await lab.ended("R2")
        passages = await lab.resources.evidence.of(SECOND)

        assert not any("Priya decided" in passage.text for passage in passages)


async def test_a_source_that_is_ruled_out_is_never_asked(tmp_path: Path) -> None:
    """The question says what may be used; code keeps to it from the first step on."""
    async with laboratory(tmp_path, SLACK, DRIVE, NOTION) as lab:
        lab.claude.script = Cast(effort="quick")
        asked = replace(question("what does Team cost?"), sources=(SourceKind.DRIVE,))
        await lab.desk.start(asked)
        await lab.ended()
        shelves = lab.resources.sources(SECOND)
        calls = {
            kind: shelf.calls for kind, shelf in shelves.items() if isinstance(shelf, Shelf)
        }

        assert calls[SourceKind.DRIVE]
        assert calls[SourceKind.SLACK] == []
        assert calls[SourceKind.NOTION] == []
