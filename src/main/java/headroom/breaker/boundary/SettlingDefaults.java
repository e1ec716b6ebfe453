package headroom.breaker.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.breaker.control.Defaults;
import headroom.breaker.entity.DefaultConfiguration;
import headroom.breaker.rule.Configuration;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.ExpectedVersion;
import headroom.tenant.boundary.TenantSettings;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;

/** Settles how breakers of a tenant begin that nobody configures. Those that there are stay as they are. */
@Stateless
public class SettlingDefaults {
    @Inject
    private Defaults defaults;

    @Inject
    private TenantSettings tenants;

    @Inject
    private AuditTrail audit;

    /**
     * A default configuration.
     *
     * @param version 0 where the tenant has settled none of its own
     */
    public record Settled(ConfigurationView view, long version) {}

    public Settled find(TenantId tenant) {
        return defaults.find(tenant)
                .map(SettlingDefaults::settled)
                .orElseGet(() -> new Settled(ConfigurationView.of(Configuration.DEFAULT), 0));
    }

    /** Settles it, or says what stands in the way. */
    public Outcome<Settled> settle(TenantId tenant, ExpectedVersion expected, ConfigurationRequest request) {
        return BreakerRefusals.checked(request.over(Configuration.DEFAULT)).then(configuration -> {
            Optional<Refusal> missing = tenants.missing(tenant);
            Optional<DefaultConfiguration> own = defaults.lock(tenant);
            long version = own.map(DefaultConfiguration::version).orElse(0L);
            if (missing.isPresent()) {
                return Outcome.refused(missing.get());
            }
            return expected.isMetBy(version)
                    ? Outcome.done(settle(tenant, own, configuration))
                    : Outcome.refused(ExpectedVersion.stale(version));
        });
    }

    private Settled settle(TenantId tenant, Optional<DefaultConfiguration> own, Configuration configuration) {
        ConfigurationView before = find(tenant).view();
        DefaultConfiguration settled = own.orElseGet(() -> {
            DefaultConfiguration first = new DefaultConfiguration(tenant, configuration);
            defaults.add(first);
            return first;
        });
        settled.change(configuration);
        defaults.flush();
        Settled after = settled(settled);
        audit.record(
                tenant,
                AuditEvent.of("breaker.defaults", "tenant", tenant)
                        .before(before)
                        .after(after.view())
                        .why(AuditTrail.purpose(Scope.QUOTA)));
        return after;
    }

    private static Settled settled(DefaultConfiguration own) {
        return new Settled(ConfigurationView.of(own.configuration()), own.version());
    }
}
