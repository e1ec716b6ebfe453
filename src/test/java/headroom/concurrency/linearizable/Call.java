package headroom.concurrency.linearizable;

/** What a client asks of a tree of quotas. Amounts are whole; allocations go by names that the test gives them. */
sealed interface Call {
    record Allocate(String quota, String job, long amount, boolean reserved) implements Call {
        @Override
        public String toString() {
            return "%s %d at %s for %s".formatted(reserved ? "reserve" : "allocate", amount, quota, job);
        }
    }

    record Commit(String allocation, long amount) implements Call {
        @Override
        public String toString() {
            return "commit %d of %s".formatted(amount, allocation);
        }
    }

    record Release(String allocation) implements Call {
        @Override
        public String toString() {
            return "release " + allocation;
        }
    }

    record ChangeLimit(String quota, long limit) implements Call {
        @Override
        public String toString() {
            return "limit %s to %d".formatted(quota, limit);
        }
    }

    record Check(String quota, long amount) implements Call {
        @Override
        public String toString() {
            return "check %d at %s".formatted(amount, quota);
        }
    }

    record ReadUsage(String quota) implements Call {
        @Override
        public String toString() {
            return "usage of " + quota;
        }
    }
}
