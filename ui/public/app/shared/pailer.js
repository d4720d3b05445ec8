/**
 * An old address of a log (a bookmark, or a link of another program) leads to the page of that log, and
 * what it names goes along: `host` of an agent (none: this master), `path` and `title`. Old pages put
 * the address of the file aside under the window's name instead, which is taken as well.
 */
const asked = new URLSearchParams(window.location.search);
const query = new URLSearchParams();
const aside = localStorage.getItem(window.name) ?? '';
if (asked.has('path')) {
  for (const name of ['agent', 'host', 'path', 'title', 'at']) {
    if (asked.has(name)) query.set(name, asked.get(name));
  }
} else if (URL.canParse(aside, window.location.href)) {
  const { host, searchParams } = new URL(aside, window.location.href);
  query.set('host', host);
  query.set('path', searchParams.get('path') ?? '');
}
window.location.replace(new URL(`../../#/log?${query}`, window.location.href));
