package headroom.audit.control.proof;

/**
 * What an entry is searched by. Each is a text, empty where the entry has none.
 *
 * @param tenant whose trail it is in
 * @param id a UUID
 * @param occurredAt an instant in UTC with six fraction digits
 * @param subject who did it
 * @param action what was done
 * @param objectType to what kind of thing
 * @param objectId to which one
 * @param ticket under which ticket
 */
public record Filing(
        String tenant,
        String id,
        String occurredAt,
        String subject,
        String action,
        String objectType,
        String objectId,
        String ticket) {}
