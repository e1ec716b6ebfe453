package planted.headroom.quota.boundary;

/** Breaks nothing; others know it that must not. */
public class Desk {}
