import { useSelector } from '@xstate/react';
import { createActor, type Actor, type SnapshotFrom } from 'xstate';
import type { DeskApi } from '../../../../shared/ipc/api.ts';
import { desk } from '../../api/desk.ts';
import { inspection } from '../../development/inspection.ts';
import { callBy } from '../../machines/call.machine.ts';
import { importMachine } from '../../machines/import.machine.ts';

export type ImportActor = Actor<typeof importMachine>;
export type ImportSnapshot = SnapshotFrom<typeof importMachine>;

/** The timeout of calls that wait for a dialog, or for a file of a million rows: a day at most. */
const untilItsEndMs = 24 * 3_600_000;
const isNeverInDoubt = (): boolean => false;

/** Provides the import machine with the calls of the main process. */
export const importLogic = ({ call, drop }: Pick<DeskApi, 'call' | 'drop'>): typeof importMachine =>
  importMachine.provide({
    actors: {
      choose: callBy(
        (file) => {
          if (file === null) return call['libraryFile.choose']({});
          return file === 'own-requests' ? call['hub.chooseOwn']({}) : drop(file);
        },
        isNeverInDoubt,
        untilItsEndMs,
      ),
      dryRun: callBy((asked) => call['libraryFile.dryRun'](asked), isNeverInDoubt, untilItsEndMs),
      begin: callBy((asked) => call['libraryFile.import'](asked), isNeverInDoubt),
    },
  });

let actor: ImportActor | null = null;

/** The import actor, started on first use: from then on it runs as long as the window, so that reopening the import continues it. */
export const importActor = (): ImportActor => {
  if (actor !== null) return actor;
  const started = createActor(importLogic(desk), inspection).start();
  desk.on('importEnded', (report) => started.send({ type: 'import.ended', report }));
  actor = started;
  return started;
};

export const useImportActor = <T>(select: (snapshot: ImportSnapshot) => T): T =>
  useSelector(importActor(), select);
