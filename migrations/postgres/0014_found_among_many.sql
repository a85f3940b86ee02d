-- What a hundred thousand assessments showed.
-- The index on state held every screening that was ever signed. What waits is open; what is late is found by its day.
drop index assessment_status;
create index assessment_open on assessment (status, case_id) where status in ('draft', 'submitted', 'returned');
create index assessment_follow_up on assessment (follow_up_on) where status = 'signed' and follow_up_on is not null;
-- Whose guardian somebody is, is asked by case on every page of an assessment.
create index child_guardian_guardian on child_guardian (guardian_id);
-- Names are searched by the beginnings of their words, which only an index of words can find.
create table name_word (
    word text collate "C" not null,
    object_id uuid not null,
    case_id uuid not null references case_file (id) on delete cascade,
    primary key (word, object_id) include (case_id)
);
create index name_word_object on name_word (object_id, word);
insert into name_word (word, object_id, case_id)
select word, object_id, case_id from (
    select id as object_id, id as case_id, regexp_split_to_table(trim(search_name), ' +') as word from case_file
    union
    select id, case_id, regexp_split_to_table(trim(search_name), ' +') from child
) split where word <> '';
alter table case_file drop column search_name;
alter table child drop column search_name;
