package planted.headroom.tenant.control;

/** Breaks nothing; another component knows it that must not. */
public class Backroom {}
