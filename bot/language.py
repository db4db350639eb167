"""In which of our languages something was written, from its commonest words.

It is for what is said before a model has read the question; an answer's own language is the
model's to tell.
"""

import re

_WORD = re.compile(r"[^\W\d_]+")
_KANA = re.compile(r"[\u3040-\u30ff]")
_COMMON = {
    "de": "der die das und ist nicht wir was wie wer wann wo warum hat haben sich auf für mit "
    "von zu den dem ein eine unsere unser bei oder auch wird wurde sind über bitte gibt",
    "fr": "le la les des est nous vous que qui quoi quand où pourquoi comment dans pour avec "
    "sur une notre nos et ont été sont ce cette au aux du quel quelle quels quelles combien",
    "es": "el los las es qué quién quiénes cuándo dónde por cómo para con una un nuestro "
    "nuestra nuestros del y se ha han fue son está cuál cuánto cuánta este esta al sobre",
    "en": "the is are what who when where why how our we of and in to for with on did does do "
    "has have was were this that it about a an you can which much many",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}


def language_of(text: str, *, otherwise: str = "en") -> str:
    """`de`, `fr`, `es`, `ja` or `en`; `otherwise` when no word tells."""
    if _KANA.search(text):
        return "ja"
    said = _WORD.findall(text.casefold())
    counts = {
        language: sum(word in common for word in said) for language, common in _WORDS.items()
    }
    best = max(counts, key=lambda language: (counts[language], language == "en"))
    if not counts[best]:
        return otherwise
    return best if counts[best] > counts["en"] else "en"
