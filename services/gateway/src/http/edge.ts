import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import type { ServiceHost } from '@cream/runtime';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost, ModuleRef } from '@nestjs/core';
import type { ExpressAdapter } from '@nestjs/platform-express';
import helmet from 'helmet';
import { readGatewaySettings } from '../gateway.config.js';
import { HOST } from '../host.js';
import { ConsoleController } from '../rpc/console.controller.js';
import { consoleRoutes } from '../rpc/routes.js';
import { sendPage } from './page.js';
import { isSameSite } from './same-site.js';

const RPC_PREFIX = '/rpc';
/** Names the build derives from the content: `main-P46CMWSN.js`. */
const HASHED = /-[A-Z0-9a-z_-]{8}\.(js|css|woff2)$/;

type Next = () => void;

/** What the browser sees: the API under `/rpc`, the console's files, and its page for every other path. */
@Injectable()
export class Edge implements OnModuleInit, BeforeApplicationShutdown {
  readonly #shutdown = new AbortController();

  constructor(
    @Inject(HttpAdapterHost) private readonly adapterHost: HttpAdapterHost<ExpressAdapter>,
    @Inject(ModuleRef) private readonly module: ModuleRef,
    @Inject(HOST) private readonly host: ServiceHost,
  ) {}

  onModuleInit(): void {
    const { consoleDir, hosts } = readGatewaySettings(this.host.env);
    const http = this.adapterHost.httpAdapter;
    const rpc = connectNodeAdapter({
      routes: consoleRoutes(this.module.get(ConsoleController)),
      requestPathPrefix: RPC_PREFIX,
      shutdownSignal: this.#shutdown.signal,
    });
    http.use((request: IncomingMessage, response: ServerResponse, next: Next) => {
      if (isSameSite(request, hosts)) return next();
      response.writeHead(403, { 'Content-Type': 'text/plain' }).end('not from this site');
    });
    // Only the page may load anything, and sets its own policy; plain HTTP on loopback has no transport to secure.
    const nothing = { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } };
    http.use(helmet({ contentSecurityPolicy: nothing, strictTransportSecurity: false }));
    http.use((request: IncomingMessage, response: ServerResponse, next: Next) => {
      if (!isRpc(request.url ?? '')) return next();
      response.setHeader('Cache-Control', 'no-store');
      rpc(request, response);
    });
    http.use((request: IncomingMessage, response: ServerResponse, next: Next) => {
      // As a plain file the page would carry the placeholder instead of a nonce.
      if (!request.url?.startsWith('/index.html')) return next();
      sendPage(response, consoleDir);
    });
    http.useStaticAssets(consoleDir, { index: false, redirect: false, setHeaders: setCaching });
    http.use((request: IncomingMessage, response: ServerResponse, next: Next) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') return next();
      sendPage(response, consoleDir);
    });
  }

  beforeApplicationShutdown(): void {
    this.#shutdown.abort();
  }
}

function isRpc(url: string): boolean {
  return url === RPC_PREFIX || url.startsWith(`${RPC_PREFIX}/`) || url.startsWith(`${RPC_PREFIX}?`);
}

function setCaching(response: ServerResponse, path: string): void {
  const caching = HASHED.test(basename(path)) ? 'public, max-age=31536000, immutable' : 'no-cache';
  response.setHeader('Cache-Control', caching);
}
