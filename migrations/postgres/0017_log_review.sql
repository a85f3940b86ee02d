-- Looking at who opened what. A month of a unit is found without reading the rest of the trail.
create index audit_opening on audit (unit_id, at, account_id, case_id) where action = 'read' and case_id is not null;

-- A unit's month under review. The seed is drawn once, so that nobody draws again until the sample pleases them.
create table log_review (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    month text not null,
    part text not null check (part in ('unit', 'managers')),
    seed bigint not null,
    openings bigint not null,
    pairs bigint not null,
    people bigint not null,
    left_out bigint not null,
    drawn_by uuid not null references account (id),
    drawn_at timestamptz not null,
    signed_by uuid references account (id),
    signed_at timestamptz,
    unique (unit_id, month, part)
);

-- One person and one case. The case may be purged meanwhile, so nothing refers to it.
create table log_review_row (
    review_id uuid not null references log_review (id),
    position bigint not null,
    account_id uuid not null references account (id),
    case_id uuid not null,
    days text not null,
    sampled boolean not null,
    rules text not null default '',
    verdict text check (verdict in ('in_order', 'needs_explanation', 'suspected')),
    note text not null default '',
    asked text not null default '',
    judged_by uuid references account (id),
    judged_at timestamptz,
    version bigint not null default 0,
    primary key (review_id, position)
);

create function log_review_stays() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' then
        raise exception 'a review of the log is never removed';
    end if;
    if old.signed_at is not null then
        raise exception 'a signed review of the log is never changed';
    end if;
    if (new.id, new.unit_id, new.month, new.part, new.seed) is distinct from (old.id, old.unit_id, old.month, old.part, old.seed) then
        raise exception 'what a review of the log was drawn with is never changed';
    end if;
    return new;
end;
$$;
create trigger log_review_stays before update or delete on log_review for each row execute function log_review_stays();
create trigger log_review_is_never_emptied before truncate on log_review for each statement execute function log_review_stays();

create function log_review_row_stays() returns trigger language plpgsql as $$
begin
    if tg_op in ('DELETE', 'TRUNCATE') then
        raise exception 'a row of a review of the log is never removed';
    end if;
    if (select signed_at from log_review where id = new.review_id) is not null then
        raise exception 'a signed review of the log is never changed';
    end if;
    if tg_op = 'UPDATE' then
        if (new.review_id, new.position, new.account_id, new.case_id, new.days, new.sampled, new.rules)
            is distinct from (old.review_id, old.position, old.account_id, old.case_id, old.days, old.sampled, old.rules) then
            raise exception 'what a review of the log was drawn with is never changed';
        end if;
    end if;
    return new;
end;
$$;
create trigger log_review_row_stays before insert or update or delete on log_review_row
    for each row execute function log_review_row_stays();
create trigger log_review_row_is_never_emptied before truncate on log_review_row
    for each statement execute function log_review_row_stays();

-- What a records officer took out of the log, for whom and why. The rows are read from the trail each time.
create table log_extract (
    id uuid primary key,
    account_id uuid not null references account (id),
    recipient text not null,
    reason text not null,
    shown text not null check (shown in ('names', 'function')),
    since date,
    until date,
    made_at timestamptz not null
);
create index log_extract_account on log_extract (account_id, made_at);

create table log_extract_case (
    extract_id uuid not null references log_extract (id),
    case_id uuid not null,
    number text not null,
    primary key (extract_id, case_id)
);
