"""How a source is: what works of it, or what is wrong and who can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthWords:
    """A language. `name` is the workspace's; details stand in brackets, the others alone."""

    one_channel: str = "{name}, in 1 channel"
    many_channels: str = "{name}, in {count} channels"
    one_copied: str = "{name}, 1 page or row copied"
    many_copied: str = "{name}, {count} pages and rows copied"
    more_unmapped: str = "{copied}; for others an admin has yet to name the readers"
    own_accounts: str = "people connect their own"
    key_fine: str = "the key is accepted; your questions show whether it may read for you"
    delegated: str = "delegation works"
    search_fine: str = "the search answers"
    no_channel: str = (
        "I am in no channel, so there is little to search. Invite me to channels with /invite."
    )
    silent: str = "it did not answer just now. Try again later."
    slack_refused: str = (
        "Slack does not accept my token. An admin can install the app again and set "
        "SLACK_BOT_TOKEN to the new token."
    )
    notion_refused: str = (
        "Notion does not accept the connection's token. An admin can copy the token of the "
        "internal connection to NOTION_TOKEN."
    )
    delegation_refused: str = (
        "Google does not accept the service account, or not for your people. An admin can "
        "check the key file and, in the Google admin console under domain-wide delegation, "
        "allow its client id the scope https://www.googleapis.com/auth/drive.readonly."
    )
    client_refused: str = (
        "Google does not accept the client that people sign in with. An admin can check "
        "GOOGLE_OAUTH_CLIENT_ID and GOOGLE_OAUTH_CLIENT_SECRET."
    )
    no_domains: str = (
        "nobody's address counts as your company's. An admin can set GOOGLE_DOMAINS to your "
        "mail domains."
    )


