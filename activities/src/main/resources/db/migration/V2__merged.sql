-- Whether the change had merged when the buildset began: then it is one that publishes what was tested before.

alter table buildset add column merged boolean default false not null;
