-- For when a decision is planned, as its page says: one that has passed without a signature is counted.
alter table assessment add column planned_on text;
create index assessment_planned on assessment (planned_on) where planned_on is not null and status in ('draft', 'submitted', 'returned');
create index measure_open on measure (due_on) where done_on is null;

-- What an assessment adds to the figures, as it was added last; what changes is the difference.
create table counted (
    assessment_id blob primary key references assessment (id),
    increments text not null
) strict;

-- Figures by unit and month: how many of each outcome. `month` is year × 100 + month.
create table tally (
    dimension text not null,
    month integer not null,
    unit_id blob not null references unit (id),
    indicator text not null,
    value text not null,
    yes integer not null,
    reason integer not null,
    no integer not null,
    outside integer not null,
    primary key (dimension, month, unit_id, indicator, value)
) strict, without rowid;

-- Whether a talk took place stands in its texts; figures read it there when they count.
alter table participation_note drop column called_off;
