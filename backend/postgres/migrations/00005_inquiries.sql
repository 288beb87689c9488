-- +goose Up

-- People of the operator who answer what others turn to it with: the centre, the
-- ouvidoria.
CREATE TABLE attendants (
    id          bigint  PRIMARY KEY,
    login_token bytea   NOT NULL UNIQUE,
    identity    bytea   NOT NULL, -- login and name
    contact     bytea,
    active      boolean NOT NULL DEFAULT true
);

-- What members and clinics turn to the operator with: a line that is disputed, a
-- complaint, a conversation with a person.
CREATE TABLE inquiries (
    id          bigint      PRIMARY KEY,
    protocol    text        NOT NULL UNIQUE,
    kind        text        NOT NULL,
    state       text        NOT NULL,
    level       smallint    NOT NULL, -- 0 the centre, 1 the ouvidoria
    role        text        NOT NULL, -- who opened it
    subject_id  bigint      NOT NULL,
    holder_role text        NOT NULL, -- who of the operator has it; '' is nobody
    holder_id   bigint      NOT NULL,
    live        boolean     NOT NULL,
    entries     integer     NOT NULL,
    opened_at   timestamptz NOT NULL,
    clock_at    timestamptz NOT NULL,
    due_at      timestamptz NOT NULL,
    body        bytea       NOT NULL  -- what it is about, and the name of who opened it
) WITH (fillfactor = 80);
CREATE INDEX inquiries_subject ON inquiries (role, subject_id, id);
CREATE INDEX inquiries_waiting ON inquiries (due_at, id) WHERE state = 'aguardando';
-- Somebody has one conversation at a time.
CREATE UNIQUE INDEX inquiries_talk ON inquiries (role, subject_id) WHERE kind = 'conversa' AND state <> 'encerrada';

CREATE TABLE inquiry_entries (
    inquiry_id bigint      NOT NULL REFERENCES inquiries,
    seq        integer     NOT NULL,
    at         timestamptz NOT NULL,
    kind       text        NOT NULL,
    author     text        NOT NULL,
    author_id  bigint      NOT NULL,
    files      smallint    NOT NULL,
    body       bytea       NOT NULL, -- name, text and outcome
    PRIMARY KEY (inquiry_id, seq)
);
