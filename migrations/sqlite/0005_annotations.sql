-- Corrections and objections beside the texts of an assessment, which they never change. Append-only, as the audit is.
create table annotation (
    id blob primary key,
    assessment_id blob not null references assessment (id),
    kind text not null check (kind in ('correction', 'objection')),
    section_key text not null default '',
    text text not null,
    right_text text not null default '',
    by_whom text not null default '',
    decided_by text not null default '',
    on_date text not null,
    noted_by blob not null references account (id),
    noted_on text not null,
    noted_at text not null
) strict;
create index annotation_assessment on annotation (assessment_id, noted_at);

create trigger annotation_is_append_only_update before update on annotation begin select raise(abort, 'annotation is append-only'); end;
create trigger annotation_is_append_only_delete before delete on annotation begin select raise(abort, 'annotation is append-only'); end;
