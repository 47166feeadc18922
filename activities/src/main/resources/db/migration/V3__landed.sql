-- How the changes of a buildset landed, for people; empty for what did not merge, and for what merged before this column.

alter table buildset add column landed text default '' not null;

-- The changes of a dependency cycle besides the one in the buildset's own row.

create table cycle_member (
    buildset       varchar(64) not null,
    project        varchar(500) not null,
    project_name   varchar(400) not null,
    branch         varchar(400) not null,
    change_number  integer not null,
    patchset       integer not null,
    primary key (buildset, change_number, project)
);

create index cycle_member_by_change on cycle_member (change_number, patchset, project);
