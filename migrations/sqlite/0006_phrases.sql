-- Texts that a unit writes often: facts and information, no judgements, no personal data.
create table phrase (
    id blob primary key,
    unit_id blob not null references unit (id),
    title text not null,
    text text not null,
    created_by blob not null references account (id),
    created_at text not null,
    removed_at text
) strict;
create index phrase_unit on phrase (unit_id, title);
