-- Every version of an instrument that a round can have been opened with: the program's own and the municipality's.
create table instrument (
    id uuid primary key,
    kind text not null check (kind in ('unit', 'municipal')),
    version text not null,
    effective_from date not null,
    source text not null,
    own boolean not null,
    note text not null default '',
    published_by uuid references account (id),
    published_at timestamptz not null,
    unique (kind, version)
);
create index instrument_effective on instrument (kind, effective_from, published_at);
create function instrument_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'an instrument is never changed or removed';
end;
$$;
create trigger instrument_is_append_only before update or delete on instrument
    for each row execute function instrument_is_append_only();
create trigger instrument_is_never_emptied before truncate on instrument
    for each statement execute function instrument_is_append_only();

-- A round of self-monitoring, run by the coordinators of the branch below unit_id. items: how many its instrument has.
create table monitoring_round (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    instrument_id uuid not null references instrument (id),
    kind text not null check (kind in ('unit', 'municipal')),
    items bigint not null,
    title text not null,
    period_from date not null,
    period_to date not null,
    deadline date not null,
    word text not null,
    opened_by uuid not null references account (id),
    opened_at timestamptz not null,
    closed_by uuid references account (id),
    closed_at timestamptz
);
create index monitoring_round_unit on monitoring_round (unit_id);

-- Who answers it, and whether the answers are handed in.
create table monitoring_participant (
    round_id uuid not null references monitoring_round (id),
    unit_id uuid not null references unit (id),
    handed_in_by uuid references account (id),
    handed_in_at timestamptz,
    given_back_by uuid references account (id),
    given_back_at timestamptz,
    given_back_word text not null default '',
    primary key (round_id, unit_id)
);
create index monitoring_participant_unit on monitoring_participant (unit_id);

-- The answers to one area, as typed. answered: how many of its items have an answer.
create table monitoring_answer (
    round_id uuid not null,
    unit_id uuid not null,
    area text not null,
    fields jsonb not null,
    answered bigint not null,
    version bigint not null,
    updated_by uuid not null references account (id),
    updated_at timestamptz not null,
    primary key (round_id, unit_id, area),
    foreign key (round_id, unit_id) references monitoring_participant (round_id, unit_id)
);

create table monitoring_reminder (
    id uuid primary key,
    round_id uuid not null,
    unit_id uuid not null,
    word text not null,
    sent_by uuid not null references account (id),
    sent_at timestamptz not null,
    foreign key (round_id, unit_id) references monitoring_participant (round_id, unit_id)
);
create index monitoring_reminder_unit on monitoring_reminder (round_id, unit_id, sent_at);

-- What the coordinator says of a unit's answers in an area, and what the unit answers. Neither is changed afterwards.
create table monitoring_remark (
    id uuid primary key,
    round_id uuid not null,
    unit_id uuid not null,
    area text not null,
    text text not null,
    written_by uuid not null references account (id),
    written_at timestamptz not null,
    reply text,
    replied_by uuid references account (id),
    replied_at timestamptz,
    foreign key (round_id, unit_id) references monitoring_participant (round_id, unit_id)
);
create index monitoring_remark_unit on monitoring_remark (round_id, unit_id, written_at);
