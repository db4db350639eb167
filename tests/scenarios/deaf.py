"""Models that go on as they began, whatever people say to them in the thread."""

import asyncio
import re
from dataclasses import dataclass

from domain.answer import Answer
from domain.events import AnswerReady, SubtaskStarted
from domain.plan import Subtask
from domain.question import RunId
from sandbox.claude.reply import Reply as Turn
from sandbox.claude.reply import Script, says
from store.replies import Reply
from tests.scenarios import scripts
from tests.scenarios.laboratory import Laboratory, question
from tests.scenarios.playing import Json
from tests.scenarios.shelf import Shelf

RUN = RunId("R1")
_PASSAGE = re.compile(r'id="(p[0-9a-f]{8})"')


@dataclass(kw_only=True)
class Deaf:
    """The lead sends out `first`, waits until all of them ended and finishes.

    A subagent reads `early` books of its source, searches until the test has `spoken`, then
    reads `late` ones and reports every passage that it saw.
    """

    first: tuple[Json, ...]
    early: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    spoken: bool = False

    def lead(self, request: Json, number: int) -> Turn:
        if number == 1:
            return says(scripts.dispatch(*self.first), scripts.wait())
        ended = scripts.said_to(request).count("subtask_ended")
        return says(scripts.finish() if ended >= len(self.first) else scripts.wait())

    def subagent(self, request: Json, number: int) -> Turn:
        said = scripts.said_to(request)
        source = scripts.between(said, "Sources: ", "\n").partition(",")[0]
        if number == 1:
            return says(*_reads(source, self.early), scripts.search(source, "Team euros"))
        if not self.spoken:
            return says(scripts.search(source, f"Team euros {number}"))
        if "last look" not in str(request["messages"]):
            return says(*_reads(source, self.late), scripts.search(source, "last look Team"))
        found = dict.fromkeys(_PASSAGE.findall(said))
        return says(scripts.report(*(_finding(id_) for id_ in found)))

    def script(self, effort: str = "compare") -> Script:
        return scripts.by_role(
            {
                "triage": scripts.triaged(effort),
                "lead": self.lead,
                "subagent": self.subagent,
                "writer": scripts.writing,
                "verifier": scripts.verifying,
            }
        )


def _reads(source: str, refs: tuple[str, ...]) -> list[Json]:
    return [scripts.read(source, ref) for ref in refs if ref.startswith(source)]


def _finding(id_: str) -> Json:
    return {"text": "It is so.", "passage_ids": [id_], "quote": "", "confidence": "high"}


async def asked(lab: Laboratory, models: Deaf, *replies: Reply) -> Answer:
    """The answer to a question during which somebody says this, once a part is at work."""
    lab.claude.script = models.script()
    await lab.desk.start(question("what do Team and Tessaly cost?"))
    async with asyncio.timeout(20):
        while not shelf(lab, "slack").calls:  # noqa: ASYNC110 - waits for another server
            await asyncio.sleep(0.02)
    for number, reply in enumerate(replies):
        await lab.desk.hear(RUN, reply, key=f"{RUN}/{number}")
    models.spoken = True
    return await delivered(lab)


async def delivered(lab: Laboratory, *, times: int = 1) -> Answer:
    """The run's answer so many times over."""
    async with asyncio.timeout(30):
        while True:
            events = await lab.resources.journal.of(RUN)
            ready = [e.what for e in events if isinstance(e.what, AnswerReady)]
            if len(ready) >= times:
                return ready[-1].answer
            await asyncio.sleep(0.05)


async def parts(lab: Laboratory) -> list[Subtask]:
    events = await lab.resources.journal.of(RUN)
    return [e.what.subtask for e in events if isinstance(e.what, SubtaskStarted)]


def shelf(lab: Laboratory, name: str) -> Shelf:
    found = [one for kind, one in lab.resources.sources(RUN).items() if kind == name]
    assert isinstance(found[0], Shelf)

    return found[0]


def cited(answer: Answer) -> set[str]:
    return {str(source.origin.ref) for source in answer.sources}
