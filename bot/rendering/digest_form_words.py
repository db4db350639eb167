"""The words of the form in which a digest is made or changed, in each language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWords:
    """Titles and buttons have at most 24 letters, which is Slack's limit."""

    new: str = "New digest"
    change: str = "Change the digest"
    submit: str = "Read it back"
    cancel: str = "Cancel"
    question: str = "What do you want to know?"
    when: str = "When?"
    examples: str = (
        "every weekday at 8:30 · the first Monday of the month at 9:00 · 30 8 * * 1-5"
    )
    channel: str = "In which channel?"
    channel_hint: str = "Empty: in our direct message. I have to be in the channel."
    missed: str = "If I was not running then"
    latest: str = "Run the latest one, if it is not a day old"
    skip: str = "Skip it"
    run_all: str = "Run all of them"
    unchanged: str = "When nothing is new"
    line: str = "Say so in one line"
    silence: str = "Say nothing"
    money: str = "Dollars a month, at most"
    too_old: str = "This form is too old. Open it again."
    no_question: str = "Ask something: a topic, or a question."
    no_money: str = "Write an amount in dollars, such as 20."


ENGLISH = FormWords()
GERMAN = FormWords(
    new="Neuer Digest",
    change="Digest ändern",
    submit="Vorlesen",
    cancel="Abbrechen",
    question="Was möchtest du wissen?",
    when="Wann?",
    examples="jeden Werktag um 8:30 · am ersten Montag im Monat um 9 Uhr · 30 8 * * 1-5",
    channel="In welchem Kanal?",
    channel_hint="Leer: in unserer Direktnachricht. Ich muss in dem Kanal sein.",
    missed="Wenn ich dann nicht lief",
    latest="Den letzten nachholen, wenn er keinen Tag alt ist",
    skip="Auslassen",
    run_all="Alle nachholen",
    unchanged="Wenn es nichts Neues gibt",
    line="In einer Zeile sagen",
    silence="Nichts sagen",
    money="Dollar im Monat, höchstens",
    too_old="Dieses Formular ist zu alt. Öffne es noch einmal.",
    no_question="Frag etwas: ein Thema oder eine Frage.",
    no_money="Schreib einen Betrag in Dollar, etwa 20.",
)
FRENCH = FormWords(
    new="Nouveau digest",
    change="Modifier le digest",
    submit="Relire",
    cancel="Annuler",
    question="Que voulez-vous savoir ?",
    when="Quand ?",
    examples="chaque jour ouvré à 8 h 30 · le premier lundi du mois à 9 h · 30 8 * * 1-5",
    channel="Dans quel canal ?",
    channel_hint="Vide : dans notre conversation directe. Je dois être dans le canal.",
    missed="Si je ne tournais pas à ce moment",
    latest="Lancer le dernier, s’il a moins d’un jour",
    skip="Le sauter",
    run_all="Les lancer tous",
    unchanged="Quand il n’y a rien de nouveau",
    line="Le dire en une ligne",
    silence="Ne rien dire",
    money="Dollars par mois, au plus",
    too_old="Ce formulaire est trop ancien. Rouvrez-le.",
    no_question="Demandez quelque chose : un sujet ou une question.",
    no_money="Écrivez un montant en dollars, par exemple 20.",
)
SPANISH = FormWords(
    new="Nuevo digest",
    change="Cambiar el digest",
    submit="Leer de vuelta",
    cancel="Cancelar",
    question="¿Qué quieres saber?",
    when="¿Cuándo?",
    examples="cada día laborable a las 8:30 · el primer lunes del mes a las 9 · 30 8 * * 1-5",
    channel="¿En qué canal?",
    channel_hint="Vacío: en nuestro mensaje directo. Tengo que estar en el canal.",
    missed="Si entonces no estaba en marcha",
    latest="Ejecutar el último, si no tiene un día",
    skip="Saltarlo",
    run_all="Ejecutarlos todos",
    unchanged="Cuando no hay nada nuevo",
    line="Decirlo en una línea",
    silence="No decir nada",
    money="Dólares al mes, como mucho",
    too_old="Este formulario es demasiado viejo. Ábrelo otra vez.",
    no_question="Pregunta algo: un tema o una pregunta.",
    no_money="Escribe una cantidad en dólares, por ejemplo 20.",
)
JAPANESE = FormWords(
    new="新しいダイジェスト",
    change="ダイジェストの変更",
    submit="内容を確認",
    cancel="キャンセル",
    question="何を知りたいですか",
    when="いつですか",
    examples="平日8時30分 · 毎月第1月曜9時 · 30 8 * * 1-5",
    channel="どのチャンネルですか",
    channel_hint="空欄ならダイレクトメッセージです。私がチャンネルにいる必要があります。",
    missed="そのとき停止していたら",
    latest="1日以内なら最新のものを実行",
    skip="飛ばす",
    run_all="すべて実行",
    unchanged="新しい情報がないとき",
    line="1行で知らせる",
    silence="何も投稿しない",
    money="1か月の上限(ドル)",
    too_old="このフォームは古すぎます。もう一度開いてください。",
    no_question="話題か質問を書いてください。",
    no_money="20のようにドルの金額を書いてください。",
)
_BY_LANGUAGE = {"de": GERMAN, "fr": FRENCH, "es": SPANISH, "ja": JAPANESE}


def form_words(language: str) -> FormWords:
    """`language` is a tag such as `ja` or `pt-BR`; English where we do not have it."""
    return _BY_LANGUAGE.get(language.partition("-")[0].lower(), ENGLISH)
