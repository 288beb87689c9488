CREATE FUNCTION public.copay_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = '23514';
END
$$;

CREATE FUNCTION public.expect_rows(got bigint, want bigint, what text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF got <> want THEN
        RAISE EXCEPTION 'expected % rows of %, met %', want, what, got
            USING ERRCODE = CASE WHEN what IN ('fetches', 'timers') THEN '40G02' ELSE '40G01' END;
    END IF;
END
$$;

CREATE TABLE public.attendants (
    id bigint NOT NULL,
    login_token bytea NOT NULL,
    identity bytea NOT NULL,
    contact bytea,
    active boolean DEFAULT true NOT NULL
);

CREATE TABLE public.audit (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    role text NOT NULL,
    subject_id bigint NOT NULL,
    bot bigint NOT NULL,
    chat bigint NOT NULL,
    action text NOT NULL,
    kind text NOT NULL,
    ref bigint NOT NULL,
    code text NOT NULL
);

ALTER TABLE public.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auditors (
    id bigint NOT NULL,
    login_token bytea NOT NULL,
    identity bytea NOT NULL,
    active boolean DEFAULT true NOT NULL,
    contact bytea
);

CREATE TABLE public.beneficiaries (
    id bigint NOT NULL,
    card_token bytea NOT NULL,
    cpf_token bytea NOT NULL,
    identity bytea NOT NULL,
    titular_id bigint,
    plan text NOT NULL,
    situation text NOT NULL,
    category text NOT NULL,
    covered_at date NOT NULL,
    contact bytea
);

CREATE TABLE public.blobs_in_doubt (
    blob text NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.chats (
    bot bigint NOT NULL,
    chat bigint NOT NULL,
    rev bigint NOT NULL,
    role text NOT NULL,
    subject_id bigint NOT NULL,
    draft_id bigint NOT NULL,
    state bytea NOT NULL,
    blocked boolean NOT NULL,
    lease_owner bigint NOT NULL,
    lease_until timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    linked_at timestamp with time zone
)
WITH (fillfactor='50', autovacuum_vacuum_scale_factor='0.05', autovacuum_vacuum_threshold='2000');

CREATE TABLE public.codes (
    bot bigint NOT NULL,
    chat bigint NOT NULL,
    purpose text NOT NULL,
    role text NOT NULL,
    subject_id bigint NOT NULL,
    hash bytea NOT NULL,
    tries smallint NOT NULL,
    expires_at timestamp with time zone NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='2000');

CREATE TABLE public.codes_sent (
    login_token bytea NOT NULL,
    bot bigint NOT NULL,
    chat bigint NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.copay_boletos (
    titular_id bigint NOT NULL,
    month date NOT NULL,
    amount bigint NOT NULL,
    due_on date NOT NULL,
    detail bytea NOT NULL,
    content bytea NOT NULL,
    CONSTRAINT copay_boletos_amount_check CHECK ((amount > 0))
);

CREATE TABLE public.copay_caps (
    month date NOT NULL,
    cents bigint NOT NULL,
    CONSTRAINT copay_caps_cents_check CHECK ((cents >= 0))
);

CREATE TABLE public.copay_categories (
    titular_id bigint NOT NULL,
    from_month date NOT NULL,
    category text NOT NULL
);

CREATE TABLE public.copay_category_names (
    given text NOT NULL,
    category text NOT NULL
);

CREATE TABLE public.copay_ch (
    from_month date NOT NULL,
    value bigint NOT NULL,
    CONSTRAINT copay_ch_value_check CHECK ((value > 0))
);

CREATE TABLE public.copay_channels (
    titular_id bigint NOT NULL,
    from_month date NOT NULL,
    channel text NOT NULL,
    detail bytea,
    content bytea NOT NULL,
    CONSTRAINT copay_channels_channel_check CHECK ((channel = ANY (ARRAY['conta'::text, 'boleto'::text])))
);

CREATE TABLE public.copay_closings (
    month date NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    through bigint NOT NULL,
    done_at timestamp with time zone
);

CREATE TABLE public.copay_decisions (
    id bigint NOT NULL,
    titular_id bigint NOT NULL,
    base date NOT NULL,
    amount bigint NOT NULL,
    decided_on date NOT NULL,
    document text NOT NULL,
    reason bytea NOT NULL,
    posted_in date,
    CONSTRAINT copay_decisions_amount_check CHECK ((amount <> 0))
);

ALTER TABLE public.copay_decisions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.copay_decisions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.copay_events (
    id bigint NOT NULL,
    external_id text NOT NULL,
    titular_id bigint NOT NULL,
    beneficiary_id bigint NOT NULL,
    base_month date NOT NULL,
    paid_on date,
    attended date,
    attended_to date,
    kind text NOT NULL,
    amount bigint NOT NULL,
    sessions integer NOT NULL,
    setting text NOT NULL,
    reimbursement boolean NOT NULL,
    reverses text,
    detail bytea,
    content bytea NOT NULL,
    known_after date
);

ALTER TABLE public.copay_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.copay_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.copay_ledger (
    titular_id bigint NOT NULL,
    month date NOT NULL,
    base date NOT NULL,
    event_id bigint NOT NULL,
    kind text NOT NULL,
    amount bigint NOT NULL,
    CONSTRAINT copay_ledger_kind_check CHECK ((kind = ANY (ARRAY['due'::text, 'deduction'::text, 'assumed'::text, 'debit'::text, 'carry'::text, 'adjustment'::text, 'refund'::text])))
);

CREATE TABLE public.copay_members (
    beneficiary_id bigint NOT NULL,
    economic_dependent boolean NOT NULL,
    apabex boolean NOT NULL
);

CREATE TABLE public.copay_opening_counts (
    beneficiary_id bigint NOT NULL,
    therapy text NOT NULL,
    sessions bigint NOT NULL,
    last_day date NOT NULL
);

CREATE TABLE public.copay_openings (
    titular_id bigint NOT NULL,
    carry bigint NOT NULL
);

CREATE TABLE public.copay_proventos (
    titular_id bigint NOT NULL,
    month date NOT NULL,
    cents bigint NOT NULL,
    CONSTRAINT copay_proventos_cents_check CHECK ((cents >= 0))
);

CREATE TABLE public.copay_readings (
    effective_from date NOT NULL,
    name text NOT NULL,
    value text NOT NULL,
    confirmed_on date,
    confirmation bytea
);

CREATE TABLE public.copay_refusals (
    titular_id bigint NOT NULL,
    month date NOT NULL,
    code text NOT NULL,
    field text NOT NULL,
    why text NOT NULL,
    at timestamp with time zone NOT NULL,
    settled_in date
);

CREATE TABLE public.copay_settled (
    titular_id bigint NOT NULL,
    month date NOT NULL,
    raw bigint NOT NULL,
    due bigint NOT NULL,
    deducted bigint NOT NULL,
    assumed bigint NOT NULL,
    adjustment bigint NOT NULL,
    carry_in bigint NOT NULL,
    debited bigint NOT NULL,
    credited bigint NOT NULL,
    carry_out bigint NOT NULL,
    cap bigint,
    ch bigint,
    proventos bigint,
    debit_limit bigint,
    category text NOT NULL,
    debit_on date,
    effective_on date,
    sessions jsonb,
    CONSTRAINT copay_settled_carry CHECK ((((carry_in + due) + adjustment) = ((debited - credited) + carry_out))),
    CONSTRAINT copay_settled_credited_check CHECK ((credited >= 0)),
    CONSTRAINT copay_settled_debited_check CHECK ((debited >= 0)),
    CONSTRAINT copay_settled_raw CHECK ((raw = ((due + deducted) + assumed)))
);

CREATE TABLE public.copay_stays (
    beneficiary_id bigint NOT NULL,
    from_day date NOT NULL,
    to_day date,
    setting text NOT NULL,
    CONSTRAINT copay_stays_check CHECK ((to_day >= from_day))
);

CREATE TABLE public.copay_touched (
    titular_id bigint NOT NULL
);

CREATE TABLE public.copay_versions (
    effective_from date NOT NULL,
    version jsonb NOT NULL
);

CREATE TABLE public.counters (
    name text NOT NULL,
    value bigint NOT NULL
)
WITH (fillfactor='10', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='500');

CREATE TABLE public.credentials (
    login_token bytea NOT NULL,
    role text NOT NULL,
    subject_id bigint NOT NULL,
    hash text NOT NULL,
    changed_at timestamp with time zone NOT NULL
);

CREATE TABLE public.drafts (
    id bigint NOT NULL,
    provider_id bigint,
    rev bigint NOT NULL,
    form bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    author text DEFAULT ''::text NOT NULL,
    author_id bigint DEFAULT 0 NOT NULL,
    bot bigint DEFAULT 0 NOT NULL,
    chat bigint DEFAULT 0 NOT NULL,
    CONSTRAINT drafts_author CHECK (((provider_id IS NULL) = (author <> ''::text)))
)
WITH (fillfactor='50', autovacuum_vacuum_scale_factor='0.05', autovacuum_vacuum_threshold='2000');

CREATE TABLE public.failed_entries (
    login_token bytea NOT NULL,
    bot bigint NOT NULL,
    chat bigint NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.favourites (
    provider_id bigint NOT NULL,
    code text NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.fetches (
    id bigint NOT NULL,
    bot bigint NOT NULL,
    chat bigint NOT NULL,
    draft_id bigint NOT NULL,
    body bytea NOT NULL,
    at timestamp with time zone NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='2000');

CREATE TABLE public.files (
    id bigint NOT NULL,
    draft_id bigint NOT NULL,
    name bytea NOT NULL,
    kind text NOT NULL,
    size bigint NOT NULL,
    sha256 bytea NOT NULL,
    blob text NOT NULL,
    preview text NOT NULL,
    at timestamp with time zone NOT NULL,
    interaction smallint DEFAULT 1 NOT NULL
);

CREATE SEQUENCE public.guias
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.heard (
    id bigint NOT NULL,
    day date NOT NULL,
    role text NOT NULL,
    outcome text NOT NULL,
    guesses jsonb NOT NULL,
    body bytea
);

CREATE TABLE public.inquiries (
    id bigint NOT NULL,
    protocol text NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    level smallint NOT NULL,
    role text NOT NULL,
    subject_id bigint NOT NULL,
    holder_role text NOT NULL,
    holder_id bigint NOT NULL,
    live boolean NOT NULL,
    entries integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    clock_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    body bytea NOT NULL
)
WITH (fillfactor='80');

CREATE TABLE public.inquiry_entries (
    inquiry_id bigint NOT NULL,
    seq integer NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    author text NOT NULL,
    author_id bigint NOT NULL,
    files smallint NOT NULL,
    body bytea NOT NULL
);

CREATE TABLE public.interactions (
    request_id bigint NOT NULL,
    seq smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    author text NOT NULL,
    author_id bigint NOT NULL,
    body bytea NOT NULL,
    files smallint NOT NULL,
    protocol text DEFAULT ''::text NOT NULL
);

CREATE TABLE public.mails (
    id bigint NOT NULL,
    due_at timestamp with time zone NOT NULL,
    tries smallint NOT NULL,
    body bytea NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='2000');

CREATE TABLE public.outbox (
    id bigint NOT NULL,
    bot bigint NOT NULL,
    chat bigint NOT NULL,
    push boolean NOT NULL,
    due_at timestamp with time zone NOT NULL,
    body bytea NOT NULL,
    topic text DEFAULT ''::text NOT NULL,
    role text DEFAULT ''::text NOT NULL,
    subject_id bigint DEFAULT 0 NOT NULL,
    at timestamp with time zone
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='5000');

ALTER TABLE public.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.policies (
    version text NOT NULL,
    body jsonb NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.preferences (
    role text NOT NULL,
    subject_id bigint NOT NULL,
    name text NOT NULL,
    value text NOT NULL,
    changed_at timestamp with time zone NOT NULL
);

CREATE TABLE public.professionals (
    id bigint NOT NULL,
    doc_token bytea NOT NULL,
    identity bytea NOT NULL,
    active boolean DEFAULT true NOT NULL,
    standing text DEFAULT ''::text NOT NULL,
    specialties text[] DEFAULT '{}'::text[] NOT NULL
);

CREATE TABLE public.provider_professionals (
    provider_id bigint NOT NULL,
    professional_id bigint NOT NULL
);

CREATE TABLE public.providers (
    id bigint NOT NULL,
    doc_token bytea NOT NULL,
    identity bytea NOT NULL,
    contact bytea NOT NULL,
    active boolean DEFAULT true NOT NULL,
    standing text DEFAULT ''::text NOT NULL,
    not_enabled text[] DEFAULT '{}'::text[] NOT NULL
);

CREATE TABLE public.release_items (
    release_id bigint NOT NULL,
    seq smallint NOT NULL,
    code text NOT NULL,
    tooth text NOT NULL,
    faces text NOT NULL,
    region text NOT NULL,
    quantity smallint NOT NULL
);

CREATE TABLE public.releases (
    id bigint NOT NULL,
    request_id bigint NOT NULL,
    provider_id bigint NOT NULL,
    guia bigint NOT NULL,
    senha_token bytea NOT NULL,
    proof_token bytea NOT NULL,
    body bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    until date NOT NULL,
    state text NOT NULL,
    changed_at timestamp with time zone NOT NULL
);

CREATE TABLE public.request_items (
    request_id bigint NOT NULL,
    seq smallint NOT NULL,
    code text NOT NULL,
    tooth text NOT NULL,
    faces text NOT NULL,
    region text NOT NULL,
    quantity smallint NOT NULL,
    result text DEFAULT 'em_analise'::text NOT NULL
);

CREATE TABLE public.requests (
    id bigint NOT NULL,
    number bigint NOT NULL,
    protocol text NOT NULL,
    provider_id bigint NOT NULL,
    professional_id bigint NOT NULL,
    beneficiary_id bigint NOT NULL,
    situation text NOT NULL,
    urgent boolean NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    form bytea NOT NULL,
    policy text DEFAULT ''::text NOT NULL,
    basis bytea,
    round smallint DEFAULT 1 NOT NULL,
    clock_at timestamp with time zone,
    claimed_by bigint DEFAULT 0 NOT NULL,
    claimed_until timestamp with time zone,
    question smallint DEFAULT 0 NOT NULL,
    denied_by bigint DEFAULT 0 NOT NULL,
    at_once boolean DEFAULT false NOT NULL,
    decided_at timestamp with time zone
);

CREATE TABLE public.screens (
    bot bigint NOT NULL,
    chat bigint NOT NULL,
    message_id integer NOT NULL,
    below boolean NOT NULL,
    picture boolean DEFAULT false NOT NULL
)
WITH (fillfactor='50', autovacuum_vacuum_scale_factor='0.05', autovacuum_vacuum_threshold='2000');

CREATE TABLE public.second_looks (
    request_id bigint NOT NULL,
    seq smallint NOT NULL,
    reason text NOT NULL,
    checks text[] NOT NULL,
    opinion text DEFAULT ''::text NOT NULL,
    auditor_id bigint DEFAULT 0 NOT NULL,
    at timestamp with time zone,
    body bytea
);

CREATE TABLE public.settings (
    name text NOT NULL,
    valid_from date NOT NULL,
    value jsonb NOT NULL
);

CREATE TABLE public.tickets (
    bot bigint NOT NULL,
    chat bigint NOT NULL,
    purpose text NOT NULL,
    token bytea NOT NULL,
    used boolean NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.timers (
    bot bigint NOT NULL,
    chat bigint NOT NULL,
    name text NOT NULL,
    due_at timestamp with time zone NOT NULL
)
WITH (fillfactor='50', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='2000');

CREATE TABLE public.treatments (
    id bigint NOT NULL,
    beneficiary_id bigint NOT NULL,
    code text NOT NULL,
    tooth text NOT NULL,
    faces text NOT NULL,
    region text NOT NULL,
    done_at date NOT NULL
);

CREATE TABLE public.updates (
    bot bigint NOT NULL,
    update_id bigint NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.updates_aside (
    bot bigint NOT NULL,
    update_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    raw bytea NOT NULL
);

ALTER TABLE ONLY public.attendants
    ADD CONSTRAINT attendants_login_token_key UNIQUE (login_token);

ALTER TABLE ONLY public.attendants
    ADD CONSTRAINT attendants_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auditors
    ADD CONSTRAINT auditors_login_token_key UNIQUE (login_token);

ALTER TABLE ONLY public.auditors
    ADD CONSTRAINT auditors_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.beneficiaries
    ADD CONSTRAINT beneficiaries_card_token_key UNIQUE (card_token);

ALTER TABLE ONLY public.beneficiaries
    ADD CONSTRAINT beneficiaries_cpf_token_key UNIQUE (cpf_token);

ALTER TABLE ONLY public.beneficiaries
    ADD CONSTRAINT beneficiaries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.blobs_in_doubt
    ADD CONSTRAINT blobs_in_doubt_pkey PRIMARY KEY (blob);

ALTER TABLE ONLY public.chats
    ADD CONSTRAINT chats_pkey PRIMARY KEY (bot, chat);

ALTER TABLE ONLY public.codes
    ADD CONSTRAINT codes_pkey PRIMARY KEY (bot, chat);

ALTER TABLE ONLY public.copay_boletos
    ADD CONSTRAINT copay_boletos_pkey PRIMARY KEY (titular_id, month);

ALTER TABLE ONLY public.copay_caps
    ADD CONSTRAINT copay_caps_pkey PRIMARY KEY (month);

ALTER TABLE ONLY public.copay_categories
    ADD CONSTRAINT copay_categories_pkey PRIMARY KEY (titular_id, from_month);

ALTER TABLE ONLY public.copay_category_names
    ADD CONSTRAINT copay_category_names_pkey PRIMARY KEY (given);

ALTER TABLE ONLY public.copay_ch
    ADD CONSTRAINT copay_ch_pkey PRIMARY KEY (from_month);

ALTER TABLE ONLY public.copay_channels
    ADD CONSTRAINT copay_channels_pkey PRIMARY KEY (titular_id, from_month);

ALTER TABLE ONLY public.copay_closings
    ADD CONSTRAINT copay_closings_pkey PRIMARY KEY (month);

ALTER TABLE ONLY public.copay_decisions
    ADD CONSTRAINT copay_decisions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.copay_events
    ADD CONSTRAINT copay_events_external_id_key UNIQUE (external_id);

ALTER TABLE ONLY public.copay_events
    ADD CONSTRAINT copay_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.copay_ledger
    ADD CONSTRAINT copay_ledger_pkey PRIMARY KEY (titular_id, month, base, event_id, kind);

ALTER TABLE ONLY public.copay_members
    ADD CONSTRAINT copay_members_pkey PRIMARY KEY (beneficiary_id);

ALTER TABLE ONLY public.copay_opening_counts
    ADD CONSTRAINT copay_opening_counts_pkey PRIMARY KEY (beneficiary_id, therapy);

ALTER TABLE ONLY public.copay_openings
    ADD CONSTRAINT copay_openings_pkey PRIMARY KEY (titular_id);

ALTER TABLE ONLY public.copay_proventos
    ADD CONSTRAINT copay_proventos_pkey PRIMARY KEY (titular_id, month);

ALTER TABLE ONLY public.copay_readings
    ADD CONSTRAINT copay_readings_pkey PRIMARY KEY (effective_from, name);

ALTER TABLE ONLY public.copay_refusals
    ADD CONSTRAINT copay_refusals_pkey PRIMARY KEY (titular_id, month);

ALTER TABLE ONLY public.copay_settled
    ADD CONSTRAINT copay_settled_pkey PRIMARY KEY (titular_id, month);

ALTER TABLE ONLY public.copay_stays
    ADD CONSTRAINT copay_stays_pkey PRIMARY KEY (beneficiary_id, from_day);

ALTER TABLE ONLY public.copay_touched
    ADD CONSTRAINT copay_touched_pkey PRIMARY KEY (titular_id);

ALTER TABLE ONLY public.copay_versions
    ADD CONSTRAINT copay_versions_pkey PRIMARY KEY (effective_from);

ALTER TABLE ONLY public.counters
    ADD CONSTRAINT counters_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.credentials
    ADD CONSTRAINT credentials_pkey PRIMARY KEY (login_token);

ALTER TABLE ONLY public.drafts
    ADD CONSTRAINT drafts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.favourites
    ADD CONSTRAINT favourites_pkey PRIMARY KEY (provider_id, code);

ALTER TABLE ONLY public.fetches
    ADD CONSTRAINT fetches_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.files
    ADD CONSTRAINT files_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.heard
    ADD CONSTRAINT heard_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inquiries
    ADD CONSTRAINT inquiries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inquiries
    ADD CONSTRAINT inquiries_protocol_key UNIQUE (protocol);

ALTER TABLE ONLY public.inquiry_entries
    ADD CONSTRAINT inquiry_entries_pkey PRIMARY KEY (inquiry_id, seq);

ALTER TABLE ONLY public.interactions
    ADD CONSTRAINT interactions_pkey PRIMARY KEY (request_id, seq);

ALTER TABLE ONLY public.mails
    ADD CONSTRAINT mails_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.policies
    ADD CONSTRAINT policies_pkey PRIMARY KEY (version);

ALTER TABLE ONLY public.preferences
    ADD CONSTRAINT preferences_pkey PRIMARY KEY (role, subject_id, name);

ALTER TABLE ONLY public.professionals
    ADD CONSTRAINT professionals_doc_token_key UNIQUE (doc_token);

ALTER TABLE ONLY public.professionals
    ADD CONSTRAINT professionals_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provider_professionals
    ADD CONSTRAINT provider_professionals_pkey PRIMARY KEY (provider_id, professional_id);

ALTER TABLE ONLY public.providers
    ADD CONSTRAINT providers_doc_token_key UNIQUE (doc_token);

ALTER TABLE ONLY public.providers
    ADD CONSTRAINT providers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.release_items
    ADD CONSTRAINT release_items_pkey PRIMARY KEY (release_id, seq);

ALTER TABLE ONLY public.releases
    ADD CONSTRAINT releases_guia_key UNIQUE (guia);

ALTER TABLE ONLY public.releases
    ADD CONSTRAINT releases_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.releases
    ADD CONSTRAINT releases_proof_token_key UNIQUE (proof_token);

ALTER TABLE ONLY public.releases
    ADD CONSTRAINT releases_senha_token_key UNIQUE (senha_token);

ALTER TABLE ONLY public.request_items
    ADD CONSTRAINT request_items_pkey PRIMARY KEY (request_id, seq);

ALTER TABLE ONLY public.requests
    ADD CONSTRAINT requests_number_key UNIQUE (number);

ALTER TABLE ONLY public.requests
    ADD CONSTRAINT requests_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.requests
    ADD CONSTRAINT requests_protocol_key UNIQUE (protocol);

ALTER TABLE ONLY public.screens
    ADD CONSTRAINT screens_pkey PRIMARY KEY (bot, chat);

ALTER TABLE ONLY public.second_looks
    ADD CONSTRAINT second_looks_pkey PRIMARY KEY (request_id, seq);

ALTER TABLE ONLY public.settings
    ADD CONSTRAINT settings_pkey PRIMARY KEY (name, valid_from);

ALTER TABLE ONLY public.tickets
    ADD CONSTRAINT tickets_pkey PRIMARY KEY (bot, chat, purpose);

ALTER TABLE ONLY public.tickets
    ADD CONSTRAINT tickets_token_key UNIQUE (token);

ALTER TABLE ONLY public.timers
    ADD CONSTRAINT timers_pkey PRIMARY KEY (bot, chat, name);

ALTER TABLE ONLY public.treatments
    ADD CONSTRAINT treatments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.updates_aside
    ADD CONSTRAINT updates_aside_pkey PRIMARY KEY (bot, update_id);

ALTER TABLE ONLY public.updates
    ADD CONSTRAINT updates_pkey PRIMARY KEY (bot, update_id);

CREATE INDEX audit_history ON public.audit USING btree (subject_id, at) WHERE ((action = 'view_history'::text) AND (code = 'ok'::text));

CREATE INDEX audit_look_ups ON public.audit USING btree (subject_id, at) WHERE ((action = 'look_up'::text) AND (code = ANY (ARRAY['ok'::text, 'not_found'::text])) AND (role = 'provider'::text));

CREATE INDEX audit_ref ON public.audit USING btree (kind, ref);

CREATE INDEX beneficiaries_family ON public.beneficiaries USING btree (titular_id) WHERE (titular_id IS NOT NULL);

CREATE INDEX blobs_in_doubt_at ON public.blobs_in_doubt USING btree (at);

CREATE INDEX chats_subject ON public.chats USING btree (role, subject_id) WHERE (role <> ''::text);

CREATE INDEX codes_expires ON public.codes USING btree (expires_at);

CREATE INDEX codes_sent_chat ON public.codes_sent USING btree (bot, chat, at);

CREATE INDEX codes_sent_login ON public.codes_sent USING btree (login_token, at);

CREATE INDEX copay_decisions_titular ON public.copay_decisions USING btree (titular_id);

CREATE INDEX copay_events_titular ON public.copay_events USING btree (titular_id, base_month);

CREATE INDEX copay_refusals_open ON public.copay_refusals USING btree (titular_id) WHERE (settled_in IS NULL);

CREATE INDEX copay_settled_month ON public.copay_settled USING btree (month, titular_id);

CREATE INDEX drafts_provider ON public.drafts USING btree (provider_id, id);

CREATE INDEX failed_entries_chat ON public.failed_entries USING btree (bot, chat, at);

CREATE INDEX failed_entries_login ON public.failed_entries USING btree (login_token, at);

CREATE INDEX files_blob ON public.files USING btree (blob);

CREATE INDEX files_draft ON public.files USING btree (draft_id);

CREATE INDEX files_preview ON public.files USING btree (preview) WHERE (preview <> ''::text);

CREATE INDEX heard_day ON public.heard USING btree (day);

CREATE INDEX inquiries_subject ON public.inquiries USING btree (role, subject_id, id);

CREATE UNIQUE INDEX inquiries_talk ON public.inquiries USING btree (role, subject_id) WHERE ((kind = 'conversa'::text) AND (state <> 'encerrada'::text));

CREATE INDEX inquiries_waiting ON public.inquiries USING btree (due_at, id) WHERE (state = 'aguardando'::text);

CREATE INDEX mails_due ON public.mails USING btree (due_at);

CREATE INDEX outbox_chat ON public.outbox USING btree (bot, chat);

CREATE INDEX outbox_due ON public.outbox USING btree (id) WHERE (due_at < 'infinity'::timestamp with time zone);

CREATE INDEX outbox_parked ON public.outbox USING btree (bot, chat) WHERE (due_at = 'infinity'::timestamp with time zone);

CREATE INDEX releases_at ON public.releases USING btree (at);

CREATE INDEX releases_open ON public.releases USING btree (provider_id, until, guia) WHERE (state = 'aberta'::text);

CREATE INDEX releases_request ON public.releases USING btree (request_id);

CREATE INDEX requests_beneficiary ON public.requests USING btree (beneficiary_id, number);

CREATE INDEX requests_provider ON public.requests USING btree (provider_id, number);

CREATE INDEX requests_queue ON public.requests USING btree (((NOT urgent)), due_at, number) WHERE (situation = ANY (ARRAY['em_analise'::text, 'em_revisao'::text, 'em_junta'::text]));

CREATE INDEX requests_sent ON public.requests USING btree (provider_id, sent_at, number);

CREATE INDEX requests_situation ON public.requests USING btree (provider_id, situation, number);

CREATE INDEX requests_waiting ON public.requests USING btree (due_at, number) WHERE (situation = ANY (ARRAY['aguardando_documentacao'::text, 'aguardando_justificativa'::text]));

CREATE INDEX second_looks_due ON public.second_looks USING btree (request_id) WHERE (opinion = ''::text);

CREATE INDEX tickets_expires ON public.tickets USING btree (expires_at);

CREATE INDEX timers_due ON public.timers USING btree (due_at);

CREATE INDEX treatments_beneficiary ON public.treatments USING btree (beneficiary_id, done_at);

CREATE INDEX updates_at ON public.updates USING brin (at);

CREATE TRIGGER copay_ledger_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.copay_ledger FOR EACH STATEMENT EXECUTE FUNCTION public.copay_append_only();

CREATE TRIGGER copay_settled_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.copay_settled FOR EACH STATEMENT EXECUTE FUNCTION public.copay_append_only();

ALTER TABLE ONLY public.beneficiaries
    ADD CONSTRAINT beneficiaries_titular_id_fkey FOREIGN KEY (titular_id) REFERENCES public.beneficiaries(id);

ALTER TABLE ONLY public.copay_boletos
    ADD CONSTRAINT copay_boletos_titular_id_fkey FOREIGN KEY (titular_id) REFERENCES public.beneficiaries(id);

ALTER TABLE ONLY public.copay_categories
    ADD CONSTRAINT copay_categories_titular_id_fkey FOREIGN KEY (titular_id) REFERENCES public.beneficiaries(id);

ALTER TABLE ONLY public.copay_channels
    ADD CONSTRAINT copay_channels_titular_id_fkey FOREIGN KEY (titular_id) REFERENCES public.beneficiaries(id);

ALTER TABLE ONLY public.copay_decisions
    ADD CONSTRAINT copay_decisions_titular_id_fkey FOREIGN KEY (titular_id) REFERENCES public.beneficiaries(id);

ALTER TABLE ONLY public.copay_members
    ADD CONSTRAINT copay_members_beneficiary_id_fkey FOREIGN KEY (beneficiary_id) REFERENCES public.beneficiaries(id);

ALTER TABLE ONLY public.copay_opening_counts
    ADD CONSTRAINT copay_opening_counts_beneficiary_id_fkey FOREIGN KEY (beneficiary_id) REFERENCES public.beneficiaries(id);

ALTER TABLE ONLY public.copay_openings
    ADD CONSTRAINT copay_openings_titular_id_fkey FOREIGN KEY (titular_id) REFERENCES public.beneficiaries(id);

ALTER TABLE ONLY public.copay_proventos
    ADD CONSTRAINT copay_proventos_titular_id_fkey FOREIGN KEY (titular_id) REFERENCES public.beneficiaries(id);

ALTER TABLE ONLY public.copay_readings
    ADD CONSTRAINT copay_readings_effective_from_fkey FOREIGN KEY (effective_from) REFERENCES public.copay_versions(effective_from);

ALTER TABLE ONLY public.copay_stays
    ADD CONSTRAINT copay_stays_beneficiary_id_fkey FOREIGN KEY (beneficiary_id) REFERENCES public.beneficiaries(id);

ALTER TABLE ONLY public.drafts
    ADD CONSTRAINT drafts_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.favourites
    ADD CONSTRAINT favourites_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.inquiry_entries
    ADD CONSTRAINT inquiry_entries_inquiry_id_fkey FOREIGN KEY (inquiry_id) REFERENCES public.inquiries(id);

ALTER TABLE ONLY public.interactions
    ADD CONSTRAINT interactions_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.requests(id);

ALTER TABLE ONLY public.provider_professionals
    ADD CONSTRAINT provider_professionals_professional_id_fkey FOREIGN KEY (professional_id) REFERENCES public.professionals(id);

ALTER TABLE ONLY public.provider_professionals
    ADD CONSTRAINT provider_professionals_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.release_items
    ADD CONSTRAINT release_items_release_id_fkey FOREIGN KEY (release_id) REFERENCES public.releases(id);

ALTER TABLE ONLY public.releases
    ADD CONSTRAINT releases_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.releases
    ADD CONSTRAINT releases_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.requests(id);

ALTER TABLE ONLY public.request_items
    ADD CONSTRAINT request_items_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.requests(id);

ALTER TABLE ONLY public.requests
    ADD CONSTRAINT requests_beneficiary_id_fkey FOREIGN KEY (beneficiary_id) REFERENCES public.beneficiaries(id);

ALTER TABLE ONLY public.requests
    ADD CONSTRAINT requests_professional_id_fkey FOREIGN KEY (professional_id) REFERENCES public.professionals(id);

ALTER TABLE ONLY public.requests
    ADD CONSTRAINT requests_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.second_looks
    ADD CONSTRAINT second_looks_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.requests(id);

ALTER TABLE ONLY public.treatments
    ADD CONSTRAINT treatments_beneficiary_id_fkey FOREIGN KEY (beneficiary_id) REFERENCES public.beneficiaries(id);
