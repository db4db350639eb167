"""The few sentences that the Librarian says itself, in the languages it has."""

NOTHING = {
    "en": "I found nothing in the sources that answers this: {}",
    "de": "Ich habe in den Quellen nichts dazu gefunden: {}",
    "fr": "Je n'ai rien trouvé dans les sources à ce sujet\u00a0: {}",
    "es": "No encontré nada en las fuentes sobre esto: {}",
    "ja": "読んだ資料には答えが見つかりませんでした。{}",
}
DISAGREE = {
    "en": "Sources disagree: “{}” ({}), or “{}” ({}, the newer).",
    "de": "Die Quellen widersprechen sich: „{}“ ({}) oder „{}“ ({}, die neuere).",
    "fr": "Les sources se contredisent\u00a0: « {} » ({}), ou « {} » ({}, la plus récente).",
    "es": "Las fuentes se contradicen: «{}» ({}), o «{}» ({}, la más reciente).",
    "ja": "資料が食い違っています。「{}」({})、または「{}」({}、新しい方)。",
}
OLDER = {
    "en": "An older version said: {}",
    "de": "In einer älteren Fassung stand: {}",
    "fr": "Une version plus ancienne disait\u00a0: {}",
    "es": "Una versión anterior decía: {}",
    "ja": "以前の版: {}",
}
DISPUTED = {
    "en": "Where sources disagree",
    "de": "Wo sich Quellen widersprechen",
    "fr": "Où les sources divergent",
    "es": "Donde las fuentes discrepan",
    "ja": "資料の食い違い",
}


def phrase(table: dict[str, str], language: str, *words: str) -> str:
    """English where the language has no sentence of its own."""
    return table.get(language.split("-", maxsplit=1)[0], table["en"]).format(*words)
