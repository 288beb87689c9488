-- +goose Up

-- Telephone and e-mail of who enters by a code; null where none is registered.
ALTER TABLE auditors ADD COLUMN contact bytea;
ALTER TABLE beneficiaries ADD COLUMN contact bytea;

-- Since when a chat speaks for its subject; the list of a person's chats reads by
-- subject. Turns never change role or subject_id but at entering and leaving.
ALTER TABLE chats ADD COLUMN linked_at timestamptz;
CREATE INDEX chats_subject ON chats (role, subject_id) WHERE role <> '';

-- The live screen is a picture with a caption.
ALTER TABLE screens ADD COLUMN picture boolean NOT NULL DEFAULT false;

-- A timer that ended, or was moved, is one that was seen before: see 00001.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION expect_rows(got bigint, want bigint, what text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF got <> want THEN
        RAISE EXCEPTION 'expected % rows of %, met %', want, what, got
            USING ERRCODE = CASE WHEN what IN ('fetches', 'timers') THEN '40G02' ELSE '40G01' END;
    END IF;
END
$$;
-- +goose StatementEnd

-- Work for a chat at a time: one row a name, set anew before it is due. It
-- becomes a turn of the chat.
CREATE TABLE timers (
    bot    bigint      NOT NULL,
    chat   bigint      NOT NULL,
    name   text        NOT NULL,
    due_at timestamptz NOT NULL,
    PRIMARY KEY (bot, chat, name)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE INDEX timers_due ON timers (due_at);

-- Links to a page that were handed out in a chat, good for one use: one a purpose,
-- the next takes the place of the one before. A used one stays until it expires, so
-- that a second use is told as such.
CREATE TABLE tickets (
    bot        bigint      NOT NULL,
    chat       bigint      NOT NULL,
    purpose    text        NOT NULL,
    token      bytea       NOT NULL UNIQUE, -- SHA-256 of what stands in the link
    used       boolean     NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (bot, chat, purpose)
);
CREATE INDEX tickets_expires ON tickets (expires_at);

-- Codes sent by e-mail, one a chat: the next takes the place of the one before.
CREATE TABLE codes (
    bot        bigint      NOT NULL,
    chat       bigint      NOT NULL,
    purpose    text        NOT NULL,
    role       text        NOT NULL,
    subject_id bigint      NOT NULL,
    hash       bytea       NOT NULL, -- sealed: six digits are found from any hash
    tries      smallint    NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (bot, chat)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

CREATE INDEX codes_expires ON codes (expires_at);

-- When codes were asked for, whether there was somebody to send one to or not.
CREATE TABLE codes_sent (
    login_token bytea       NOT NULL,
    bot         bigint      NOT NULL,
    chat        bigint      NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX codes_sent_login ON codes_sent (login_token, at);
CREATE INDEX codes_sent_chat ON codes_sent (bot, chat, at);

-- Mail on its way out.
CREATE TABLE mails (
    id     bigint      PRIMARY KEY,
    due_at timestamptz NOT NULL,
    tries  smallint    NOT NULL,
    body   bytea       NOT NULL -- address, subject and text
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE INDEX mails_due ON mails (due_at);

-- What a person chose: pushes, reminders.
CREATE TABLE preferences (
    role       text        NOT NULL,
    subject_id bigint      NOT NULL,
    name       text        NOT NULL,
    value      text        NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (role, subject_id, name)
);

-- Codes that a provider marked.
CREATE TABLE favourites (
    provider_id bigint      NOT NULL REFERENCES providers,
    code        text        NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (provider_id, code)
);

-- What was done to a beneficiary before, as the operator's systems report it.
CREATE TABLE treatments (
    id             bigint PRIMARY KEY,
    beneficiary_id bigint NOT NULL REFERENCES beneficiaries,
    code           text   NOT NULL,
    tooth          text   NOT NULL,
    faces          text   NOT NULL,
    region         text   NOT NULL,
    done_at        date   NOT NULL
);
CREATE INDEX treatments_beneficiary ON treatments (beneficiary_id, done_at);

-- How often somebody looked at histories of late.
CREATE INDEX audit_history ON audit (subject_id, at) WHERE action = 'view_history' AND code = 'ok';

-- A request's files belong to one of its interactions, the first unless said.
ALTER TABLE files ADD COLUMN interaction smallint NOT NULL DEFAULT 1;

CREATE INDEX requests_beneficiary ON requests (beneficiary_id, number);
-- The lists of a provider, by what it looks for.
CREATE INDEX requests_situation ON requests (provider_id, situation, number);
CREATE INDEX requests_sent ON requests (provider_id, sent_at, number);

-- A draft may be a message about a request, written by somebody who is no
-- provider: author and author_id say who.
ALTER TABLE drafts
    ALTER COLUMN provider_id DROP NOT NULL,
    ADD COLUMN author text NOT NULL DEFAULT '',
    ADD COLUMN author_id bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT drafts_author CHECK ((provider_id IS NULL) = (author <> ''));

-- The protocol of what a member wrote; empty for what belongs to the request's.
ALTER TABLE interactions ADD COLUMN protocol text NOT NULL DEFAULT '';

-- The chat that changed a draft last: the clinic's other phones are told, and it
-- is the one that is reminded.
ALTER TABLE drafts ADD COLUMN bot bigint NOT NULL DEFAULT 0, ADD COLUMN chat bigint NOT NULL DEFAULT 0;

-- How often a provider looks beneficiaries up is counted in the trail itself.
CREATE INDEX audit_look_ups ON audit (subject_id, at) WHERE action = 'look_up' AND code IN ('ok', 'not_found') AND role = 'provider';
