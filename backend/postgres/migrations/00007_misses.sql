-- +goose Up

-- Messages of those who let the counter learn from them: what was understood is
-- counted, what was not is kept without names and numbers. Nothing here tells who wrote
-- it, and the time is a day.
CREATE TABLE heard (
    id      bigint PRIMARY KEY,
    day     date   NOT NULL,
    role    text   NOT NULL,
    outcome text   NOT NULL, -- sure, unsure, lost, foreign, refused
    guesses jsonb  NOT NULL, -- intents and confidences in thousandths, the likeliest first
    body    bytea            -- the text, sealed; null where it was understood
);
CREATE INDEX heard_day ON heard (day);
