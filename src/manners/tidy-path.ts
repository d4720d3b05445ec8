/**
 * Slashes too many: who puts an address that ends in one before a path asks for `//state`. @compat Mesos
 * answers most of these; here all mean the path with single slashes, to the router and to the firewall.
 */
export function tidyPath(path: string): string {
  return path.includes('//') ? path.replaceAll(/\/{2,}/g, '/') : path;
}
