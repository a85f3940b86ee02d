alter table case_file rename column adult_name to subject_name;
alter table case_file rename column adult_number to subject_number;
alter table case_file add column kind text not null default 'adult' check (kind in ('adult', 'child', 'general'));
drop index case_file_adult_number;
create index case_file_subject_number on case_file (subject_number);

-- Whether standard assessments of the unit are signed by a second person.
alter table unit add column countersigns integer not null default 0 check (countersigns in (0, 1));

-- SQLite cannot change a check, so the table is made anew. Rows that point at it are orphans in between: foreign keys are looked at
-- when the transaction ends, and every row that comes back takes its own orphans off the count.
pragma defer_foreign_keys = on;
create table assessment_before as select * from assessment;
drop table assessment;
create table assessment (
    id blob primary key,
    case_id blob not null references case_file (id),
    previous_id blob references assessment (id),
    series integer not null default 1,
    depth text not null check (depth in ('screening', 'quick', 'standard', 'thorough')),
    status text not null check (status in ('draft', 'submitted', 'returned', 'signed', 'closed', 'withdrawn')),
    content_version text not null,
    matter text not null,
    screening_reason text not null default '',
    withdrawn_reason text not null default '',
    decided_on text,
    follow_up_on text,
    submitted_at text,
    submitted_by blob references account (id),
    signed_at text,
    signed_by blob references account (id),
    countersigned_by blob references account (id),
    attestations text not null default '',
    version integer not null default 1,
    created_by blob not null references account (id),
    created_at text not null,
    updated_at text not null
) strict;
create index assessment_case on assessment (case_id, created_at);
create index assessment_status on assessment (status, updated_at);
create index assessment_previous on assessment (previous_id);
insert into assessment (id, case_id, depth, status, content_version, matter, screening_reason, withdrawn_reason, decided_on, follow_up_on,
    signed_at, signed_by, attestations, version, created_by, created_at, updated_at)
    select id, case_id, depth, status, content_version, matter, screening_reason, withdrawn_reason, decided_on, follow_up_on,
    signed_at, signed_by, attestations, version, created_by, created_at, updated_at from assessment_before;
drop table assessment_before;

-- An occasion that a new version took over from the one before.
alter table participation_note add column copied_from blob references participation_note (id);

-- An assessment as it stood when it was submitted or signed: what documents are made from and differences are shown against.
create table kept_version (
    assessment_id blob not null references assessment (id),
    round integer not null,
    reason text not null check (reason in ('submitted', 'signed')),
    material text not null,
    kept_at text not null,
    kept_by blob references account (id),
    primary key (assessment_id, round, reason)
) strict;

-- One round of review: from the submission until it is sent back, countersigned or taken back.
create table review (
    id blob primary key,
    assessment_id blob not null references assessment (id),
    round integer not null,
    submitted_by blob not null references account (id),
    submitted_at text not null,
    message text not null default '',
    reviewer_id blob references account (id),
    outcome text check (outcome in ('returned', 'countersigned', 'recalled', 'withdrawn')),
    outcome_text text not null default '',
    delegation_id blob,
    ended_at text,
    unique (assessment_id, round)
) strict;

create table remark (
    review_id blob not null references review (id),
    section_key text not null,
    verdict text not null check (verdict in ('accepted', 'can_improve', 'must_correct')),
    text text not null default '',
    answer text not null default '',
    answered_by blob references account (id),
    answered_at text,
    written_by blob not null references account (id),
    written_at text not null,
    version integer not null default 1,
    primary key (review_id, section_key)
) strict;

-- Who may review and countersign in a unit besides its manager, from when until when, by which decision.
create table delegation (
    id blob primary key,
    unit_id blob not null references unit (id),
    account_id blob not null references account (id),
    since text not null,
    until text,
    reference text not null,
    granted_by blob not null references account (id),
    created_at text not null,
    revoked_at text,
    revoked_by blob references account (id)
) strict;
create index delegation_account on delegation (account_id);
create index delegation_unit on delegation (unit_id, created_at);

-- Every version of the checklist that an assessment can have been made with: the program's own and the municipality's.
create table checklist (
    id blob primary key,
    version text not null unique,
    effective_from text not null,
    source text not null,
    own integer not null check (own in (0, 1)),
    note text not null default '',
    published_by blob references account (id),
    published_at text not null
) strict;
create index checklist_effective on checklist (effective_from, published_at);
create trigger checklist_is_append_only_update before update on checklist begin select raise(abort, 'a checklist is never changed'); end;
create trigger checklist_is_append_only_delete before delete on checklist begin select raise(abort, 'a checklist is never removed'); end;
