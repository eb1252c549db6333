import * as z from 'zod';
import { backupKinds } from '../domain/backups.ts';
import { namesOf } from '../domain/listed.ts';
import { instant } from './views.ts';

const backupKind = z.enum(namesOf(backupKinds));

/** How much there is in a library, and how far it goes. */
const libraryFacts = z.strictObject({
  libraries: z.array(z.string()),
  requests: z.int(),
  loans: z.int(),
  patrons: z.int(),
  steps: z.int(),
  newestStepAt: z.string().nullable(),
});

/** A backup of the list. */
export const backupView = z.strictObject({
  name: z.string(),
  kind: backupKind,
  takenAt: instant,
  sizeBytes: z.int(),
  /** `waiting`: it is looked into when its turn comes. */
  state: z.enum(['waiting', 'good', 'unfit']),
  /** Why it cannot be restored; empty where it can, or nobody has looked yet. */
  words: z.string(),
  facts: libraryFacts.nullable(),
});
export type BackupView = z.infer<typeof backupView>;

/** A backup that is being made. */
export const backupProgress = z.strictObject({
  phase: z.enum(['copying', 'checking']),
  /** From 0 to 1. */
  share: z.number(),
});

export const backupList = z.strictObject({
  backups: z.array(backupView),
  making: backupProgress.nullable(),
  /** What was set aside in the data folder so long ago that patron data which went since must not stay in it. */
  old: z.array(z.string()),
  second: z.strictObject({
    /** Null where none was chosen. */
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

/** What would change if a file took the library's place. */
export const restorePicture = z.strictObject({
  /** Stands for the file, which was brought and checked. */
  token: z.uuid(),
  fileName: z.string(),
  sizeBytes: z.int(),
  /** Null for a file that is no backup of this workstation. */
  takenAt: instant.nullable(),
  here: libraryFacts,
  there: libraryFacts,
  /** Whether both began as one library. */
  sameLibrary: z.boolean(),
  onlyHere: stepsApart,
  onlyThere: stepsApart,
  requestsOnlyHere: z.int(),
  loansOnlyHere: z.int(),
  lettersLeft: z.int(),
});
export type RestorePicture = z.infer<typeof restorePicture>;
