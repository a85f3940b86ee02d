-- Follow-up and status reports. A draft is put together anew each time that it is read; what a final one said is kept.
create table report (
    id uuid primary key,
    kind text not null check (kind in ('follow_up', 'status')),
    unit_id uuid not null references unit (id),
    period text not null,
    against text not null default '',
    language text not null check (language in ('sv', 'en')),
    state text not null default 'draft' check (state in ('draft', 'final')),
    texts jsonb not null,
    kept jsonb,
    version bigint not null default 1,
    made_by uuid not null references account (id),
    made_at timestamptz not null,
    updated_by uuid not null references account (id),
    updated_at timestamptz not null,
    final_by uuid references account (id),
    final_at timestamptz
);
create index report_unit on report (unit_id, made_at);

create function report_stays_final() returns trigger language plpgsql as $$
begin
    if old.state = 'final' then
        raise exception 'a final report is never changed or removed';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end;
$$;
create trigger report_stays_final before update or delete on report
    for each row execute function report_stays_final();

-- What takes longer than a page should: asked for by somebody, done by the program, kept for a while.
create table job (
    id uuid primary key,
    account_id uuid not null references account (id),
    report_id uuid not null references report (id) on delete cascade,
    format text not null check (format in ('pdf', 'xlsx', 'csv', 'json')),
    state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
    done bigint not null default 0,
    steps bigint not null default 1,
    file_name text not null default '',
    result bytea,
    created_at timestamptz not null,
    heartbeat_at timestamptz,
    finished_at timestamptz
);
create index job_account on job (account_id, created_at);
create index job_open on job (created_at) where state in ('queued', 'running');
