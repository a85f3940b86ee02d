create table unit (
    id uuid primary key,
    parent_id uuid references unit (id),
    path text not null unique,
    kind text not null check (kind in ('municipality', 'district', 'unit')),
    area text,
    name text not null,
    phone text not null default '',
    created_at timestamptz not null
);

create table account (
    id uuid primary key,
    user_name text not null,
    user_name_folded text not null unique,
    name text not null,
    title text not null default '',
    phone text not null default '',
    language text not null default 'sv' check (language in ('sv', 'en')),
    password_hash text,
    disabled_at timestamptz,
    created_at timestamptz not null
);

create table role_grant (
    account_id uuid not null references account (id),
    role text not null check (role in ('worker', 'representative', 'manager', 'coordinator', 'records_officer', 'administrator')),
    unit_id uuid not null references unit (id),
    primary key (account_id, role, unit_id)
);

-- Which units a role reaches: its own and every one below. Lists are scoped by it.
create view reach as
select g.account_id, g.role, u.id as unit_id
from role_grant g
join unit top on top.id = g.unit_id
join unit u on substr(u.path, 1, length(top.path)) = top.path;

-- One-time links; only the token's digest is kept.
create table activation (
    token_hash bytea primary key,
    account_id uuid not null references account (id),
    expires_at timestamptz not null,
    used_at timestamptz
);

create table session (
    token_hash bytea primary key,
    account_id uuid not null references account (id),
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    idle_until timestamptz not null,
    ends_at timestamptz not null
);
create index session_account on session (account_id);

-- Failed sign-ins, so that a limit survives a restart and holds for every instance.
create table sign_in_failure (
    id uuid primary key,
    subject_hash bytea not null,
    at timestamptz not null
);
create index sign_in_failure_subject on sign_in_failure (subject_hash, at);

-- Append-only: who did what, when, to which object. Never a name, a number or a text.
create table audit (
    id uuid primary key,
    at timestamptz not null,
    account_id uuid,
    unit_id uuid,
    action text not null,
    object_kind text not null,
    object_id uuid,
    case_id uuid,
    detail text not null default ''
);
create index audit_case on audit (case_id, at);
create index audit_account on audit (account_id, at);

create table counter (
    name text primary key,
    value bigint not null
);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'audit is append-only';
end
$$;
create trigger audit_is_append_only before update or delete on audit for each row execute function audit_is_append_only();
create trigger audit_is_never_emptied before truncate on audit for each statement execute function audit_is_append_only();
