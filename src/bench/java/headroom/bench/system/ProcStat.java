package headroom.bench.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What Linux says about a process. Elsewhere, and of a process that is gone, all is 0. */
public final class ProcStat {
    /** A clock tick, on every Linux of today, in microseconds. */
    private static final double TICK_MICROS = 10_000;

    /** The first field after the name is the third of the file. */
    private static final int USER_TIME = 14 - 3;

    private static final int SYSTEM_TIME = 15 - 3;
    private static final int CHILDREN_USER_TIME = 16 - 3;
    private static final int CHILDREN_SYSTEM_TIME = 17 - 3;

    private ProcStat() {}

    /** Processor time that the process has used, in microseconds. */
    public static double cpuMicros(long pid) {
        String[] fields = fields(pid);
        return fields.length == 0 ? 0 : ticks(fields, USER_TIME, SYSTEM_TIME);
    }

    /** The same of the process, those below it, and those below it that have ended. */
    public static double familyCpuMicros(ProcessHandle parent) {
        String[] fields = fields(parent.pid());
        double own = fields.length == 0
                ? 0
                : ticks(fields, USER_TIME, SYSTEM_TIME, CHILDREN_USER_TIME, CHILDREN_SYSTEM_TIME);
        return own
                + parent.descendants()
                        .mapToDouble(child -> cpuMicros(child.pid()))
                        .sum();
    }

    /** A line of the process's status that is in KiB, such as VmRSS, in MiB. */
    public static long statusMebibytes(long pid, String name) {
        return read(Path.of("/proc", String.valueOf(pid), "status"))
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private static double ticks(String[] fields, int... which) {
        double sum = 0;
        for (int field : which) {
            sum += Long.parseLong(fields[field]);
        }
        return sum * TICK_MICROS;
    }

    private static String[] fields(long pid) {
        String stat = read(Path.of("/proc", String.valueOf(pid), "stat"));
        return stat.isEmpty()
                ? new String[0]
                : stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException gone) {
            return "";
        } catch (IOException failed) {
            if (String.valueOf(failed.getMessage()).contains("No such process")) {
                return "";
            }
            throw new UncheckedIOException(failed);
        }
    }
}
