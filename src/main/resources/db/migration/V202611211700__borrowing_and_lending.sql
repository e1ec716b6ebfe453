-- How far a quota may go beyond its limit, and how much of it others may use while it idles.
alter table quotas add column borrowing_limit numeric(20, 4), add column lending_limit numeric(20, 4);
alter table quotas
    add constraint quota_borrowing_limit_q14 check (borrowing_limit between 0 and 1000000000000000),
    add constraint quota_lending_limit_q14 check (lending_limit between 0 and 1000000000000000),
    add constraint quota_root_borrows_and_lends_nothing_q14
        check (parent_id is not null or borrowing_limit is null and lending_limit is null),
    add constraint quota_borrows_or_bursts_q14 check (borrowing_limit is null or burst_limit is null);
create index quotas_lending_q14 on quotas (tenant_id, tree_id) where lending_limit is not null and deleted_at is null;

-- What is not used, and kept free for quotas below that do not lend it.
alter table quota_counters add column set_aside numeric(24, 4) not null default 0;
alter table quota_counters add constraint counter_set_aside_q14 check (set_aside >= 0);
