"""A model that does not answer: said in the thread, while it is asked again."""

from datetime import timedelta

from agents.fence import asked_at
from agents.phrases import language_of, phrases
from agents.resources import Resources
from domain.names import short_name
from domain.post import Post, SentencePost
from domain.question import RunId


async def tell_of_silence(resources: Resources, run: RunId, failing_seconds: float) -> None:
    """Once a run, however many of its calls wait; a digest's room is spared."""
    question = await resources.runs.question(run)
    if question is None or question.digest:
        return
    left = max(resources.model.patience.give_up - failing_seconds, 0.0)
    until = (resources.now() + timedelta(seconds=left)).astimezone(asked_at(question).tzinfo)
    words = phrases(language_of(await resources.journal.of(run), question))
    sentence = words.model_silent.format(
        minutes=round(failing_seconds / 60),
        until=f"{until:%H:%M}",
        run=short_name(run),
    )
    post = Post(
        key=f"{run}/silent",
        channel=question.room.channel,
        thread=question.thread,
        run=run,
        content=SentencePost(sentence=sentence),
    )
    await resources.outbox.put(post, at=resources.now())
