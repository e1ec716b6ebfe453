package headroom.launcher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Ctrl-C, SIGTERM and a closed terminal, taken before the JVM's own way of stopping: shutdown hooks run all at once,
 * and the server's would race with the database's. The class behind it is not part of the Java API, hence by
 * reflection; without it the launcher would still end, only less orderly.
 */
final class StopSignal {
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    private StopSignal() {}

    /** Runs the reaction, in a thread of its own, for each signal. */
    static void on(Runnable reaction) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "handle" -> {
                    reaction.run();
                    return null;
                }
                case "equals" -> {
                    return arguments != null && proxy == arguments[0];
                }
                case "hashCode" -> {
                    return System.identityHashCode(proxy);
                }
                default -> {
                    return "StopSignal";
                }
            }
        };
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, handler);
            for (String name : SIGNALS) {
                signal.getMethod("handle", signal, handlerType)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
        } catch (ReflectiveOperationException e) {
            Runtime.getRuntime().addShutdownHook(new Thread(reaction, "stop"));
        }
    }

    /** Runs the reaction when the process that started this one ends. */
    static void onEndOfParent(Runnable reaction) {
        ProcessHandle.current().parent().ifPresent(parent -> onEnd(parent, reaction));
    }

    private static void onEnd(ProcessHandle process, Runnable reaction) {
        Thread watch = new Thread(
                () -> {
                    process.onExit().join();
                    reaction.run();
                },
                "end of parent");
        watch.setDaemon(true);
        watch.start();
    }
}
