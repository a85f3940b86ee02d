-- Corrections and objections beside the texts of an assessment, which they never change. Append-only, as the audit is.
create table annotation (
    id uuid primary key,
    assessment_id uuid not null references assessment (id),
    kind text not null check (kind in ('correction', 'objection')),
    section_key text not null default '',
    text text not null,
    right_text text not null default '',
    by_whom text not null default '',
    decided_by text not null default '',
    on_date date not null,
    noted_by uuid not null references account (id),
    noted_on date not null,
    noted_at timestamptz not null
);
create index annotation_assessment on annotation (assessment_id, noted_at);

create function annotation_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'annotation is append-only';
end
$$;
create trigger annotation_is_append_only before update or delete on annotation for each row execute function annotation_is_append_only();
create trigger annotation_is_never_emptied before truncate on annotation for each statement execute function annotation_is_append_only();
