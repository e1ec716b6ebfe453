package headroom.platform;

import headroom.platform.json.Json;
import jakarta.ejb.EJBException;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Says whether this server lives, has started, and may be sent work: 200 with {@code status: UP}, else 503 with
 * {@code DOWN}. Ready means that the database answers and the schema is current; asked anew each time. What the service can do without
 * is told beside it ({@link HealthNote}) and counts for nothing.
 */
@WebServlet({"/health", "/health/live", "/health/ready", "/health/started"})
public class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final Log LOG = Log.of(HealthServlet.class);

    @Inject
    private transient Database database;

    @Inject
    private transient DatabaseSetup setup;

    @Inject
    @Any
    private transient Instance<HealthNote> notes;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<Check> checks = new ArrayList<>(
                switch (request.getServletPath()) {
                    case "/health/live" -> List.of();
                    case "/health/started" -> List.of(schema());
                    default -> List.of(schema(), database());
                });
        notes.forEach(note -> checks.add(new Check(note.name(), note.standing().name())));
        boolean up = checks.stream().noneMatch(check -> check.status().equals("DOWN"));
        response.setStatus(up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        String body = Json.write(Map.of("status", up ? "UP" : "DOWN", "checks", checks));
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }

    private record Check(String name, String status) {
        Check(String name, boolean up) {
            this(name, up ? "UP" : "DOWN");
        }
    }

    private Check schema() {
        return new Check("schema", setup.isReady());
    }

    private Check database() {
        try {
            return new Check("database", database.answers());
        } catch (EJBException unreachable) {
            LOG.error("the database does not answer", Map.of(), unreachable);
            return new Check("database", false);
        }
    }
}
