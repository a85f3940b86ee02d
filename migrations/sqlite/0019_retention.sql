-- What kind of file a case's decisions belong to, where somebody has said it, and what else its term depends on.
create table case_retention (
    case_id blob primary key references case_file (id),
    class text not null,
    file_last_entry text,
    ended_on text,
    in_sample text not null default '' check (in_sample in ('', 'in', 'out')),
    version integer not null default 1,
    decided_by blob not null references account (id),
    decided_at text not null
) strict;

-- How the municipality makes the sample that research needs; the newest row counts. Append-only.
create table research_sample (
    id blob primary key,
    way text not null check (way in ('municipality', 'birth_days', 'marked')),
    days text not null default '',
    decision text not null,
    said_by blob not null references account (id),
    said_at text not null
) strict;
create trigger research_sample_is_append_only_update before update on research_sample begin select raise(abort, 'research_sample is append-only'); end;
create trigger research_sample_is_append_only_delete before delete on research_sample begin select raise(abort, 'research_sample is append-only'); end;

-- A hold keeps a case from being purged until it is lifted.
create table retention_hold (
    id blob primary key,
    case_id blob not null references case_file (id),
    reason text not null check (reason in ('open_file', 'proceedings', 'request', 'other_law', 'other')),
    text text not null,
    placed_by blob not null references account (id),
    placed_at text not null,
    lifted_by blob references account (id),
    lifted_at text,
    lifted_text text not null default ''
) strict;
create index retention_hold_case on retention_hold (case_id);

-- A batch of cases to be purged: proposed by one officer, approved by another.
create table purge (
    id blob primary key,
    unit_id blob not null references unit (id),
    state text not null default 'proposed' check (state in ('proposed', 'approved', 'done', 'cancelled')),
    proposed_by blob not null references account (id),
    proposed_at text not null,
    approved_by blob references account (id),
    approved_at text,
    ended_by blob references account (id),
    ended_at text,
    check (approved_by is null or approved_by <> proposed_by),
    check (state not in ('approved', 'done') or approved_by is not null)
) strict;
create index purge_unit on purge (unit_id, proposed_at);
create trigger purge_stays before update on purge when old.state in ('done', 'cancelled')
begin select raise(abort, 'a purge that has ended is never changed'); end;
create trigger purge_is_kept before delete on purge begin select raise(abort, 'a purge is never removed'); end;

-- What became of each case of a batch. The case is gone then, so nothing refers to it; no name, no personal number and no text stands here.
-- `counts`: rows removed by table. `digest`: SHA-256 over the row, which the sealed trail repeats.
create table purge_item (
    purge_id blob not null references purge (id),
    case_id blob not null,
    number text not null,
    unit_id blob not null references unit (id),
    kind text not null,
    rule text not null,
    last_entry_at text not null,
    due_since text not null,
    done_by text not null,
    state text not null default 'waiting' check (state in ('waiting', 'purged', 'kept')),
    reason text not null default '',
    ended_at text,
    counts text not null default '[]',
    digest blob,
    primary key (purge_id, case_id)
) strict;
create index purge_item_case on purge_item (case_id);
create trigger purge_item_stays before update on purge_item
when old.state <> 'waiting' or new.case_id is not old.case_id or new.number is not old.number or new.rule is not old.rule
begin select raise(abort, 'a purged case stays in the record'); end;
create trigger purge_item_is_kept before delete on purge_item begin select raise(abort, 'a purged case stays in the record'); end;

-- While a row stands here, the rows of that case that are never removed otherwise may be. The row goes before the transaction ends: it
-- points into a table that stays empty, and that is looked at when the transaction is committed.
create table purge_gate (
    id integer primary key check (id < 0 and id > 0)
) strict;
create table purge_under_way (
    case_id blob primary key,
    purge_id blob not null,
    gate integer not null default 1 references purge_gate (id) deferrable initially deferred
) strict;
create trigger purge_is_approved before insert on purge_under_way
when not exists (select 1 from purge p join purge_item i on i.purge_id = p.id
    where p.id = new.purge_id and i.case_id = new.case_id and p.state = 'approved' and i.state = 'waiting')
begin select raise(abort, 'only an approved purge removes a case'); end;

drop trigger annotation_is_append_only_delete;
create trigger annotation_is_append_only_delete before delete on annotation
when not exists (select 1 from purge_under_way w join assessment a on a.case_id = w.case_id where a.id = old.assessment_id)
begin select raise(abort, 'annotation is append-only'); end;
drop trigger letter_version_is_append_only_delete;
create trigger letter_version_is_append_only_delete before delete on letter_version
when not exists (select 1 from purge_under_way w join assessment a on a.case_id = w.case_id join letter l on l.assessment_id = a.id where l.id = old.letter_id)
begin select raise(abort, 'letter_version is append-only'); end;
drop trigger disclosure_is_append_only_delete;
create trigger disclosure_is_append_only_delete before delete on disclosure
when not exists (select 1 from purge_under_way w join assessment a on a.case_id = w.case_id where a.id = old.assessment_id)
begin select raise(abort, 'disclosure is append-only'); end;

-- A person's request to see everything about them. The number goes when the extract is closed.
create table person_extract (
    id blob primary key,
    unit_id blob not null references unit (id),
    number text not null,
    purpose text not null,
    asked_by blob not null references account (id),
    asked_at text not null,
    closed_by blob references account (id),
    closed_at text,
    check (closed_at is null or number = '')
) strict;
create index person_extract_unit on person_extract (unit_id, asked_at);

-- The part of one case, which its unit's manager assesses before it leaves. `withheld`: titles of the parts that are kept back.
-- `file`: what may leave, as it was assessed; it goes when the extract is closed.
create table extract_case (
    extract_id blob not null references person_extract (id),
    case_id blob not null references case_file (id),
    roles text not null,
    outcome text check (outcome in ('all', 'part', 'none')),
    withheld text not null default '[]',
    reasons text not null default '',
    version integer not null default 1,
    assessed_by blob references account (id),
    assessed_at text,
    file blob,
    primary key (extract_id, case_id)
) strict;
create index extract_case_case on extract_case (case_id);
