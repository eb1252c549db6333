import { migrations } from '../../../electron/main/db/migrations/index.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import type { KnownHub } from '../../../electron/main/sync/link/connection-file.ts';
import { HubLink } from '../../../electron/main/sync/link/hub-link.ts';
import type { LinkParts } from '../../../electron/main/sync/link/link-parts.ts';

const nothing = (): undefined => undefined;

/** Returns the program's connection of a workstation to its hub. @param parts callbacks that the test needs. */
export const linkOf = (
  db: ReadableDB,
  known: KnownHub,
  now: () => Date,
  parts: Partial<LinkParts> = {},
): HubLink =>
  new HubLink(
    {
      db,
      now,
      program: '1.0.0',
      schemaVersion: migrations.at(-1)?.version ?? 0,
      changed: nothing,
      stateChanged: nothing,
      hasMail: () => false,
      tellsPartners: () => false,
      onSlipsRemoved: nothing,
      onNamesForgotten: nothing,
      fault: nothing,
      log: nothing,
      ...parts,
    },
    known,
    { joined: nothing, renewed: nothing, refused: nothing },
  );
