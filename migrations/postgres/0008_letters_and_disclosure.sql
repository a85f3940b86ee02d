-- What a letter is for; whether it is said in a talk, its text being the writer's support; and what was checked when it was approved.
alter table letter add column kind text not null default 'feedback' check (kind in ('feedback', 'information', 'invitation'));
alter table letter add column spoken boolean not null default false;
alter table letter add column approval jsonb;

-- A letter as it stood each time that it was approved.
create table letter_version (
    letter_id uuid not null references letter (id),
    number bigint not null,
    fields jsonb not null,
    approval jsonb not null,
    approved_by uuid references account (id),
    approved_at timestamptz not null,
    primary key (letter_id, number)
);
create function letter_version_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'letter_version is append-only';
end
$$;
create trigger letter_version_is_append_only before update or delete on letter_version for each row execute function letter_version_is_append_only();
create trigger letter_version_is_never_emptied before truncate on letter_version for each statement execute function letter_version_is_append_only();

-- Whether what a child said may be disclosed: assessed, by whom and why. A new assessment follows an older one and never changes it.
create table disclosure (
    id uuid primary key,
    assessment_id uuid not null references assessment (id),
    statement_key text not null,
    recipient text not null,
    outcome text not null check (outcome in ('disclosed', 'withheld')),
    ground text not null default '',
    reasons text not null,
    told_instead text not null default '',
    decided_by text not null,
    decided_on date not null,
    noted_by uuid not null references account (id),
    noted_at timestamptz not null
);
create index disclosure_assessment on disclosure (assessment_id, noted_at);
create function disclosure_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'disclosure is append-only';
end
$$;
create trigger disclosure_is_append_only before update or delete on disclosure for each row execute function disclosure_is_append_only();
create trigger disclosure_is_never_emptied before truncate on disclosure for each statement execute function disclosure_is_append_only();
