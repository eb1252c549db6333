import type { ReadableDB } from '../../db/types.ts';
import type { SyncParts } from '../sync-parts.ts';
import type { ServerIdentity } from './server-certificate.ts';

/** What whoever opened the connection hears of it. */
export type LinkEvents = {
  /** The hub knows this workstation. */
  readonly joined: () => void;
  /** Its server has another key than the one that is known, and the known authority vouches for it. */
  readonly renewed: (server: ServerIdentity) => void;
  /** The hub does not know this workstation. */
  readonly refused: () => void;
};

export type LinkParts = Pick<SyncParts, 'changed' | 'slipsGone' | 'namesGone' | 'fault'> & {
  readonly db: ReadableDB;
  readonly now: () => Date;
  /** The version of the program, and of its schema. */
  readonly program: string;
  readonly schemaVersion: number;
  /** Called when the state, or what waits, is another. */
  readonly stateChanged: () => void;
  /** Whether letters could leave from here. */
  readonly hasMail: () => boolean;
  readonly log: (event: string, error: unknown) => void;
};
