-- +goose Up

-- How titulares are debited: R18 leaves it to "débito em conta corrente ou boleto".

-- From the debits of a month on, until the next row.
CREATE TABLE copay_channels (
    titular_id bigint NOT NULL REFERENCES beneficiaries,
    from_month date   NOT NULL,
    channel    text   NOT NULL CHECK (channel IN ('conta', 'boleto')),
    detail     bytea,          -- the bank and the last digits of the account; null for boletos
    content    bytea  NOT NULL, -- a token of all of it, to tell a repeat from a change
    PRIMARY KEY (titular_id, from_month)
);

-- The boleto of a month of debits.
CREATE TABLE copay_boletos (
    titular_id bigint NOT NULL REFERENCES beneficiaries,
    month      date   NOT NULL,
    amount     bigint NOT NULL CHECK (amount > 0),
    due_on     date   NOT NULL,
    detail     bytea  NOT NULL, -- its linha digitável
    content    bytea  NOT NULL,
    PRIMARY KEY (titular_id, month)
);
