import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { erasureClock } from '../../../../../electron/main/desk/records/erasure/erasure-clock.ts';
import { placesService } from '../../../../../electron/main/desk/records/places/places.service.ts';
import type { PatronDataService } from '../../../../../electron/main/desk/records/erasure/patron-data.service.ts';
import { patronDataService } from '../../../../../electron/main/desk/records/erasure/patron-data.service.ts';
import type { LibraryId, PatronId } from '../../../../../shared/domain/ids.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { newOpId, openTestDesk, type TestDesk } from '../../../../support/desk.ts';

export const patron = { barcode: 'QX777111', name: 'Quetzalcoatl, Xiomara', email: 'qx@reader.example' };
/** Fragments of the patron's data, as they may appear in tables and indexes. */
const traces = ['Quetzalcoatl', 'quetzalcoatl', 'Xiomara', 'xiomara', 'QX777111', 'qx777111', 'qx@reader'];

/** A desk's erasure clock, run on demand by a test. */
export const erasureClockOf = (
  desk: TestDesk,
  change: { readonly slipFolder?: string; readonly mayNot?: () => boolean } = {},
) =>
  erasureClock({
    ...desk.context,
    slipFolder: '/nowhere',
    mayNot: () => false,
    every: () => () => undefined,
    pause: () => Promise.resolve(),
    emptyLog: () => Promise.resolve(),
    changed: () => undefined,
    logFault: (error) => {
      throw error;
    },
    ...change,
  });

/** A desk for each test of a file, with the services that erase patron data. */
export const useErasureDesk = () => {
  let desk: TestDesk;
  let saved: { name: string; text: string }[];
  let patronData: PatronDataService;
  beforeEach(() => {
    desk = openTestDesk();
    saved = [];
    patronData = patronDataService(desk.context, {
      slipFolder: slips(),
      saveFile: (name, text) => {
        saved.push({ name, text });
        return Promise.resolve(name);
      },
      emptyLog: () => Promise.resolve(),
      reportFolder: reports(),
      forgetPage: () => undefined,
    });
  });
  afterEach(() => desk.close());

  const slips = (): string => join(dirname(desk.file), 'slips');
  const reports = (): string => join(dirname(desk.file), 'reports');
  const value = <T>(result: Result<T>): T => {
    if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
    return result.value;
  };

  /** The patron's traces in the bytes of the database file, after a checkpoint of the log. */
  const tracesLeft = (): string[] => {
    desk.raw.pragma('wal_checkpoint(TRUNCATE)');
    return readdirSync(dirname(desk.file))
      .filter((name) => name.includes('.sqlite'))
      .flatMap((name) => {
        const bytes = readFileSync(join(dirname(desk.file), name));
        return traces.filter((trace) => bytes.includes(trace)).map((trace) => `${trace} in ${name}`);
      });
  };

  const addPatron = (): PatronId =>
    value(
      placesService(desk.context).savePatron({
        opId: newOpId(),
        id: null,
        values: { ...patron, libraryId: 1 as LibraryId },
      }),
    ).id as PatronId;
  return {
    desk: () => desk,
    saved: () => saved,
    patronData: () => patronData,
    slips,
    reports,
    value,
    tracesLeft,
    addPatron,
  };
};
