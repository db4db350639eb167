"""Words: tokens, stems, those worth searching for, and the language that a text is in."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from math import log

from sandbox.librarian.languages import LANGUAGES

STOP = {name: frozenset(language.stop.split()) for name, language in LANGUAGES.items()}
ALL_STOP = frozenset(word for words in STOP.values() for word in words)
# What a question about the matter may be called in the sources; each line is one matter.
SAME = (
    "decid decision approv agre|pric price cost fee|rais increas grew up higher|"
    "chang updat mov new|hol vacation leave|compar versus"
)
KIN = {word: line.split() for line in SAME.split("|") for word in line.split()}
TOKEN = re.compile(
    r"[$€£¥]?\d+(?:[.,:]\d+)*%?|[\u3040-\u30ff\u3400-\u9fff]+|"
    r"(?:(?![\u3040-\u30ff\u3400-\u9fff])[^\W\d_])+(?:['\u2019][^\W\d_]+)?\d*"
)
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
RUN = re.compile(r"[^\s,;:!?¿¡()\"“”„«»。、\uff1f\uff01「」]+")
JAPANESE_WORD = re.compile(r"[\u30a0-\u30ff]{2,}|[\u3400-\u9fff]{2,}|[A-Za-z0-9]{2,}")
SUFFIX = re.compile(r"(?<=...)(?:ings?|edly|e[dsnr]|s|e)$")
SHORTEST_STEM, SHORTEST_WORD = 3, 2


def tokens(text: str) -> list[str]:
    """Lower-case words and numbers as they stand; runs of Japanese as pairs of characters."""
    found: list[str] = []
    for word in TOKEN.findall(unicodedata.normalize("NFKC", text).lower()):
        if CJK.match(word):
            pairs = [word[at : at + 2] for at in range(max(1, len(word) - 1))]
            found += [pair for pair in pairs if not re.fullmatch(r"[\u3040-\u309f]+", pair)]
        else:
            found.append(word.replace("\u2019", "'").removesuffix("'s"))
    return found


def stem(word: str) -> str:
    """Light: enough for "pricing", "prices" and "price" to meet."""
    if not word.isalpha() or CJK.search(word):
        return word
    if word.endswith(("ies", "ied")) and len(word) > SHORTEST_STEM + 1:
        return word[:-3] + "y"
    return re.sub(r"(.)\1$", r"\1", SUFFIX.sub("", word))


def stems(text: str) -> list[str]:
    """The stems of a text without its stop words, in order, repeats included."""
    told = (word for word in tokens(text) if word not in ALL_STOP)
    return [stem(word) for word in told if len(word) >= SHORTEST_WORD]


def kin(stemmed: str) -> list[str]:
    """The stem and those that mean about the same."""
    return KIN.get(stemmed, [stemmed])


def keywords(text: str) -> list[str]:
    """The words worth searching for, as written, in order, without repeats."""
    kept: dict[str, str] = {}
    for run in RUN.findall(text):
        word = re.sub(r"['\u2019]s$", "", run.strip(".'\u2019…*_`"))
        for one in JAPANESE_WORD.findall(word) if CJK.search(word) else [word]:
            parts = re.split(r"['\u2019]", one.lower())
            if any(len(part) >= SHORTEST_WORD and part not in ALL_STOP for part in parts):
                kept.setdefault(stem(one.lower()), one)
    return list(kept.values())


def language_of(text: str) -> str:
    """BCP 47, among the languages that have a table; else English."""
    if CJK.search(text):
        return "ja"
    counts = Counter({"en": 0.5})
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        counts.update({name: 1 for name, stop in STOP.items() if word in stop})
    return counts.most_common(1)[0][0]


def rarity(texts: Iterable[Iterable[str]]) -> dict[str, float]:
    """For each stem how telling it is: 1 where it is everywhere, more where it is rare."""
    sets = [set(words) for words in texts]
    seen = Counter(word for words in sets for word in words)
    return {word: 1 + log((1 + len(sets)) / (1 + n)) for word, n in seen.items()}
