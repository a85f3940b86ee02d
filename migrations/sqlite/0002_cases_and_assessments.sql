create table case_file (
    id blob primary key,
    number text not null unique,
    unit_id blob not null references unit (id),
    owner_id blob not null references account (id),
    reference text not null default '',
    adult_name text not null,
    adult_number text not null default '',
    matter text not null,
    protected integer not null check (protected in (0, 1)),
    status text not null default 'open' check (status in ('open', 'closed')),
    search_name text not null,
    search_reference text not null default '',
    version integer not null default 1,
    created_at text not null,
    updated_at text not null
) strict;
create index case_file_owner on case_file (owner_id, updated_at, id);
create index case_file_unit on case_file (unit_id, updated_at, id);
create index case_file_adult_number on case_file (adult_number);
create index case_file_search_reference on case_file (search_reference);

create table child (
    id blob primary key,
    case_id blob not null references case_file (id),
    position integer not null,
    name text not null,
    number text not null default '',
    born_on text,
    form text not null,
    protected integer not null check (protected in (0, 1)),
    search_name text not null,
    version integer not null default 1,
    removed_at text,
    created_at text not null
) strict;
create index child_case on child (case_id, position);
create index child_number on child (number);

create table guardian (
    id blob primary key,
    case_id blob not null references case_file (id),
    name text not null,
    role text not null check (role in ('party', 'other'))
) strict;
create index guardian_case on guardian (case_id);

create table child_guardian (
    child_id blob not null references child (id),
    guardian_id blob not null references guardian (id),
    primary key (child_id, guardian_id)
) strict;

create table assessment (
    id blob primary key,
    case_id blob not null references case_file (id),
    depth text not null check (depth in ('screening', 'standard')),
    status text not null check (status in ('draft', 'signed', 'closed', 'withdrawn')),
    content_version text not null,
    matter text not null,
    screening_reason text not null default '',
    withdrawn_reason text not null default '',
    decided_on text,
    follow_up_on text,
    signed_at text,
    signed_by blob references account (id),
    attestations text not null default '',
    version integer not null default 1,
    created_by blob not null references account (id),
    created_at text not null,
    updated_at text not null
) strict;
create index assessment_case on assessment (case_id, created_at);
create index assessment_status on assessment (status, updated_at);

-- One page of an assessment: its texts by field name, exactly as typed.
create table section (
    assessment_id blob not null references assessment (id),
    key text not null,
    fields text not null,
    version integer not null,
    updated_by blob not null references account (id),
    updated_at text not null,
    primary key (assessment_id, key)
) strict;

create table participation_note (
    id blob primary key,
    assessment_id blob not null references assessment (id),
    child_id blob not null references child (id),
    kind text not null check (kind in ('heard', 'not_heard')),
    created_by blob not null references account (id),
    created_at text not null
) strict;
create index participation_note_assessment on participation_note (assessment_id, created_at);

create table measure (
    id blob primary key,
    assessment_id blob not null references assessment (id),
    child_id blob references child (id),
    text text not null,
    owner text not null,
    due_on text not null,
    done_on text,
    outcome text not null default '',
    version integer not null default 1,
    created_at text not null
) strict;
create index measure_assessment on measure (assessment_id, due_on);

create table letter (
    id blob primary key,
    assessment_id blob not null references assessment (id),
    child_id blob not null references child (id),
    band text not null check (band in ('4-6', '7-9', '10-12', '13-17')),
    language text not null check (language in ('sv', 'en')),
    status text not null check (status in ('draft', 'approved', 'given', 'not_given')),
    due_on text,
    approved_at text,
    approved_by blob references account (id),
    given_on text,
    given_form text,
    version integer not null default 1,
    created_at text not null
) strict;
create index letter_assessment on letter (assessment_id, created_at);
create index letter_status on letter (status, due_on);

-- What somebody searched for, so that no name stands in an address.
create table search (
    id blob primary key,
    account_id blob not null references account (id),
    text text not null,
    created_at text not null
) strict;
