"""What a digest had read before: what stood there then is no news, even if it was not said."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from domain.answer import Citation, Claim
from domain.digest import DigestId, SlotState
from domain.question import Question
from scheduling.ports import Books

_RUNS = 5  # the latest ones; what was read before them has a date, or was read again


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`texts` are by document; `since` is from when on something counts as news by its date."""

    since: datetime | None
    texts: dict[str, str]

    def is_news(self, claim: Claim) -> bool:
        """The first time everything is; then, what rests on something that was not there."""
        return self.since is None or any(self._is_fresh(one) for one in claim.citations)

    def _is_fresh(self, citation: Citation) -> bool:
        origin = citation.origin
        dated = origin.modified or origin.created
        if dated is not None and self.since is not None and dated < self.since:
            return False
        return _folded(citation.quote) not in self.texts.get(str(origin.ref), "")


async def read_before(books: Books, question: Question) -> Reading:
    """The passages of the digest's latest runs, without this one."""
    if question.since is None:
        return Reading(since=None, texts={})
    rows = await books.slots.of(DigestId(question.digest), limit=4 * _RUNS)
    ended = [row.slot.run for row in rows if row.slot.state in _ENDED]
    texts: dict[str, str] = {}
    for run in [run for run in ended if run != question.run][:_RUNS]:
        for passage in await books.evidence.of(run):
            ref = str(passage.origin.ref)
            texts[ref] = f"{texts.get(ref, '')}\n{_folded(passage.text)}"
    return Reading(since=question.since, texts=texts)


_ENDED = (SlotState.DONE, SlotState.SETTLED)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())
