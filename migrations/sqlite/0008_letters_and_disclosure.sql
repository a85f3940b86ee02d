-- What a letter is for; whether it is said in a talk, its text being the writer's support; and what was checked when it was approved.
alter table letter add column kind text not null default 'feedback' check (kind in ('feedback', 'information', 'invitation'));
alter table letter add column spoken integer not null default 0 check (spoken in (0, 1));
alter table letter add column approval text;

-- A letter as it stood each time that it was approved.
create table letter_version (
    letter_id blob not null references letter (id),
    number integer not null,
    fields text not null,
    approval text not null,
    approved_by blob references account (id),
    approved_at text not null,
    primary key (letter_id, number)
) strict;
create trigger letter_version_is_append_only_update before update on letter_version begin select raise(abort, 'letter_version is append-only'); end;
create trigger letter_version_is_append_only_delete before delete on letter_version begin select raise(abort, 'letter_version is append-only'); end;

-- Whether what a child said may be disclosed: assessed, by whom and why. A new assessment follows an older one and never changes it.
create table disclosure (
    id blob primary key,
    assessment_id blob not null references assessment (id),
    statement_key text not null,
    recipient text not null,
    outcome text not null check (outcome in ('disclosed', 'withheld')),
    ground text not null default '',
    reasons text not null,
    told_instead text not null default '',
    decided_by text not null,
    decided_on text not null,
    noted_by blob not null references account (id),
    noted_at text not null
) strict;
create index disclosure_assessment on disclosure (assessment_id, noted_at);
create trigger disclosure_is_append_only_update before update on disclosure begin select raise(abort, 'disclosure is append-only'); end;
create trigger disclosure_is_append_only_delete before delete on disclosure begin select raise(abort, 'disclosure is append-only'); end;
