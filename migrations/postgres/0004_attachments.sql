-- Files that belong to an assessment. Their bytes are here, too, so that a backup holds everything; they stand last, because
-- SQLite reads its way through them to whatever follows. Of a removed file the row and the digest stay, and no bytes.
create table attachment (
    id uuid primary key,
    assessment_id uuid not null references assessment (id),
    name text not null,
    kind text not null check (kind in ('pdf', 'png', 'jpeg')),
    size bigint not null check (size > 0),
    digest bytea not null,
    note text not null,
    added_by uuid not null references account (id),
    added_at timestamptz not null,
    removed_by uuid references account (id),
    removed_at timestamptz,
    bytes bytea not null
);
create index attachment_assessment on attachment (assessment_id, added_at);
