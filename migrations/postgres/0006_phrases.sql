-- Texts that a unit writes often: facts and information, no judgements, no personal data.
create table phrase (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    title text not null,
    text text not null,
    created_by uuid not null references account (id),
    created_at timestamptz not null,
    removed_at timestamptz
);
create index phrase_unit on phrase (unit_id, title);
