/**
 * Marathon's web pages at `/ui/`, served by whoever is asked, leader or not. They load from this
 * process only and run no script but these files.
 */
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const contentSecurityPolicy = [
  "default-src 'self'",
  "img-src 'self' data:",
  // The terminal writes its colours and sizes as a style sheet.
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
const year = 365 * 24 * 60 * 60;

export function serveWebPages(server: FastifyInstance, directory: string): void {
  server.register(fastifyStatic, {
    root: directory,
    prefix: '/ui/',
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Their names have a hash of what is in them.
      const isKept = /\/assets\/.+-[\w-]{8}\.\w+(\.gz)?$/.test(path);
      reply.setHeader('Cache-Control', isKept ? `public, max-age=${year}, immutable` : 'no-cache');
      reply.setHeader('Content-Security-Policy', contentSecurityPolicy);
      reply.setHeader('X-Content-Type-Options', 'nosniff');
      reply.setHeader('X-Frame-Options', 'DENY');
      reply.setHeader('Referrer-Policy', 'same-origin');
    },
  });
  server.get('/ui/', (_request, reply) => reply.sendFile('marathon.html'));
  server.get('/ui', (_request, reply) => reply.redirect('/ui/', 302));
}
