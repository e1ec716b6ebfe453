-- Whose turn it is: the deliveries of each webhook that have been due longest, however many others are due.
create index webhook_deliveries_turn on webhook_deliveries (tenant_id, webhook_id, due_at) where state = 'pending';
drop index webhook_deliveries_due;
