-- What else a note can be about: information, what others say, a request to another unit, the answer to a letter.
alter table participation_note drop constraint participation_note_kind_check;
alter table participation_note add constraint participation_note_kind_check
    check (kind in ('heard', 'not_heard', 'informed', 'others', 'request', 'answer'));

-- A talk that did not take place, as its section says: it never counts as having heard the child.
alter table participation_note add column called_off boolean not null default false;

-- The letter that an answer answers.
alter table participation_note add column letter_id uuid references letter (id);
