-- What kind of file a case's decisions belong to, where somebody has said it, and what else its term depends on.
create table case_retention (
    case_id uuid primary key references case_file (id),
    class text not null,
    file_last_entry date,
    ended_on date,
    in_sample text not null default '' check (in_sample in ('', 'in', 'out')),
    version bigint not null default 1,
    decided_by uuid not null references account (id),
    decided_at timestamptz not null
);

-- How the municipality makes the sample that research needs; the newest row counts. Append-only.
create table research_sample (
    id uuid primary key,
    way text not null check (way in ('municipality', 'birth_days', 'marked')),
    days text not null default '',
    decision text not null,
    said_by uuid not null references account (id),
    said_at timestamptz not null
);
create function research_sample_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'research_sample is append-only';
end
$$;
create trigger research_sample_is_append_only before update or delete on research_sample for each row execute function research_sample_is_append_only();
create trigger research_sample_is_never_emptied before truncate on research_sample for each statement execute function research_sample_is_append_only();

-- A hold keeps a case from being purged until it is lifted.
create table retention_hold (
    id uuid primary key,
    case_id uuid not null references case_file (id),
    reason text not null check (reason in ('open_file', 'proceedings', 'request', 'other_law', 'other')),
    text text not null,
    placed_by uuid not null references account (id),
    placed_at timestamptz not null,
    lifted_by uuid references account (id),
    lifted_at timestamptz,
    lifted_text text not null default ''
);
create index retention_hold_case on retention_hold (case_id);

-- A batch of cases to be purged: proposed by one officer, approved by another.
create table purge (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    state text not null default 'proposed' check (state in ('proposed', 'approved', 'done', 'cancelled')),
    proposed_by uuid not null references account (id),
    proposed_at timestamptz not null,
    approved_by uuid references account (id),
    approved_at timestamptz,
    ended_by uuid references account (id),
    ended_at timestamptz,
    check (approved_by is null or approved_by <> proposed_by),
    check (state not in ('approved', 'done') or approved_by is not null)
);
create index purge_unit on purge (unit_id, proposed_at);
create function purge_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if old.state not in ('done', 'cancelled') then
            return new;
        end if;
    end if;
    raise exception 'a purge is never removed, and never changed when it has ended';
end
$$;
create trigger purge_stays before update or delete on purge for each row execute function purge_stays();
create trigger purge_is_never_emptied before truncate on purge for each statement execute function purge_stays();

-- What became of each case of a batch. The case is gone then, so nothing refers to it; no name, no personal number and no text stands here.
-- `counts`: rows removed by table. `digest`: SHA-256 over the row, which the sealed trail repeats.
create table purge_item (
    purge_id uuid not null references purge (id),
    case_id uuid not null,
    number text not null,
    unit_id uuid not null references unit (id),
    kind text not null,
    rule text not null,
    last_entry_at timestamptz not null,
    due_since date not null,
    done_by date not null,
    state text not null default 'waiting' check (state in ('waiting', 'purged', 'kept')),
    reason text not null default '',
    ended_at timestamptz,
    counts jsonb not null default '[]',
    digest bytea,
    primary key (purge_id, case_id)
);
create index purge_item_case on purge_item (case_id);
create function purge_item_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if old.state = 'waiting' and (new.case_id, new.number, new.rule) = (old.case_id, old.number, old.rule) then
            return new;
        end if;
    end if;
    raise exception 'a purged case stays in the record';
end
$$;
create trigger purge_item_stays before update or delete on purge_item for each row execute function purge_item_stays();
create trigger purge_item_is_never_emptied before truncate on purge_item for each statement execute function purge_item_stays();

-- While a row stands here, the rows of that case that are never removed otherwise may be. The row goes before the transaction ends: it
-- points into a table that stays empty, and that is looked at when the transaction is committed.
create table purge_gate (
    id bigint primary key check (id < 0 and id > 0)
);
create table purge_under_way (
    case_id uuid primary key,
    purge_id uuid not null,
    gate bigint not null default 1 references purge_gate (id) deferrable initially deferred
);
create function purge_is_approved() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from purge p join purge_item i on i.purge_id = p.id
        where p.id = new.purge_id and i.case_id = new.case_id and p.state = 'approved' and i.state = 'waiting') then
        raise exception 'only an approved purge removes a case';
    end if;
    return new;
end
$$;
create trigger purge_is_approved before insert or update on purge_under_way for each row execute function purge_is_approved();

create or replace function annotation_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if exists (select 1 from purge_under_way w join assessment a on a.case_id = w.case_id where a.id = old.assessment_id) then
            return old;
        end if;
    end if;
    raise exception 'annotation is append-only';
end
$$;
create or replace function letter_version_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if exists (select 1 from purge_under_way w join assessment a on a.case_id = w.case_id join letter l on l.assessment_id = a.id where l.id = old.letter_id) then
            return old;
        end if;
    end if;
    raise exception 'letter_version is append-only';
end
$$;
create or replace function disclosure_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if exists (select 1 from purge_under_way w join assessment a on a.case_id = w.case_id where a.id = old.assessment_id) then
            return old;
        end if;
    end if;
    raise exception 'disclosure is append-only';
end
$$;

-- A person's request to see everything about them. The number goes when the extract is closed.
create table person_extract (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    number text not null,
    purpose text not null,
    asked_by uuid not null references account (id),
    asked_at timestamptz not null,
    closed_by uuid references account (id),
    closed_at timestamptz,
    check (closed_at is null or number = '')
);
create index person_extract_unit on person_extract (unit_id, asked_at);

-- The part of one case, which its unit's manager assesses before it leaves. `withheld`: titles of the parts that are kept back.
-- `file`: what may leave, as it was assessed; it goes when the extract is closed.
create table extract_case (
    extract_id uuid not null references person_extract (id),
    case_id uuid not null references case_file (id),
    roles text not null,
    outcome text check (outcome in ('all', 'part', 'none')),
    withheld jsonb not null default '[]',
    reasons text not null default '',
    version bigint not null default 1,
    assessed_by uuid references account (id),
    assessed_at timestamptz,
    file bytea,
    primary key (extract_id, case_id)
);
create index extract_case_case on extract_case (case_id);
