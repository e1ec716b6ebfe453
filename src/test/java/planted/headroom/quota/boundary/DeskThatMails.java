package planted.headroom.quota.boundary;

import jakarta.jms.JMSContext;

/** Messages from elsewhere than alert. */
public class DeskThatMails {
    JMSContext messages;
}
