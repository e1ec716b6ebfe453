package headroom.launcher.server;

import headroom.launcher.CannotStart;
import headroom.launcher.Console;
import headroom.launcher.DataDirectory;
import headroom.launcher.Setting;
import headroom.launcher.server.ClientCredentials.Client;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may call a service that has just been installed: the platform, made by the service itself from a random secret, and
 * an operator, a scheduler and an auditor of the tenant {@code default}, which the platform makes through the service's
 * own door. What was cut short at one start is completed at the next.
 */
public final class FirstClients {
    private static final int SECRET_BYTES = 32;
    private static final String PLATFORM = "platform";
    private static final Pattern SECRET = Pattern.compile("\"client_secret\"\\s*:\\s*\"([A-Za-z0-9_-]+)\"");
    private static final Map<String, String> SCOPES = new LinkedHashMap<>();

    static {
        SCOPES.put("operator", "orch:read orch:operate orch:quota orch:backfill orch:audit");
        SCOPES.put("scheduler", "orch:read orch:operate");
        SCOPES.put("auditor", "orch:read orch:audit");
    }

    private final ClientCredentials credentials;
    private final Service service;

    private FirstClients(ClientCredentials credentials, Service service) {
        this.credentials = credentials;
        this.service = service;
    }

    /** Makes the secrets where there are none yet, and hands them to the service that will be deployed in this process. */
    public static FirstClients prepare(DataDirectory data, Service service) throws CannotStart {
        try {
            ClientCredentials credentials = ClientCredentials.keptIn(data, service.tokenUrl());
            if (credentials.find(PLATFORM).isEmpty()) {
                credentials.keep(PLATFORM, new Client(PLATFORM, randomSecret()));
            }
            publish(Setting.MASTER_KEY, MasterKeyFile.keptIn(data));
            publish(Setting.ISSUER, service.url());
            publish(
                    Setting.BOOTSTRAP_CLIENT_SECRET,
                    credentials.find(PLATFORM).orElseThrow().secret());
            return new FirstClients(credentials, service);
        } catch (IOException e) {
            throw new CannotStart("The keys below the data directory cannot be used: " + e.getMessage(), e);
        }
    }

    /** Makes the clients that are missing. A failure is told and does not stop the service. */
    public boolean complete(Console console) {
        try {
            for (Map.Entry<String, String> client : SCOPES.entrySet()) {
                if (credentials.find(client.getKey()).isEmpty()) {
                    console.step("clients", "making the " + client.getKey());
                    credentials.keep(client.getKey(), made(client.getKey(), client.getValue()));
                }
            }
            credentials.write();
            return true;
        } catch (IOException e) {
            console.refuse("The first clients could not be made: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** A token of the operator for quotas, which says why. */
    String operatorToken(String reason) throws IOException, InterruptedException {
        Client operator = credentials
                .find("operator")
                .orElseThrow(() -> new IOException(credentials.file() + " does not name the operator"));
        return service.token(operator, Map.of("scope", "orch:read orch:quota", "quota_reason", reason));
    }

    /** A command line that asks for a token, with the secret taken from where it is kept. */
    public String tokenCall() {
        return "TOKEN=$(curl -s " + service.tokenUrl() + " -d grant_type=client_credentials -u \"$(sed -n"
                + " 's/.*\"client_id\": \"scheduler\", \"client_secret\": \"\\(.*\\)\".*/scheduler:\\1/p' "
                + credentials.file() + ")\" | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')";
    }

    private Client made(String name, String scopes) throws IOException, InterruptedException {
        Client platform = credentials.find(PLATFORM).orElseThrow();
        String token = service.token(platform, Map.of("scope", "orch:platform"));
        String body = "{\"client_id\":\"%s\",\"name\":\"%s\",\"scopes\":[\"%s\"]}"
                .formatted(name, name, scopes.replace(" ", "\",\""));
        HttpResponse<String> answer = service.post("/api/v1/clients", body, token, Optional.empty());
        if (answer.statusCode() == 409) {
            // Made by a start that was cut short before its secret was kept: nobody has it.
            service.delete("/api/v1/clients/" + name, token);
            answer = service.post("/api/v1/clients", body, token, Optional.empty());
        }
        Matcher secret = SECRET.matcher(answer.body());
        if (answer.statusCode() != 201 || !secret.find()) {
            throw new IOException("the service answered %d to the client %s".formatted(answer.statusCode(), name));
        }
        return new Client(name, secret.group(1));
    }

    /** What the operator has set himself stays. */
    private static void publish(Setting setting, String value) {
        String variable = System.getenv(setting.variable());
        String property = System.getProperty(setting.property());
        boolean set = (variable != null && !variable.isBlank()) || (property != null && !property.isBlank());
        if (!set) {
            System.setProperty(setting.property(), value);
        }
    }

    private static String randomSecret() {
        byte[] bits = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
