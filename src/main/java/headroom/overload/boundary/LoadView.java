package headroom.overload.boundary;

import headroom.overload.control.LoadShedder;
import headroom.overload.control.LoadShedder.Heavy;
import headroom.overload.control.LoadShedder.Judged;
import headroom.overload.rule.Load;
import headroom.overload.rule.LoadState;
import headroom.overload.rule.RequestClass;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;

/** How loaded this server is, and what it refuses. */
@Schema(name = "Load", description = "How loaded this server is, and what it refuses.")
public record LoadView(
        @Schema(
                description = "normal below 0.7, warning below 0.9, critical below 1, emergency from there.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "normal")
        LoadState state,

        @Schema(
                description = "The greatest of the parts; 1 is all that the server should bear.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "0.31")
        double load,

        @Schema(
                description = "How long requests wait for their tree, of how long they should at most.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "0.12")
        double queueWait,

        @Schema(
                description = "Requests under way, of how many should be at most.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "0.31")
        double inFlight,

        @Schema(
                description = "Database connections in a transaction, of the pool.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "0.25")
        double pool,

        @Schema(
                description = "Processor time of the server, of what it should use at most.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "0.2")
        double cpu,

        @Schema(
                description = "Whether anything is refused at all.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "true")
        boolean shedding,

        @Schema(
                description = "What becomes of each class, the lowest first.",
                requiredMode = Schema.RequiredMode.REQUIRED)
        List<ClassLoad> classes) {
    private static final int HEAVIEST = 5;
    private static final double DIGITS = 1e3;

    /** What becomes of the requests of a class. */
    @Schema(name = "ClassLoad", description = "What becomes of the requests of a class.")
    public record ClassLoad(
            @Schema(description = "The class.", requiredMode = Schema.RequiredMode.REQUIRED, example = "sheddable")
            RequestClass requestClass,

            @Schema(
                    description = "How much of it is cut: 0 nothing, 1 all.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "0")
            double cut,

            @Schema(
                    description = "Requests that were taken up since the start.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "120413")
            long admitted,

            @Schema(
                    description = "Requests that were refused since the start.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "0")
            long shed,

            @Schema(
                    description = "Who sends most of it, the heaviest first.",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            List<HeavyTenant> heaviest) {}

    /** How much a tenant sends of a class. */
    @Schema(
            name = "HeavyTenant",
            description =
                    "How much a tenant sends of a class: one for each request, and one more for each 4 KiB of it.")
    public record HeavyTenant(
            @Schema(
                    description = "The tenant; ? for all whose tokens are not known yet.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "acme")
            String tenant,

            @Schema(
                    description = "What was taken up of late, a second.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "85.2")
            double admittedPerSecond,

            @Schema(
                    description = "What was sent of late, a second.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "85.2")
            double offeredPerSecond) {
        static HeavyTenant of(Heavy heavy) {
            return new HeavyTenant(heavy.tenant(), rounded(heavy.admitted()), rounded(heavy.offered()));
        }
    }

    static LoadView of(LoadShedder shedder) {
        Judged judged = shedder.judged();
        Load load = judged.load();
        return new LoadView(
                judged.state(),
                rounded(load.value()),
                rounded(load.queueWait()),
                rounded(load.inFlight()),
                rounded(load.pool()),
                rounded(load.cpu()),
                shedder.options().isOn(),
                Arrays.stream(RequestClass.values())
                        .map(requested -> new ClassLoad(
                                requested,
                                rounded(judged.allowance().cut(requested)),
                                shedder.admitted(requested),
                                shedder.shed(requested),
                                shedder.heaviest(requested, HEAVIEST).stream()
                                        .map(HeavyTenant::of)
                                        .toList()))
                        .toList());
    }

    private static double rounded(double value) {
        return Math.round(value * DIGITS) / DIGITS;
    }
}
