-- History of buildsets and builds, and documents too large for a workflow's history.
-- Runs on PostgreSQL and on H2 in its PostgreSQL mode.

create table document (
    doc_key    varchar(300) primary key,
    body       text not null,
    stored_at  bigint not null
);

create index document_by_age on document (stored_at);

create table buildset (
    uuid           varchar(64) primary key,
    tenant         varchar(255) not null,
    pipeline       varchar(255) not null,
    project        varchar(500) not null,
    project_name   varchar(400) not null,
    branch         varchar(400) not null,
    change_number  integer not null,
    patchset       integer not null,
    ref            varchar(400) not null,
    url            text not null,
    graph          varchar(300) not null,
    inputs         varchar(200) not null,
    result         varchar(64) not null,
    message        text not null,
    started_at     bigint not null,
    ended_at       bigint not null
);

create index buildset_by_change on buildset (change_number, patchset, project);
create index buildset_by_tenant on buildset (tenant, started_at);

create table provided (
    buildset  varchar(64) not null,
    job       varchar(255) not null,
    name      varchar(255) not null,
    primary key (buildset, job, name)
);

create table build (
    buildset    varchar(64) not null,
    id          varchar(400) not null,
    job         varchar(255) not null,
    result      varchar(64) not null,
    carried     boolean not null,
    attempt     integer not null,
    last_try    boolean not null,
    started_at  bigint not null,
    ended_at    bigint not null,
    report      text not null,
    returned    text not null,
    primary key (buildset, id)
);

create index build_by_id on build (id);

create table artifact (
    buildset  varchar(64) not null,
    build     varchar(400) not null,
    position  integer not null,
    body      text not null,
    primary key (buildset, build, position)
);
