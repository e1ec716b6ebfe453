package headroom.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import headroom.kernel.TenantId;
import headroom.platform.TenantWall;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.tenant.boundary.RegisterTenantRequest;
import headroom.tenant.boundary.RegisteringTenants;
import headroom.webhook.boundary.Notifying;
import headroom.webhook.boundary.RegisteringWebhooks;
import headroom.webhook.rule.EventPattern;
import headroom.webhook.rule.WebhookUrl;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is to be delivered is noted in the transaction of who tells of it, and in no other. */
@ArquillianTest
class WebhooksInContainerIT {
    private static final String OPENED = "headroom.breaker.opened";
    private static final String PAUSED = "headroom.tenant.paused";

    @Inject
    private Notifying notifying;

    @Inject
    private RegisteringWebhooks registering;

    @Inject
    private RegisteringTenants tenants;

    @PersistenceContext
    private EntityManager entities;

    @Resource
    private UserTransaction transaction;

    private final TenantId tenant = new TenantId("n" + UUID.randomUUID());

    @Deployment
    static WebArchive builtWar() {
        WebArchive war = ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("headroom.war")));
        return war.setWebXML(new StringAsset(gateBesideTheTests(war)));
    }

    /** The tests are called through a servlet of Arquillian's own, which has no token. */
    private static String gateBesideTheTests(WebArchive war) {
        try (InputStream in = war.get("WEB-INF/web.xml").getAsset().openStream()) {
            String original = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String changed = original.replaceAll("(<filter-name>gate</filter-name>\\s*<url-pattern>)/\\*", "$1/api/*");
            assertNotEquals(original, changed);
            return changed;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @BeforeEach
    void worksForATenantWithWebhooks() {
        TenantWall.enter(tenant);
        tenants.register(
                new Call(tenant, Optional.empty()),
                new RegisterTenantRequest(tenant.value(), "a tenant", null),
                registered -> Answer.noContent());
        register("*");
        register("headroom.breaker.*");
        register(PAUSED);
    }

    /** To loopback, which this server allows no delivery to: whatever its timer does, nothing is sent. */
    private void register(String event) {
        registering.register(
                new Call(tenant, Optional.empty()),
                WebhookUrl.parse("https://127.0.0.1:9/"),
                List.of(new EventPattern(event)),
                "0123456789abcdef",
                outcome -> Answer.noContent());
    }

    @AfterEach
    void worksForNobody() {
        TenantWall.leave();
    }

    @Test
    void eachWebhookThatHearsTheTypeHasOneDeliveryHoweverOftenItIsTold() throws Exception {
        UUID message = UUID.randomUUID();
        transaction.begin();
        assertEquals(2, notifying.notify(tenant, message, OPENED, "{}"));
        assertEquals(0, notifying.notify(tenant, message, OPENED, "{}"));
        transaction.commit();
        transaction.begin();
        assertEquals(0, notifying.notify(tenant, message, OPENED, "{}"));
        assertEquals(2, notifying.notify(tenant, UUID.randomUUID(), PAUSED, "{}"));
        transaction.commit();
        assertEquals(4, deliveries());
    }

    @Test
    void whatIsRolledBackIsNotDelivered() throws Exception {
        transaction.begin();
        assertEquals(2, notifying.notify(tenant, UUID.randomUUID(), OPENED, "{}"));
        transaction.rollback();
        assertEquals(0, deliveries());
    }

    @Test
    void withoutATransactionNothingIsTold() {
        EJBException refused =
                assertThrows(EJBException.class, () -> notifying.notify(tenant, UUID.randomUUID(), OPENED, "{}"));
        assertFalse(String.valueOf(refused).isEmpty());
        assertEquals(0, deliveries());
    }

    private int deliveries() {
        Object count = entities.createNativeQuery("select count(*) from webhook_deliveries where tenant_id = ?1")
                .setParameter(1, tenant.value())
                .getSingleResult();
        return ((Number) count).intValue();
    }
}
