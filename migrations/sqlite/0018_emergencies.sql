-- A record that somebody opened in an emergency: for how long, why, and what the unit's manager found afterwards. No row is removed
-- before its case is.
create table emergency_access (
    id blob primary key,
    case_id blob not null references case_file (id),
    account_id blob not null references account (id),
    ground text not null check (ground in ('danger', 'on_call', 'absence')),
    reason text not null,
    opened_at text not null,
    ends_at text not null,
    ended_at text,
    verdict text check (verdict in ('justified', 'unclear')),
    note text not null default '',
    judged_by blob references account (id),
    judged_at text,
    check ((verdict is null) = (judged_at is null) and (judged_by is null) = (judged_at is null))
) strict;
create index emergency_account on emergency_access (account_id, ends_at);
create index emergency_case on emergency_access (case_id);
create index emergency_unjudged on emergency_access (opened_at) where judged_at is null;
create trigger emergency_judged_once before update on emergency_access when old.judged_at is not null
begin select raise(abort, 'an emergency is judged once'); end;

