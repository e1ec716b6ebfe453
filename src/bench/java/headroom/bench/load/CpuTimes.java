package headroom.bench.load;

/**
 * Processor time used, in microseconds, by each who takes part.
 *
 * @param server the service
 * @param database all processes of PostgreSQL
 * @param generator this process
 */
public record CpuTimes(double server, double database, double generator) {

    CpuTimes minus(CpuTimes before) {
        return new CpuTimes(server - before.server, database - before.database, generator - before.generator);
    }

    CpuTimes dividedBy(double count) {
        return new CpuTimes(server / count, database / count, generator / count);
    }
}
