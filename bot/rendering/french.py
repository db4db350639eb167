"""What we write, in French."""

from bot.rendering import administering, handing_over, health_words, mending, plan_words, seeing
from bot.rendering.words import Words

FRENCH = Words(
    code="fr",
    health=health_words.FRENCH,
    handing_over=handing_over.FRENCH,
    months="janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    titled="«\u00a0{text}\u00a0»",
    quoted="«\u00a0{text}\u00a0»",
    web_page="page web",
    answer="Réponse",
    answer_text="Réponse : {sources}{gaps}",
    one_source="source citée",
    many_sources="sources citées",
    one_gap="lacune",
    many_gaps="lacunes",
    not_covered="Non couvert",
    edited="modifié le {day}",
    read="lus : {read}",
    read_cited="lus : {read}, cités : {cited}",
    one_claim="affirmation",
    many_claims="affirmations",
    checked="rattachées à leur source par un contrôle automatique : {supported}",
    checked_one="rattachée à sa source par un contrôle automatique",
    hedged="nuancées : {count}",
    dropped="écartées faute de preuve : {count}",
    full_answer_in_file="Voici le début ; la réponse entière est dans le fichier dessous.",
    sources="Références",
    sources_loading="Je relis chaque source, avec ce que vous pouvez ouvrir …",
    not_open_to_you="{source} : ne vous est pas ouvert",
    source_changed="le texte a changé depuis",
    source_silent="n’a pas répondu à l’instant",
    close="Fermer",
    dig_deeper="Creuser",
    make_digest="En faire un digest",
    show_search="Montrer la recherche exacte",
    search_exactly="Chercher exactement ceci",
    search_not="Ne pas chercher",
    try_source="Réessayer {source}",
    helpful_label="Cette réponse a aidé",
    not_helpful_label="Cette réponse n’a pas aidé",
    period_read="j’ai lu la période ainsi : {period}",
    ask_again_with="{gap} ; redemandez avec « {button} ».",
    nothing_in="Je n’ai rien trouvé à ce sujet dans {places}.",
    nothing="Je n’ai rien trouvé à ce sujet.",
    nothing_searched="J’ai cherché : {queries}.",
    or_word="ou",
    web_place="le web",
    researching="Recherche en cours",
    planning="Je prépare un plan",
    queued="En attente",
    writing="Rédaction de la réponse",
    verifying="Contrôle de la réponse avec ses sources",
    waiting="J’attends une réponse à ma question",
    one_part="partie",
    many_parts="parties",
    about_minutes="environ {minutes} min",
    so_far="depuis {duration}",
    done_in="Terminé en {duration}",
    stopped_by="Arrêté par {by}",
    stopped="Arrêté",
    failed="Terminé sans réponse",
    steer_hint="Répondez ici pour orienter : « sans le web », « seulement depuis octobre ».",
    stop="Arrêter",
    plan=plan_words.FRENCH,
    administering=administering.FRENCH,
    mending=mending.FRENCH,
    seeing=seeing.FRENCH,
    mark_pending="en attente",
    mark_searching="cherche",
    mark_reading="lit",
    mark_done="terminé",
    mark_nothing="rien trouvé",
    mark_failed="échoué",
    mark_cancelled="annulé",
    mark_cancelled_by="annulé par {by}",
    mark_skipped="sauté",
    and_word="et",
    count_read="lus : {read}",
    count_useful="lus : {read}, utiles : {useful}",
    after_read="après lecture de {read}",
    asked_by="demandé par {person}",
    from_day="à partir du {day}, {by}",
    found_so_far="{part} : {searches}, lus jusqu’ici : {read}.",
    one_search="recherche",
    many_searches="recherches",
    quote_head="Il faut une recherche approfondie",
    quote_counts="{parts} (internes : {internal}, web : {web})",
    quote_minutes="environ {minutes} minutes",
    quote_minute="environ une minute",
    start_run="Démarrer",
    cheaper_run="Moins cher : {parts}, environ {usd}",
    fewer_parts="Plus petit : {parts}",
    cancel_run="Annuler",
    or_change="Ou répondez en disant quoi changer.",
    quote_started="Démarré par {by}.",
    quote_cheaper="Démarré par {by}, avec {parts}.",
    meter="{usd} sur {limit}",
    continue_for="Continuer pour environ {usd}",
    stopped_head="Arrêté par {by}.",
    stopped_reason="Arrêté : {reason}",
    stopped_because="Arrêté : {reason}.",
    stopped_done="Fait : {parts}.",
    stopped_not_done="Non fait : {parts}.",
    stopped_spent="Dépense : {usd}.",
    continue_run="Continuer",
    answer_with_what="Répondre avec ce qu’il y a",
    model_down=(
        "Le modèle n’a pas répondu pendant longtemps, j’ai donc cessé d’essayer. Ce qui a été "
        "trouvé est conservé. Recherche {run}."
    ),
    model_rejected=(
        "Le modèle n’accepte pas mes requêtes : sa clé ou son compte est refusé. Un admin voit "
        "pourquoi avec `dossier doctor`. Ce qui a été trouvé est conservé."
    ),
    model_declined=(
        "Le modèle a refusé d’y travailler. Ce qui a été trouvé est conservé ; demandez "
        "autrement."
    ),
    bug="Quelque chose a cassé chez moi. La recherche {run} est gardée ; un admin verra quoi.",
    budget="L’argent prévu est épuisé. Un admin peut relever la limite.",
    refused="Je ne peux pas répondre à cela.",
    refused_detail="Je ne peux pas répondre à cela : {detail}",
    no_source=(
        "Rien de ce que je peux lire pour cela n’est connecté, je ne peux donc rien chercher. "
        "Un admin voit ce qui manque avec `dossier doctor`."
    ),
    run_named="Recherche {run}.",
    try_again="Réessayer",
    private_one=(
        "1 autre source répond à votre question dans {room} ; tous ne peuvent pas l’y ouvrir."
    ),
    private_many=(
        "{count} autres sources répondent à votre question dans {room} ; tous ne peuvent pas "
        "les y ouvrir."
    ),
    this_room="cette conversation",
    search_privately="Chercher en privé",
    or_reply="Ou répondez librement. Sans réponse, je continue dans deux minutes.",
    sign_of_life="lit la question",
    stopped_cut_off="Les appels coupés peuvent ajouter jusqu’à {usd}.",
    how_to_ask=(
        "Posez-moi une question et je chercherai la réponse dans Slack, Drive, Notion et sur "
        "le web, avec ses sources. Par exemple : « @Dossier qu’est-ce qui a changé dans nos "
        "prix ce trimestre, et qui l’a décidé ? »"
    ),
    shared_room=(
        "Je ne réponds pas dans les canaux partagés, car ce que je trouve quitterait votre "
        "organisation. Demandez-moi en message direct."
    ),
    stranger="Je ne réponds qu’aux personnes de l’organisation qui me fait tourner.",
    shortened=(
        "Votre question compte {length} caractères. J’ai lu les {start} premiers et les "
        "{end} derniers."
    ),
    not_named=(
        "Un admin a désigné les personnes à qui je réponds, et vous n’en faites pas partie."
    ),
    not_here="Un admin m’a désactivé ici. Demandez-moi en message direct.",
    not_in_messages="Un admin m’a désactivé ici.",
    no_sources="Un admin a désactivé tout ce que je pourrais lire pour cela ici.",
    guest=(
        "Je ne réponds pas encore aux invités. Demandez à un membre à part entière, ou "
        "demandez à un admin de changer cela."
    ),
    something_broke=(
        "Quelque chose a cassé de mon côté avant que je commence. Redemandez, s’il vous plaît."
    ),
    nothing_runs="Rien n’est en cours dans ce fil.",
    gone="Je n’ai plus cette exécution.",
    not_waiting="Plus rien n’attend ici : c’est lancé ou terminé.",
    asked_privately="Vous avez demandé dans {room} : {question}",
    some_channel="un canal",
    was_deleted="la question a été supprimée",
    an_admin="un admin",
    help=(
        "/research suivi d’une question : je la publie ici et je réponds dans son fil. À "
        "utiliser dans un canal où je suis, ou dans notre message direct. Dans un fil, "
        "mentionnez-moi plutôt.\n"
        "Avant la question, vous pouvez dire : `private` (la réponse vient dans notre "
        "message direct), `effort:quick`, `effort:compare` ou `effort:deep`, et "
        "`sources:slack,drive,notion,web` avec celles que je peux utiliser. /research seul "
        "ouvre un formulaire.\n"
        "Une réponse dans le fil me dirige pendant que je travaille, et demande la suite "
        "quand j’ai fini."
    ),
    on_it="Je m’en occupe.",
    asks="{name} demande : {question}",
    wrong_effort="effort: vaut quick, compare ou deep. Redemandez, s’il vous plaît.",
    wrong_sources=(
        "sources: nomme certaines de slack, drive, notion et web, avec des virgules. "
        "Redemandez."
    ),
    form_title="Recherche",
    form_submit="Demander",
    form_cancel="Annuler",
    form_question="Que voulez-vous savoir ?",
    form_effort="Combien de travail ?",
    form_sources="Où puis-je chercher ?",
    form_place="Où voulez-vous la réponse ?",
    effort_automatic="Autant qu’il en faut",
    effort_quick="Un coup d’œil",
    effort_compare="Plusieurs sources, comparées",
    effort_deep="Approfondi : plus de parties, de temps et d’argent",
    place_here="Dans ce canal",
    place_private="Dans notre message direct, pour moi seul",
    no_question="Demandez quelque chose : une question, ou ce que vous voulez savoir de plus.",
    no_source_chosen="Choisissez-en au moins une.",
    greeting_shared=(
        "Je suis Dossier. {room} est partagé avec une autre organisation, donc je ne réponds "
        "pas ici. Demandez-moi en message direct."
    ),
    this_channel="ce canal",
    dm_title="Je suis Dossier : je cherche la réponse à une question et je cite mes sources.",
    dm_greeting=(
        "Je suis Dossier : posez-moi une question et je répondrai avec des sources. Les "
        "réponses ici peuvent utiliser tout ce que vous pouvez ouvrir."
    ),
    prompt_research="Chercher une réponse",
    prompt_research_text=(
        "Qu’est-ce qui a changé dans nos prix ce trimestre, et qui l’a décidé ?"
    ),
    prompt_compare="Nous comparer aux autres",
    prompt_compare_text="Où en sommes-nous face à nos concurrents sur les prix ?",
    prompt_channel="Rattraper un canal",
    prompt_channel_text="Qu’a-t-on décidé cette semaine dans #general ?",
    prompt_sight="Que pouvez-vous voir ?",
    prompt_sight_text="Que pouvez-vous voir d’ici ?",
    sight_in_messages="Ici, j’utilise ce que vous pouvez ouvrir :",
    sight_in_room="Ici, j’utilise ce que tout le monde dans #{room} peut ouvrir :",
    source_works="fonctionne",
    not_connected="{source} n’est pas connecté ; un admin peut le connecter.",
    home_questions="Mes questions",
    home_no_questions="Aucune pour l’instant.",
    home_money="Argent ce mois-ci",
    home_used_of="Vous avez utilisé {usd} sur {limit} (remis à zéro le {day}).",
    home_used="Vous avez utilisé {usd} ; aucune limite n’est fixée.",
    home_all_used_of="L’espace de travail a utilisé {usd} sur {limit} (remis à zéro le {day}).",
    home_others_digests="Digests dans les canaux où vous êtes",
    home_sources="D’où je lis",
    home_no_sources="Aucune source n’est connectée.",
    home_how="Comment demander",
    home_how_where="Mentionnez-moi dans un canal, ou écrivez-moi ici.",
    home_how_rights=(
        "Dans un canal, j’utilise ce que tout le monde y peut ouvrir ; ici, ce que vous "
        "pouvez ouvrir."
    ),
    home_how_words=(
        "Dites ce que vous voulez savoir et pour quelle période : une question, avec des "
        "noms, marche le mieux."
    ),
    home_how_steer=(
        "Pendant que je travaille, répondez dans le fil pour diriger : « sans le web », « "
        "regarde aussi le support »."
    ),
    home_open="Ouvrir",
    home_no_text="(sans texte)",
    home_run="recherche {run}",
    state_queued="en attente",
    state_planning="planifie",
    state_researching="cherche",
    state_writing="rédige",
    state_verifying="vérifie",
    state_waiting="vous attend",
    state_delivered="répondu",
    state_stopped="arrêté",
    state_failed="échoué",
    search_not_yours=(
        "Seule la personne qui a demandé peut voir cette recherche et l’approuver."
    ),
    search_none_left="Il n’y a plus de recherche à montrer ici.",
    search_at_work=(
        "Je travaille encore à cette question. Appuyez de nouveau quand ce sera fini."
    ),
    search_void=(
        "Cette carte n’est plus valable : chacune sert une fois, pendant dix minutes, à la "
        "personne qui a demandé. Appuyez sur « Montrer la recherche exacte » sous la réponse "
        "pour une nouvelle."
    ),
    search_going="Je cherche exactement ceci. La réponse viendra là où vous avez demandé.",
    search_declined="Rien n’a été cherché, et rien n’est sorti.",
    search_card=(
        "Pour chercher « {title} » sur le web, j’enverrais exactement ces mots au moteur de "
        "recherche, et rien d’autre :\n"
        "{words}"
    ),
    search_named="Seules des sources de l’entreprise contiennent ces mots : {words}.",
    search_read="Ils vont à {engine}. Lu jusqu’ici pour cette question : {sources}.",
    search_good_for="Cette carte est valable dix minutes et une fois.",
    search_cannot="Je ne peux pas proposer la recherche sur « {title} ». {reason}",
    search_too_long="La recherche est trop longue pour être vérifiée.",
    search_sensitive="La recherche emporterait quelque chose qui ressemble à un secret.",
    search_address="La recherche emporterait une adresse que personne ici n’a écrite.",
    search_copies="La recherche recopierait des mots d’une source de l’entreprise.",
)
