-- +goose Up

-- Personal data (CPF, names, contacts, free text, attachments' names, a
-- conversation's state) stands sealed in bytea columns; a column that ends in
-- _token holds a deterministic look-up token of the value instead.

-- expect_rows raises in SQLSTATE class 40 when a compare-and-set met another
-- revision (the turn is loaded again and replayed), or when what is to end has
-- ended before.
-- +goose StatementBegin
CREATE FUNCTION expect_rows(got bigint, want bigint, what text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF got <> want THEN
        RAISE EXCEPTION 'expected % rows of %, met %', want, what, got
            USING ERRCODE = CASE what WHEN 'fetches' THEN '40G02' ELSE '40G01' END;
    END IF;
END
$$;
-- +goose StatementEnd

-- What an operator sets about itself, by the date from which it holds.
CREATE TABLE settings (
    name       text  NOT NULL,
    valid_from date  NOT NULL,
    value      jsonb NOT NULL,
    PRIMARY KEY (name, valid_from)
);

CREATE TABLE providers (
    id        bigint  PRIMARY KEY,
    doc_token bytea   NOT NULL UNIQUE,
    identity  bytea   NOT NULL, -- document and name
    contact   bytea   NOT NULL, -- name, telephone, e-mail
    active    boolean NOT NULL DEFAULT true
);

CREATE TABLE professionals (
    id        bigint  PRIMARY KEY,
    doc_token bytea   NOT NULL UNIQUE,
    identity  bytea   NOT NULL, -- document, name, council
    active    boolean NOT NULL DEFAULT true
);

CREATE TABLE provider_professionals (
    provider_id     bigint NOT NULL REFERENCES providers,
    professional_id bigint NOT NULL REFERENCES professionals,
    PRIMARY KEY (provider_id, professional_id)
);

CREATE TABLE auditors (
    id          bigint  PRIMARY KEY,
    login_token bytea   NOT NULL UNIQUE,
    identity    bytea   NOT NULL, -- login, name, council
    active      boolean NOT NULL DEFAULT true
);

CREATE TABLE beneficiaries (
    id         bigint PRIMARY KEY,
    card_token bytea  NOT NULL UNIQUE,
    cpf_token  bytea  NOT NULL UNIQUE,
    identity   bytea  NOT NULL, -- matrícula, CPF, name, birth
    titular_id bigint REFERENCES beneficiaries, -- null for the titular
    plan       text   NOT NULL,
    situation  text   NOT NULL,
    category   text   NOT NULL,
    covered_at date   NOT NULL
);
CREATE INDEX beneficiaries_family ON beneficiaries (titular_id) WHERE titular_id IS NOT NULL;

-- Passwords of those who enter here and not through the operator's own login.
CREATE TABLE credentials (
    login_token bytea       PRIMARY KEY,
    role        text        NOT NULL,
    subject_id  bigint      NOT NULL,
    hash        text        NOT NULL,
    changed_at  timestamptz NOT NULL
);

CREATE TABLE failed_entries (
    login_token bytea       NOT NULL,
    bot         bigint      NOT NULL,
    chat        bigint      NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX failed_entries_login ON failed_entries (login_token, at);
CREATE INDEX failed_entries_chat ON failed_entries (bot, chat, at);

-- One row a chat, compared and set by every turn. No index holds a column that
-- turns change, so that updates stay within the page.
CREATE TABLE chats (
    bot         bigint      NOT NULL,
    chat        bigint      NOT NULL,
    rev         bigint      NOT NULL,
    role        text        NOT NULL,
    subject_id  bigint      NOT NULL,
    draft_id    bigint      NOT NULL,
    state       bytea       NOT NULL,
    blocked     boolean     NOT NULL,
    lease_owner bigint      NOT NULL,
    lease_until timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (bot, chat)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 2000);

-- The live message of a chat: delivery's own, apart from the turns' row.
CREATE TABLE screens (
    bot        bigint  NOT NULL,
    chat       bigint  NOT NULL,
    message_id integer NOT NULL,
    below      boolean NOT NULL, -- something was sent after it
    PRIMARY KEY (bot, chat)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 2000);

-- Updates already taken, kept for as long as Telegram may bring them again.
CREATE TABLE updates (
    bot       bigint      NOT NULL,
    update_id bigint      NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (bot, update_id)
);
CREATE INDEX updates_at ON updates USING brin (at);

-- Updates that could not be handled, for a person to look at.
CREATE TABLE updates_aside (
    bot       bigint      NOT NULL,
    update_id bigint      NOT NULL,
    at        timestamptz NOT NULL,
    reason    text        NOT NULL,
    raw       bytea       NOT NULL,
    PRIMARY KEY (bot, update_id)
);

-- Messages on their way out; delivered ones are removed. Nearly empty by nature,
-- so it is vacuumed by count.
CREATE TABLE outbox (
    id         bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    bot        bigint      NOT NULL,
    chat       bigint      NOT NULL,
    push       boolean     NOT NULL,
    due_at     timestamptz NOT NULL,
    body       bytea       NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
CREATE INDEX outbox_chat ON outbox (bot, chat);
-- What waits for a person who blocked the bot is due at infinity: a sweep never
-- reads it, and the person's next update finds it.
CREATE INDEX outbox_due ON outbox (id) WHERE due_at < 'infinity';
CREATE INDEX outbox_parked ON outbox (bot, chat) WHERE due_at = 'infinity';

CREATE TABLE drafts (
    id          bigint      PRIMARY KEY,
    provider_id bigint      NOT NULL REFERENCES providers,
    rev         bigint      NOT NULL,
    form        bytea       NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 2000);
CREATE INDEX drafts_provider ON drafts (provider_id, id);

-- Downloads asked for by a turn.
CREATE TABLE fetches (
    id       bigint      PRIMARY KEY,
    bot      bigint      NOT NULL,
    chat     bigint      NOT NULL,
    draft_id bigint      NOT NULL,
    body     bytea       NOT NULL, -- Telegram's file_id, name, caption
    at       timestamptz NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Stored attachments; the bytes are in the blob store. A draft's files become
-- the request's, which keeps the draft's id.
CREATE TABLE files (
    id       bigint      PRIMARY KEY,
    draft_id bigint      NOT NULL,
    name     bytea       NOT NULL,
    kind     text        NOT NULL,
    size     bigint      NOT NULL,
    sha256   bytea       NOT NULL, -- sealed too: it would tell who holds a known file
    blob     text        NOT NULL,
    preview  text        NOT NULL,
    at       timestamptz NOT NULL
);
CREATE INDEX files_draft ON files (draft_id);
CREATE INDEX files_blob ON files (blob);
CREATE INDEX files_preview ON files (preview) WHERE preview <> '';

-- Blobs that may be referred to by no row of files; a sweep finds out.
CREATE TABLE blobs_in_doubt (
    blob text        PRIMARY KEY,
    at   timestamptz NOT NULL
);
CREATE INDEX blobs_in_doubt_at ON blobs_in_doubt (at);

CREATE TABLE requests (
    id              bigint      PRIMARY KEY, -- the draft's
    number          bigint      NOT NULL UNIQUE,
    protocol        text        NOT NULL UNIQUE,
    provider_id     bigint      NOT NULL REFERENCES providers,
    professional_id bigint      NOT NULL REFERENCES professionals,
    beneficiary_id  bigint      NOT NULL REFERENCES beneficiaries,
    situation       text        NOT NULL,
    urgent          boolean     NOT NULL,
    sent_at         timestamptz NOT NULL,
    due_at          timestamptz NOT NULL,
    form            bytea       NOT NULL
);
CREATE INDEX requests_provider ON requests (provider_id, number);
-- So written, "what comes after this one" is one comparison.
CREATE INDEX requests_queue ON requests ((NOT urgent), due_at, number) WHERE situation = 'em_analise';

CREATE TABLE request_items (
    request_id bigint   NOT NULL REFERENCES requests,
    seq        smallint NOT NULL,
    code       text     NOT NULL,
    tooth      text     NOT NULL,
    faces      text     NOT NULL,
    region     text     NOT NULL,
    quantity   smallint NOT NULL,
    PRIMARY KEY (request_id, seq)
);

CREATE TABLE interactions (
    request_id bigint      NOT NULL REFERENCES requests,
    seq        smallint    NOT NULL,
    at         timestamptz NOT NULL,
    kind       text        NOT NULL,
    author     text        NOT NULL,
    author_id  bigint      NOT NULL,
    body       bytea       NOT NULL, -- contact and text
    files      smallint    NOT NULL,
    PRIMARY KEY (request_id, seq)
);

-- Counters without gaps: the request number, the protocol's sequence a day.
CREATE TABLE counters (
    name  text   PRIMARY KEY,
    value bigint NOT NULL
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

CREATE TABLE audit (
    id         bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    at         timestamptz NOT NULL,
    role       text        NOT NULL,
    subject_id bigint      NOT NULL,
    bot        bigint      NOT NULL,
    chat       bigint      NOT NULL,
    action     text        NOT NULL,
    kind       text        NOT NULL,
    ref        bigint      NOT NULL,
    code       text        NOT NULL
);
CREATE INDEX audit_ref ON audit (kind, ref);
