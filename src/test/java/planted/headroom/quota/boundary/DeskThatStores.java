package planted.headroom.quota.boundary;

import jakarta.persistence.EntityManager;

/** A boundary with an EntityManager. */
public class DeskThatStores {
    EntityManager entities;
}
