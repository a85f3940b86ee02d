-- A follow-up that is late is found by its day. The index on state holds every screening that was ever signed.
create index assessment_follow_up on assessment (follow_up_on) where status = 'signed' and follow_up_on is not null;
