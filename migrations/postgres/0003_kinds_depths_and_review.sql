alter table case_file rename column adult_name to subject_name;
alter table case_file rename column adult_number to subject_number;
alter table case_file add column kind text not null default 'adult' check (kind in ('adult', 'child', 'general'));
alter index case_file_adult_number rename to case_file_subject_number;

-- Whether standard assessments of the unit are signed by a second person.
alter table unit add column countersigns boolean not null default false;

alter table assessment drop constraint assessment_depth_check;
alter table assessment add constraint assessment_depth_check check (depth in ('screening', 'quick', 'standard', 'thorough'));
alter table assessment drop constraint assessment_status_check;
alter table assessment add constraint assessment_status_check check (status in ('draft', 'submitted', 'returned', 'signed', 'closed', 'withdrawn'));
alter table assessment add column previous_id uuid references assessment (id);
alter table assessment add column series bigint not null default 1;
alter table assessment add column submitted_at timestamptz;
alter table assessment add column submitted_by uuid references account (id);
alter table assessment add column countersigned_by uuid references account (id);
create index assessment_previous on assessment (previous_id);

-- An occasion that a new version took over from the one before.
alter table participation_note add column copied_from uuid references participation_note (id);

-- An assessment as it stood when it was submitted or signed: what documents are made from and differences are shown against.
create table kept_version (
    assessment_id uuid not null references assessment (id),
    round bigint not null,
    reason text not null check (reason in ('submitted', 'signed')),
    material jsonb not null,
    kept_at timestamptz not null,
    kept_by uuid references account (id),
    primary key (assessment_id, round, reason)
);

-- One round of review: from the submission until it is sent back, countersigned or taken back.
create table review (
    id uuid primary key,
    assessment_id uuid not null references assessment (id),
    round bigint not null,
    submitted_by uuid not null references account (id),
    submitted_at timestamptz not null,
    message text not null default '',
    reviewer_id uuid references account (id),
    outcome text check (outcome in ('returned', 'countersigned', 'recalled', 'withdrawn')),
    outcome_text text not null default '',
    delegation_id uuid,
    ended_at timestamptz,
    unique (assessment_id, round)
);

create table remark (
    review_id uuid not null references review (id),
    section_key text not null,
    verdict text not null check (verdict in ('accepted', 'can_improve', 'must_correct')),
    text text not null default '',
    answer text not null default '',
    answered_by uuid references account (id),
    answered_at timestamptz,
    written_by uuid not null references account (id),
    written_at timestamptz not null,
    version bigint not null default 1,
    primary key (review_id, section_key)
);

-- Who may review and countersign in a unit besides its manager, from when until when, by which decision.
create table delegation (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    account_id uuid not null references account (id),
    since date not null,
    until date,
    reference text not null,
    granted_by uuid not null references account (id),
    created_at timestamptz not null,
    revoked_at timestamptz,
    revoked_by uuid references account (id)
);
create index delegation_account on delegation (account_id);
create index delegation_unit on delegation (unit_id, created_at);

-- Every version of the checklist that an assessment can have been made with: the program's own and the municipality's.
create table checklist (
    id uuid primary key,
    version text not null unique,
    effective_from date not null,
    source text not null,
    own boolean not null,
    note text not null default '',
    published_by uuid references account (id),
    published_at timestamptz not null
);
create index checklist_effective on checklist (effective_from, published_at);
create function checklist_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'a checklist is never changed or removed';
end;
$$;
create trigger checklist_is_append_only before update or delete on checklist
    for each row execute function checklist_is_append_only();
create trigger checklist_is_never_emptied before truncate on checklist
    for each statement execute function checklist_is_append_only();
