package headroom.breaker.entity;

import headroom.breaker.rule.Breaker;
import headroom.breaker.rule.Configuration;
import headroom.breaker.rule.Counts;
import headroom.breaker.rule.Evidence;
import headroom.breaker.rule.Mode;
import headroom.breaker.rule.Probes;
import headroom.breaker.rule.State;
import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A breaker as it is kept: everything but its evidence, which stands in rows of its own.
 *
 * <p>Life cycle: made by the first who asks for the service, or by its configuration. Once deleted it stays for a while, so that every
 * server hears of it, and goes on counting generations where it is made again: no permit of the old one fits the new one.
 */
@Entity
@Table(name = "breakers")
@IdClass(BreakerId.class)
public class StoredBreaker {
    @Id
    @Column(name = "tenant_id")
    private String tenantId;

    @Id
    private String service;

    @Embedded
    private ConfigurationColumns configuration;

    private long configured;
    private String mode;

    @Column(name = "mode_until")
    private @Nullable Instant modeUntil;

    @Column(name = "mode_reason")
    private @Nullable String modeReason;

    @Column(name = "mode_ticket")
    private @Nullable String modeTicket;

    @Column(name = "mode_actor")
    private @Nullable String modeActor;

    private String state;
    private Instant since;

    @Column(name = "open_until")
    private @Nullable Instant openUntil;

    private int openings;
    private long generation;
    private long era;

    @Column(name = "probes_given")
    private long probesGiven;

    @Column(name = "probes_ok")
    private long probesOk;

    @Column(name = "probes_failed")
    private long probesFailed;

    @Column(name = "probes_slow")
    private long probesSlow;

    @Column(name = "probe_leases")
    private String probeLeases;

    @Column(name = "permit_key")
    private String permitKey;

    @Column(name = "due_at")
    private @Nullable Instant dueAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    @Version
    private long version = 1;

    protected StoredBreaker() {}

    /**
     * A new breaker.
     *
     * @param permitKey the secret that its permits are marked with
     */
    public StoredBreaker(ServiceKey key, Configuration configuration, Breaker breaker, String permitKey, Instant now) {
        this.tenantId = key.tenant().value();
        this.service = key.service();
        this.configuration = new ConfigurationColumns(configuration);
        this.configured = 1;
        this.permitKey = permitKey;
        this.createdAt = now;
        become(breaker, now);
    }

    /** Takes over what it has become. A mode that has ended takes with it who wanted it. */
    public final void become(Breaker after, Instant now) {
        mode = Constants.written(after.mode());
        modeUntil = after.modeUntil();
        if (after.mode() == Mode.AUTO) {
            modeReason = null;
            modeTicket = null;
            modeActor = null;
        }
        state = Constants.written(after.state());
        since = after.since();
        openUntil = after.openUntil();
        openings = after.openings();
        generation = after.generation();
        era = after.era();
        probesGiven = after.probes().given();
        probesOk = after.probes().completed().ok();
        probesFailed = after.probes().completed().failed();
        probesSlow = after.probes().completed().slow();
        probeLeases = Leases.written(after.probes().leases());
        dueAt = due(after).orElse(null);
        updatedAt = now;
    }

    /** Says who wants the mode that it is in. */
    public void explain(Intervention by) {
        modeReason = by.reason();
        modeTicket = by.ticket();
        modeActor = by.actor();
    }

    /** Judges by another configuration from now on. */
    public void configure(Configuration other, Instant now) {
        configuration = new ConfigurationColumns(other);
        configured++;
        become(breaker(), now);
    }

    /** Is no more. */
    public void delete(Instant now) {
        deletedAt = now;
        updatedAt = now;
    }

    /** Is again, and knows nothing. */
    public void revive(Configuration anew, Instant now) {
        deletedAt = null;
        createdAt = now;
        configure(anew, now);
        become(fresh(generation + 1, now), now);
    }

    /** A closed breaker that begins with this generation. */
    public static Breaker fresh(long generation, Instant now) {
        return new Breaker(
                Mode.AUTO, null, State.CLOSED, now, null, 0, generation, generation, Probes.NONE, Evidence.NONE);
    }

    /** The breaker without its evidence. */
    public Breaker breaker() {
        return breaker(Evidence.NONE);
    }

    public Breaker breaker(Evidence evidence) {
        Counts completed = new Counts(probesOk, probesFailed, probesSlow);
        return new Breaker(
                Constants.read(Mode.class, mode),
                modeUntil,
                Constants.read(State.class, state),
                since,
                openUntil,
                openings,
                generation,
                era,
                new Probes(Leases.read(probeLeases), probesGiven, completed),
                evidence);
    }

    /** When time next moves it, or ends a probe. */
    private Optional<Instant> due(Breaker after) {
        boolean clockRuns = after.mode() != Mode.FORCED_OPEN;
        boolean halfOpen = after.state() == State.HALF_OPEN;
        Instant limit = after.since().plusMillis(configuration().halfOpenMaxMs());
        return Stream.of(
                        Optional.ofNullable(after.modeUntil()).stream(),
                        Optional.ofNullable(after.openUntil()).filter(until -> clockRuns).stream(),
                        Optional.of(limit).filter(until -> clockRuns && halfOpen).stream(),
                        after.probes().leases().values().stream())
                .flatMap(instants -> instants)
                .min(Instant::compareTo);
    }

    public ServiceKey key() {
        return new ServiceKey(new TenantId(tenantId), service);
    }

    public Configuration configuration() {
        return configuration.configuration();
    }

    /** Counts the configurations that it has had, from 1. */
    public long configured() {
        return configured;
    }

    /** Who wants the mode that it is in; nobody where that is automatic. */
    public Optional<Intervention> by() {
        return modeReason == null || modeActor == null
                ? Optional.empty()
                : Optional.of(new Intervention(modeReason, modeTicket, modeActor));
    }

    public String permitKey() {
        return permitKey;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    public long version() {
        return version;
    }
}
