-- Every version of an instrument that a round can have been opened with: the program's own and the municipality's.
create table instrument (
    id blob primary key,
    kind text not null check (kind in ('unit', 'municipal')),
    version text not null,
    effective_from text not null,
    source text not null,
    own integer not null check (own in (0, 1)),
    note text not null default '',
    published_by blob references account (id),
    published_at text not null,
    unique (kind, version)
) strict;
create index instrument_effective on instrument (kind, effective_from, published_at);
create trigger instrument_is_append_only_update before update on instrument begin select raise(abort, 'an instrument is never changed'); end;
create trigger instrument_is_append_only_delete before delete on instrument begin select raise(abort, 'an instrument is never removed'); end;

-- A round of self-monitoring, run by the coordinators of the branch below unit_id. items: how many its instrument has.
create table monitoring_round (
    id blob primary key,
    unit_id blob not null references unit (id),
    instrument_id blob not null references instrument (id),
    kind text not null check (kind in ('unit', 'municipal')),
    items integer not null,
    title text not null,
    period_from text not null,
    period_to text not null,
    deadline text not null,
    word text not null,
    opened_by blob not null references account (id),
    opened_at text not null,
    closed_by blob references account (id),
    closed_at text
) strict;
create index monitoring_round_unit on monitoring_round (unit_id);

-- Who answers it, and whether the answers are handed in.
create table monitoring_participant (
    round_id blob not null references monitoring_round (id),
    unit_id blob not null references unit (id),
    handed_in_by blob references account (id),
    handed_in_at text,
    given_back_by blob references account (id),
    given_back_at text,
    given_back_word text not null default '',
    primary key (round_id, unit_id)
) strict;
create index monitoring_participant_unit on monitoring_participant (unit_id);

-- The answers to one area, as typed. answered: how many of its items have an answer.
create table monitoring_answer (
    round_id blob not null,
    unit_id blob not null,
    area text not null,
    fields text not null,
    answered integer not null,
    version integer not null,
    updated_by blob not null references account (id),
    updated_at text not null,
    primary key (round_id, unit_id, area),
    foreign key (round_id, unit_id) references monitoring_participant (round_id, unit_id)
) strict;

create table monitoring_reminder (
    id blob primary key,
    round_id blob not null,
    unit_id blob not null,
    word text not null,
    sent_by blob not null references account (id),
    sent_at text not null,
    foreign key (round_id, unit_id) references monitoring_participant (round_id, unit_id)
) strict;
create index monitoring_reminder_unit on monitoring_reminder (round_id, unit_id, sent_at);

-- What the coordinator says of a unit's answers in an area, and what the unit answers. Neither is changed afterwards.
create table monitoring_remark (
    id blob primary key,
    round_id blob not null,
    unit_id blob not null,
    area text not null,
    text text not null,
    written_by blob not null references account (id),
    written_at text not null,
    reply text,
    replied_by blob references account (id),
    replied_at text,
    foreign key (round_id, unit_id) references monitoring_participant (round_id, unit_id)
) strict;
create index monitoring_remark_unit on monitoring_remark (round_id, unit_id, written_at);
