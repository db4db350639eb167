"""The parts of a question: what each asks, about what, and whether it looks outside."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.librarian.languages import LANGUAGES
from sandbox.librarian.periods import MONTHS, since
from sandbox.librarian.reading import Reading
from sandbox.librarian.words import keywords, language_of, stem, stems

FACTS = "|".join(one.facts for one in LANGUAGES.values() if one.facts)
ASKS = "|".join(one.asks for one in LANGUAGES.values() if one.asks) + f"|{FACTS}"
BEFORE = r"(?:(?:from|since|until|by|for|to|in|with|at|ab|seit|bis|depuis|desde|para)\s+)?"
SEAM = re.compile(
    rf"(?i)(?:\s*[,;?!.])?\s+(?:and|und|et|y|or|oder|ou|o|but|also)\s+(?={BEFORE}(?:{ASKS})\b)|"
    rf"\s*[,;?!.]\s+(?={BEFORE}(?!which|where|was)(?:{ASKS})\b)|(?<=か)[、。\uff1f\uff01?]\s*"
)
EDGES = " ,;?!.。\uff1f"
# A duty, or a standard named by its letters, comes from outside the company.
OUTSIDE = re.compile(
    r"(?i)\b(?:competit\w*|rivals?|market|industry|publicly|public (?:web|price\w*)|web|online|"
    r"internet|websites?|github|pull requests?|regulat\w*|laws?|legislation|vendors?|legally|"
    r"external(?:ly)?|wettbewerb\w*|konkurren\w*|markt\w*|gesetz\w*|verordnung\w*|anbieter|"
    r"concurren\w*|marché|lois?|réglement\w*|fournisseurs?|competidor\w*|competencia|mercado|"
    r"ley(?:es)?|reglament\w*|proveedor\w*|(?:rules?|standards?|guidelines?) on)\b|"
    r"(?-i:\bunder (?:the )?[A-Z]{2,}|\b[A-Z]{2,} (?:rules?|standards?|guidelines?)\b)|"
    r"競合|他社|市場|規制|法律|公開|必要があり|義務|法令"
)
COMPARES = re.compile(
    r"(?i)\b(?:compar\w*|versus|vs|against|stack up|vergl\w*|gegenüber|face à|frente a)\b"
    r"|比べ|比較"
)
BESIDE = re.compile(
    r"(?i)\bhow (?:do|does) (?:the )?(.{3,50}?) (?:and|with|to|against) (?:the )?(.{3,50}?)"
    r" compare"
)
HOW_MANY = re.compile(
    r"(?i)\b(?:how many|wie viele|combien de|cuánt[oa]s) ((?:[^\W\d_]+ ){0,1}[^\W\d_]+)"
)
OFFERS = re.compile(r"\b(?:does|did|has) [A-Z]\w+ (?:charge|cost|sell|offer|announce|launch)")
BACK = re.compile(r"(?i)\b(?:it|they|that|this|these)\b")
OURS = r"(?:our|unser\w*|notre|nuestr\w*)"
OUR_THING = re.compile(rf"\b{OURS}\s+[A-Z][\w-]*(?:\s+[a-z]+)?|当社の\w+")
OURSELVES = re.compile(rf"(?i)\b(?:{OURS}|we|us|ours|wir|uns|nous|nos)\b|当社|弊社|私たち")
NAME = re.compile(r"(?<![.?!]\s)(?<!^)(?<!¿)\b[A-Z][\w&-]*(?:\s+[A-Z][\w&-]*)*", re.MULTILINE)
NOT_NAMES = {month.capitalize() for month in MONTHS} | {"Slack", "Drive", "Notion", "I"}
CHANGED = re.compile(r"(?i)\b(?:chang\w*|what(?:'s| is) new|geändert|changé|cambi\w*)\b|変")
VAGUE_WORDS = frozenset(("new", "day", "week", "month", "year", "time", "number"))
TOPIC_WORDS, QUERY_WORDS, FEW_WORDS, FEWEST_COUNTS = 6, 5, 3, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """`own` are the stems of this part, `context` those of what it points back to.

    `names` are those of others, not of what is called "our", or what "how many" counts.
    """

    text: str
    own: tuple[str, ...]
    context: tuple[str, ...]
    names: tuple[str, ...]
    outside: bool

    @property
    def compares(self) -> bool:
        return bool(COMPARES.search(self.text))

    @property
    def ours(self) -> bool:
        """It has an inside even when it looks outside."""
        return bool(OURSELVES.search(self.text))

    @property
    def words(self) -> list[str]:
        """What is worth searching for, as written."""
        told = keywords(CHANGED.sub(" ", self.text))
        return [word for word in told if word not in VAGUE_WORDS] or keywords(self.text)


def asked_in(reading: Reading, text: str = "") -> list[Part]:
    """The parts of the question, or of `text`; in a thread they borrow its first topic."""
    text = text or reading.question
    bare = text.replace(since(text, reading.today)[1] or "\0", " ")
    return parts_of(bare, topic=reading.earlier_question)


def topic_in(reading: Reading) -> Part:
    """What parts that point back point to: the thread's first question, or the first part."""
    earlier = reading.earlier_question
    return parts_of(earlier)[0] if earlier else asked_in(reading)[0]


