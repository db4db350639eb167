"""What is said of administrators: what they are asked, what is set in a channel, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Administering:
    """A language. Templates hold names, amounts and days; `setting` is a variable's name."""

    ask: str = "Ask an admin"
    note: str = (
        "{name} asks in {room} for a higher limit. {limit} You can raise {setting} in my "
        "settings; that counts from my next start."
    )
    of_person: str = "They have used their {usd} for {period} (resets {day})."
    of_thread: str = "The thread has used its {usd} for {period} (resets {day})."
    person_has: str = "They have"
    thread_has: str = "The thread has"
    in_messages: str = "a direct message"
    asked: str = "I have asked {names}."
    asked_before: str = "{names} have been asked for this limit already."
    asked_one_before: str = "{names} has been asked for this limit already."
    has_room: str = "There is money again. Ask your question once more."
    nobody: str = (
        "Nobody is named whom I could ask. Whoever runs me can raise the limit, and name "
        "admins in my rules file."
    )
    settings: str = "Settings"
    set_for: str = "What is set for {room}:"
    sources: str = "Sources: {sources}"
    no_sources: str = "none"
    web_on: str = "Web: on"
    web_off: str = "Web: off"
    who_everybody: str = "Who may ask: every full member"
    who_named: str = "Who may ask: the {count} people named in the rules file"
    who_guests: str = "guests too"
    who_nobody: str = "Who may ask: nobody, I am switched off here"
    money_day: str = "Today: {used} of {limit} used"
    money_month: str = "This month: {used} of {limit} used (resets {day})"
    no_limit: str = "no limit"
    cost_shown: str = "Cost under answers: shown"
    cost_hidden: str = "Cost under answers: not shown"
    where_set: str = (
        "Sources, web, who may ask and whether cost shows are in my rules file "
        "(DOSSIER_RULES); limits of money are in my settings ({settings}). A change counts "
        "from my next start."
    )
    others_set: str = "{names} can change what I may read and spend here."
    operator_sets: str = (
        "Whoever runs me can change what I may read and spend here. No admin is named in my "
        "rules file."
    )


