package headroom.alert.control;

import headroom.alert.rule.News;
import headroom.kernel.TenantId;
import headroom.platform.Ids;
import headroom.platform.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** News on their way out: written in the transaction of what they tell, in the order of each subject. */
@ApplicationScoped
public class AlertMessages {
    /** Where alerts are sent. */
    public static final String TOPIC = "headroom.alerts";

    @Inject
    private Outbox outbox;

    /** Has the news told. The caller holds what they are about. */
    public void send(TenantId tenant, Collection<News> news) {
        List<Outbox.Draft> drafts = new ArrayList<>(news.size());
        for (News one : news) {
            UUID id = Ids.next();
            drafts.add(new Outbox.Draft(id, tenant + "/" + one.subject(), CloudEvent.write(tenant, id, one)));
        }
        outbox.add(tenant, TOPIC, drafts);
    }
}
