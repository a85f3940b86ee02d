-- A record that somebody opened in an emergency: for how long, why, and what the unit's manager found afterwards. No row is removed
-- before its case is.
create table emergency_access (
    id uuid primary key,
    case_id uuid not null references case_file (id),
    account_id uuid not null references account (id),
    ground text not null check (ground in ('danger', 'on_call', 'absence')),
    reason text not null,
    opened_at timestamptz not null,
    ends_at timestamptz not null,
    ended_at timestamptz,
    verdict text check (verdict in ('justified', 'unclear')),
    note text not null default '',
    judged_by uuid references account (id),
    judged_at timestamptz,
    check ((verdict is null) = (judged_at is null) and (judged_by is null) = (judged_at is null))
);
create index emergency_account on emergency_access (account_id, ends_at);
create index emergency_case on emergency_access (case_id);
create index emergency_unjudged on emergency_access (opened_at) where judged_at is null;
create function emergency_judged_once() returns trigger language plpgsql as $$
begin raise exception 'an emergency is judged once'; end $$;
create trigger emergency_judged_once before update on emergency_access for each row when (old.judged_at is not null)
execute function emergency_judged_once();
