import type * as z from 'zod';
import type { endpointSettings } from '../ipc/calls/endpoint.ts';

/** How this workstation takes messages in from partners' systems. */
export type EndpointSettings = z.infer<typeof endpointSettings>;

/** Off, and for this computer alone, until staff set otherwise. */
export const closedEndpoint: EndpointSettings = {
  isOpen: false,
  host: '127.0.0.1',
  port: 18_626,
  path: '/iso18626',
  callers: [],
  authentication: { kind: 'none' },
};

/** Whether only programs on the same computer can call. */
export const isLoopback = (host: string): boolean => /^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/iu.test(host);
