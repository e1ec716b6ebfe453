-- Which of the throttles that count a live permit were never paid by it: they took it over when they were made, changed or
-- resumed, so an ignored end gives back to them its place alone.
alter table permits add column counted_only uuid[] not null default '{}';