ENGLISH = Administering()
GERMAN = Administering(
    ask="Einen Admin fragen",
    note=(
        "{name} bittet in {room} um eine höhere Grenze. {limit} Du kannst {setting} in "
        "meinen Einstellungen anheben; das gilt ab meinem nächsten Start."
    ),
    of_person="Die {usd} dieser Person für {period} sind verbraucht (neu ab {day}).",
    of_thread="Die {usd} dieses Threads für {period} sind verbraucht (neu ab {day}).",
    person_has="Diese Person hat",
    thread_has="Der Thread hat",
    in_messages="einer Direktnachricht",
    asked="Ich habe {names} gefragt.",
    asked_before="{names} sind für diese Grenze schon gefragt worden.",
    asked_one_before="{names} ist für diese Grenze schon gefragt worden.",
    has_room="Es ist wieder Geld da. Stell deine Frage noch einmal.",
    nobody=(
        "Niemand ist benannt, den ich fragen könnte. Wer mich betreibt, kann die Grenze "
        "anheben und in meiner Regeldatei Admins benennen."
    ),
    settings="Einstellungen",
    set_for="Das gilt für {room}:",
    sources="Quellen: {sources}",
    no_sources="keine",
    web_on="Web: an",
    web_off="Web: aus",
    who_everybody="Wer fragen darf: jedes volle Mitglied",
    who_named="Wer fragen darf: die {count} Personen aus der Regeldatei",
    who_guests="auch Gäste",
    who_nobody="Wer fragen darf: niemand, ich bin hier abgeschaltet",
    money_day="Heute: {used} von {limit} verbraucht",
    money_month="Diesen Monat: {used} von {limit} verbraucht (neu ab {day})",
    no_limit="keine Grenze",
    cost_shown="Kosten unter Antworten: sichtbar",
    cost_hidden="Kosten unter Antworten: nicht sichtbar",
    where_set=(
        "Quellen, Web, wer fragen darf und ob Kosten zu sehen sind, steht in meiner "
        "Regeldatei (DOSSIER_RULES); die Geldgrenzen stehen in meinen Einstellungen "
        "({settings}). Eine Änderung gilt ab meinem nächsten Start."
    ),
    others_set="{names} kann ändern, was ich hier lesen und ausgeben darf.",
    operator_sets=(
        "Wer mich betreibt, kann ändern, was ich hier lesen und ausgeben darf. In meiner "
        "Regeldatei ist kein Admin benannt."
    ),
)
FRENCH = Administering(
    ask="Demander à un admin",
    note=(
        "{name} demande dans {room} une limite plus haute. {limit} Vous pouvez relever "
        "{setting} dans mes réglages ; cela compte dès mon prochain démarrage."
    ),
    of_person="Les {usd} de cette personne pour {period} sont épuisés (retour le {day}).",
    of_thread="Les {usd} de ce fil pour {period} sont épuisés (retour le {day}).",
    person_has="Cette personne a",
    thread_has="Le fil a",
    in_messages="un message direct",
    asked="J’ai demandé à {names}.",
    asked_before="La demande a déjà été faite à {names} pour cette limite.",
    asked_one_before="La demande a déjà été faite à {names} pour cette limite.",
    has_room="Il y a de nouveau de l’argent. Posez encore votre question.",
    nobody=(
        "Personne n’est désigné à qui je pourrais demander. La personne qui me fait "
        "fonctionner peut relever la limite et nommer des admins dans mes règles."
    ),
    settings="Réglages",
    set_for="Ce qui est réglé pour {room} :",
    sources="Sources : {sources}",
    no_sources="aucune",
    web_on="Web : activé",
    web_off="Web : désactivé",
    who_everybody="Qui peut demander : tout membre à part entière",
    who_named="Qui peut demander : les {count} personnes nommées dans les règles",
    who_guests="les invités aussi",
    who_nobody="Qui peut demander : personne, je suis désactivé ici",
    money_day="Aujourd’hui : {used} utilisés sur {limit}",
    money_month="Ce mois-ci : {used} utilisés sur {limit} (retour à zéro le {day})",
    no_limit="sans limite",
    cost_shown="Coût sous les réponses : affiché",
    cost_hidden="Coût sous les réponses : non affiché",
    where_set=(
        "Les sources, le web, qui peut demander et l’affichage du coût sont dans mon "
        "fichier de règles (DOSSIER_RULES) ; les limites d’argent sont dans mes réglages "
        "({settings}). Un changement compte dès mon prochain démarrage."
    ),
    others_set="{names} peut changer ce que je peux lire et dépenser ici.",
    operator_sets=(
        "La personne qui me fait fonctionner peut changer ce que je peux lire et "
        "dépenser ici. Aucun admin n’est nommé dans mes règles."
    ),
)
SPANISH = Administering(
    ask="Preguntar a un admin",
    note=(
        "{name} pide en {room} un límite mayor. {limit} Puedes subir {setting} en mis "
        "ajustes; cuenta desde mi próximo inicio."
    ),
    of_person="Esa persona agotó sus {usd} para {period} (se renueva el {day}).",
    of_thread="El hilo agotó sus {usd} para {period} (se renueva el {day}).",
    person_has="Esa persona tiene",
    thread_has="El hilo tiene",
    in_messages="un mensaje directo",
    asked="He preguntado a {names}.",
    asked_before="Ya se ha preguntado a {names} por este límite.",
    asked_one_before="Ya se ha preguntado a {names} por este límite.",
    has_room="Vuelve a haber dinero. Haz tu pregunta otra vez.",
    nobody=(
        "No hay nadie nombrado a quien pueda preguntar. Quien me gestiona puede subir el "
        "límite y nombrar admins en mi archivo de reglas."
    ),
    settings="Ajustes",
    set_for="Lo que está fijado para {room}:",
    sources="Fuentes: {sources}",
    no_sources="ninguna",
    web_on="Web: sí",
    web_off="Web: no",
    who_everybody="Quién puede preguntar: todo miembro pleno",
    who_named="Quién puede preguntar: las {count} personas del archivo de reglas",
    who_guests="también invitados",
    who_nobody="Quién puede preguntar: nadie, aquí estoy desactivado",
    money_day="Hoy: {used} usados de {limit}",
    money_month="Este mes: {used} usados de {limit} (se renueva el {day})",
    no_limit="sin límite",
    cost_shown="Coste bajo las respuestas: visible",
    cost_hidden="Coste bajo las respuestas: no visible",
    where_set=(
        "Las fuentes, la web, quién puede preguntar y si se ve el coste están en mi "
        "archivo de reglas (DOSSIER_RULES); los límites de dinero están en mis ajustes "
        "({settings}). Un cambio cuenta desde mi próximo inicio."
    ),
    others_set="{names} puede cambiar lo que puedo leer y gastar aquí.",
    operator_sets=(
        "Quien me gestiona puede cambiar lo que puedo leer y gastar aquí. No hay ningún "
        "admin nombrado en mi archivo de reglas."
    ),
)
JAPANESE = Administering(
    ask="管理者に頼む",
    note=(
        "{name} さんが{room}で上限の引き上げを求めています。{limit}設定の {setting} を上"
        "げられます。次の起動から有効です。"
    ),
    of_person="この人は{period}の{usd}を使い切りました({day}に更新)。",
    of_thread="このスレッドは{period}の{usd}を使い切りました({day}に更新)。",
    person_has="この人の",
    thread_has="スレッドの",
    in_messages="ダイレクトメッセージ",
    asked="{names} に頼みました。",
    asked_before="この上限については {names} に依頼済みです。",
    asked_one_before="この上限については {names} に依頼済みです。",
    has_room="予算がまた使えます。もう一度質問してください。",
    nobody=(
        "頼める相手が指定されていません。私の運用者は上限を上げ、規則ファイルに管理者を指"
        "定できます。"
    ),
    settings="設定",
    set_for="{room} の設定:",
    sources="情報源: {sources}",
    no_sources="なし",
    web_on="ウェブ: オン",
    web_off="ウェブ: オフ",
    who_everybody="質問できる人: 正規メンバー全員",
    who_named="質問できる人: 規則ファイルにある{count}人",
    who_guests="ゲストも可",
    who_nobody="質問できる人: なし(ここではオフ)",
    money_day="今日: {limit}のうち{used} を使用",
    money_month="今月: {limit}のうち{used} を使用({day}に更新)",
    no_limit="上限なし",
    cost_shown="回答の下の費用: 表示",
    cost_hidden="回答の下の費用: 非表示",
    where_set=(
        "情報源、ウェブ、質問できる人、費用の表示は規則ファイル(DOSSIER_RULES)に、金額の"
        "上限は設定({settings})にあります。変更は次の起動から有効です。"
    ),
    others_set="{names} が、ここで読めるものと使える費用を変更できます。",
    operator_sets=(
        "私の運用者が、ここで読めるものと使える費用を変更できます。規則ファイルに管理者は"
        "指定されていません。"
    ),
)
