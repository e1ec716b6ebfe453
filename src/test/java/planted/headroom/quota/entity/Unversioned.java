package planted.headroom.quota.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity without a version, whose field is open. */
@Entity
public class Unversioned {
    @Id
    String open;
}
