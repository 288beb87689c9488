-- +goose Up

-- Where dentists and clinics stand with the operator beyond being switched off
-- ('' is in good standing), and what a contract leaves out.
ALTER TABLE providers ADD COLUMN standing text NOT NULL DEFAULT '', ADD COLUMN not_enabled text[] NOT NULL DEFAULT '{}';
ALTER TABLE professionals ADD COLUMN standing text NOT NULL DEFAULT '', ADD COLUMN specialties text[] NOT NULL DEFAULT '{}';

-- Every policy by which something was decided, whole, so that a verdict can be
-- asked for again. The version ends in a digest of the body.
CREATE TABLE policies (
    version text        PRIMARY KEY,
    body    jsonb       NOT NULL,
    at      timestamptz NOT NULL
);

-- What a request was decided on, and where it stands on its way.
ALTER TABLE requests
    ADD COLUMN policy text NOT NULL DEFAULT '',
    ADD COLUMN basis bytea, -- facts and verdict
    ADD COLUMN round smallint NOT NULL DEFAULT 1, -- 1 the first decision, 2 the review, 3 the junta
    ADD COLUMN clock_at timestamptz, -- when the term in force began; null is when it was sent
    ADD COLUMN claimed_by bigint NOT NULL DEFAULT 0,
    ADD COLUMN claimed_until timestamptz,
    ADD COLUMN question smallint NOT NULL DEFAULT 0, -- the entry of the thread that waits for an answer
    ADD COLUMN denied_by bigint NOT NULL DEFAULT 0,
    ADD COLUMN at_once boolean NOT NULL DEFAULT false, -- nothing waited for a person
    ADD COLUMN decided_at timestamptz; -- when the last item was decided first

-- The queue of the auditors: whatever waits for one of them.
DROP INDEX requests_queue;
CREATE INDEX requests_queue ON requests ((NOT urgent), due_at, number) WHERE situation IN ('em_analise', 'em_revisao', 'em_junta');
CREATE INDEX requests_waiting ON requests (due_at, number) WHERE situation IN ('aguardando_documentacao', 'aguardando_justificativa');

ALTER TABLE request_items ADD COLUMN result text NOT NULL DEFAULT 'em_analise';
UPDATE request_items AS i SET result = 'cancelado' FROM requests AS r WHERE r.id = i.request_id AND r.situation = 'cancelada';

-- What waited before terms were warned of has its warnings from now on: the first duty
-- finds out how far the term is, tells what is true, and sets the next.
INSERT INTO timers (bot, chat, name, due_at) SELECT 0, number, 'prazo50', sent_at FROM requests WHERE situation = 'em_analise';

-- Items that were released without a person and are looked at afterwards.
CREATE TABLE second_looks (
    request_id bigint      NOT NULL REFERENCES requests,
    seq        smallint    NOT NULL, -- of the item
    reason     text        NOT NULL,
    checks     text[]      NOT NULL, -- those that spoke against it
    opinion    text        NOT NULL DEFAULT '',
    auditor_id bigint      NOT NULL DEFAULT 0,
    at         timestamptz,
    body       bytea, -- reasons and text
    PRIMARY KEY (request_id, seq)
);
CREATE INDEX second_looks_due ON second_looks (request_id) WHERE opinion = '';

-- Authorisations: a guia and a senha for items released together. A senha is unique
-- for ever, so no row is ever removed.
CREATE TABLE releases (
    id          bigint      PRIMARY KEY,
    request_id  bigint      NOT NULL REFERENCES requests,
    provider_id bigint      NOT NULL REFERENCES providers, -- the request's: it lists its own by their end
    guia        bigint      NOT NULL UNIQUE,
    senha_token bytea       NOT NULL UNIQUE,
    proof_token bytea       NOT NULL UNIQUE,
    body        bytea       NOT NULL, -- senha and proof
    at          timestamptz NOT NULL,
    until       date        NOT NULL, -- the last valid day
    state       text        NOT NULL,
    changed_at  timestamptz NOT NULL
);
CREATE INDEX releases_request ON releases (request_id);
CREATE INDEX releases_at ON releases (at);
CREATE INDEX releases_open ON releases (provider_id, until, guia) WHERE state = 'aberta';
CREATE SEQUENCE guias AS bigint START 1;

-- What was authorised, which may be less than what was asked for.
CREATE TABLE release_items (
    release_id bigint   NOT NULL REFERENCES releases,
    seq        smallint NOT NULL, -- of the request's item
    code       text     NOT NULL,
    tooth      text     NOT NULL,
    faces      text     NOT NULL,
    region     text     NOT NULL,
    quantity   smallint NOT NULL,
    PRIMARY KEY (release_id, seq)
);

-- A push may wait for the end of somebody's silent hours; several that wait at once
-- are told in one message. It is for whoever the chat spoke for when it was left, and
-- for nobody else who comes there.
ALTER TABLE outbox
    ADD COLUMN topic text NOT NULL DEFAULT '',
    ADD COLUMN role text NOT NULL DEFAULT '',
    ADD COLUMN subject_id bigint NOT NULL DEFAULT 0,
    ADD COLUMN at timestamptz; -- when it was left; null is before this was noted
