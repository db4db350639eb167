"""What we write, in German."""

from bot.rendering import administering, handing_over, health_words, mending, plan_words, seeing
from bot.rendering.words import Words

GERMAN = Words(
    code="de",
    health=health_words.GERMAN,
    handing_over=handing_over.GERMAN,
    months="Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
    day="{day}. {month}",
    day_of_year="{day}. {month} {year}",
    titled="„{text}“",
    quoted="„{text}“",
    web_page="Seite",
    answer="Antwort",
    answer_text="Antwort: {sources}{gaps}",
    one_source="zitierte Quelle",
    many_sources="zitierte Quellen",
    one_gap="Lücke",
    many_gaps="Lücken",
    not_covered="Nicht abgedeckt",
    edited="bearbeitet {day}",
    read="{read} gelesen",
    read_cited="{read} gelesen, {cited} zitiert",
    one_claim="Aussage",
    many_claims="Aussagen",
    checked="{supported} durch eine automatische Prüfung ihrer Quelle zugeordnet",
    checked_one="durch eine automatische Prüfung ihrer Quelle zugeordnet",
    hedged="{count} abgeschwächt",
    dropped="{count} mangels Beleg weggelassen",
    full_answer_in_file="Das ist der Anfang; die ganze Antwort steht in der Datei unten.",
    sources="Quellen",
    sources_loading="Ich lese jede Quelle noch einmal, mit dem, was du öffnen darfst …",
    not_open_to_you="{source}: für dich nicht zugänglich",
    source_changed="der Wortlaut hat sich seither geändert",
    source_silent="hat eben nicht geantwortet",
    close="Schließen",
    dig_deeper="Tiefer graben",
    make_digest="Als Digest einrichten",
    show_search="Genaue Suche zeigen",
    search_exactly="Genau das suchen",
    search_not="Nicht suchen",
    try_source="{source} noch einmal versuchen",
    helpful_label="Diese Antwort hat geholfen",
    not_helpful_label="Diese Antwort hat nicht geholfen",
    period_read="die Zeit habe ich so gelesen: {period}",
    ask_again_with="{gap}; frag noch einmal mit „{button}“.",
    nothing_in="Dazu habe ich in {places} nichts gefunden.",
    nothing="Dazu habe ich nichts gefunden.",
    nothing_searched="Gesucht habe ich nach: {queries}.",
    or_word="oder",
    web_place="dem Web",
    researching="Ich recherchiere",
    planning="Ich plane",
    queued="In der Warteschlange",
    writing="Ich schreibe die Antwort",
    verifying="Ich prüfe die Antwort an ihren Quellen",
    waiting="Ich warte auf eine Antwort auf meine Frage",
    one_part="Teil",
    many_parts="Teile",
    about_minutes="etwa {minutes} Min.",
    so_far="seit {duration}",
    done_in="Fertig in {duration}",
    stopped_by="Gestoppt von {by}",
    stopped="Gestoppt",
    failed="Ohne Antwort beendet",
    steer_hint="Antworte hier, um zu lenken: „ohne das Web“, „nur seit Oktober“.",
    stop="Stopp",
    plan=plan_words.GERMAN,
    administering=administering.GERMAN,
    mending=mending.GERMAN,
    seeing=seeing.GERMAN,
    mark_pending="wartet",
    mark_searching="sucht",
    mark_reading="liest",
    mark_done="fertig",
    mark_nothing="nichts gefunden",
    mark_failed="fehlgeschlagen",
    mark_cancelled="abgebrochen",
    mark_cancelled_by="abgebrochen von {by}",
    mark_skipped="übersprungen",
    and_word="und",
    count_read="{read} gelesen",
    count_useful="{read} gelesen, {useful} brauchbar",
    after_read="nach {read} gelesenen",
    asked_by="auf Wunsch von {person}",
    from_day="ab {day}, {by}",
    found_so_far="{part}: {searches}, bisher {read} gelesen.",
    one_search="Suche",
    many_searches="Suchen",
    quote_head="Das braucht eine tiefe Recherche",
    quote_counts="{parts} ({internal} intern, {web} im Web)",
    quote_minutes="etwa {minutes} Minuten",
    quote_minute="etwa eine Minute",
    start_run="Starten",
    cheaper_run="Günstiger: {parts}, etwa {usd}",
    fewer_parts="Kleiner: {parts}",
    cancel_run="Abbrechen",
    or_change="Oder antworte, was anders sein soll.",
    quote_started="Gestartet von {by}.",
    quote_cheaper="Gestartet von {by}, mit {parts}.",
    meter="{usd} von {limit}",
    continue_for="Weiter für etwa {usd}",
    stopped_head="Gestoppt von {by}.",
    stopped_reason="Gestoppt: {reason}",
    stopped_because="Gestoppt: {reason}.",
    stopped_done="Erledigt: {parts}.",
    stopped_not_done="Nicht erledigt: {parts}.",
    stopped_spent="{usd} ausgegeben.",
    continue_run="Weiter",
    answer_with_what="Antworte mit dem, was da ist",
    model_down=(
        "Das Modell hat lange nicht geantwortet, deshalb habe ich aufgehört. Was gefunden "
        "wurde, bleibt. Lauf {run}."
    ),
    model_rejected=(
        "Das Modell nimmt meine Anfragen nicht an: sein Schlüssel oder sein Konto wird "
        "abgelehnt. Ein Admin sieht mit `dossier doctor`, warum. Was gefunden wurde, bleibt."
    ),
    model_declined=(
        "Das Modell hat es abgelehnt, daran zu arbeiten. Was gefunden wurde, bleibt; frag mit "
        "anderen Worten."
    ),
    bug="Bei mir ist etwas kaputtgegangen. Lauf {run} bleibt; ein Admin kann sehen, warum.",
    budget="Das Geld dafür ist aufgebraucht. Ein Admin kann die Grenze anheben.",
    refused="Das kann ich nicht beantworten.",
    refused_detail="Das kann ich nicht beantworten: {detail}",
    no_source=(
        "Nichts, was ich hierfür lesen darf, ist verbunden, also kann ich nichts nachsehen. "
        "Ein Admin sieht mit `dossier doctor`, was fehlt."
    ),
    run_named="Lauf {run}.",
    try_again="Noch einmal versuchen",
    private_one=(
        "1 weitere Quelle passt zu deiner Frage in {room}; nicht alle dort können sie öffnen."
    ),
    private_many=(
        "{count} weitere Quellen passen zu deiner Frage in {room}; nicht alle dort können sie "
        "öffnen."
    ),
    this_room="dieser Unterhaltung",
    search_privately="Privat suchen",
    or_reply="Oder antworte in eigenen Worten. Ohne Antwort mache ich in zwei Minuten weiter.",
    sign_of_life="liest die Frage",
    stopped_cut_off="Abgeschnittene Aufrufe können bis zu {usd} dazubringen.",
    how_to_ask=(
        "Stell mir eine Frage, und ich suche die Antwort in Slack, Drive, Notion und im Web, "
        "mit ihren Quellen. Zum Beispiel: „@Dossier was hat sich dieses Quartal an unseren "
        "Preisen geändert, und wer hat das entschieden?“"
    ),
    shared_room=(
        "In geteilten Kanälen antworte ich nicht, weil das, was ich finde, eure Organisation "
        "verließe. Frag mich in einer Direktnachricht."
    ),
    stranger="Ich antworte nur Leuten der Organisation, die mich betreibt.",
    shortened=(
        "Deine Frage hat {length} Zeichen. Ich habe die ersten {start} und die letzten "
        "{end} gelesen."
    ),
    not_named="Ein Admin hat festgelegt, wem ich antworte, und du bist nicht dabei.",
    not_here="Ein Admin hat mich hier abgeschaltet. Frag mich in einer Direktnachricht.",
    not_in_messages="Ein Admin hat mich hier abgeschaltet.",
    no_sources="Ein Admin hat alles abgeschaltet, was ich hierfür lesen könnte.",
    guest=(
        "Gästen antworte ich noch nicht. Frag jemanden mit voller Mitgliedschaft, oder bitte "
        "einen Admin, das zu ändern."
    ),
    something_broke=(
        "Bei mir ist etwas kaputtgegangen, bevor ich anfangen konnte. Bitte frag noch einmal."
    ),
    nothing_runs="In diesem Thread läuft nichts.",
    gone="Diesen Lauf habe ich nicht mehr.",
    not_waiting="Hier wartet nichts mehr: es wurde gestartet oder ist zu Ende.",
    asked_privately="Du hast in {room} gefragt: {question}",
    some_channel="einem Kanal",
    was_deleted="die Frage wurde gelöscht",
    an_admin="einem Admin",
    help=(
        "/research und dahinter eine Frage: ich poste sie hier und antworte in ihrem Thread. "
        "Nimm es in einem Kanal, in dem ich bin, oder in unserer Direktnachricht. In einem "
        "Thread erwähne mich stattdessen.\n"
        "Vor der Frage kannst du sagen: `private` (die Antwort kommt in unserer "
        "Direktnachricht), `effort:quick`, `effort:compare` oder `effort:deep`, und "
        "`sources:slack,drive,notion,web` mit denen, die ich benutzen darf. /research allein "
        "öffnet ein Formular.\n"
        "Eine Antwort im Thread lenkt mich, während ich arbeite, und fragt weiter, wenn ich "
        "fertig bin."
    ),
    on_it="Bin dran.",
    asks="{name} fragt: {question}",
    wrong_effort="effort: ist quick, compare oder deep. Bitte frag noch einmal.",
    wrong_sources=(
        "sources: nennt einige von slack, drive, notion und web, mit Kommas. Frag noch einmal."
    ),
    form_title="Recherche",
    form_submit="Fragen",
    form_cancel="Abbrechen",
    form_question="Was willst du wissen?",
    form_effort="Wie viel Arbeit?",
    form_sources="Wo darf ich suchen?",
    form_place="Wo willst du die Antwort?",
    effort_automatic="So viel, wie es braucht",
    effort_quick="Ein kurzer Blick",
    effort_compare="Mehrere Quellen, verglichen",
    effort_deep="Tief: mehr Teile, mehr Zeit und Geld",
    place_here="In diesem Kanal",
    place_private="In unserer Direktnachricht, nur für mich",
    no_question="Frag etwas: eine Frage, oder worüber du mehr wissen willst.",
    no_source_chosen="Wähle mindestens eine.",
    greeting_shared=(
        "Ich bin Dossier. {room} ist mit einer anderen Organisation geteilt, deshalb "
        "antworte ich hier nicht. Frag mich in einer Direktnachricht."
    ),
    this_channel="diesem Kanal",
    dm_title="Ich bin Dossier: ich recherchiere eine Frage und antworte mit Quellen.",
    dm_greeting=(
        "Ich bin Dossier: stell mir eine Frage, und ich antworte mit Quellen. Antworten hier "
        "dürfen alles benutzen, was du öffnen kannst."
    ),
    prompt_research="Eine Frage recherchieren",
    prompt_research_text=(
        "Was hat sich dieses Quartal an unseren Preisen geändert, und wer hat das entschieden?"
    ),
    prompt_compare="Uns mit anderen vergleichen",
    prompt_compare_text="Wie stehen unsere Preise gegenüber der Konkurrenz?",
    prompt_channel="Einen Kanal nachlesen",
    prompt_channel_text="Was wurde diese Woche in #general entschieden?",
    prompt_sight="Was kannst du sehen?",
    prompt_sight_text="Was kannst du von hier aus sehen?",
    sight_in_messages="Hier benutze ich, was du öffnen kannst:",
    sight_in_room="Hier benutze ich, was alle in #{room} öffnen können:",
    source_works="funktioniert",
    not_connected="{source} ist nicht verbunden; ein Admin kann es verbinden.",
    home_questions="Meine Fragen",
    home_no_questions="Noch keine.",
    home_money="Geld in diesem Monat",
    home_used_of="Du hast {usd} von {limit} benutzt (neu ab {day}).",
    home_used="Du hast {usd} benutzt; eine Grenze ist nicht gesetzt.",
    home_all_used_of="Der Workspace hat {usd} von {limit} benutzt (neu ab {day}).",
    home_others_digests="Digests in den Kanälen, in denen du bist",
    home_sources="Quellen",
    home_no_sources="Keine ist verbunden.",
    home_how="So fragst du",
    home_how_where="Erwähne mich in einem Kanal, oder schreib mir hier.",
    home_how_rights=(
        "In einem Kanal benutze ich, was alle darin öffnen können; hier, was du öffnen kannst."
    ),
    home_how_words=(
        "Sag, was du wissen willst und für welche Zeit: eine Frage, mit Namen, geht am besten."
    ),
    home_how_steer=(
        "Während ich arbeite, antworte im Thread, um zu lenken: „ohne das Web“, „auch Support“."
    ),
    home_open="Öffnen",
    home_no_text="(kein Text)",
    home_run="Lauf {run}",
    state_queued="in der Warteschlange",
    state_planning="plant",
    state_researching="recherchiert",
    state_writing="schreibt",
    state_verifying="prüft",
    state_waiting="wartet auf dich",
    state_delivered="beantwortet",
    state_stopped="gestoppt",
    state_failed="gescheitert",
    search_not_yours="Nur wer gefragt hat, kann diese Suche sehen und ihr zustimmen.",
    search_none_left="Hier ist keine Suche mehr zu zeigen.",
    search_at_work="Ich arbeite noch an dieser Frage. Drück noch einmal, wenn ich fertig bin.",
    search_void=(
        "Diese Karte gilt nicht mehr: jede gilt einmal, zehn Minuten lang, für den, der "
        "gefragt hat. Drück „Genaue Suche zeigen“ unter der Antwort für eine neue."
    ),
    search_going="Ich suche genau das. Die Antwort kommt, wo du gefragt hast.",
    search_declined="Nichts wurde gesucht, und nichts ging hinaus.",
    search_card=(
        "Um „{title}“ im Web nachzusehen, würde ich genau diese Worte an die Suchmaschine "
        "senden, und sonst nichts:\n"
        "{words}"
    ),
    search_named="Nur Firmenquellen haben diese Worte: {words}.",
    search_read="Sie gehen an {engine}. Bisher für diese Frage gelesen: {sources}.",
    search_good_for="Diese Karte gilt zehn Minuten und einmal.",
    search_cannot="Die Suche zu „{title}“ kann ich nicht anbieten. {reason}",
    search_too_long="Die Suche ist zu lang, um geprüft zu werden.",
    search_sensitive="Die Suche trüge etwas hinaus, das wie ein Geheimnis aussieht.",
    search_address="Die Suche trüge eine Adresse hinaus, die niemand hier geschrieben hat.",
    search_copies="Die Suche würde Worte einer Firmenquelle abschreiben.",
)
