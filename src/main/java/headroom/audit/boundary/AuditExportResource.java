package headroom.audit.boundary;

import headroom.audit.rule.Stretch;
import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.Parameters;
import headroom.platform.http.RefusedException;
import headroom.platform.http.RequestTenant;
import headroom.platform.http.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The audit trail over HTTP, to be carried elsewhere. */
@Path("audit/export")
@ApplicationScoped
@Tag(name = "Audit")
public class AuditExportResource {
    @Inject
    private ExportingTrail exporting;

    @Inject
    private RequestTenant tenants;

    @Context
    private HttpServletRequest http;

    @GET
    @Produces({JsonLinesExport.MEDIA_TYPE, CsvExport.MEDIA_TYPE})
    @RequiresScope(Scope.AUDIT)
    @Operation(
            operationId = "exportAudit",
            summary = "Writes the tenant's trail down: as JSON lines to be verified elsewhere, or as CSV to be read")
    @ApiResponse(
            responseCode = "200",
            description = "The trail, in the order that it was written in. JSON lines end with an object end.",
            content = {
                @Content(mediaType = JsonLinesExport.MEDIA_TYPE, schema = @Schema(type = "string")),
                @Content(mediaType = CsvExport.MEDIA_TYPE, schema = @Schema(type = "string"))
            })
    public Response export(
            @Parameter(
                            description = "JSON lines or comma-separated values.",
                            schema =
                                    @Schema(
                                            allowableValues = {"jsonl", "csv"},
                                            defaultValue = "jsonl"))
                    @QueryParam("format")
                    @Nullable String format,
            @Parameter(
                            description = "Not before this place.",
                            schema = @Schema(type = "integer", minimum = "1", defaultValue = "1"))
                    @QueryParam("from_sequence")
                    @Nullable String from,
            @Parameter(
                            description = "Not behind this place; to the end when absent.",
                            schema = @Schema(type = "integer", minimum = "1"))
                    @QueryParam("to_sequence")
                    @Nullable String to,
            @Context UriInfo uri) {
        TenantId tenant = tenants.resolve(http);
        Parameters parameters = Parameters.of(uri, Set.of("format", "from_sequence", "to_sequence"));
        ExportForm form = parameters.read("format", AuditExportResource::form).orElseGet(JsonLinesExport::new);
        long first =
                parameters.read("from_sequence", AuditExportResource::place).orElse(1L);
        long last = parameters.read("to_sequence", AuditExportResource::place).orElse(Long.MAX_VALUE);
        parameters.check();
        Stretch stretch = stretch(first, last);
        StreamingOutput written = stream -> {
            Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
            exporting.write(tenant, stretch, form, out);
            out.flush();
        };
        return Response.ok(written)
                .type(form.mediaType() + ";charset=utf-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit." + form.extension() + "\"")
                .build();
    }

    private static Stretch stretch(long first, long last) {
        if (last < first) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.VALIDATION,
                    "the parameters break the contract",
                    List.of(new FieldError("to_sequence", "must not be less than from_sequence"))));
        }
        return new Stretch(first, last);
    }

    private static ExportForm form(String name) {
        return switch (name) {
            case "jsonl" -> new JsonLinesExport();
            case "csv" -> new CsvExport();
            default -> throw new IllegalArgumentException("must be one of jsonl, csv");
        };
    }

    private static long place(String text) {
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("must be an integer from 1");
        }
        return Long.parseLong(text);
    }
}
