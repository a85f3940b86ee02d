-- What else a note can be about: information, what others say, a request to another unit, the answer to a letter. `called_off` is a
-- talk that did not take place, as its section says: it never counts as having heard the child. `letter_id` is the letter that an
-- answer answers.
-- SQLite cannot change a check, so the table is made anew, as in version 3.
pragma defer_foreign_keys = on;
create table participation_note_before as select * from participation_note;
drop table participation_note;
create table participation_note (
    id blob primary key,
    assessment_id blob not null references assessment (id),
    child_id blob not null references child (id),
    kind text not null check (kind in ('heard', 'not_heard', 'informed', 'others', 'request', 'answer')),
    created_by blob not null references account (id),
    created_at text not null,
    copied_from blob references participation_note (id),
    called_off integer not null default 0 check (called_off in (0, 1)),
    letter_id blob references letter (id)
) strict;
create index participation_note_assessment on participation_note (assessment_id, created_at);
insert into participation_note (id, assessment_id, child_id, kind, created_by, created_at, copied_from)
    select id, assessment_id, child_id, kind, created_by, created_at, copied_from from participation_note_before;
drop table participation_note_before;
