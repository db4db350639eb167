"""A small full-text search over messages: words compared by stems, rare ones weighing more."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sandbox.slack.markup import unescape
from sandbox.slack.state import Conversation, moment
from sandbox.slack.wire import Json

WORD = re.compile(r"\w+", re.UNICODE)
ENDINGS = ("ations", "ation", "ings", "ing", "edly", "ies", "ed", "es", "ly", "en", "s", "e")
SHORTEST_STEM = 3
NEAR = 0.35  # what a word in the channel's name counts
_SMALL_WORDS = """
a an and are as at be been but by can did do does for from had has have how i if in is it its
me my of on or our so than that the their them then there they this to us was we were what when
where which who whom why will with would you your
der die das und ist im in wer was wann wie den dem ein eine zu mit von für auf
"""
STOP = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    conversation: Conversation
    message: Json
    score: float


@lru_cache(maxsize=50_000)
def stems(text: str) -> tuple[str, ...]:
    """Words without endings, small words left out."""
    words = (word.lower() for word in WORD.findall(unescape(text)))
    return tuple(_stem(word) for word in words if word not in STOP)


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def ranked(query: str, rows: Iterable[tuple[Conversation, Json]]) -> list[Hit]:
    """Messages with a word of the query, the best first; all of them for no words."""
    wanted = set(stems(query))
    known = [
        (conversation, message, Counter(stems(message["text"])))
        for conversation, message in rows
    ]
    if not wanted:
        return [Hit(conversation=c, message=m, score=0.0) for c, m, _ in known]
    weight = {word: _rarity(word, [words for _, _, words in known]) for word in wanted}
    hits = [
        Hit(conversation=c, message=m, score=_score(c, words, weight)) for c, m, words in known
    ]
    found = [hit for hit in hits if hit.score > 0]
    return sorted(found, key=lambda hit: (hit.score, moment(hit.message)), reverse=True)


def _rarity(word: str, texts: Sequence[Counter[str]]) -> float:
    having = sum(1 for words in texts if words[word])
    return math.log(1 + len(texts) / (1 + having))


def _score(conversation: Conversation, words: Counter[str], weight: dict[str, float]) -> float:
    if not any(words[word] for word in weight):
        return 0.0
    length = 1 + math.log(1 + words.total())
    inside = sum(
        rare * (1 + math.log(words[word])) for word, rare in weight.items() if words[word]
    )
    named = sum(rare for word, rare in weight.items() if word in stems(conversation.name))
    return inside / math.sqrt(length) + NEAR * named


def satisfies(text: str, clauses: Sequence[str]) -> bool:
    """Whether every clause has one of its words in the text."""
    words = set(stems(text))
    return all(words & set(stems(clause)) for clause in clauses)
