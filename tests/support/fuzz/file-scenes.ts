import { noMapping } from '../../../shared/domain/intake/mapping.ts';
import type { Door } from '../doors.ts';
import type { Scene } from './scenes.ts';

/** The scenes of calls about files. */
export const fileScenes: Partial<Record<Door, Scene>> = {
  'libraryFile.dryRun': () => ({ mapping: noMapping }),
  'libraryFile.keepProfile': () => ({ mapping: noMapping, name: 'Ours' }),
  'libraryFile.import': () => ({ mapping: noMapping }),
  'imports.takeBack': ({ any }) => {
    const undoes = any(`SELECT op_id FROM command_log WHERE kind = 'import' AND undone_by IS NULL`);
    return undoes === undefined ? undefined : { undoes };
  },
  'files.saveList': ({ random }) => ({
    of: random.oneOf<object>(
      { list: 'slips', only: 'all' },
      { list: 'letters', show: 'open' },
      { list: 'queue', card: 'to-receive' },
    ),
    format: random.oneOf('csv', 'xlsx'),
  }),
  'files.saveOffline': (_, { desk }) => ({
    filter: {
      from: '2026-01-01',
      to: '2027-12-31',
      operatorId: null,
      deskId: desk.id,
      group: null,
      show: 'to-key',
    },
  }),
  'reports.savePlot': () => ({
    report: 'requests',
    from: '2026-11-01',
    to: '2026-11-25',
    png: 'iVBORw0KGgo=',
  }),
};
