/** Answers what marathon-lb asks of Marathon: apps with tasks, one app, and a stream of events. */
import http from 'node:http';

export class PretendMarathon {
  apps = new Map();
  #streams = new Set();
  #all = '';

  constructor() {
    this.server = http.createServer((request, response) => this.#answer(request, response));
  }

  async listen() {
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.address = `127.0.0.1:${this.server.address().port}`;
    return this;
  }

  put(app) {
    this.apps.set(app.id, app);
    this.#all = '';
  }

  /** As Marathon tells of a task's health. */
  tell(appId, eventType = 'health_status_changed_event') {
    for (const stream of this.#streams) {
      stream.write(`event: ${eventType}\r\ndata: ${JSON.stringify({ eventType, appId })}\r\n\r\n`);
    }
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }

  #answer(request, response) {
    const { pathname } = new URL(request.url, 'http://marathon');
    if (pathname === '/v2/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      this.#streams.add(response);
      response.on('close', () => this.#streams.delete(response));
      return;
    }
    response.setHeader('content-type', 'application/json');
    if (pathname === '/v2/apps') {
      this.#all ||= JSON.stringify({ apps: [...this.apps.values()] });
      response.end(this.#all);
      return;
    }
    const app = this.apps.get(pathname.replace(/^\/v2\/apps\/+/, '/'));
    response.statusCode = app === undefined ? 404 : 200;
    response.end(JSON.stringify({ app }));
  }
}
