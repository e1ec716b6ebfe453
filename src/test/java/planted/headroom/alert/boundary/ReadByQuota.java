package planted.headroom.alert.boundary;

/** An alert is read by nobody. */
public class ReadByQuota {}
