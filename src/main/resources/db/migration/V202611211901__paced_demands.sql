-- Until when the demands that the member has reported are paid for, each by the interval between two: who is too far ahead of the
-- clock waits. Null: none was reported.
alter table pool_members add column demand_paid_until timestamptz;
