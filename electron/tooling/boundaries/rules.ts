import { posix } from 'node:path';
import type { Import, Source } from './source.ts';

/** Who may import whom. Every rule that is about a file must allow each of its imports. */
export type Rule = {
  /** What a person reads when the rule is broken. */
  readonly says: string;
  readonly isAbout: (path: string) => boolean;
  readonly allows: (used: Import, from: Source) => boolean;
};

const below = (folder: string) => (path: string) => path.startsWith(`${folder}/`);
const inShared = below('shared');
const inMain = below('electron/main');
const inDatabase = below('electron/main/db');
const inDesk = below('electron/main/desk');
const inStore = below('electron/main/desk/store');
// Files beside the jobs, such as desk.ts, put them together.
const inJob = (path: string): boolean => /^electron\/main\/desk\/[^/]+\//.test(path);
const inMigrations = below('electron/main/db/migrations');

const isFile = (used: Import, fits: (path: string) => boolean): boolean =>
  used.kind === 'file' && fits(used.target);
const isPackage = (used: Import, names: readonly string[]): boolean =>
  used.kind === 'package' && names.some((name) => used.target === name || used.target.startsWith(`${name}/`));

const isQueries = (path: string): boolean => path.endsWith('.queries.ts');
const inPage = below('renderer/src');
const inMachines = below('renderer/src/machines');
const isMachine = (path: string): boolean => path.endsWith('.machine.ts') || inMachines(path);
const sameFolder = (used: Import, from: Source): boolean =>
  used.kind === 'file' && posix.dirname(used.target) === posix.dirname(from.path);

const pageLibraries = [
  'react',
  'react-dom',
  '@mantine',
  '@tabler/icons-react',
  '@tanstack/react-query',
  // The words of Mantine’s calendar.
  'dayjs',
  'xstate',
  '@xstate/react',
  '@xstate/store',
  'uuid',
  // The plots of the reports.
  'recharts',
  'markdown-to-jsx',
];

/** The parts of the page, lowest first: each builds on those before it and knows none behind it. */
// `development` is loaded by the development server alone: the build leaves that folder out.
const pageParts = ['development', 'api', 'components', 'machines', 'scanner', 'shell', 'features', 'app'];
const pagePartOf = (path: string): number =>
  pageParts.findIndex((part) => below(`renderer/src/${part}`)(path));
const featureOf = (path: string): string | undefined => /^renderer\/src\/features\/([^/]+)\//.exec(path)?.[1];
// What a component shows, it is given: it asks nobody and knows no page.
const componentLibraries = ['react', 'react-dom', '@mantine', '@tabler/icons-react', 'dayjs'];

const inDevelopment = below('renderer/src/development');
const developmentLibraries = ['@statelyai/inspect', '@tanstack/react-query-devtools'];

/** The groups of the desk, lowest first: each builds on those before it and knows none behind it. */
const groups = [
  'store',
  'kernel',
  'directory',
  'output',
  'requests',
  'circulation',
  'lifecycle',
  'notices',
  'today',
  'reports',
  'exchange',
  'history',
  'hub',
];
const groupOf = (path: string): number =>
  groups.findIndex((group) => below(`electron/main/desk/${group}`)(path));

// Texts that are read as they are, such as the changelog.
const isText = (path: string): boolean => path.endsWith('.md');

