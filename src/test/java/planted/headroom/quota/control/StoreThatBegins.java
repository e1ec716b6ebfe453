package planted.headroom.quota.control;

import jakarta.ejb.Stateless;

/** A transaction that begins in control. */
@Stateless
public class StoreThatBegins {}
