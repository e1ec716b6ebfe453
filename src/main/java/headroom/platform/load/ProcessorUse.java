package headroom.platform.load;

import headroom.platform.Log;
import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * How much of the processors this server uses. Asked of the JVM's own bean by name, for its interface is not seen by applications on
 * every server. Thread-safe.
 */
public final class ProcessorUse {
    private static final Log LOG = Log.of(ProcessorUse.class);

    private ProcessorUse() {}

    /** Since it was asked last: from 0 to 1, of all processors that the JVM may use; 0 where it is not known. */
    public static double share() {
        try {
            Object share = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "ProcessCpuLoad");
            return share instanceof Double known && known >= 0 && known <= 1 ? known : 0;
        } catch (JMException | SecurityException untold) {
            LOG.warning("the JVM does not tell its processor time", Map.of("cause", untold.toString()));
            return 0;
        }
    }

    /** Processors that the JVM may use. */
    public static int count() {
        return Runtime.getRuntime().availableProcessors();
    }
}
