package planted.headroom.quota;

/** In a component, but in no room. */
public class Homeless {}
