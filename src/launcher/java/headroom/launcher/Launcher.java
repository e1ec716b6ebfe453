package headroom.launcher;

import java.util.Arrays;
import java.util.List;

/**
 * The door: {@code java -jar headroom-launcher.jar}. Exit code 0 after a signal to stop, 1 when something could not be
 * started or died, 2 on an unknown argument, 130 when it was stopped before it was ready.
 */
public final class Launcher {
    private static final String USAGE = """
            Starts Headroom: a database of its own, the server, the service.

              --help              this text
              --stop-with-parent  stop when the process that started this one ends

            Settings, each an environment variable, or a system property of the same name in lower case with dots
            (HEADROOM_HTTP_PORT is -Dheadroom.http.port); the property wins:

            """;

    private Launcher() {}

    /** Starts everything and waits for the signal to stop. */
    public static void main(String[] args) {
        Console console = Console.ofProcess();
        List<String> arguments = Arrays.asList(args);
        if (arguments.contains("--help")) {
            console.text(USAGE + Settings.help());
            return;
        }
        for (String argument : arguments) {
            if (!argument.equals("--stop-with-parent")) {
                console.refuse("Unknown argument: " + argument + ". Try --help.");
                System.exit(2);
            }
        }
        Runtime.getRuntime().halt(run(console, arguments.contains("--stop-with-parent")));
    }

    private static int run(Console console, boolean stopWithParent) {
        try {
            return new Start(Settings.read(), console).run(stopWithParent);
        } catch (CannotStart e) {
            console.refuse(e.words());
            return 1;
        }
    }
}
