"""Web searches after company sources were read: words kept, and sent once approved.

No model composes anything between the approval and the search: code sends the very words, and
reads what the search engine puts first.
"""

from agents.resources import Resources
from domain.plan import Subtask, SubtaskId
from domain.question import Question, RunId, SourceKind
from policy.outbound import exact
from store.approvals import ProposedSearch
from store.durable import step

_STEP_SECONDS = 60.0


async def propose(resources: Resources, run: RunId, task: Subtask) -> None:
    """Keep the exact words of a search that may not be made without the asker."""
    words = exact(task.queries[0] if task.queries else task.objective)
    search = ProposedSearch(subtask=task.id, title=task.title, words=words)

    async def keep() -> bool:
        await resources.approvals.propose(run, search)
        return True

    await step(f"propose {task.id}", bool, keep, seconds=_STEP_SECONDS)


async def approved_tasks(
    resources: Resources, question: Question, attempt: str
) -> tuple[Subtask, ...]:
    """The searches that the asker approved and nobody made yet, as subtasks of their own."""

    async def take() -> tuple[ProposedSearch, ...]:
        return await resources.approvals.take(question.run, f"{question.run}{attempt}")

    shape = tuple[ProposedSearch, ...]
    searches = await step("approved", shape, take, seconds=_STEP_SECONDS)
    return tuple(
        Subtask(
            id=SubtaskId(f"{search.subtask}-ok"),
            title=search.title,
            objective=search.words,
            sources=(SourceKind.WEB,),
            queries=(search.words,),
        )
        for search in searches
    )


def waited_for(subtask: SubtaskId, tasks: tuple[Subtask, ...]) -> bool:
    """Whether this report was only the gap that one of these searches now fills."""
    return any(task.id == f"{subtask}-ok" for task in tasks)
