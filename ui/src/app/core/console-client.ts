import { InjectionToken } from '@angular/core';
import { type Client, createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { ConsoleService } from '@cream/proto/console';

export type ConsoleClient = Client<typeof ConsoleService>;

/** The console's only way to the outside: its own origin, by GET, so that every read is also a plain link. */
export const CONSOLE_CLIENT = new InjectionToken<ConsoleClient>('CONSOLE_CLIENT', {
  providedIn: 'root',
  factory: () => createClient(ConsoleService, createConnectTransport({ baseUrl: '/rpc', useHttpGet: true })),
});
