"""What we write, in Japanese."""

from bot.rendering import administering, handing_over, health_words, mending, plan_words, seeing
from bot.rendering.words import Words

JAPANESE = Words(
    code="ja",
    health=health_words.JAPANESE,
    handing_over=handing_over.JAPANESE,
    months="1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    day="{month}{day}日",
    day_of_year="{year}年{month}{day}日",
    titled="「{text}」",
    quoted="「{text}」",
    web_page="ページ",
    answer="回答",
    answer_text="回答: {sources}{gaps}",
    one_source="件の出典",
    many_sources="件の出典",
    one_gap="件の未確認事項",
    many_gaps="件の未確認事項",
    not_covered="未確認",
    edited="{day} 更新",
    read="{read}件を確認",
    read_cited="{read}件を確認、{cited}件を引用",
    one_claim="件の記述",
    many_claims="件の記述",
    checked="うち{supported}件は自動確認で出典と一致",
    hedged="{count}件は留保つき",
    dropped="{count}件は裏付けがなく省略",
    full_answer_in_file="これは冒頭です。全文は下のファイルにあります。",
    sources="出典",
    sources_loading="あなたが開ける範囲で、各出典を読み直しています …",
    not_open_to_you="{source}: あなたには公開されていません",
    source_changed="その後、文面が変わりました",
    source_silent="今は応答がありませんでした",
    close="閉じる",
    dig_deeper="さらに調べる",
    make_digest="ダイジェストにする",
    show_search="検索語をそのまま表示",
    search_exactly="この語で検索する",
    search_not="検索しない",
    try_source="{source} をもう一度試す",
    helpful_label="この回答は役に立った",
    not_helpful_label="この回答は役に立たなかった",
    nothing_in="{places}には、これについて何も見つかりませんでした。",
    nothing="これについて何も見つかりませんでした。",
    nothing_searched="検索した語: {queries}。",
    or_word="または",
    web_place="ウェブ",
    researching="調査中",
    planning="計画中",
    queued="順番待ち",
    writing="回答を作成中",
    verifying="回答を出典と照合中",
    waiting="質問への返答を待っています",
    one_part="件の作業",
    many_parts="件の作業",
    about_minutes="約{minutes}分",
    so_far="{duration}経過",
    done_in="{duration}で完了",
    stopped_by="{by} が停止",
    stopped="停止しました",
    failed="回答なしで終了",
    steer_hint="ここに返信して指示できます:「ウェブはスキップ」「10月以降だけ」",
    stop="停止",
    plan=plan_words.JAPANESE,
    administering=administering.JAPANESE,
    mending=mending.JAPANESE,
    seeing=seeing.JAPANESE,
    mark_pending="待機中",
    mark_searching="検索中",
    mark_reading="確認中",
    mark_done="完了",
    mark_nothing="見つからず",
    mark_failed="失敗",
    mark_cancelled="中止",
    mark_cancelled_by="{by} が中止",
    mark_skipped="省略",
    and_word="と",
    count_read="{read}件を確認",
    count_useful="{read}件を確認、{useful}件が有用",
    after_read="{read}件を確認した後",
    asked_by="{person} の依頼",
    found_so_far="{part}: {searches}、これまでに{read}件を確認。",
    one_search="回の検索",
    many_searches="回の検索",
    quote_head="詳しい調査が必要です",
    quote_counts="{parts}(社内{internal}、ウェブ{web})",
    quote_minutes="約{minutes}分",
    quote_minute="約1分",
    start_run="開始",
    cheaper_run="安い方: {parts}、約{usd}",
    fewer_parts="小さい方: {parts}",
    cancel_run="取りやめ",
    or_change="変更したい点を返信することもできます。",
    quote_started="{by} が開始しました。",
    quote_cheaper="{by} が {parts}で開始しました。",
    meter="{limit}中{usd}",
    continue_for="約{usd}で続ける",
    stopped_head="{by} が停止しました。",
    stopped_reason="停止: {reason}",
    stopped_because="停止: {reason}。",
    stopped_done="完了: {parts}。",
    stopped_not_done="未完了: {parts}。",
    stopped_spent="費用{usd}。",
    continue_run="続ける",
    answer_with_what="ここまでの内容で回答",
    model_down=(
        "モデルの応答が長く途絶えたため、試行をやめました。見つかった内容は残っています。"
        "実行 {run}。"
    ),
    model_rejected=(
        "モデルが要求を受け付けません。キーまたはアカウントが拒否されています。管理者は "
        "`dossier doctor` で原因を確認できます。見つかった内容は残っています。"
    ),
    model_declined=(
        "モデルがこの作業を控えました。見つかった内容は残っています。別の言葉で聞いてください。"
    ),
    bug="こちらで問題が起きました。実行 {run} は残っており、管理者が原因を確認できます。",
    budget="このための予算を使い切りました。管理者が上限を上げられます。",
    refused="これには回答できません。",
    refused_detail="これには回答できません: {detail}",
    no_source=(
        "接続されている情報源がないため、調べられません。管理者は `dossier doctor` で原因を"
        "確認できます。"
    ),
    run_named="実行 {run}。",
    try_again="もう一度試す",
    private_one="{room} での質問に合う出典がもう1件ありますが、開けない人がいます。",
    private_many=("{room} での質問に合う出典がほかに{count}件ありますが、開けない人がいます。"),
    this_room="その会話",
    search_privately="自分だけで検索",
    or_reply="自由に返信もできます。返答がなければ2分後に進めます。",
    sign_of_life="質問を読んでいます",
    source_web="ウェブ",
    stopped_cut_off="中断した呼び出しで最大{usd} 加わることがあります。",
    how_to_ask=(
        "質問してください。Slack、Drive、Notion、ウェブから出典つきで答えを探します。例:「"
        "@Dossier 今四半期に料金はどう変わり、誰が決めましたか」"
    ),
    shared_room=(
        "見つけた内容が組織の外に出てしまうため、共有チャンネルでは回答しません。ダイレクトメ"
        "ッセージで聞いてください。"
    ),
    stranger="私を運用している組織の方にだけ回答します。",
    shortened=("質問は {length}文字あります。最初の{start}文字と最後の{end}文字を読みました。"),
    not_named="回答する相手は管理者が決めており、あなたは含まれていません。",
    not_here="ここでは管理者が私を無効にしています。ダイレクトメッセージで聞いてください。",
    not_in_messages="ここでは管理者が私を無効にしています。",
    no_sources="ここで読める情報源は、管理者がすべて無効にしています。",
    guest=(
        "ゲストにはまだ回答していません。正規メンバーの同僚に頼むか、管理者に変更を依頼してく"
        "ださい。"
    ),
    something_broke="始める前に、こちらで問題が起きました。もう一度聞いてください。",
    nothing_runs="このスレッドで動いているものはありません。",
    gone="この実行はもう残っていません。",
    not_waiting="ここで待っているものはもうありません。開始されたか、終了しています。",
    asked_privately="{room} での質問: {question}",
    some_channel="チャンネル",
    was_deleted="質問が削除されました",
    an_admin="管理者",
    help=(
        "/research に続けて質問を書くと、ここに投稿し、そのスレッドで回答します。私が参加して"
        "いるチャンネルか、ダイレクトメッセージで使えます。スレッドではメンションしてください"
        "。\n"
        "質問の前に書けるもの: `private`(回答はダイレクトメッセージに届きます)、"
        "`effort:quick`、`effort:compare`、`effort:deep`、そして使ってよい情報源を "
        "`sources:slack,drive,notion,web` の形で。/research だけならフォームが開きます。\n"
        "スレッドへの返信は、作業中は指示になり、終わった後は続きの質問になります。"
    ),
    on_it="取りかかります。",
    asks="{name} の質問: {question}",
    wrong_effort="effort: は quick、compare、deep のどれかです。もう一度聞いてください。",
    wrong_sources=(
        "sources: には slack、drive、notion、web をコンマ区切りで書きます。もう一度聞いてくだ"
        "さい。"
    ),
    form_title="調査",
    form_submit="質問する",
    form_cancel="キャンセル",
    form_question="何を知りたいですか",
    form_effort="どのくらい調べますか",
    form_sources="どこを調べてよいですか",
    form_place="回答はどこで受け取りますか",
    effort_automatic="必要なだけ",
    effort_quick="ざっと見る",
    effort_compare="複数の情報源を比較",
    effort_deep="詳しく: 作業、時間、費用が増えます",
    place_here="このチャンネル",
    place_private="ダイレクトメッセージ(自分だけ)",
    no_question="質問か、詳しく知りたいことを書いてください。",
    no_source_chosen="少なくとも1つ選んでください。",
    greeting_shared=(
        "Dossier です。{room} は別の組織と共有されているため、ここでは回答しません。ダイレク"
        "トメッセージで聞いてください。"
    ),
    this_channel="このチャンネル",
    dm_title="Dossier です。質問を調べ、出典つきで回答します。",
    dm_greeting=(
        "Dossier です。質問すると出典つきで回答します。ここでの回答には、あなたが開けるものを"
        "すべて使うことがあります。"
    ),
    prompt_research="質問を調べる",
    prompt_research_text="今四半期に料金はどう変わり、誰が決めましたか",
    prompt_compare="他社と比べる",
    prompt_compare_text="料金は競合他社と比べてどうですか",
    prompt_channel="チャンネルの流れを知る",
    prompt_channel_text="今週 #general で何が決まりましたか",
    prompt_sight="何が見えますか",
    prompt_sight_text="ここから何が見えますか",
    sight_in_messages="ここでは、あなたが開けるものを使います:",
    sight_in_room="ここでは、#{room} の全員が開けるものを使います:",
    source_works="正常",
    source_broken="停止中",
    not_connected="{source} は未接続です。管理者が接続できます。",
    home_questions="自分の質問",
    home_no_questions="まだありません。",
    home_money="今月の費用",
    home_used_of="{limit}のうち{usd}を使いました({day}に更新)。",
    home_used="{usd}を使いました。上限はありません。",
    home_all_used_of="ワークスペース全体で{limit}のうち{usd}を使いました({day}に更新)。",
    home_others_digests="参加チャンネルのダイジェスト",
    home_sources="情報源",
    home_no_sources="接続されているものはありません。",
    home_how="質問のしかた",
    home_how_where="チャンネルでメンションするか、ここに書いてください。",
    home_how_rights=(
        "チャンネルではそこにいる全員が開けるものを、ここではあなたが開けるものを使います。"
    ),
    home_how_words="知りたいことと期間を書いてください。名前を入れた1つの質問が最適です。",
    home_how_steer=(
        "作業中はスレッドへの返信で指示できます:「ウェブはスキップ」「サポートも調べて」"
    ),
    home_open="開く",
    home_no_text="(本文なし)",
    home_run="実行 {run}",
    state_queued="順番待ち",
    state_planning="計画中",
    state_researching="調査中",
    state_writing="作成中",
    state_verifying="照合中",
    state_waiting="返答待ち",
    state_delivered="回答済み",
    state_stopped="停止",
    state_failed="失敗",
    search_not_yours="この検索を見て承認できるのは、質問した本人だけです。",
    search_none_left="ここで表示できる検索はもうありません。",
    search_at_work="この質問はまだ作業中です。終わったらもう一度押してください。",
    search_void=(
        "このカードはもう使えません。質問した本人が 10分以内に1回だけ使えます。回答の下の"
        "「検索語をそのまま表示」で新しいカードを出せます。"
    ),
    search_going="この語のまま検索します。回答は質問した場所に届きます。",
    search_declined="検索は行われず、何も外に出ていません。",
    search_card=(
        "「{title}」をウェブで調べるには、次の語だけをそのまま検索エンジンに送ります:\n{words}"
    ),
    search_named="社内の情報源だけにある語: {words}。",
    search_read="送り先は {engine} です。この質問でこれまでに読んだもの: {sources}。",
    search_good_for="このカードは 10分間、1回だけ有効です。",
    search_cannot="「{title}」の検索は提案できません。{reason}",
    search_too_long="検索が長すぎて確認できません。",
    search_sensitive="検索に秘密情報のようなものが含まれます。",
    search_address="検索に、ここで誰も書いていないアドレスが含まれます。",
    search_copies="検索が社内の情報源の文章を写すことになります。",
)
