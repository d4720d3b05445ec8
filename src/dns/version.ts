/** @compat The Mesos-DNS whose configuration, names and API these are. */
export const dnsVersion = '0.10.1';
