-- Looking at who opened what. A month of a unit is found without reading the rest of the trail.
create index audit_opening on audit (unit_id, at, account_id, case_id) where action = 'read' and case_id is not null;

-- A unit's month under review. The seed is drawn once, so that nobody draws again until the sample pleases them.
create table log_review (
    id blob primary key,
    unit_id blob not null references unit (id),
    month text not null,
    part text not null check (part in ('unit', 'managers')),
    seed integer not null,
    openings integer not null,
    pairs integer not null,
    people integer not null,
    left_out integer not null,
    drawn_by blob not null references account (id),
    drawn_at text not null,
    signed_by blob references account (id),
    signed_at text,
    unique (unit_id, month, part)
) strict;

-- One person and one case. The case may be purged meanwhile, so nothing refers to it.
create table log_review_row (
    review_id blob not null references log_review (id),
    position integer not null,
    account_id blob not null references account (id),
    case_id blob not null,
    days text not null,
    sampled integer not null check (sampled in (0, 1)),
    rules text not null default '',
    verdict text check (verdict in ('in_order', 'needs_explanation', 'suspected')),
    note text not null default '',
    asked text not null default '',
    judged_by blob references account (id),
    judged_at text,
    version integer not null default 0,
    primary key (review_id, position)
) strict;

create trigger log_review_stays_signed_update before update on log_review when old.signed_at is not null
begin select raise(abort, 'a signed review of the log is never changed'); end;
create trigger log_review_stays_drawn before update on log_review
when old.signed_at is null and (new.id is not old.id or new.unit_id is not old.unit_id or new.month is not old.month
    or new.part is not old.part or new.seed is not old.seed)
begin select raise(abort, 'what a review of the log was drawn with is never changed'); end;
create trigger log_review_stays before delete on log_review
begin select raise(abort, 'a review of the log is never removed'); end;
create trigger log_review_row_stays_signed_insert before insert on log_review_row
when (select signed_at from log_review where id = new.review_id) is not null
begin select raise(abort, 'a signed review of the log is never changed'); end;
create trigger log_review_row_stays_signed_update before update on log_review_row
when (select signed_at from log_review where id = old.review_id) is not null
begin select raise(abort, 'a signed review of the log is never changed'); end;
create trigger log_review_row_stays_drawn before update on log_review_row
when new.review_id is not old.review_id or new.position is not old.position or new.account_id is not old.account_id or new.case_id is not old.case_id
    or new.days is not old.days or new.sampled is not old.sampled or new.rules is not old.rules
begin select raise(abort, 'what a review of the log was drawn with is never changed'); end;
create trigger log_review_row_stays before delete on log_review_row
begin select raise(abort, 'a row of a review of the log is never removed'); end;

-- What a records officer took out of the log, for whom and why. The rows are read from the trail each time.
create table log_extract (
    id blob primary key,
    account_id blob not null references account (id),
    recipient text not null,
    reason text not null,
    shown text not null check (shown in ('names', 'function')),
    since text,
    until text,
    made_at text not null
) strict;
create index log_extract_account on log_extract (account_id, made_at);

create table log_extract_case (
    extract_id blob not null references log_extract (id),
    case_id blob not null,
    number text not null,
    primary key (extract_id, case_id)
) strict;
