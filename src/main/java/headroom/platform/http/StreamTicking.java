package headroom.platform.http;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.inject.Inject;

/** Has the streams tell what is new, every half second; ends them with the application. */
@ManagedExecutorDefinition(name = EventStreams.EXECUTOR, maxAsync = EventStreams.MAX_LISTENERS)
@Singleton
@Startup
@DependsOn("DatabaseSetup")
public class StreamTicking {
    private static final long TICK_MS = 500;

    @Resource
    private TimerService timers;

    @Inject
    private EventStreams streams;

    @PostConstruct
    void begin() {
        timers.createIntervalTimer(TICK_MS, TICK_MS, new TimerConfig("event streams", false));
    }

    /** One tick; costs nothing while nobody listens. */
    @Timeout
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void tick() {
        streams.tick();
    }

    @PreDestroy
    void end() {
        streams.stop();
    }
}
