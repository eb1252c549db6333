import { beforeEach } from 'vitest';
import { type Mapping, noMapping } from '../../../shared/domain/intake/mapping.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import type { FileReading, FileSurvey, ImportReport } from '../../../shared/ipc/import-views.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { startFileThread } from '../../support/file-thread.ts';
import { valueOf } from '../../support/results.ts';
import { libraryWith } from './import-desk.ts';
import { useImportHost } from './import-host.ts';

export const why = (result: Result<unknown>): string => (result.ok ? 'done' : result.error.message);

/** The number of rows with each outcome. */
export const countsOf = ({ outcomes }: ImportReport): Record<string, number> =>
  Object.fromEntries((outcomes ?? []).flatMap(({ outcome, count }) => (count > 0 ? [[outcome, count]] : [])));

/** A list as another system exports it: a good row, one with unknown words and records, one without a title. */
export const alma =
  'External identifier,Title,Author,Requester,Status,Active partner,Pickup location,Creation date,Due date\n' +
  'R-1,Walden,Thoreau,"Reader, Anna",Request sent to partner,NORTH,MAIN-CIRC,11/14/2026,\n' +
  'R-2,Go fish,Rowe,"Leser, Götz",Shipped by lorry,West College,Elsewhere,11/15/2026,12/20/2026\n' +
  'R-3,,Rowe,"Leser, Götz",Request sent to partner,West College,MAIN-CIRC,11/15/2026,\n';

/** The import window's service, with a thread instead of a process, in a library with a few places. */
export const useImportWindow = () => {
  const window = { over: (_report: ImportReport): void => undefined, dryRunTold: 0, faults: [] as Error[] };
  const at = useImportHost(
    {
      startProcess: startFileThread,
      emitDryRun: () => (window.dryRunTold += 1),
      emitEnded: (report) => window.over(report),
      logFault: (error) => window.faults.push(error),
    },
    (desk) => desk.import(desk.file('library.json', libraryWith([]))),
  );
  const { desk, host } = at;
  beforeEach(() => void Object.assign(window, { dryRunTold: 0, faults: [] }));

  const choose = async (file: string): Promise<string> => {
    host.chosen = file;
    return valueOf(await host.service.choose())?.token ?? '';
  };
  const chooseText = (text: string): Promise<string> => choose(desk.file('list.csv', text));
  const read = async (token: string, mapping: Mapping = noMapping): Promise<FileReading> => {
    const view = contract['libraryFile.read'].output.parse(
      valueOf(await host.service.read({ token, mapping })),
    );
    if (view === null) throw new Error('It was taken for a library file.');
    return view;
  };
  const survey = async (token: string, mapping: Mapping = noMapping): Promise<FileSurvey> => {
    const view = contract['libraryFile.survey'].output.parse(
      valueOf(await host.service.survey({ token, mapping })),
    );
    if (view === null) throw new Error('It was taken for a library file.');
    return view;
  };
  const dryRunIt = async (token: string, mapping: Mapping = noMapping): Promise<ImportReport> =>
    contract['libraryFile.dryRun'].output.parse(valueOf(await host.service.dryRun({ token, mapping })));
  const importIt = async (token: string, mapping: Mapping = noMapping): Promise<ImportReport> => {
    const ended = new Promise<ImportReport>((resolve) => (window.over = resolve));
    valueOf(host.service.import({ token, mapping }));
    return await ended;
  };
  return { ...at, window, choose, chooseText, read, survey, dryRunIt, importIt };
};
