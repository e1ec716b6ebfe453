package headroom.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Brings the schema up to date before anything else starts, as the role that owns it and outside the pool. Several
 * servers may start at once: the migrations run once. The service's own role gets rights on rows, none on the schema.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@DataSourceDefinition(
        name = "java:app/jdbc/headroom",
        className = "headroom.platform.HeadroomDataSource",
        minPoolSize = 4,
        maxPoolSize = DatabaseSetup.MAX_POOL_SIZE,
        maxIdleTime = 300,
        properties = {
            // Each server sets what it knows and passes over the rest; WildFly wants to know one.
            "ApplicationName=headroom",
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=meta-data",
            "fish.payara.fail-all-connections=true",
            "fish.payara.validate-atmost-once-period-in-seconds=1",
            "fish.payara.max-wait-time-in-millis=5000"
        })
public class DatabaseSetup {
    /** More connections than this only queue in the database. */
    public static final int MAX_POOL_SIZE = 32;

    private volatile boolean ready;

    @PostConstruct
    void migrate() {
        String appRole = Settings.HEADROOM_DB_USER.required();
        Flyway.configure(DatabaseSetup.class.getClassLoader())
                .dataSource(owner(appRole))
                .locations("classpath:db/migration")
                .placeholders(Map.of("app_role", appRole))
                .validateMigrationNaming(true)
                .load()
                .migrate();
        ready = true;
    }

    /** Whether the schema was brought up to date by this server. */
    public boolean isReady() {
        return ready;
    }

    private static PGSimpleDataSource owner(String appRole) {
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(Settings.HEADROOM_DB_URL.required());
        owner.setUser(Settings.HEADROOM_DB_MIGRATION_USER.value().orElse(appRole));
        Settings.HEADROOM_DB_MIGRATION_PASSWORD
                .value()
                .or(Settings.HEADROOM_DB_PASSWORD::value)
                .ifPresent(owner::setPassword);
        owner.setApplicationName("headroom-migration");
        // Migrations change the rows of all tenants.
        owner.setOptions("-c headroom.tenant=" + TenantWall.ALL);
        return owner;
    }
}