/** Who may import whom. */
export const rules: readonly Rule[] = [
  {
    says: 'shared imports only zod, xstate, intl-messageformat and shared: it runs in every process',
    isAbout: inShared,
    allows: (used) => isPackage(used, ['zod', 'xstate', 'intl-messageformat']) || isFile(used, inShared),
  },
  {
    says: 'the preload imports only electron and the channel names: it is all that the page can reach',
    isAbout: below('electron/preload'),
    allows: (used) =>
      isPackage(used, ['electron']) ||
      isFile(used, (path) => path === 'shared/ipc/channels.ts' || (used.typeOnly && inShared(path))),
  },
  {
    says: 'what developers alone see imports their tools beside what every page may import',
    isAbout: inDevelopment,
    allows: (used) =>
      isPackage(used, [...pageLibraries, ...developmentLibraries]) ||
      isFile(used, (path) => inShared(path) || below('renderer')(path)),
  },
  {
    says: 'the renderer imports only shared, its libraries and texts, never electron or node',
    isAbout: (path) => below('renderer')(path) && !inDevelopment(path),
    allows: (used) =>
      isPackage(used, pageLibraries) ||
      isFile(used, (path) => inShared(path) || below('renderer')(path) || isText(path)),
  },
  {
    says: `no arrow runs upward between the parts of the page (${pageParts.join(', ')}): nothing imports app`,
    isAbout: inPage,
    allows: (used, from) => !isFile(used, inPage) || pagePartOf(used.target) <= pagePartOf(from.path),
  },
  {
    says: 'a feature never imports another one: what two share stands in machines, components or shell',
    isAbout: (path) => featureOf(path) !== undefined,
    allows: (used, from) =>
      featureOf(used.target) === undefined || featureOf(used.target) === featureOf(from.path),
  },
  {
    says: 'a component imports only shared, React, Mantine and icons: it shows what it is given',
    isAbout: below('renderer/src/components'),
    allows: (used) =>
      isPackage(used, componentLibraries) ||
      isFile(used, (path) => inShared(path) || below('renderer/src/components')(path)),
  },
  {
    says: 'api imports only shared: it asks the main process and shows nothing',
    isAbout: below('renderer/src/api'),
    allows: (used) =>
      used.kind === 'package' || isFile(used, (path) => inShared(path) || below('renderer/src/api')(path)),
  },
  {
    says: 'a machine imports only xstate, shared and machines: its effects are provided from outside',
    isAbout: isMachine,
    allows: (used) =>
      isPackage(used, ['xstate']) || isFile(used, (path) => inShared(path) || inMachines(path)),
  },
  {
    says: 'the main process imports only itself, shared, node, electron and libraries, and nothing of the page',
    isAbout: inMain,
    allows: (used) =>
      used.kind === 'package'
        ? !isPackage(used, [
            ...pageLibraries.filter((name) => !['xstate', 'uuid'].includes(name)),
            '(computed)',
          ])
        : inMain(used.target) || inShared(used.target),
  },
  {
    says: 'the database and the jobs of the desk know no electron: they are tested without it',
    isAbout: (path) => inDatabase(path) || inDesk(path),
    allows: (used) => !isPackage(used, ['electron']),
  },
  {
    says: 'better-sqlite3 is used in electron/main/db alone',
    isAbout: (path) => inMain(path) && !inDatabase(path),
    allows: (used) => !isPackage(used, ['better-sqlite3']),
  },
  {
    says: 'SQL stands in *.queries.ts and electron/main/db: only they import db/sql.ts',
    isAbout: (path) => inMain(path) && !inDatabase(path) && !isQueries(path),
    allows: (used) => used.target !== 'electron/main/db/sql.ts',
  },
  {
    says: 'the store imports only the database and shared/domain (and types of shared): the rules stand above it',
    isAbout: inStore,
    allows: (used) =>
      isFile(used, (path) => inDatabase(path) || inStore(path) || below('shared/domain')(path)) ||
      isFile(used, (path) => used.typeOnly && inShared(path)),
  },
  {
    says: 'rows are written by electron/main/desk/store alone: only it imports db/table.ts',
    isAbout: (path) => inMain(path) && !inDatabase(path) && !inStore(path),
    allows: (used) => used.target !== 'electron/main/db/table.ts',
  },
  {
    says: 'queries import only the database types, the store and shared/domain (and types of shared)',
    isAbout: isQueries,
    allows: (used, from) =>
      isFile(used, (path) => inDatabase(path) || below('shared/domain')(path)) ||
      isFile(used, (path) => used.typeOnly && inShared(path)) ||
      isFile(used, inStore) ||
      (sameFolder(used, from) && isQueries(used.target)),
  },
  {
    says: `no arrow runs upward between the groups of the desk (${groups.join(', ')})`,
    isAbout: inJob,
    allows: (used, from) => !isFile(used, inJob) || groupOf(used.target) <= groupOf(from.path),
  },
  {
    says: 'a job does not know the channels: they call its service',
    isAbout: inJob,
    allows: (used) => !isFile(used, below('electron/main/ipc')) || used.typeOnly,
  },
  {
    says: 'desk.ts and admission.ts lead from channels to services: no queries, no database',
    isAbout: (path) => inDesk(path) && !inJob(path),
    allows: (used) => !isFile(used, (path) => isQueries(path) || inDatabase(path)),
  },
  {
    says: 'a migration is frozen: it uses nothing of ours that could change',
    isAbout: (path) => inMigrations(path) && !path.endsWith('/index.ts'),
    allows: (used) => used.typeOnly,
  },
  {
    says: 'the tooling imports only itself, shared, node and packages: it runs without the program',
    isAbout: below('electron/tooling'),
    allows: (used) =>
      used.kind === 'package' || below('electron/tooling')(used.target) || inShared(used.target),
  },
];
