-- What of a backfill's count is settled: where a run ended without having said so, it is not counted, for it is told again.
alter table backfills
    add column settled_done bigint not null default 0,
    add constraint backfill_settled_count check (settled_done between 0 and done);
