-- What a unit says of itself in a leaflet, one row a leaflet and language. An emptied one keeps its version.
create table leaflet_text (
    unit_id blob not null references unit (id),
    leaflet text not null check (leaflet in ('children', 'young_people', 'parents')),
    language text not null check (language in ('sv', 'en')),
    who text not null,
    phone text not null,
    hours text not null,
    place text not null,
    more text not null,
    version integer not null,
    updated_by blob not null references account (id),
    updated_at text not null,
    primary key (unit_id, leaflet, language)
) strict;
