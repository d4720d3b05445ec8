/** "host:port" as text: an IPv6 address is put in brackets, everything else stands as it is. */
export function hostPortText(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
