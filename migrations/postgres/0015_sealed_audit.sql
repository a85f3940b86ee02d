-- Each row of the trail is sealed with a key that is not in the database, and holds the seal of the row before it in its
-- unit's chain. What happened outside any unit is in the chain of the zero id.
alter table audit add column chain uuid;
alter table audit add column seq bigint;
alter table audit add column key_id text;
alter table audit add column prev bytea;
alter table audit add column mac bytea;
create unique index audit_chain on audit (chain, seq) where seq is not null;
create index audit_unsealed on audit (id) where mac is null;

create table audit_head (
    chain uuid primary key,
    seq bigint not null,
    mac bytea not null
);

-- What an older program wrote is sealed once, by `migrate`. Nothing else about a row ever changes.
create or replace function audit_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if old.mac is null and new.mac is not null
            and (new.id, new.at, new.action, new.object_kind, new.detail) = (old.id, old.at, old.action, old.object_kind, old.detail)
            and (new.account_id, new.unit_id, new.object_id, new.case_id)
                is not distinct from (old.account_id, old.unit_id, old.object_id, old.case_id) then
            return new;
        end if;
    end if;
    raise exception 'audit is append-only';
end;
$$;
create function audit_is_sealed() returns trigger language plpgsql as $$
begin
    if new.mac is null then
        raise exception 'audit rows are sealed';
    end if;
    return new;
end;
$$;
create trigger audit_is_sealed before insert on audit for each row execute function audit_is_sealed();
