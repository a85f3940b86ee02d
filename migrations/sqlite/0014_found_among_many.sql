-- What a hundred thousand assessments showed.
-- The index on state held every screening that was ever signed. What waits is open; what is late is found by its day.
drop index assessment_status;
create index assessment_open on assessment (status, case_id) where status in ('draft', 'submitted', 'returned');
create index assessment_follow_up on assessment (follow_up_on) where status = 'signed' and follow_up_on is not null;
-- Whose guardian somebody is, is asked by case on every page of an assessment.
create index child_guardian_guardian on child_guardian (guardian_id);
-- Names are searched by the beginnings of their words, which only an index of words can find.
create table name_word (
    word text not null,
    object_id blob not null,
    case_id blob not null references case_file (id) on delete cascade,
    primary key (word, object_id)
) strict, without rowid;
create index name_word_object on name_word (object_id, word);
with recursive split (object_id, case_id, word, rest) as (
    select id, id, '', trim(search_name) || ' ' from case_file
    union all
    select id, case_id, '', trim(search_name) || ' ' from child
    union all
    select object_id, case_id, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) from split where rest <> ''
)
insert or ignore into name_word (word, object_id, case_id) select word, object_id, case_id from split where word <> '';
alter table case_file drop column search_name;
alter table child drop column search_name;
