create table unit (
    id blob primary key,
    parent_id blob references unit (id),
    path text not null unique,
    kind text not null check (kind in ('municipality', 'district', 'unit')),
    area text,
    name text not null,
    phone text not null default '',
    created_at text not null
) strict;

create table account (
    id blob primary key,
    user_name text not null,
    user_name_folded text not null unique,
    name text not null,
    title text not null default '',
    phone text not null default '',
    language text not null default 'sv' check (language in ('sv', 'en')),
    password_hash text,
    disabled_at text,
    created_at text not null
) strict;

create table role_grant (
    account_id blob not null references account (id),
    role text not null check (role in ('worker', 'representative', 'manager', 'coordinator', 'records_officer', 'administrator')),
    unit_id blob not null references unit (id),
    primary key (account_id, role, unit_id)
) strict;

-- Which units a role reaches: its own and every one below. Lists are scoped by it.
create view reach as
select g.account_id, g.role, u.id as unit_id
from role_grant g
join unit top on top.id = g.unit_id
join unit u on substr(u.path, 1, length(top.path)) = top.path;

-- One-time links; only the token's digest is kept.
create table activation (
    token_hash blob primary key,
    account_id blob not null references account (id),
    expires_at text not null,
    used_at text
) strict;

create table session (
    token_hash blob primary key,
    account_id blob not null references account (id),
    created_at text not null,
    last_seen_at text not null,
    idle_until text not null,
    ends_at text not null
) strict;
create index session_account on session (account_id);

-- Failed sign-ins, so that a limit survives a restart and holds for every instance.
create table sign_in_failure (
    id blob primary key,
    subject_hash blob not null,
    at text not null
) strict;
create index sign_in_failure_subject on sign_in_failure (subject_hash, at);

-- Append-only: who did what, when, to which object. Never a name, a number or a text.
create table audit (
    id blob primary key,
    at text not null,
    account_id blob,
    unit_id blob,
    action text not null,
    object_kind text not null,
    object_id blob,
    case_id blob,
    detail text not null default ''
) strict;
create index audit_case on audit (case_id, at);
create index audit_account on audit (account_id, at);

create table counter (
    name text primary key,
    value integer not null
) strict;

create trigger audit_is_append_only_update before update on audit begin select raise(abort, 'audit is append-only'); end;
create trigger audit_is_append_only_delete before delete on audit begin select raise(abort, 'audit is append-only'); end;
