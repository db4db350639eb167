"""What kind of thing a question wants, how such a thing looks, and how worthless text looks."""

import re

MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mär|Mai|Okt|Dez|janv|févr|mars|avril|"
    r"juin|juil|août|enero|abril|mayo|octubre|dic)\w*"
)
A_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|\.)?\s*(?:[-\u2013]\s*\d{{1,2}}\s*)?(?:of\s+|de\s+)?{MONTH}|"
    rf"\b{MONTH}\.?\s+\d{{1,2}}\b|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}月\d{{1,2}}日|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri)day\b"
)
FIGURE = re.compile(r"\d")
MONEY = re.compile(r"[$€£¥]\s?\d|\d\s?(?:[$€£¥]|EUR|USD|円)|\b(?:EUR|USD)\b")
SPAN = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten))\s*(?:times|days?|weeks?|months?|years?|hours?|minutes?|Tage?|Wochen?|Monate?|Jahre?|"
    r"jours?|mois|ans|días?|meses|años?|年間?|か月|日間)|"
    r"\b(?:hourly|daily|weekly|monthly|yearly|annually|every (?:day|week|month|year|\d+))\b",
    re.IGNORECASE,
)
CHANGE = re.compile(
    r"\b(?:goes|go|went|mov\w+|r[io]se\w*|raised|grew|fell|dropped|lowered|cut|changed)\b.{0,40}"
    r"\bfrom\b.{1,40}\bto\b|\bfrom [$€£¥]?\d+ ?[%$€£¥].{1,30}\bto\b|\binstead of\b|→|"
    r"\bno longer\b|\bBefore\b.*\bNow\b|\bremoved?\b|\b(?:raised|lowered|dropped|replaced|"
    r"introduced|went (?:up|down)|moved)\b|\bstatt\b|\bau lieu de\b|\ben vez de\b|"
    r"から.{1,12}へ|変更",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"\bby [A-Z][a-z]+|\b(?:I|[A-Z][a-zà-ÿ]+)(?:'s|\s+(?:decided|approved|owns|leads|signed|"
    r"wrote|made|moved|raised|agreed|is))\b|\b[A-Z][a-zà-ÿ]+ [A-Z][a-zà-ÿ]+\b|"
    r"\b[A-Z]\w*[A-Z]\w* [a-z]+s\b"
)
DOER = re.compile(r"\b(?:who|whom|wer|wem|qui|quiéne?s?)\b|誰", re.IGNORECASE)
PLACE = re.compile(r"\b(?:in|at|near|bei|à|en) (?:the )?[A-Z]|^[A-Z]\w+, \d")
WANTED: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(
            r"(?:^|\b(?:and|or) |, ?)(?:since |from |until |by )?when\b|"
            r"\b(?:date|deadline|wann|quand|cuándo)\b|いつ|何日",
            re.IGNORECASE,
        ),
        A_DAY,
    ),
    (DOER, PERSON),
    (re.compile(r"\b(?:where|wo|où|dónde)\b|どこ", re.IGNORECASE), PLACE),
    (
        re.compile(
            r"\bhow (?:long|often|quickly|soon|fast)\b|wie (?:lange|oft)|何年|何か月",
            re.IGNORECASE,
        ),
        SPAN,
    ),
    (
        re.compile(
            r"\b(?:how (?:much|many|fast)|(?:chang\w*|what (?:is|are|does)) .*(?:"
            r"pric|cost|rate|margin|budget)\w*|wie viel\w*|combien|cuánt\w+)\b|いくら|何人",
            re.IGNORECASE,
        ),
        FIGURE,
    ),
    (re.compile(r"\b(?:chang\w*|geändert|changé|cambi\w+)\b|変わ", re.IGNORECASE), CHANGE),
    (
        re.compile(
            r"\bwhat (?:do|should|would|will|must|may|can) we\b|\bpolicy\b", re.IGNORECASE
        ),
        re.compile(
            r"\bwe (?:do|don't|keep|will|won't|should|never|always|must)\b|"
            r"\b(?:may|must) not\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\b(?:why|cause[ds]?|warum|pourquoi|por qué)\b|なぜ", re.IGNORECASE),
        re.compile(
            r"\b(?:because|since|due to|caused|reason|after|expired|so that|weil|da|car|parce|"
            r"porque)\b|ため|ので",
            re.IGNORECASE,
        ),
    ),
)
# What stands for a word without saying it.
STANDS_FOR = {"pric": MONEY, "cost": MONEY, "fee": MONEY, "charg": MONEY, "chang": CHANGE}
STALE = re.compile(
    r"\b(?:old|draft|archived?|superseded|deprecated|obsolete|outdated|wip|copy of)\b",
    re.IGNORECASE,
)
THIN = re.compile(
    r"\b(?:top \d+|\d+ best|best \w+ (?:tools|apps|software)|ultimate|you won't believe|deals?|"
    r"coupons?|sponsored|affiliate|listicle|review round-?up|cheapest|secrets?|hacks?|"
    r"everything you need to know|quick answer|compared|vs)\b|まとめ|徹底|おすすめ",
    re.IGNORECASE,
)
CHATTER = re.compile(
    r"^\W*(?:thanks|thank you|ok(?:ay)?|lol|yes|yep|no|nope|great|nice|cool|hi|hello|hey|sorry|"
    r"morning|let's|sure|and|but|danke|merci|gracias)\b|\b(?:I'd say|I guess|maybe|"
    r"somebody please|as far as I|not sure|no idea|I (?:said|think|hope|wonder)|blame|joking|"
    r"will check|let me)\b",
    re.IGNORECASE,
)
TOTAL = re.compile(r"^(?:all|total|sum|overall|average|gesamt|somme|合計)\b.*\d", re.IGNORECASE)
HOLLOW = re.compile(
    r"\b(?:experts? (?:agree|say)|studies show|many (?:users|buyers|people)|industry-leading|"
    r"(?:is|are|stands?) in (?:the|our) (?:sheet|doc|page|deck|macro|thread)|"
    r"best-in-class|world-class|game.?chang\w*|revolutionary|trusted by|don't have to|"
    r"it depends on|quick answer|play it safe|pro tip|free trial|this article|sign up|"
    r"last updated|updated on|get (?:a|three|your) |contact us|learn more|click)\b|大丈夫",
    re.IGNORECASE,
)
A_HEADING, A_PARAGRAPH = 9, 45  # words


def fits(asked: str, text: str) -> float:
    """0 to 1: how many of the kinds of thing asked for the text has; 0.5 when none is asked."""
    met = [bool(shape.search(text)) for want, shape in WANTED if want.search(asked)]
    return sum(met) / len(met) if met else 0.5


def substance(text: str, words: int) -> float:
    """Headings, small talk, filler and endless paragraphs say less; figures say more."""
    ended = text.rstrip("\"')”»").endswith((".", "!", "。"))
    value = 1.1 if FIGURE.search(text) else 1.0
    if not ended and words < A_HEADING and not FIGURE.search(text):
        value *= 0.4
    if TOTAL.search(text):
        value *= 1.4
    if CHATTER.search(text):
        value *= 0.2
    if HOLLOW.search(text):
        value *= 0.2
    return value * (0.8 if words > A_PARAGRAPH else 1.0)


def prior(title: str) -> float:
    """What a title says about the worth of what is under it, from 0.2 to 1."""
    return (0.6 if STALE.search(title) else 1.0) * (0.35 if THIN.search(title) else 1.0)
