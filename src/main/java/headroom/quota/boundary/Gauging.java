package headroom.quota.boundary;

import headroom.kernel.Amount;
import headroom.platform.Database;
import headroom.platform.DatabaseSetup;
import headroom.platform.MetricsRegistry;
import headroom.quota.control.LiveAmounts;
import io.prometheus.metrics.core.metrics.Gauge;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Stateless;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Reads, now and then, what is a state and not an event: amounts held and the pools. */
@Stateless
public class Gauging {
    @Inject
    private LiveAmounts amounts;

    @Inject
    private Database database;

    @Inject
    private Gauges gauges;

    /** Brings the gauges up to date. */
    public void gauge() {
        amounts.byResourceType().forEach(gauges::live);
        gauges.connections(database.connections());
    }

    /** The gauges themselves. Thread-safe. */
    @ApplicationScoped
    public static class Gauges {
        @Inject
        private MetricsRegistry metrics;

        private Gauge live;
        private Gauge connections;

        @PostConstruct
        void declare() {
            live = Gauge.builder()
                    .name("headroom_live_amount")
                    .help("What is held now, over all tenants, by resource type. Read every 5 s.")
                    .labelNames("resource_type")
                    .register(metrics.registry());
            connections = Gauge.builder()
                    .name("headroom_database_connections")
                    .help("Connections of the pools of all servers: open, and of these busy. Read every 5 s.")
                    .labelNames("state")
                    .register(metrics.registry());
            Gauge.builder()
                    .name("headroom_database_pool_max")
                    .help("Connections that this server's pool may open.")
                    .register(metrics.registry())
                    .set(DatabaseSetup.MAX_POOL_SIZE);
        }

        void live(String resourceType, Amount amount) {
            live.labelValues(resourceType).set(amount.toBigDecimal().doubleValue());
        }

        void connections(Database.Connections counted) {
            connections.labelValues("open").set(counted.open());
            connections.labelValues("busy").set(counted.busy());
        }
    }
}
