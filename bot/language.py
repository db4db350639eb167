"""In which of our languages something was written, from its commonest words.

It is for what is said before a model has read the question; an answer's own language is the
model's to tell. Who writes a language that we do not write is answered around it in English.
"""

import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+")
_KANA = re.compile(r"[\u3040-\u30ff]")
_OTHER_SCRIPTS = re.compile(
    "[\u0370-\u052f\u0590-\u08ff\u0900-\u0fff\u1100-\u11ff\u3100-\u312f\u4e00-\u9fff\uac00-\ud7af]"
)
_OURS = ("en", "de", "fr", "es", "ja")
# The last three are there so that they are not taken for their neighbours.
_COMMON = {
    "en": "the is are what who when where why how our we of and in to for with on did does do "
    "has have had was were this that it its about a an you your can could should which much "
    "many last next since before after any there been be will from by at my me us not",
    "de": "der die das und ist nicht wir uns was wie wer wen wem wann wo warum wieso hat haben "
    "hatte sich auf für mit von vom zu zum zur den dem des ein eine einen einem einer unsere "
    "unser unseren bei oder auch wird wurde wurden werden sind war waren über bitte gibt gab "
    "es ich du ihr sie er im in am um an aus nach seit jeden jede jeder kein keine nur noch "
    "schon neu neue welche welcher welches kostet heißt können kann",
    "fr": "le la les des est nous vous que qui quoi quand où pourquoi comment dans pour avec "
    "sur une un notre nos et ont été sont ce cette ces au aux du de il elle on quel quelle "
    "quels quelles combien pas plus je tu se sa son ses leur par depuis chaque tous toutes "
    "avons avez était qu est d l s",
    "es": "el la los las es qué quién quiénes cuándo dónde por cómo para con una un nuestro "
    "nuestra nuestros nuestras del de y se ha han fue son está están cuál cuáles cuánto cuánta "
    "cuántos este esta al sobre en lo que no cada hay desde hoy ayer muy más nos te me su sus",
    "it": "il lo la gli le è che chi cosa quando dove perché come per con una un nostro nostra "
    "nostri nostre del della dei delle di e si ha hanno sono questo questa al alla sul sulla "
    "in non ogni c quanto quali quale abbiamo deciso",
    "pt": "o a os as é que quem quando onde por como para com uma um nosso nossa nossos nossas "
    "do da dos das de e se foi são está este esta ao à sobre em no na nos nas não cada há qual "
    "quais quanto mudou",
    "nl": "de het een is zijn niet wij we wat wie wanneer waar waarom hoe heeft hebben op voor "
    "met van naar onze ons bij of ook wordt werd over er dit dat deze in te en aan uit kan",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_SAID_IN = {
    word: tuple(language for language, words in _WORDS.items() if word in words)
    for word in frozenset().union(*_WORDS.values())
}


def language_of(text: str, *, otherwise: str = "en") -> str:
    """`de`, `fr`, `es`, `ja` or `en`; `otherwise` where no word tells, or several do alike."""
    if _KANA.search(text):
        return "ja"
    if _OTHER_SCRIPTS.search(text):
        return "en"
    told: Counter[str] = Counter()
    for word in _WORD.findall(text.casefold()):
        languages = _SAID_IN.get(word, ())
        for language in languages:
            told[language] += 12 // len(languages)  # a word of many languages tells little
    if not told:
        return otherwise
    most = max(told.values())
    best = [language for language in _WORDS if told[language] == most]
    own = otherwise.partition("-")[0].lower()
    chosen = own if own in best else best[0]
    return chosen if chosen in _OURS else "en"
