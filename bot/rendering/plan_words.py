"""What a plan and the cards beside it say while a run works or waits, in every language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWords:
    """`still_at_work` and `in_line` stand behind the bot's name, in the line under a thread."""

    still_at_work: str = "is still at work: {what}"
    in_line: str = "is waiting for its turn, {what}"
    is_next: str = "next to begin, as soon as another question is done"
    begins_after: str = "begins when others are done, about {before}"
    one_before: str = "question before it"
    many_before: str = "questions before it"
    part_named: str = "{sources}, part {number}"
    part_menu: str = "A part …"
    cancel_parts: str = "Cancel"
    ask_parts: str = "What have you found?"
    waiting_for_start: str = "Waiting for somebody to start it"
    chosen: str = "{by} chose: {option}"
    answered: str = "{by} answered in the thread."
    assumed: str = "Nobody answered, so I went on with: {option}"
    not_answered: str = "The run ended before anybody answered."
    quote_cancelled: str = "Cancelled by {by}."
    quote_changed: str = "{by} asked for changes."
    taken_up: str = "Taken up again."
    you_asked: str = "You asked: {question}"
    searching_below: str = "I search for you alone, below."


ENGLISH = PlanWords()
GERMAN = PlanWords(
    still_at_work="arbeitet noch: {what}",
    in_line="wartet, bis Platz ist, {what}",
    is_next="als Nächstes dran, sobald eine andere Frage fertig ist",
    begins_after="beginnt, wenn andere fertig sind, davor etwa {before}",
    one_before="Frage",
    many_before="Fragen",
    part_named="{sources}, Teil {number}",
    part_menu="Ein Teil …",
    cancel_parts="Abbrechen",
    ask_parts="Was hast du gefunden?",
    waiting_for_start="Wartet, bis jemand startet",
    chosen="{by} hat gewählt: {option}",
    answered="{by} hat im Thread geantwortet.",
    assumed="Niemand hat geantwortet, darum gilt: {option}",
    not_answered="Der Lauf endete, bevor jemand antwortete.",
    quote_cancelled="Abgebrochen von {by}.",
    quote_changed="{by} wollte es anders.",
    taken_up="Wieder aufgenommen.",
    you_asked="Du hast gefragt: {question}",
    searching_below="Ich suche unten weiter, nur für dich.",
)
FRENCH = PlanWords(
    still_at_work="travaille toujours : {what}",
    in_line="attend son tour, {what}",
    is_next="la prochaine, dès qu’une autre question est finie",
    begins_after="commence quand d’autres sont finies, environ {before}",
    one_before="question avant elle",
    many_before="questions avant elle",
    part_named="{sources}, partie {number}",
    part_menu="Une partie …",
    cancel_parts="Annuler",
    ask_parts="Qu’as-tu trouvé ?",
    waiting_for_start="En attente d’un démarrage",
    chosen="{by} a choisi : {option}",
    answered="{by} a répondu dans le fil.",
    assumed="Personne n’a répondu, j’ai donc continué avec : {option}",
    not_answered="La recherche a pris fin avant toute réponse.",
    quote_cancelled="Annulé par {by}.",
    quote_changed="{by} a demandé des changements.",
    taken_up="Reprise.",
    you_asked="Votre question : {question}",
    searching_below="Je cherche pour vous seul, ci-dessous.",
)
SPANISH = PlanWords(
    still_at_work="sigue trabajando: {what}",
    in_line="espera su turno, {what}",
    is_next="la siguiente, en cuanto termine otra pregunta",
    begins_after="empieza cuando terminen otras, antes hay {before}",
    one_before="pregunta",
    many_before="preguntas",
    part_named="{sources}, parte {number}",
    part_menu="Una parte …",
    cancel_parts="Cancelar",
    ask_parts="¿Qué has encontrado?",
    waiting_for_start="A la espera de que alguien la inicie",
    chosen="{by} eligió: {option}",
    answered="{by} respondió en el hilo.",
    assumed="Nadie respondió, así que seguí con: {option}",
    not_answered="La búsqueda terminó antes de que alguien respondiera.",
    quote_cancelled="Cancelado por {by}.",
    quote_changed="{by} pidió cambios.",
    taken_up="Retomada.",
    you_asked="Preguntaste: {question}",
    searching_below="Busco solo para ti, abajo.",
)
JAPANESE = PlanWords(
    still_at_work="調査を続けています: {what}",
    in_line="順番を待っています、{what}",
    is_next="ほかの質問が終わり次第、次に始まります",
    begins_after="ほかの質問が終わると始まります、前に約{before}",
    one_before="件",
    many_before="件",
    part_named="{sources}、パート {number}",
    part_menu="パートを選ぶ …",
    cancel_parts="中止",
    ask_parts="何が見つかりましたか",
    waiting_for_start="開始を待っています",
    chosen="{by} が選択: {option}",
    answered="{by} がスレッドで回答しました。",
    assumed="回答がなかったため、次の意味で続けました: {option}",
    not_answered="回答の前に調査が終わりました。",
    quote_cancelled="{by} が中止しました。",
    quote_changed="{by} が変更を求めました。",
    taken_up="再開しました。",
    you_asked="ご質問: {question}",
    searching_below="下で、あなただけのために調べています。",
)
