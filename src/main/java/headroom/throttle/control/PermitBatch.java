package headroom.throttle.control;

import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.IdempotencyKey;
import headroom.platform.http.IdempotentAnswers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Work of one tenant that is decided in one transaction. Not thread-safe. */
public final class PermitBatch {
    private final TenantId tenant;
    private final List<Posted> posted;
    private final Room room;
    private final Map<IdempotencyKey, Answer> kept = new LinkedHashMap<>();
    private final Set<Posted> open;
    private boolean written;
    private boolean ready;

    /** How many permits the tenant may have live, as its lane remembers. */
    interface Room {
        /** Whether so many more may be granted, by what was counted last. */
        boolean has(int permits);

        /** Whether it is worth while to count them. */
        boolean isToBeCounted();

        /**
         * They were counted.
         *
         * @param free how many more than those the tenant may have
         * @param granted how many the batch grants, that were not among those counted
         */
        void counted(int free, int granted);

        void granted(int permits);

        void ended(int permits);
    }

    PermitBatch(TenantId tenant, List<Posted> posted, Room room) {
        this.tenant = tenant;
        this.posted = List.copyOf(posted);
        this.room = room;
        this.open = new LinkedHashSet<>(posted);
    }

    TenantId tenant() {
        return tenant;
    }

    Room room() {
        return room;
    }

    int size() {
        return posted.size();
    }

    /** The keys of the requests in it. The first with a key holds it, the others hear that it is running. */
    Set<IdempotencyKey> keys() {
        Map<String, IdempotencyKey> first = new LinkedHashMap<>();
        for (Posted one : posted) {
            if (one.key().isPresent()
                    && first.putIfAbsent(one.key().get().key(), one.key().get()) != null) {
                one.decidedBefore(IdempotentAnswers::running);
                open.remove(one);
            }
        }
        return new LinkedHashSet<>(first.values());
    }

    /** Answers those that were answered before. */
    void answer(Map<IdempotencyKey, Answer> known) {
        open.removeIf(one -> {
            Optional<Answer> before = one.key().map(known::get);
            before.ifPresent(answer -> one.decidedBefore(() -> answer));
            return before.isPresent();
        });
    }

    /** Those who ask for permits, who have the higher priority first; equal ones as they came. */
    List<Asking> asking() {
        List<Asking> asking = new ArrayList<>(only(Asking.class));
        asking.sort(
                Comparator.comparingInt((Asking one) -> one.wanted().priority()).reversed());
        return asking;
    }

    List<EndingPermit> ending() {
        return only(EndingPermit.class);
    }

    List<Sweeping> sweeping() {
        return only(Sweeping.class);
    }

    private <P extends Posted> List<P> only(Class<P> type) {
        return open.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** An answer that is to be kept with the transaction. One that says to come again is not: who does is judged anew. */
    void keep(Posted one, Optional<Answer> answer) {
        answer.filter(made -> made.status() != Refusal.Kind.THROTTLED.status())
                .ifPresent(made -> kept.put(one.key().orElseThrow(), made));
    }

    Map<IdempotencyKey, Answer> kept() {
        return kept;
    }

    /** All is decided, and written where there was something to write; the transaction may end. */
    void ready(boolean anythingWritten) {
        written = anythingWritten;
        ready = true;
    }

    /** Whether what fails now is the end of the transaction: then nobody knows whether it took effect. */
    boolean isReady() {
        return ready;
    }

    /** Whether there is anything to commit. */
    public boolean isWritten() {
        return written;
    }
}
