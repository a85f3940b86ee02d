-- What an authenticator app shares with an account, sealed with a key that is not in the database. A step is 30 seconds since 1970;
-- a code of a step that is not later than the last one is refused, so that no code counts twice.
create table second_factor (
    account_id uuid primary key references account (id),
    secret bytea not null,
    last_step bigint not null,
    enrolled_at timestamptz not null
);

-- Codes on paper, for the day on which the app is lost. Only keyed digests are kept.
create table recovery_code (
    account_id uuid not null references account (id),
    code_hash bytea not null,
    used_at timestamptz,
    primary key (account_id, code_hash)
);

-- Sessions from before had one factor; everybody signs in anew, and what they had typed is kept meanwhile.
delete from session;
-- A session that a password alone began is pending until the second factor is given; it opens nothing but the page that asks for it.
alter table session add column pending boolean not null default false;
-- The secret that is offered to an app during a pending session, sealed likewise.
alter table session add column enrolling bytea;
-- When the session last proved who uses it.
alter table session add column proved_at timestamptz;

-- Cases with a protected identity that a session has opened after a proof; they stay open to it.
create table opened_case (
    token_hash bytea not null references session (token_hash) on update cascade on delete cascade,
    case_id uuid not null,
    primary key (token_hash, case_id)
);

alter table account add column last_signed_in_at timestamptz;
update account set last_signed_in_at = (select max(t.at) from audit t where t.account_id = account.id and t.action = 'signed_in');
