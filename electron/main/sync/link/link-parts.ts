import type { ReadableDB } from '../../db/types.ts';
import type { SyncParts } from '../sync-parts.ts';
import type { ServerIdentity } from './server-certificate.ts';

/** Callbacks for the owner of the connection. */
export type LinkEvents = {
  /** The hub recognised this workstation. */
  readonly joined: () => void;
  /** The server has a different key from the known one, and the known authority vouches for it. */
  readonly renewed: (server: ServerIdentity) => void;
  /** The hub does not know this workstation. */
  readonly refused: () => void;
};

export type LinkParts = Pick<SyncParts, 'changed' | 'onSlipsRemoved' | 'onNamesForgotten' | 'fault'> & {
  readonly db: ReadableDB;
  readonly now: () => Date;
  /** The versions of the program and of its schema. */
  readonly program: string;
  readonly schemaVersion: number;
  /** Called when the state or the number of pending steps has changed. */
  readonly stateChanged: () => void;
  /** Whether letters could be sent from here. */
  readonly hasMail: () => boolean;
  /** Whether partners are told by protocol, which needs no mail account. */
  readonly tellsPartners: () => boolean;
  readonly log: (event: string, error: unknown) => void;
};