ENGLISH = HealthWords()
GERMAN = HealthWords(
    one_channel="{name}, in 1 Kanal",
    many_channels="{name}, in {count} Kanälen",
    one_copied="{name}, 1 Seite oder Zeile in der Kopie",
    many_copied="{name}, {count} Seiten und Zeilen in der Kopie",
    more_unmapped="{copied}; für andere muss ein Admin noch die Leser benennen",
    own_accounts="alle verbinden ihr eigenes",
    key_fine="der Schlüssel gilt; ob er für dich lesen darf, zeigen deine Fragen",
    delegated="die Delegation funktioniert",
    search_fine="die Suche antwortet",
    no_channel=(
        "Ich bin in keinem Kanal, deshalb gibt es wenig zu durchsuchen. Lade mich mit /invite "
        "in Kanäle ein."
    ),
    silent="hat eben nicht geantwortet. Versuch es später noch einmal.",
    slack_refused=(
        "Slack nimmt mein Token nicht an. Ein Admin kann die App neu installieren und "
        "SLACK_BOT_TOKEN auf das neue Token setzen."
    ),
    notion_refused=(
        "Notion nimmt das Token der Verbindung nicht an. Ein Admin kann das Token der internen "
        "Verbindung nach NOTION_TOKEN kopieren."
    ),
    delegation_refused=(
        "Google nimmt das Dienstkonto nicht an, oder nicht für eure Leute. Ein Admin kann die "
        "Schlüsseldatei prüfen und seiner Client-ID in der Google-Admin-Konsole unter "
        "domainweiter Delegation https://www.googleapis.com/auth/drive.readonly erlauben."
    ),
    client_refused=(
        "Google nimmt den Client nicht an, mit dem sich die Leute anmelden. Ein Admin kann "
        "GOOGLE_OAUTH_CLIENT_ID und GOOGLE_OAUTH_CLIENT_SECRET prüfen."
    ),
    no_domains=(
        "Keine Adresse gilt als eine eurer Firma. Ein Admin kann GOOGLE_DOMAINS auf eure "
        "Mail-Domains setzen."
    ),
)
FRENCH = HealthWords(
    one_channel="{name}, dans 1 canal",
    many_channels="{name}, dans {count} canaux",
    one_copied="{name}, 1 page ou ligne dans la copie",
    many_copied="{name}, {count} pages et lignes dans la copie",
    more_unmapped="{copied} ; pour d’autres, un admin doit encore nommer les lecteurs",
    own_accounts="chacun connecte le sien",
    key_fine="la clé est acceptée ; vos questions diront si elle peut lire pour vous",
    delegated="la délégation fonctionne",
    search_fine="la recherche répond",
    no_channel=(
        "je ne suis dans aucun canal, il y a donc peu à chercher. Invitez-moi dans des canaux "
        "avec /invite."
    ),
    silent="pas de réponse à l’instant. Réessayez plus tard.",
    slack_refused=(
        "Slack n’accepte pas mon jeton. Un admin peut réinstaller l’app et mettre le nouveau "
        "jeton dans SLACK_BOT_TOKEN."
    ),
    notion_refused=(
        "Notion n’accepte pas le jeton de la connexion. Un admin peut copier le jeton de la "
        "connexion interne dans NOTION_TOKEN."
    ),
    delegation_refused=(
        "Google n’accepte pas le compte de service, ou pas pour vos collègues. Un admin peut "
        "vérifier le fichier de clé et, dans la console d’administration Google, sous "
        "délégation au niveau du domaine, autoriser son id client pour "
        "https://www.googleapis.com/auth/drive.readonly."
    ),
    client_refused=(
        "Google n’accepte pas le client avec lequel on se connecte. Un admin peut vérifier "
        "GOOGLE_OAUTH_CLIENT_ID et GOOGLE_OAUTH_CLIENT_SECRET."
    ),
    no_domains=(
        "aucune adresse ne compte comme celle de votre entreprise. Un admin peut mettre vos "
        "domaines de messagerie dans GOOGLE_DOMAINS."
    ),
)
SPANISH = HealthWords(
    one_channel="{name}, en 1 canal",
    many_channels="{name}, en {count} canales",
    one_copied="{name}, 1 página o fila en la copia",
    many_copied="{name}, {count} páginas y filas en la copia",
    more_unmapped="{copied}; para otras, un admin aún debe nombrar a los lectores",
    own_accounts="cada persona conecta el suyo",
    key_fine="la clave es válida; tus preguntas dirán si puede leer por ti",
    delegated="la delegación funciona",
    search_fine="la búsqueda responde",
    no_channel=(
        "no estoy en ningún canal, así que hay poco que buscar. Invítame a canales con /invite."
    ),
    silent="no respondió ahora mismo. Inténtalo más tarde.",
    slack_refused=(
        "Slack no acepta mi token. Un admin puede instalar la app otra vez y poner el token "
        "nuevo en SLACK_BOT_TOKEN."
    ),
    notion_refused=(
        "Notion no acepta el token de la conexión. Un admin puede copiar el token de la "
        "conexión interna en NOTION_TOKEN."
    ),
    delegation_refused=(
        "Google no acepta la cuenta de servicio, o no para tu gente. Un admin puede revisar el "
        "archivo de clave y, en la consola de administración de Google, en la delegación de "
        "todo el dominio, permitir a su id de cliente "
        "https://www.googleapis.com/auth/drive.readonly."
    ),
    client_refused=(
        "Google no acepta el cliente con el que se inicia sesión. Un admin puede revisar "
        "GOOGLE_OAUTH_CLIENT_ID y GOOGLE_OAUTH_CLIENT_SECRET."
    ),
    no_domains=(
        "ninguna dirección cuenta como de tu empresa. Un admin puede poner tus dominios "
        "de correo en GOOGLE_DOMAINS."
    ),
)
JAPANESE = HealthWords(
    one_channel="{name}、1チャンネルに参加中",
    many_channels="{name}、{count}チャンネルに参加中",
    one_copied="{name}、写しに1ページ",
    many_copied="{name}、写しに{count}ページ",
    more_unmapped="{copied}。閲覧者が未設定のページもあり、管理者が設定できます",
    own_accounts="各自が自分のものを接続",
    key_fine="鍵は有効。代わりに読めるかどうかは質問の際に分かります",
    delegated="委任は有効",
    search_fine="検索は応答中",
    no_channel=(
        "参加しているチャンネルがないため、検索できるものがほとんどありません。"
        "/invite で招待してください。"
    ),
    silent="応答がありませんでした。後でもう一度お試しください。",
    slack_refused=(
        "Slack がトークンを受け付けません。管理者がアプリを再インストールし、新しいトークンを "
        "SLACK_BOT_TOKEN に設定できます。"
    ),
    notion_refused=(
        "Notion が接続のトークンを受け付けません。管理者が内部接続のトークンを NOTION_TOKEN に"
        "コピーできます。"
    ),
    delegation_refused=(
        "Google がサービスアカウントを、またはその委任を受け付けません。"
        "管理者が鍵ファイルを確認し、"
        "Google 管理コンソールの「ドメイン全体の委任」でそのクライアント ID に "
        "https://www.googleapis.com/auth/drive.readonly を許可できます。"
    ),
    client_refused=(
        "Google がログイン用のクライアントを受け付けません。管理者が GOOGLE_OAUTH_CLIENT_ID と "
        "GOOGLE_OAUTH_CLIENT_SECRET を確認できます。"
    ),
    no_domains=(
        "会社のものとして扱うアドレスがありません。管理者が GOOGLE_DOMAINS にメールドメインを"
        "設定できます。"
    ),
)
