-- A unit's implementation plan of a year.
create table plan (
    id blob primary key,
    unit_id blob not null references unit (id),
    year integer not null,
    state text not null default 'draft' check (state in ('draft', 'submitted', 'returned', 'noted')),
    submitted_by blob references account (id),
    submitted_at text,
    settled_by blob references account (id),
    settled_at text,
    version integer not null default 1,
    created_by blob not null references account (id),
    created_at text not null,
    unique (unit_id, year)
) strict;
create index plan_year on plan (year, state);

-- What is taken out stays, so that it can be put back. A goal that goes on points at the one that it was copied from.
create table plan_goal (
    id blob primary key,
    plan_id blob not null references plan (id),
    focus text not null check (focus in ('participation', 'best_interests', 'collaboration')),
    aim text not null,
    noticed text not null,
    place integer not null,
    carried_from blob references plan_goal (id),
    removed_at text,
    version integer not null default 1,
    updated_by blob not null references account (id),
    updated_at text not null
) strict;
create index plan_goal_plan on plan_goal (plan_id, place);
create index plan_goal_carried on plan_goal (carried_from);

-- What it is and how it goes are written by different people at different times, so each counts versions of its own.
create table plan_activity (
    id blob primary key,
    goal_id blob not null references plan_goal (id),
    what text not null,
    responsible text not null,
    due_on text not null,
    state text not null check (state in ('not_begun', 'in_progress', 'done', 'cancelled', 'carried_over')),
    reason text not null default '',
    led_to text not null default '',
    done_on text,
    place integer not null,
    carried_from blob references plan_activity (id),
    removed_at text,
    version integer not null default 1,
    updated_by blob not null references account (id),
    updated_at text not null,
    progress_version integer not null default 1,
    progress_by blob not null references account (id),
    progress_at text not null
) strict;
create index plan_activity_goal on plan_activity (goal_id, place);
create index plan_activity_carried on plan_activity (carried_from);

-- What the coordinator remarks and the unit replies. Rows are added and never changed.
create table plan_remark (
    id blob primary key,
    goal_id blob not null references plan_goal (id),
    reply integer not null check (reply in (0, 1)),
    text text not null,
    created_by blob not null references account (id),
    created_at text not null
) strict;
create index plan_remark_goal on plan_remark (goal_id, created_at);

-- Who represents a unit. Somebody without an account is a name.
create table appointment (
    id blob primary key,
    unit_id blob not null references unit (id),
    kind text not null check (kind in ('representative', 'deputy')),
    account_id blob references account (id),
    name text not null,
    since text not null,
    until text,
    weekly_minutes integer,
    trained_on text,
    version integer not null default 1,
    updated_by blob not null references account (id),
    updated_at text not null
) strict;
create index appointment_unit on appointment (unit_id, since);

-- A meeting belongs to the branch that it was for: a district's network, or one unit.
create table meeting (
    id blob primary key,
    unit_id blob not null references unit (id),
    kind text not null check (kind in ('network', 'management')),
    held_on text not null,
    talked text not null,
    agreed text not null,
    version integer not null default 1,
    updated_by blob not null references account (id),
    updated_at text not null
) strict;
create index meeting_held on meeting (held_on);

create table meeting_unit (
    meeting_id blob not null references meeting (id),
    unit_id blob not null references unit (id),
    present integer not null check (present in (0, 1)),
    primary key (meeting_id, unit_id)
) strict;

create table training (
    id blob primary key,
    unit_id blob not null references unit (id),
    title text not null,
    subject text not null,
    provider text not null,
    held_on text not null,
    minutes integer not null,
    version integer not null default 1,
    updated_by blob not null references account (id),
    updated_at text not null
) strict;
create index training_held on training (held_on);

-- How many took part of how many. Numbers, not names.
create table training_unit (
    training_id blob not null references training (id),
    unit_id blob not null references unit (id),
    took_part integer not null,
    staff integer not null,
    primary key (training_id, unit_id)
) strict;
