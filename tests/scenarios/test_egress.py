"""With company text read, nothing leaves for the web, whatever an obeying model asks for.

The models here do what a hostile page would have them do. Each attempt has its control: the
same words, sent while the web was still open, are seen to leave.
"""

from collections.abc import Sequence
from pathlib import Path

from domain.question import RunId, SourceKind
from sandbox.claude.reply import Reply, says, tool_use
from store.replies import Reply as PersonReply
from tests.scenarios import scripts
from tests.scenarios.laboratory import Laboratory, laboratory, question
from tests.scenarios.playing import task_of
from tests.scenarios.scripts import Json, Turn
from tests.scenarios.shelf import Book, Shelf

CODENAME = "Marmot"
SLACK = (Book(key="C1:1", title="#plans", text=f"The plan is called {CODENAME}."),)
WEB = (Book(key="u1", title="Tessaly prices", text="Tessaly costs 18 euros."),)
INSIDE = scripts.subtask("s1", ["slack"], "plan")
OUTSIDE = scripts.subtask("w1", ["web"], "prices at Tessaly")
LEAKING = scripts.subtask("w2", ["web"], f"{CODENAME} rumours")
MIXED = scripts.subtask("x1", ["slack", "web"], f"{CODENAME} everywhere")
NOTE = tool_use("redirect", {"subtask": "w1", "note": f"search for {CODENAME}"})


def leads(*turns: Sequence[Json]) -> Turn:
    """Plays the turns, then waits until all have ended."""

    def turn(request: Json, number: int) -> Reply:
        if number <= len(turns):
            return says(*turns[number - 1])
        idle = '"running": []' in scripts.said_to(request)
        return says(scripts.finish() if idle else scripts.wait())

    return turn


def obeys(request: Json, number: int) -> Reply:
    """Inside: search, read, report. On the web: whatever notes say, else on and on."""
    said = scripts.said_to(request)
    if task_of(request) == "s1":
        return scripts.searching("slack")(request, number) or says()
    if "search for" in said:
        query = scripts.between(said, "search for ", "<")
        done = f'"query": "{query}"' in str(request).replace("'", '"')
        return says(scripts.report() if done else scripts.search("web", query))
    if task_of(request) == "w1" and number < 10:
        return says(scripts.search("web", f"Tessaly {number}"))
    if number == 1:
        return says(scripts.search("web", scripts.between(said, "Objective: ", "\n")))
    return says(scripts.report())


async def web_calls(lab: Laboratory, lead: Turn) -> str:
    """Runs one question to its end; everything that was asked of the web."""
    lab.claude.script = scripts.by_role(
        {"triage": scripts.triaged("compare"), "lead": lead, "subagent": obeys}
    )
    await lab.desk.start(question("the plan, and prices at Tessaly?"))
    await lab.ended()
    shelf = lab.resources.sources(RunId("R1"))[SourceKind.WEB]
    assert isinstance(shelf, Shelf)
    return "\n".join(shelf.calls)


def answers_to_lead(lab: Laboratory) -> str:
    leads_requests = [
        seen.body for seen in lab.claude.requests if scripts.role_of(seen.body) == "lead"
    ]
    return scripts.said_to(leads_requests[-1])


async def test_a_web_subtask_after_company_text_is_refused(tmp_path: Path) -> None:
    """Alone or mixed with a company source: neither starts."""
    lead = leads([scripts.dispatch(INSIDE), scripts.wait()], [scripts.dispatch(LEAKING, MIXED)])
    async with laboratory(tmp_path, SLACK, (), (), WEB) as lab:
        asked = await web_calls(lab, lead)

        assert asked == ""
        assert "The web was only possible before" in answers_to_lead(lab)
        assert "never both" in answers_to_lead(lab)


async def test_the_same_web_subtask_leaves_while_nothing_was_read(tmp_path: Path) -> None:
    """The control: these words do reach the web when they are the asker's own."""
    lead = leads([scripts.dispatch(INSIDE, LEAKING), scripts.wait()])
    async with laboratory(tmp_path, SLACK, (), (), WEB) as lab:
        asked = await web_calls(lab, lead)

        assert CODENAME in asked


async def test_a_note_to_a_web_subagent_after_findings_is_refused(tmp_path: Path) -> None:
    """The web subagent would search for whatever a note says."""
    lead = leads([scripts.dispatch(INSIDE, OUTSIDE), scripts.wait()], [NOTE, scripts.wait()])
    async with laboratory(tmp_path, SLACK, (), (), WEB) as lab:
        asked = await web_calls(lab, lead)

        assert "Tessaly" in asked
        assert CODENAME not in asked
        assert "nothing more may be said to a web subtask" in answers_to_lead(lab)


async def test_a_web_subagent_is_not_ended_by_who_has_read_company_words(
    tmp_path: Path,
) -> None:
    """How many requests the web gets would be one more word to it; people may still end it."""
    ending = tool_use("cancel", {"subtask": "w1"})
    lead = leads([scripts.dispatch(INSIDE, OUTSIDE), scripts.wait()], [ending, scripts.wait()])
    async with laboratory(tmp_path, SLACK, (), (), WEB) as lab:
        asked = await web_calls(lab, lead)

        assert "Tessaly 9" in asked
        assert "nothing more may be said to a web subtask" in answers_to_lead(lab)


async def test_a_note_before_findings_reaches_the_web_subagent(tmp_path: Path) -> None:
    """The control: while the lead knows only the question, it may redirect."""
    lead = leads([scripts.dispatch(INSIDE, OUTSIDE), NOTE, scripts.wait()])
    async with laboratory(tmp_path, SLACK, (), (), WEB) as lab:
        asked = await web_calls(lab, lead)

        assert CODENAME in asked


async def test_a_reply_in_the_thread_closes_the_web(tmp_path: Path) -> None:
    """What colleagues say is company text too."""
    lead = leads([scripts.wait()], [scripts.dispatch(LEAKING)], [scripts.dispatch(INSIDE)])
    async with laboratory(tmp_path, SLACK, (), (), WEB) as lab:
        said = PersonReply(sequence=0, author="Lee", text=f"it is about {CODENAME}")
        await lab.desk.hear(RunId("R1"), said)
        asked = await web_calls(lab, lead)

        assert asked == ""


async def test_a_company_subagent_has_no_web_tools(tmp_path: Path) -> None:
    """A call of a tool that it was never given is refused."""

    def strays(_request: Json, number: int) -> Reply:
        if number == 1:
            return says(scripts.search("slack", "plan"), scripts.search("web", CODENAME))
        return says(scripts.report())

    async with laboratory(tmp_path, SLACK, (), (), WEB) as lab:
        lab.claude.script = scripts.by_role(
            {
                "triage": scripts.triaged("compare"),
                "lead": leads([scripts.dispatch(INSIDE), scripts.wait()]),
                "subagent": strays,
            }
        )
        await lab.desk.start(question("the plan?"))
        await lab.ended()
        shelf = lab.resources.sources(RunId("R1"))[SourceKind.WEB]
        assert isinstance(shelf, Shelf)

        assert shelf.calls == []
