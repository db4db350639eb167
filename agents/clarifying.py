"""One question back, at most once; after two minutes the likeliest reading stands."""

from dataclasses import replace

from agents.resources import Resources
from agents.triage import Clarification
from agents.waiting import News, Since, poll
from domain.events import ClarificationAsked, RunState
from domain.post import ClarifyPost, Post
from domain.question import Question
from store.durable import step

_WAIT_SECONDS = 120
_STEP_SECONDS = 60.0


async def clarified(resources: Resources, question: Question, asked: Clarification) -> Question:
    """The question with the asker's choice, or with the first reading said aloud."""
    if not asked.question:
        return question
    await _ask(resources, question, asked)
    chosen = asked.options[0]
    for second in range(_WAIT_SECONDS):
        news = await _listen(resources, question, second)
        if news.replies:
            chosen = news.replies[-1].text
            break
    if chosen not in asked.options:  # all of them, or the asker's own words
        chosen = f"{chosen}: {', '.join(asked.options)}"
    return replace(question, text=f"{question.text}\n({chosen})")


async def _ask(resources: Resources, question: Question, asked: Clarification) -> None:
    run = question.run

    async def ask() -> bool:
        event = ClarificationAsked(question=asked.question, options=asked.options)
        await resources.runs.move(run, RunState.WAITING)
        await resources.note(run, "clarification", event)
        post = Post(
            key=f"{run}/clarify",
            channel=question.room.channel,
            thread=question.thread,
            run=run,
            content=ClarifyPost(question=asked.question, options=asked.options),
        )
        await resources.outbox.put(post, at=resources.now())
        return True

    await step("clarify", bool, ask, seconds=_STEP_SECONDS)


async def _listen(resources: Resources, question: Question, second: int) -> News:
    async def listen() -> News:
        return await poll(resources, question.run, Since())

    return await step(f"listen {second}", News, listen, seconds=_STEP_SECONDS)
