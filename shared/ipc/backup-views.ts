import * as z from 'zod';
import { backupKinds } from '../domain/backups.ts';
import { namesOf } from '../domain/listed.ts';
import { instant } from './views.ts';

const backupKind = z.enum(namesOf(backupKinds));

/** The size of a library, and how recent it is. */
const libraryFacts = z.strictObject({
  libraries: z.array(z.string()),
  requests: z.int(),
  loans: z.int(),
  patrons: z.int(),
  steps: z.int(),
  newestStepAt: z.string().nullable(),
});

/** A backup in the list. */
export const backupView = z.strictObject({
  name: z.string(),
  kind: backupKind,
  takenAt: instant,
  sizeBytes: z.int(),
  /** `waiting`: to be inspected when its turn comes. */
  state: z.enum(['waiting', 'good', 'unfit']),
  /** Why it cannot be restored; empty if it can, or if it has not been inspected yet. */
  words: z.string(),
  facts: libraryFacts.nullable(),
});
export type BackupView = z.infer<typeof backupView>;

/** A backup in progress. */
export const backupProgress = z.strictObject({
  phase: z.enum(['copying', 'checking']),
  /** From 0 to 1. */
  share: z.number(),
});

export const backupList = z.strictObject({
  backups: z.array(backupView),
  making: backupProgress.nullable(),
  /** Files set aside in the data folder so long ago that they must not keep patron data that has since been removed. */
  old: z.array(z.string()),
  second: z.strictObject({
    /** Null if none is chosen. */
    folder: z.string().nullable(),
    copies: z.int().nullable(),
    since: instant.nullable(),
    words: z.string(),
  }),
});
export type BackupList = z.infer<typeof backupList>;

const stepsApart = z.strictObject({
  count: z.int(),
  byKind: z.array(z.strictObject({ label: z.string(), count: z.int() })),
  byOperator: z.array(z.strictObject({ name: z.string(), count: z.int() })),
  last: z.array(
    z.strictObject({
      label: z.string(),
      at: z.string(),
      operator: z.string(),
      externalId: z.string().nullable(),
    }),
  ),
});

/** What would change if a file replaced the library. */
export const restorePicture = z.strictObject({
  /** Identifies the file, which was copied here and checked. */
  token: z.uuid(),
  fileName: z.string(),
  sizeBytes: z.int(),
  /** Null for a file that is not a backup of this workstation. */
  takenAt: instant.nullable(),
  here: libraryFacts,
  there: libraryFacts,
  /** Whether both originate from the same library. */
  sameLibrary: z.boolean(),
  onlyHere: stepsApart,
  onlyThere: stepsApart,
  requestsOnlyHere: z.int(),
  loansOnlyHere: z.int(),
  lettersLeft: z.int(),
});
export type RestorePicture = z.infer<typeof restorePicture>;
