-- Each row of the trail is sealed with a key that is not in the database, and holds the seal of the row before it in its
-- unit's chain. What happened outside any unit is in the chain of the zero id.
alter table audit add column chain blob;
alter table audit add column seq integer;
alter table audit add column key_id text;
alter table audit add column prev blob;
alter table audit add column mac blob;
create unique index audit_chain on audit (chain, seq) where seq is not null;
create index audit_unsealed on audit (id) where mac is null;

create table audit_head (
    chain blob primary key,
    seq integer not null,
    mac blob not null
) strict;

-- What an older program wrote is sealed once, by `migrate`. Nothing else about a row ever changes.
drop trigger audit_is_append_only_update;
create trigger audit_is_append_only_update before update on audit
when old.mac is not null or new.mac is null or new.id is not old.id or new.at is not old.at or new.account_id is not old.account_id
    or new.unit_id is not old.unit_id or new.action is not old.action or new.object_kind is not old.object_kind
    or new.object_id is not old.object_id or new.case_id is not old.case_id or new.detail is not old.detail
begin select raise(abort, 'audit is append-only'); end;
create trigger audit_is_sealed before insert on audit when new.mac is null
begin select raise(abort, 'audit rows are sealed'); end;
