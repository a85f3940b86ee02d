-- Files that belong to an assessment. Their bytes are here, too, so that a backup holds everything; they stand last, because
-- SQLite reads its way through them to whatever follows. Of a removed file the row and the digest stay, and no bytes.
create table attachment (
    id blob primary key,
    assessment_id blob not null references assessment (id),
    name text not null,
    kind text not null check (kind in ('pdf', 'png', 'jpeg')),
    size integer not null check (size > 0),
    digest blob not null,
    note text not null,
    added_by blob not null references account (id),
    added_at text not null,
    removed_by blob references account (id),
    removed_at text,
    bytes blob not null
) strict;
create index attachment_assessment on attachment (assessment_id, added_at);
