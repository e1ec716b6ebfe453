package planted.headroom.billing.boundary;

/** In a room, but in a component that the house does not have. */
public class Stranger {}
