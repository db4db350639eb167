"""The parts of a question: what each asks, about what, and whether it looks outside."""

import re
from dataclasses import dataclass, replace

from sandbox.librarian.periods import DAY_NAMES, MONTH_NUMBERS
from sandbox.librarian.words import keywords, stems

ASKS = (
    r"who|whom|what|when|where|why|how|which|whether|did|does|do|is|are|was|were|compare|"
    r"summari[sz]e|list|explain|describe|"
    r"wer|was|wann|wo|warum|wieso|wie|welche[rsnm]?|ob|vergleiche|"
    r"qui|que|qu'|quoi|quand|où|pourquoi|comment|combien|quel(?:le)?s?|"
    r"quién(?:es)?|qué|cuándo|dónde|por qué|cómo|cuántos?|cuál(?:es)?"
)
BEFORE = r"(?:(?:from|since|until|by|for|to|in|with|at|ab|seit|bis|depuis|desde|para)\s+)?"
SEAM = re.compile(
    rf"(?:\s*[;?!.]\s+|\s*,\s*(?!which\b)|\s+)(?:(?:and|und|et|y|or|oder|ou|o|but|also)\s+)"
    rf"(?={BEFORE}(?:{ASKS})\b)|(?:\s*[;?!]\s+|\.\s+|\s*,\s*(?!which\b|where\b|was\b))(?={BEFORE}(?:{ASKS})\b)",
    re.IGNORECASE,
)
JAPANESE_SEAM = re.compile(r"[、。\uff1f\uff01?]\s*")
TOPIC_WORDS = 6
FEWEST_COUNTS = 2
EDGES = " ,;?!.。\uff1f"
JAPANESE_ASKS = re.compile(r"誰|何|いつ|どこ|なぜ|どう|どの|どれ|いくら|どちら|か$")
OUTSIDE = re.compile(
    r"\b(?:competit\w*|rivals?|market|industry|publicly|public (?:web|price\w*)|web|online|"
    r"internet|outside world|urls?|websites?|github|pull requests?|prs|"
    r"regulat\w*|law|laws|legislation|vendors?|benchmarks?|analysts?|"
    r"external(?:ly)?|wettbewerb\w*|konkurren\w*|markt\w*|gesetz\w*|verordnung\w*|anbieter|"
    r"concurren\w*|marché|lois?|réglement\w*|fournisseurs?|"
    r"competidor\w*|competencia|mercado|ley(?:es)?|reglament\w*|proveedor\w*)\b"
    r"|競合|他社|市場|規制|法律|公開",
    re.IGNORECASE,
)
# A duty, or a standard named by its letters, comes from outside the company.
RULED = re.compile(
    r"\b(?:rules?|standards?|guidelines?|guidance|directives?) on\b|\bunder (?:the )?[A-Z]{2,}|"
    r"\b[A-Z]{2,} (?:rules?|standards?|guidelines?|requirements?|directive)\b|"
    r"\b(?:legally|by law|mandatory|obligatory|required by)\b|必要があり|義務|法令"
)
COMPARES = re.compile(
    r"\b(?:compar\w*|versus|vs|against|stack up|vergl\w*|gegenüber|face à|frente a)\b"
    r"|比べ|比較",
    re.IGNORECASE,
)
THEIR_OFFER = re.compile(
    r"\b(?:charges?|costs?|sells?|offers?|announced?|released?|launch(?:ed)?|published?)\b",
    re.IGNORECASE,
)
BACK = re.compile(r"\b(?:it|they|that|this|these)\b", re.IGNORECASE)
HOW_MANY = re.compile(
    r"\b(?:how many|wie viele|combien (?:de |d')|cuánt[oa]s)\s*((?:[^\W\d_]+\s*){1,2})",
    re.IGNORECASE,
)
BESIDE = re.compile(
    r"\bhow (?:do|does) (?:the )?(.{3,50}?) (?:and|with|to|against) (?:the )?(.{3,50}?) "
    r"compare\b",
    re.IGNORECASE,
)
GERMAN = re.compile(r"\b(?:der|die|das|und|wir|unser\w*|ist|wie|wer)\b")
OUR_THING = re.compile(
    r"\b(?:our|unser\w*|notre|nuestr\w*)\s+[A-Z][\w-]*(?:\s+[a-z]+)?|当社の\w+"
)
OURSELVES = re.compile(
    r"\b(?:we|our|us|ours|wir|unser\w*|uns|nous|notre|nos|nosotros|nuestr\w*)\b|当社|弊社|私たち|我々",
    re.IGNORECASE,
)
NOT_NAMES = frozenset(
    word.capitalize()
    for word in (*MONTH_NUMBERS, *DAY_NAMES, "slack", "drive", "notion", "q1", "q2", "q3", "q4")
) | {"I"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """`own` are the stems of this part, `context` those it borrows from the first part.

    `names` are those of others, not of what is called "our"; a source that has none of them
    is about something else. `about_us` parts have an inside even when `outside`.
    """

    text: str
    own: tuple[str, ...]
    context: tuple[str, ...]
    names: tuple[str, ...] = ()
    outside: bool = False
    about_us: bool = False

    @property
    def words(self) -> list[str]:
        """What to search for, as written."""
        return keywords(self.text)

    @property
    def compares(self) -> bool:
        return bool(COMPARES.search(self.text))

    @property
    def counted(self) -> frozenset[str]:
        """The stems of what "how many" asks about."""
        found = HOW_MANY.search(self.text)
        return frozenset(stems(found.group(1))) if found else frozenset()

    def names_needed(self, *, of_the_web: bool) -> tuple[str, ...]:
        """The stems of its names, unless it sets them beside each other or beside us."""
        if self.compares or (self.outside and self.about_us and not of_the_web):
            return ()
        return tuple(word for name in self.names for word in stems(name))


def facets_of(question: str, *, topic: str = "") -> list[Facet]:
    """At least one; in the order asked. `topic` is what was talked about before."""
    question = re.sub(r"\s+", " ", question).strip()
    parts = _whole([part.strip(EDGES) for part in _split(question)], question)
    parts = [cell for part in parts for cell in _cells(part)]
    first = tuple(dict.fromkeys([*stems(topic)[:TOPIC_WORDS], *stems(parts[0])]))
    names = names_in(question)
    found = [_facet(part, first, names) for part in parts]
    return [_pointing_back(part, found[0]) for part in found]


def _pointing_back(part: Facet, first: Facet) -> Facet:
    """What asks on about an outside thing ("since when does it apply") looks outside too."""
    if not BACK.search(part.text) or part.names or part.about_us or first.compares:
        return part
    return replace(part, outside=part.outside or first.outside, names=first.names)


def _whole(parts: list[str], question: str) -> list[str]:
    """A part without a word of its own, as in "when and where is it", joins its neighbour."""
    kept: list[str] = []
    waiting = ""
    for part in parts:
        text = f"{waiting} {part}".strip()
        if stems(part):
            kept.append(text)
            waiting = ""
        elif kept:
            kept[-1] = f"{kept[-1]} {part}"
        else:
            waiting = text
    return kept or [question.strip(EDGES) or question]


def _cells(part: str) -> list[str]:
    """A comparison on several counts, taken apart by count."""
    head, *counts = re.split(r",?\s*(?:\band\s+)?\bon\b\s+", part)
    if not COMPARES.search(head) or len(counts) < FEWEST_COUNTS:
        return [part]
    compared = ", ".join([*names_in(head), *(["us"] if OURSELVES.search(head) else [])])
    return [f"{count.strip(EDGES)}, compared: {compared}" for count in counts]


def _split(question: str) -> list[str]:
    if not JAPANESE_ASKS.search(question.rstrip(EDGES)):
        return SEAM.split(question)
    parts: list[str] = []
    held = ""
    for clause in JAPANESE_SEAM.split(question):
        held = f"{held}、{clause}" if held else clause
        if JAPANESE_ASKS.search(clause):
            parts.append(held)
            held = ""
    return parts or [held]


def _facet(part: str, first: tuple[str, ...], names: tuple[str, ...]) -> Facet:
    own = tuple(dict.fromkeys(stems(part)))
    theirs = tuple(name for name in names if name in OUR_THING.sub(" ", part))
    theirs = theirs or _things_beside(part)
    compares = bool(COMPARES.search(part))
    ours = bool(OURSELVES.search(part))
    context = tuple(word for word in first if word not in own)
    if compares and theirs:
        theirs = tuple(name for name in theirs if not name.isupper()) or theirs
        named = {word for name in theirs for word in stems(name)} | set(stems("compare versus"))
        rest = tuple(word for word in own if word not in named)
        own, context = rest or context or own, ()
    with_others = bool(theirs) and ((compares and ours) or _is_theirs(part, theirs, ours=ours))
    return Facet(
        text=part,
        own=own,
        context=context,
        names=theirs,
        outside=with_others or bool(OUTSIDE.search(part) or RULED.search(part)),
        about_us=ours,
    )


def _things_beside(part: str) -> tuple[str, ...]:
    """Two things that a comparison sets beside each other without capital letters."""
    found = BESIDE.search(part)
    pair = found.groups() if found else ()
    return () if any(OURSELVES.search(one) for one in pair) else pair


def _is_theirs(part: str, names: tuple[str, ...], *, ours: bool) -> bool:
    """Whether it asks what a named organisation does on its own market."""
    subject = re.search(rf"\b(?:does|did|do|has|is)\s+{re.escape(names[0])}\b", part)
    return bool(subject and THEIR_OFFER.search(part)) and not ours


def names_in(question: str) -> tuple[str, ...]:
    """Capitalised words and phrases inside the sentence: people, products, organisations."""
    if GERMAN.search(question):  # German nouns say nothing about names
        return ()
    found = re.findall(
        r"(?<![.?!]\s)(?<!^)\b[A-Z][\w&-]*(?:\s+[A-Z][\w&-]*)*", question, re.MULTILINE
    )
    return tuple(dict.fromkeys(name for name in found if name not in NOT_NAMES))
