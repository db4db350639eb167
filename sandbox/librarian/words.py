"""Words: tokens, stems, stop words, and the language that a text is in."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from math import log

STOP = {
    "en": """a an the and or but if of to in on at by for with from about into over under as is
    are was were be been being do does did done have has had having will would can could should
    may might must shall i me my we us our ours you your yours he him his she her hers it its
    they them their theirs this that these those there here what which who whom whose when where
    why how not no nor so than then too very just also any some all each every both either
    neither more most much many few less least other another such own same now still yet please
    tell show give find know get got let lets say said says think need want anyone someone
    anybody nobody somebody everybody anything something everything us vs versus per via within
    without between among during
    before after since until up down out off again once only ever never
    long often take takes taken quickly soon use used uses using ask asks asked""",
    "de": """der die das den dem des ein eine einen einem einer eines und oder aber wenn von zu
    zum zur in im an am auf bei für mit aus über unter als ist sind war waren sein wird werden
    wurde wurden hat haben hatte kann können soll muss ich mir wir uns unser unsere unseren
    unserem unserer sie er es ihr ihre sein seine dies diese dieser dieses diesem diesen wer was
    wann wo warum wieso wie welche welcher welches welchen nicht kein keine auch noch schon nur
    sich man nach vor seit bis dass ob bitte jetzt denn um so""",
    "fr": """le la les l un une des du de d et ou mais si à au aux en dans sur par pour avec
    sans sous est sont était être été a ont avait avoir sera je me nous notre nos vous votre vos
    il elle ils elles on ce cet cette ces qui que qu quoi quand où pourquoi comment combien quel
    quelle quels quelles ne pas plus aussi y se son sa ses leur leurs depuis avant après entre
    s n c j m t""",
    "es": """el la los las un una unos unas y o pero si de del a al en con por para sin sobre es
    son era fue ser sido está están ha han había yo me nos nuestro nuestra nuestros nuestras
    usted su sus él ella ellos se lo le que qué quién quiénes cuándo dónde cómo cuánto cuántos
    cuál cuáles no más también ya este esta estos estas eso desde hasta antes después entre""",
}
STOP_SETS = {language: frozenset(text.split()) for language, text in STOP.items()}
ALL_STOP = frozenset(word for words in STOP_SETS.values() for word in words)
# What a question about the matter may be called in the sources; each line is one matter.
SAME = """decid decision approv agre sign
pric price cost fee
rais increas grew up higher
chang updat mov new
hol vacation leave
compar versus"""
KIN = {word: line.split() for line in SAME.splitlines() for word in line.split()}

TOKEN = re.compile(
    r"[$€£¥]?\d+(?:[.,:]\d+)*%?|[^\W\d_]+(?:['\u2019][^\W\d_]+)?(?:\d+)?|[\u3040-\u30ff\u3400-\u9fff]+"
)
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
KANA = re.compile(r"[\u3040-\u30ff]")
HIRAGANA_ONLY = re.compile(r"[\u3040-\u309f]+")
SUFFIXES = ("ings", "ing", "edly", "ed", "es", "en", "er", "s", "e")
SHORTEST_STEM = 3
SHORTEST_WORD = 2


def tokens(text: str) -> list[str]:
    """Lower-case words and numbers as they stand; runs of Japanese as pairs of characters."""
    found: list[str] = []
    for word in TOKEN.findall(unicodedata.normalize("NFKC", text).lower()):
        for part in re.split(f"({CJK.pattern})", word):
            if CJK.fullmatch(part):
                found += _pairs(part)
            elif part:
                found.append(part.replace("\u2019", "'").removesuffix("'s"))
    return found


def _pairs(run: str) -> list[str]:
    if len(run) == 1:
        return [run]
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    return [pair for pair in pairs if not HIRAGANA_ONLY.fullmatch(pair)]


def stem(word: str) -> str:
    """Light: enough for "pricing", "prices" and "price" to meet."""
    if not word.isalpha() or CJK.search(word):
        return word
    if word.endswith(("ies", "ied")) and len(word) > SHORTEST_STEM + 1:
        return word[:-3] + "y"
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_STEM:
            word = word[: -len(suffix)]
            break
    return word[:-1] if word[-1:] == word[-2:-1] else word


def stems(text: str) -> list[str]:
    """The stems of a text without its stop words, in order, repeats included."""
    return [
        stem(word)
        for word in tokens(text)
        if word not in ALL_STOP and len(word) >= SHORTEST_WORD
    ]


def kin(stemmed: str) -> list[str]:
    """The stem and those that mean about the same."""
    return KIN.get(stemmed, [stemmed])


def keywords(text: str) -> list[str]:
    """The words worth searching for, as written, in order, without repeats."""
    kept: dict[str, str] = {}
    for run in re.findall(r"[^\s,;:!?()\"“”„«»。、\uff1f\uff01「」]+", text):
        for word in _searchable(run.strip(".'\u2019…*_`")):
            kept.setdefault(stem(word.lower()), word)
    return list(kept.values())


def _searchable(run: str) -> list[str]:
    if CJK.search(run):
        return re.findall(r"[\u30a0-\u30ff]{2,}|[\u3400-\u9fff]{2,}|[A-Za-z0-9]{2,}", run)
    plain = run.lower().replace("\u2019", "'").removesuffix("'s")
    parts = plain.split("'") if "'" in plain else [plain]
    if all(part in ALL_STOP or len(part) < SHORTEST_WORD for part in parts):
        return []
    return [re.sub(r"['\u2019]s$", "", run)]


def language_of(text: str) -> str:
    """BCP 47, among the languages that this stand-in has sentences for; else English."""
    if KANA.search(text):
        return "ja"
    if CJK.search(text):
        return "zh"
    counts = Counter({"en": 0.5})
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        counts.update({name: 1 for name, stop in STOP_SETS.items() if word in stop})
    return counts.most_common(1)[0][0]


def rarity(texts: Iterable[Iterable[str]]) -> dict[str, float]:
    """For each stem how telling it is: 1 where it is everywhere, more where it is rare."""
    seen: Counter[str] = Counter()
    count = 0
    for words in texts:
        seen.update(set(words))
        count += 1
    return {word: 1 + log((1 + count) / (1 + n)) for word, n in seen.items()}
