"""What a query looks for, in scripts with and without spaces between words."""

import re
import unicodedata
from dataclasses import dataclass

from policy.redaction import redacted_parts

MOST_WORDS = 24

# Scripts that put no spaces between words are indexed as pairs of neighbouring letters:
# Thai, Lao, Khmer, kana, Han, Hangul (whose particles stick to the word).
_UNSPACED = (
    "\u0e00-\u0eff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_UNSPACED}]+")
_WORD = re.compile(rf"[^\W_{_UNSPACED}]+")
_ONLY_HIRAGANA = re.compile("[\u3040-\u309f]+")

# Words that say nothing about the subject; a query of nothing else keeps them.
_SMALL = """
    a about after all also am an and any are as at be because been before being between both
    but by can could did do does doing done for from get give had has have he her here him his
    how i if in into is it its just me more most my no not now of on only or our out over said
    say she should so some tell than that the their them then there these they this those to
    told up us was we were what when where which who whom whose why will with would you your
    anyone find know please show
    der die das und oder ist sind war wie was wer wann wo warum ein eine mit von für zu im
    le la les des et ou est sont qui que quoi quand comment pour avec dans sur un une du
    el los las del y es son quien cuando como para con en por una
"""
_SMALL_WORDS = frozenset(_SMALL.split())


def folded(text: str) -> str:
    """Compatibility forms unified (full-width letters become plain), case removed."""
    return unicodedata.normalize("NFKC", text).casefold()


def letter_pairs(text: str) -> str:
    """The pairs of neighbouring letters of unspaced scripts, as words; else empty."""
    return " ".join(
        pair for run in _RUN.findall(folded(text)) for pair in (*_pairs(run), *run[-1:])
    )


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchWords:
    """Each once: `words` as written but folded, `pairs` from scripts without spaces."""

    words: tuple[str, ...]
    pairs: tuple[str, ...]

    @classmethod
    def of(cls, query: str) -> "SearchWords":
        text = folded(query)
        words = list(dict.fromkeys(_WORD.findall(text)))
        telling = [word for word in words if word not in _SMALL_WORDS] or words
        runs = _RUN.findall(text)
        pairs = list(dict.fromkeys(p for run in runs for p in (_pairs(run) or [run])))
        # Hiragana carries grammar; names and nouns are in kanji and katakana.
        nouns = [pair for pair in pairs if not _ONLY_HIRAGANA.fullmatch(pair)] or pairs
        return cls(words=tuple(telling[:MOST_WORDS]), pairs=tuple(nouns[:MOST_WORDS]))

    def __bool__(self) -> bool:
        return bool(self.words or self.pairs)

    @property
    def expressions(self) -> tuple[str, ...]:
        """One FTS5 expression for each word; words and pairs hold no quotes by construction."""
        return (
            *(f'"{word}"' for word in self.words),
            *(
                f'pairs : "{pair}"' if len(pair) > 1 else f'pairs : "{pair}"*'
                for pair in self.pairs
            ),
        )

    def places_in(self, text: str) -> list[tuple[int, str]]:
        """Where words begin in the text, with the word; inflected forms count."""
        low = text.lower() if len(text.lower()) == len(text) else text
        return sorted(
            (found.start(), word)
            for word in (*self.words, *self.pairs)
            for found in re.finditer(_stem_pattern(word), low)
        )


def _stem_pattern(word: str) -> str:
    if _RUN.match(word):
        return re.escape(word)
    stem = word if len(word) < 5 else word[: max(4, len(word) - 3)]  # noqa: PLR2004 - short words have no ending to lose
    return r"\b" + re.escape(stem)


def snippet(text: str, words: SearchWords, *, size: int = 280) -> str:
    """The stretch of at most about `size` code points that holds most different words."""
    places = words.places_in(text)
    start = _best_start(places, size) if places else 0
    start = max(0, start - size // 6)
    if start:
        start = text.rfind(" ", max(0, start - 20), start + 1) + 1 or start
    piece = text[start : start + size]
    if start + size < len(text) and " " in piece[size // 2 :]:
        piece = piece[: piece.rfind(" ")]
    safe = redacted_parts(text, [(start, start + len(piece))])[0]
    shown = " ".join(safe.split())
    return f"{'…' if start else ''}{shown}{'…' if start + len(piece) < len(text) else ''}"


def _best_start(places: list[tuple[int, str]], size: int) -> int:
    def variety(start: int) -> int:
        return len({word for at, word in places if start <= at < start + size * 2 // 3})

    return max((at for at, _ in places[:400]), key=lambda at: (variety(at), -at))
