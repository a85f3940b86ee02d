-- For when a decision is planned, as its page says: one that has passed without a signature is counted.
alter table assessment add column planned_on date;
create index assessment_planned on assessment (planned_on) where planned_on is not null and status in ('draft', 'submitted', 'returned');
create index measure_open on measure (due_on) where done_on is null;

-- What an assessment adds to the figures, as it was added last; what changes is the difference.
create table counted (
    assessment_id uuid primary key references assessment (id),
    increments jsonb not null
);

-- Figures by unit and month: how many of each outcome. `month` is year × 100 + month.
create table tally (
    dimension text not null,
    month bigint not null,
    unit_id uuid not null references unit (id),
    indicator text not null,
    value text not null,
    yes bigint not null,
    reason bigint not null,
    no bigint not null,
    outside bigint not null,
    primary key (dimension, month, unit_id, indicator, value)
);

-- Whether a talk took place stands in its texts; figures read it there when they count.
alter table participation_note drop column called_off;
