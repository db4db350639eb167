"""What people in the thread asked for besides, which no lead may leave out.

"Also look at pricing" becomes a part of the plan: the lead's own, or else one that code adds.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from agents.planning import Situation, judge
from agents.team import Team
from agents.tools import ProposedSubtask
from domain.plan import Subtask, SubtaskId
from domain.question import SourceKind
from store.replies import Reply

ALSO, ON_THE_WEB = "also", "also:web"
_MOST = 300  # letters of a reply that a search begins with
_BEGINS = re.compile(
    r"^\s*(?:and |und |et |y )?(?:(?:also|auch|außerdem|ausserdem|zusätzlich|aussi|également"
    r"|también|tambien|además|ademas)\b|あと|それと|また)[ ,、]*",
    re.IGNORECASE,
)


class Wishes:
    """Kept by a lead's workflow; on a replay it hears and adds the same again."""

    def __init__(self, team: Team) -> None:
        self._team = team
        self._open: list[Reply] = []
        self._added: set[SubtaskId] = set()
        # A run that goes on hears all replies again: those with a part are done.
        self._done = Counter(task.asked_by for task in team.plan.subtasks if task.asked_by)

    def hear(self, reply: Reply) -> None:
        if reply.steer not in (ALSO, ON_THE_WEB):
            return
        if self._done[reply.author]:
            self._done[reply.author] -= 1
        else:
            self._open.append(reply)

    @property
    def open(self) -> tuple[Reply, ...]:
        return tuple(self._open)

    @property
    def at_work(self) -> bool:
        """Whether a part that code added has not ended."""
        return any(task not in self._team.reports for task in self._added)

    def planned(self, parts: Iterable[Subtask]) -> None:
        """The lead's own parts, each for one wish of the person whom it answers."""
        for part in parts:
            own = (one for one in self._open if one.author == part.asked_by)
            self._grant(next((one for one in own if one.steer == ALSO), None))

    def left_to_asker(self, parts: Iterable[Subtask]) -> None:
        """The lead wanted the web for it, which waits for the asker's word."""
        for _ in parts:
            self._grant(next((one for one in self._open if one.steer == ON_THE_WEB), None))

    def dropped(self) -> None:
        """The whole plan waits for somebody to agree, and is made anew with these words."""
        self._open.clear()

    async def add(
        self, due: Iterable[Reply], situation: Callable[[], Situation]
    ) -> tuple[Subtask, ...]:
        """Parts for those of the wishes that the lead passed over."""
        added: list[Subtask] = []
        for reply in [one for one in due if one in self._open]:
            self._grant(reply)
            if reply.steer == ON_THE_WEB:
                await self._leave_to_asker(_web_search(reply))
            else:
                added += await self._add_one(reply, situation())
        self._added |= {task.id for task in added}
        return tuple(added)

    async def _leave_to_asker(self, search: Subtask) -> None:
        """Once: a run that goes on has left it already."""
        known = {report.subtask.title for report in self._team.reports.values()}
        if search.title not in known:
            await self._team.leave_to_asker(search)

    async def _add_one(self, reply: Reply, situation: Situation) -> tuple[Subtask, ...]:
        """It takes a place of the plan, but none of the lead's rounds."""
        inside = tuple(one for one in situation.available if one.is_internal)
        if not inside or len(situation.plan.subtasks) >= situation.budget.subtasks:
            await self._team.leave_out(_left_out(reply))
            return ()
        words = _wish(reply)
        wanted = ProposedSubtask(id="", title=words, objective=words, sources=inside)
        parts, _ = judge((wanted,), replace(situation, rounds=0), asked_by=reply.author)
        await self._team.add(*parts)  # none where a part does the very same already
        return parts

    def _grant(self, reply: Reply | None) -> None:
        if reply is not None:
            self._open.remove(reply)


def _wish(reply: Reply) -> str:
    return _BEGINS.sub("", reply.text, count=1) or reply.text


def _web_search(reply: Reply) -> Subtask:
    words = _wish(reply)[:_MOST]
    return Subtask(
        id=SubtaskId("web"),
        title=words,
        objective=words,
        sources=(SourceKind.WEB,),
        queries=(words,),
    )


def _left_out(reply: Reply) -> Subtask:
    words = _wish(reply)[:_MOST]
    return Subtask(
        id=SubtaskId(f"left-{reply.sequence}"),
        title=words,
        objective=words,
        sources=(SourceKind.SLACK,),
        asked_by=reply.author,
    )
