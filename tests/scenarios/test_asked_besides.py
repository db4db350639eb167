"""What "also look at pricing" does, with a lead that does not listen."""

from dataclasses import dataclass, replace
from pathlib import Path

from domain.answer import GapKind
from domain.budget import Budget
from domain.question import SourceKind
from sandbox.claude.reply import Reply as Turn
from sandbox.claude.reply import says
from store.replies import Reply
from tests.scenarios import scripts
from tests.scenarios.deaf import RUN, Deaf, asked, delivered, parts, shelf
from tests.scenarios.laboratory import laboratory
from tests.scenarios.playing import Json, subtask
from tests.scenarios.shelf import Book

SLACK = (Book(key="C1:1", title="#pricing", text="Team costs 18 euros."),)
NOTION = (Book(key="N1", title="Support", text="Support heard last of Team guests."),)
WEB = (Book(key="u1", title="Tessaly", text="Tessaly Team was 16 euros."),)
SHELVES = (SLACK, (), NOTION, WEB)
ALSO = Reply(sequence=0, author="Lee Park", text="Also check what support heard", steer="also")
INSIDE = subtask("inside", "what Team costs", "slack")


@dataclass(kw_only=True)
class Listening(Deaf):
    """Sends out `then` once it hears what somebody says."""

    then: Json

    def lead(self, request: Json, number: int) -> Turn:
        heard = ALSO.text in scripts.said_to(request)
        if number > 1 and heard and str(self.then["id"]) not in str(request["messages"]):
            return says(scripts.dispatch(self.then), scripts.wait())
        return Deaf.lead(self, request, number)


def models() -> Deaf:
    return Deaf(first=(INSIDE,), early=("slack:C1:1",))


async def test_what_somebody_asks_for_besides_gets_its_part(tmp_path: Path) -> None:
    """Whatever the lead does, and it ends before the answer is written."""
    async with laboratory(tmp_path, *SHELVES, latency=0.1) as lab:
        await asked(lab, models(), ALSO)
        first, besides = await parts(lab)

        assert besides.asked_by == "Lee Park"
        assert besides.title == besides.objective == "check what support heard"
        assert SourceKind.NOTION in besides.sources
        assert SourceKind.WEB not in besides.sources
        assert besides.id in {
            report.subtask.id
            for report in await lab.resources.reports.after(RUN)
            if report.outcome.value in ("found", "nothing")
        }
        assert not first.asked_by


async def test_a_lead_that_listens_makes_the_part_itself(tmp_path: Path) -> None:
    """In its own words, with the name of whoever asked; code adds no other."""
    own = subtask("guests", "reactions of customers to guest seats", "notion")
    async with laboratory(tmp_path, *SHELVES, latency=0.1) as lab:
        await asked(lab, Listening(first=(INSIDE,), then=own), ALSO)

        assert [(part.id, part.asked_by) for part in await parts(lab)] == [
            ("inside", ""),
            ("guests", "Lee Park"),
        ]


async def test_without_the_word_there_is_no_such_part(tmp_path: Path) -> None:
    """The same words that are no order stay the lead's to weigh."""
    async with laboratory(tmp_path, *SHELVES, latency=0.1) as lab:
        await asked(lab, models(), replace(ALSO, steer=""))

        assert [part.id for part in await parts(lab)] == ["inside"]


async def test_a_source_that_was_left_out_stays_out_of_what_is_asked_besides(
    tmp_path: Path,
) -> None:
    """The part has what is still open."""
    skip = Reply(sequence=0, author="Lee Park", text="skip notion", steer="skip:notion")
    async with laboratory(tmp_path, *SHELVES, latency=0.1) as lab:
        await asked(lab, models(), skip, ALSO)
        *_, besides = await parts(lab)

        assert besides.asked_by == "Lee Park"
        assert SourceKind.NOTION not in besides.sources
        assert shelf(lab, "notion").calls == []


async def test_asking_besides_for_the_web_opens_no_web(tmp_path: Path) -> None:
    """Once words of the thread were heard, only the asker's approval of the words does."""
    web = Reply(
        sequence=0, author="Lee", text="also look at the web for Tessaly", steer="also:web"
    )
    async with laboratory(tmp_path, *SHELVES, latency=0.1) as lab:
        answer = await asked(lab, models(), web)

        assert shelf(lab, "web").calls == []
        assert [gap.kind for gap in answer.gaps if gap.source is SourceKind.WEB] == [
            GapKind.NEEDS_WEB
        ]
        proposed = await lab.resources.approvals.of(RUN)
        assert [one.words for one in proposed] == ["look at the web for Tessaly"]


async def test_no_more_parts_are_made_than_a_run_may_have(tmp_path: Path) -> None:
    """Then the answer says that this was not looked into."""
    async with laboratory(tmp_path, *SHELVES, latency=0.1, budget=Budget(subtasks=1)) as lab:
        answer = await asked(lab, models(), ALSO)

        assert len(await parts(lab)) == 1
        assert any("“check what support heard” was not" in gap.text for gap in answer.gaps)


async def test_a_run_that_goes_on_asks_for_nothing_twice(tmp_path: Path) -> None:
    """It hears all that was said once more; what has its part or its card is done."""
    web = replace(ALSO, text="also search the web for Tessaly", steer="also:web")
    async with laboratory(tmp_path, *SHELVES, latency=0.1) as lab:
        playing = models()
        await asked(lab, playing, ALSO, web)
        before = [part.title for part in await parts(lab)]
        await lab.desk.go_on(RUN)
        await delivered(lab, times=2)

        besides = [part.title for part in await parts(lab) if part.asked_by]
        assert before == ["what Team costs", "check what support heard"]
        assert besides == ["check what support heard"]
        assert len(await lab.resources.approvals.of(RUN)) == 1
