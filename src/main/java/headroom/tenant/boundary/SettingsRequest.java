package headroom.tenant.boundary;

import headroom.kernel.Amount;
import headroom.platform.json.Patch;
import headroom.tenant.control.MaximumsText;
import headroom.tenant.control.TicketPattern;
import headroom.tenant.entity.Tenant;
import headroom.tenant.rule.ChildLimits;
import headroom.tenant.rule.Maximums;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be settled: a field that is absent stays, one that is null goes back to its default. */
@Schema(description = "What is to be settled: a field that is absent stays as it is, null restores the default.")
public record SettingsRequest(
        @Schema(
                description = "Whether a child's limit must be at most its parent's (Q4).",
                implementation = ChildLimits.class,
                nullable = true)
        Patch<ChildLimits> childLimits,

        @Schema(
                description = "The largest limit, effective limit and burst limit of a quota, by resource type.",
                implementation = Object.class,
                nullable = true,
                example = "{\"gpu_hours\": 5000}")
        Patch<
                        @Size(max = MAX_MAXIMUMS) Map<
                                @Pattern(regexp = "[a-z][a-z0-9_]{0,62}", message = "must name resource types") String,
                                @NotNull Amount>>
                maximums,

        @Schema(
                description = "What the whole of a ticket must match, an RE2 pattern.",
                implementation = String.class,
                maxLength = TicketPattern.MAX_LENGTH,
                nullable = true,
                example = "[A-Z]+-[0-9]+")
        Patch<@Size(min = 1, max = TicketPattern.MAX_LENGTH) String> ticketPattern) {

    /** More resource types than this are not told apart by anybody. */
    static final int MAX_MAXIMUMS = 200;

    @Schema(hidden = true)
    @AssertTrue(message = "must be an RE2 pattern") boolean isTicketPattern() {
        @Nullable String pattern = ticketPattern.value();
        return pattern == null || TicketPattern.isValid(pattern);
    }

    /** The settings after the change. */
    Tenant.Settings after(Tenant.Settings before) {
        ChildLimits limits = childLimits.after(before.childLimits());
        @Nullable Map<String, Amount> most = maximums.value();
        return new Tenant.Settings(
                before.name(),
                limits == null ? ChildLimits.WITHIN_PARENT : limits,
                maximums.present()
                        ? MaximumsText.of(most == null ? Maximums.NONE : new Maximums(most))
                        : before.maximums(),
                ticketPattern.after(before.ticketPattern()));
    }
}
