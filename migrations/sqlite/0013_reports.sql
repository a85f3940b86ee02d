-- Follow-up and status reports. A draft is put together anew each time that it is read; what a final one said is kept.
create table report (
    id blob primary key,
    kind text not null check (kind in ('follow_up', 'status')),
    unit_id blob not null references unit (id),
    period text not null,
    against text not null default '',
    language text not null check (language in ('sv', 'en')),
    state text not null default 'draft' check (state in ('draft', 'final')),
    texts text not null,
    kept text,
    version integer not null default 1,
    made_by blob not null references account (id),
    made_at text not null,
    updated_by blob not null references account (id),
    updated_at text not null,
    final_by blob references account (id),
    final_at text
) strict;
create index report_unit on report (unit_id, made_at);

create trigger report_stays_final before update on report when old.state = 'final'
begin select raise(abort, 'a final report is never changed'); end;
create trigger report_is_kept before delete on report when old.state = 'final'
begin select raise(abort, 'a final report is never removed'); end;

-- What takes longer than a page should: asked for by somebody, done by the program, kept for a while.
create table job (
    id blob primary key,
    account_id blob not null references account (id),
    report_id blob not null references report (id) on delete cascade,
    format text not null check (format in ('pdf', 'xlsx', 'csv', 'json')),
    state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
    done integer not null default 0,
    steps integer not null default 1,
    file_name text not null default '',
    result blob,
    created_at text not null,
    heartbeat_at text,
    finished_at text
) strict;
create index job_account on job (account_id, created_at);
create index job_open on job (created_at) where state in ('queued', 'running');