def parts_of(question: str, *, topic: str = "") -> list[Part]:
    """At least one; in the order asked."""
    question = re.sub(r"\s+", " ", question).strip()
    texts: list[str] = []
    for piece in (one.strip(EDGES) for one in SEAM.split(question)):
        # One without a word of its own, as in "when and where is it", joins its neighbour.
        joins = texts and not (stems(texts[-1]) and stems(piece))
        texts[-1:] = [f"{texts[-1]}, {piece}".strip(EDGES)] if joins else [*texts[-1:], piece]
    texts = [cell for text in texts for cell in _by_count(text)]
    borrowed = tuple(dict.fromkeys([*stems(topic)[:TOPIC_WORDS], *stems(texts[0])]))
    parts: list[Part] = []
    for text in texts:
        parts.append(_part(text, borrowed, question, first=parts[0] if parts else None))
    return parts


def _by_count(text: str) -> list[str]:
    """A comparison on several counts, taken apart by count."""
    head, *counts = re.split(r",?\s*(?:\band\s+)?\bon\b\s+", text)
    if not COMPARES.search(head) or len(counts) < FEWEST_COUNTS:
        return [text]
    compared = ", ".join([*names_in(head), *(["us"] if OURSELVES.search(head) else [])])
    return [f"{count.strip(EDGES)}, compared: {compared}" for count in counts]


def _part(text: str, borrowed: Iterable[str], question: str, *, first: Part | None) -> Part:
    own = tuple(dict.fromkeys(stems(text)))
    context = tuple(word for word in borrowed if word not in own)
    names = tuple(name for name in names_in(question) if name in OUR_THING.sub(" ", text))
    compares, ours = bool(COMPARES.search(text)), bool(OURSELVES.search(text))
    if not names and (found := (BESIDE if compares and not ours else HOW_MANY).search(text)):
        names = found.groups()
    outside = bool(OUTSIDE.search(text) or OFFERS.search(text) or (compares and ours and names))
    if compares and names:
        names = tuple(name for name in names if not name.isupper()) or names
        named = {*stems(" ".join(names)), *stems("compare versus compared")}
        told = tuple(stems(" ".join(first.words))) if first else ()
        own, context = tuple(word for word in own if word not in named) or told, ()
    if first and not (first.compares or names or ours) and BACK.search(text):
        # What asks on about an outside thing ("since when does it apply") looks outside too.
        names, outside = first.names, outside or first.outside
    return Part(text=text, own=own, context=context, names=names, outside=outside)


def names_in(question: str) -> tuple[str, ...]:
    """Capitalised words inside the sentence; German nouns say nothing about names."""
    found = [] if language_of(question) == "de" else NAME.findall(question)
    return tuple(dict.fromkeys(name for name in found if name not in NOT_NAMES))


def queries_for(part: Part, topic: Part, *, web: bool = False) -> list[str]:
    """The telling words of a part, names first; one that points back borrows the topic."""
    words = keywords(OUR_THING.sub(" ", COMPARES.sub(" ", part.text))) if web else part.words
    names = " ".join(part.names).split()
    words = [word for word in words if word not in names and word not in VAGUE_WORDS]
    if len(words) < FEW_WORDS and part.text != topic.text:
        known = {stem(word.lower()) for word in words}
        words += [word for word in topic.words[:2] if stem(word.lower()) not in known]
    if web and part.compares and part.names:
        return [f"{name} {' '.join(words[:3])}".strip() for name in part.names]
    return [" ".join([*names, *words][:QUERY_WORDS])]
