"""Whether two sentences speak of the same thing, and whether they say the same about it."""

import re
import unicodedata
from functools import cache

from domain.digest import Gist, Remembered
from scheduling.marks import text_trace, word_trace

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d.,:/%]*")
_STEM = 5  # letters: publish, published and publishes are one word
_ALIKE = 0.6  # shared words of all words
_CONTAINED = 0.8  # shared words of the shorter sentence
_LEAST_SHARED = 2
_VALUES_SAID = """
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    no not never none without cannot isn't aren't won't doesn't don't nicht kein keine
    approved rejected cancelled canceled postponed delayed open closed yes true false
"""
_EMPTY_SAID = """
    a an the and or but of to in on at by for from with as is are was were be been being it
    its this that these those there here we our us you your they their he she his her i my me
    has have had do does did will would can could should shall may might must about into over
    under than then so such also now still already just only more most new per each all any
    der die das und oder ein eine ist sind war in im am zu den dem des auf für von mit
    le la les un une et ou est sont du de des en au aux
"""
_VALUES = frozenset(_VALUES_SAID.split())
_EMPTY = frozenset(_EMPTY_SAID.split())


@cache
def gist(text: str) -> Gist:
    """By the stems of its words, and numbers, dates and negations."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    stems: set[str] = set()
    values: set[str] = set()
    for word in _WORD.findall(folded):
        if word[0].isdigit():
            values.add(word_trace(_number(word)))
        elif word in _VALUES:
            values.add(word_trace(word))
        elif word not in _EMPTY:
            stems.add(word_trace(word[:_STEM]))
    whole = text_trace(" ".join(folded.split()))
    return Gist(stems=frozenset(stems), values=frozenset(values), whole=whole)


def gist_of(old: Remembered) -> Gist:
    return gist(old.text) if old.text else old.gist


def _number(word: str) -> str:
    return word.rstrip(".,:/%").replace(",", "")


def likeness(one: Gist, other: Gist) -> float:
    """From 0 to 1; 0 unless they speak of the same thing."""
    shared = len(one.stems & other.stems)
    if not one.stems or not other.stems:
        return float(one.whole == other.whole)
    alike = shared / len(one.stems | other.stems)
    contained = shared / min(len(one.stems), len(other.stems))
    enough = shared >= min(_LEAST_SHARED, len(one.stems), len(other.stems))
    return max(alike, 0.01) if enough and (alike >= _ALIKE or contained >= _CONTAINED) else 0.0


def says_the_same(one: Gist, other: Gist) -> bool:
    """The same thing with the same numbers, dates and negations."""
    return bool(likeness(one, other)) and one.values == other.values
