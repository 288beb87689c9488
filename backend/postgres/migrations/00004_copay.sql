-- +goose Up

-- Coparticipation. Amounts are whole cents; a month stands as its first day.

-- The regulation, by the day from which each version holds, in the form of
-- docs/rules/copay-settle.md.
CREATE TABLE copay_versions (
    effective_from date  PRIMARY KEY,
    version        jsonb NOT NULL
);

-- How a version is read where its text leaves something open. Without a day it is
-- not confirmed by the operator.
CREATE TABLE copay_readings (
    effective_from date NOT NULL REFERENCES copay_versions,
    name           text NOT NULL,
    value          text NOT NULL,
    confirmed_on   date,
    confirmation   bytea, -- by whom and in which document
    PRIMARY KEY (effective_from, name)
);

-- The value of one CH in millionths of a real, from a month on; and the limit of a
-- month where the operator fixes an equivalent value.
CREATE TABLE copay_ch (
    from_month date   PRIMARY KEY,
    value      bigint NOT NULL CHECK (value > 0)
);
CREATE TABLE copay_caps (
    month date   PRIMARY KEY,
    cents bigint NOT NULL CHECK (cents >= 0)
);

-- What the operator's systems call a category, and what the regulation calls it.
CREATE TABLE copay_category_names (
    given    text PRIMARY KEY,
    category text NOT NULL
);

CREATE TABLE copay_categories (
    titular_id bigint NOT NULL REFERENCES beneficiaries,
    from_month date   NOT NULL,
    category   text   NOT NULL,
    PRIMARY KEY (titular_id, from_month)
);

CREATE TABLE copay_proventos (
    titular_id bigint NOT NULL REFERENCES beneficiaries,
    month      date   NOT NULL,
    cents      bigint NOT NULL CHECK (cents >= 0), -- without the 13th salary
    PRIMARY KEY (titular_id, month)
);

CREATE TABLE copay_members (
    beneficiary_id     bigint  PRIMARY KEY REFERENCES beneficiaries,
    economic_dependent boolean NOT NULL,
    apabex             boolean NOT NULL
);

CREATE TABLE copay_stays (
    beneficiary_id bigint NOT NULL REFERENCES beneficiaries,
    from_day       date   NOT NULL,
    to_day         date CHECK (to_day >= from_day), -- null while it lasts
    setting        text   NOT NULL,
    PRIMARY KEY (beneficiary_id, from_day)
);

-- What stood before the first month that is closed here.
CREATE TABLE copay_openings (
    titular_id bigint PRIMARY KEY REFERENCES beneficiaries,
    carry      bigint NOT NULL
);
CREATE TABLE copay_opening_counts (
    beneficiary_id bigint NOT NULL REFERENCES beneficiaries,
    therapy        text   NOT NULL,
    sessions       bigint NOT NULL,
    last_day       date   NOT NULL,
    PRIMARY KEY (beneficiary_id, therapy)
);

-- Lines of care that the operator paid, and what was taken back of them.
CREATE TABLE copay_events (
    id             bigint  PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    external_id    text    NOT NULL UNIQUE,
    titular_id     bigint  NOT NULL,
    beneficiary_id bigint  NOT NULL,
    base_month     date    NOT NULL,
    paid_on        date,
    attended       date,   -- null for what takes back
    attended_to    date,
    kind           text    NOT NULL,
    amount         bigint  NOT NULL,
    sessions       integer NOT NULL,
    setting        text    NOT NULL,
    reimbursement  boolean NOT NULL,
    reverses       text,   -- the external_id of what is taken back
    detail         bytea,  -- who treated, and the description for people
    content        bytea   NOT NULL, -- a token of all of it, to tell a repeat from a change
    known_after    date    -- the last month that was closed, or being closed, when it came
);
CREATE INDEX copay_events_titular ON copay_events (titular_id, base_month);

-- Months that were closed, or are being closed: through is the last titular done.
CREATE TABLE copay_closings (
    month    date        PRIMARY KEY,
    begun_at timestamptz NOT NULL,
    through  bigint      NOT NULL,
    done_at  timestamptz
);

-- A month of a titular as it was closed.
CREATE TABLE copay_settled (
    titular_id   bigint NOT NULL,
    month        date   NOT NULL,
    raw          bigint NOT NULL,
    due          bigint NOT NULL,
    deducted     bigint NOT NULL,
    assumed      bigint NOT NULL,
    adjustment   bigint NOT NULL,
    carry_in     bigint NOT NULL,
    debited      bigint NOT NULL CHECK (debited >= 0),
    credited     bigint NOT NULL CHECK (credited >= 0),
    carry_out    bigint NOT NULL,
    cap          bigint,
    ch           bigint,
    proventos    bigint,
    debit_limit  bigint,
    category     text   NOT NULL,
    debit_on     date,
    effective_on date,
    sessions     jsonb, -- the counts when the month ended; null where there are none
    PRIMARY KEY (titular_id, month),
    CONSTRAINT copay_settled_raw CHECK (raw = due + deducted + assumed),
    CONSTRAINT copay_settled_carry CHECK (carry_in + due + adjustment = debited - credited + carry_out)
);
CREATE INDEX copay_settled_month ON copay_settled (month, titular_id);

-- The books: every amount once, in the month in which it was posted. base is the
-- month that it is about, earlier where something came late; event_id is 0 where it
-- is about no event.
CREATE TABLE copay_ledger (
    titular_id bigint NOT NULL,
    month      date   NOT NULL,
    base       date   NOT NULL,
    event_id   bigint NOT NULL,
    kind       text   NOT NULL CHECK (kind IN ('due', 'deduction', 'assumed', 'debit', 'carry', 'adjustment', 'refund')),
    amount     bigint NOT NULL,
    PRIMARY KEY (titular_id, month, base, event_id, kind)
);

-- +goose StatementBegin
CREATE FUNCTION copay_append_only() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = '23514';
END
$$;
-- +goose StatementEnd

CREATE TRIGGER copay_ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON copay_ledger
    FOR EACH STATEMENT EXECUTE FUNCTION copay_append_only();
CREATE TRIGGER copay_settled_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON copay_settled
    FOR EACH STATEMENT EXECUTE FUNCTION copay_append_only();

-- Titulares of whom a closed month changed since: they are settled from the first
-- month on in the next closing.
CREATE TABLE copay_touched (
    titular_id bigint PRIMARY KEY
);

-- Cases that the regulation or the data leave open, for the board or the register:
-- nothing of the month was posted. settled_in is the month that caught up.
CREATE TABLE copay_refusals (
    titular_id bigint      NOT NULL,
    month      date        NOT NULL,
    code       text        NOT NULL,
    field      text        NOT NULL,
    why        text        NOT NULL,
    at         timestamptz NOT NULL,
    settled_in date,
    PRIMARY KEY (titular_id, month)
);
-- What the board decided of a case that no rule has: an amount that is charged, or
-- credited, with the next closing.
CREATE TABLE copay_decisions (
    id         bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    titular_id bigint NOT NULL REFERENCES beneficiaries,
    base       date   NOT NULL, -- the month that it is about
    amount     bigint NOT NULL CHECK (amount <> 0),
    decided_on date   NOT NULL,
    document   text   NOT NULL,
    reason     bytea  NOT NULL, -- by whom and why
    posted_in  date
);
CREATE INDEX copay_decisions_titular ON copay_decisions (titular_id);
CREATE INDEX copay_refusals_open ON copay_refusals (titular_id) WHERE settled_in IS NULL;
