-- A unit's implementation plan of a year.
create table plan (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    year integer not null,
    state text not null default 'draft' check (state in ('draft', 'submitted', 'returned', 'noted')),
    submitted_by uuid references account (id),
    submitted_at timestamptz,
    settled_by uuid references account (id),
    settled_at timestamptz,
    version bigint not null default 1,
    created_by uuid not null references account (id),
    created_at timestamptz not null,
    unique (unit_id, year)
);
create index plan_year on plan (year, state);

-- What is taken out stays, so that it can be put back. A goal that goes on points at the one that it was copied from.
create table plan_goal (
    id uuid primary key,
    plan_id uuid not null references plan (id),
    focus text not null check (focus in ('participation', 'best_interests', 'collaboration')),
    aim text not null,
    noticed text not null,
    place bigint not null,
    carried_from uuid references plan_goal (id),
    removed_at timestamptz,
    version bigint not null default 1,
    updated_by uuid not null references account (id),
    updated_at timestamptz not null
);
create index plan_goal_plan on plan_goal (plan_id, place);
create index plan_goal_carried on plan_goal (carried_from);

-- What it is and how it goes are written by different people at different times, so each counts versions of its own.
create table plan_activity (
    id uuid primary key,
    goal_id uuid not null references plan_goal (id),
    what text not null,
    responsible text not null,
    due_on date not null,
    state text not null check (state in ('not_begun', 'in_progress', 'done', 'cancelled', 'carried_over')),
    reason text not null default '',
    led_to text not null default '',
    done_on date,
    place bigint not null,
    carried_from uuid references plan_activity (id),
    removed_at timestamptz,
    version bigint not null default 1,
    updated_by uuid not null references account (id),
    updated_at timestamptz not null,
    progress_version bigint not null default 1,
    progress_by uuid not null references account (id),
    progress_at timestamptz not null
);
create index plan_activity_goal on plan_activity (goal_id, place);
create index plan_activity_carried on plan_activity (carried_from);

-- What the coordinator remarks and the unit replies. Rows are added and never changed.
create table plan_remark (
    id uuid primary key,
    goal_id uuid not null references plan_goal (id),
    reply boolean not null,
    text text not null,
    created_by uuid not null references account (id),
    created_at timestamptz not null
);
create index plan_remark_goal on plan_remark (goal_id, created_at);

-- Who represents a unit. Somebody without an account is a name.
create table appointment (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    kind text not null check (kind in ('representative', 'deputy')),
    account_id uuid references account (id),
    name text not null,
    since date not null,
    until date,
    weekly_minutes bigint,
    trained_on date,
    version bigint not null default 1,
    updated_by uuid not null references account (id),
    updated_at timestamptz not null
);
create index appointment_unit on appointment (unit_id, since);

-- A meeting belongs to the branch that it was for: a district's network, or one unit.
create table meeting (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    kind text not null check (kind in ('network', 'management')),
    held_on date not null,
    talked text not null,
    agreed text not null,
    version bigint not null default 1,
    updated_by uuid not null references account (id),
    updated_at timestamptz not null
);
create index meeting_held on meeting (held_on);

create table meeting_unit (
    meeting_id uuid not null references meeting (id),
    unit_id uuid not null references unit (id),
    present boolean not null,
    primary key (meeting_id, unit_id)
);

create table training (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    title text not null,
    subject text not null,
    provider text not null,
    held_on date not null,
    minutes bigint not null,
    version bigint not null default 1,
    updated_by uuid not null references account (id),
    updated_at timestamptz not null
);
create index training_held on training (held_on);

-- How many took part of how many. Numbers, not names.
create table training_unit (
    training_id uuid not null references training (id),
    unit_id uuid not null references unit (id),
    took_part bigint not null,
    staff bigint not null,
    primary key (training_id, unit_id)
);
