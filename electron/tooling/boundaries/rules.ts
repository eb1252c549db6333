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
// Files beside the jobs, such as desk.ts, put them together.
const inJob = (path: string): boolean => /^electron\/main\/desk\/[^/]+\//.test(path);
const inMigrations = below('electron/main/db/migrations');

const isFile = (used: Import, fits: (path: string) => boolean): boolean =>
  used.kind === 'file' && fits(used.target);
const isPackage = (used: Import, names: readonly string[]): boolean =>
  used.kind === 'package' && names.some((name) => used.target === name || used.target.startsWith(`${name}/`));

const isQueries = (path: string): boolean => path.endsWith('.queries.ts');
const isHandlers = (path: string): boolean => path.endsWith('.handlers.ts');
// What several machines of pages are made of.
const inMachines = below('renderer/src/machines');
// A long machine is split: receiving.machine.ts, receiving.setup.ts … Only its actors reach outside.
const isMachinePart = (path: string): boolean =>
  path.endsWith('.machine.ts') ||
  inMachines(path) ||
  (below('renderer/src/features')(path) &&
    /\/[\w-]+\.[\w-]+\.ts$/.test(path) &&
    !path.endsWith('.actors.ts'));
const sameFolder = (used: Import, from: Source): boolean =>
  used.kind === 'file' && posix.dirname(used.target) === posix.dirname(from.path);

const pageLibraries = [
  'react',
  'react-dom',
  '@mantine',
  '@tabler/icons-react',
  '@tanstack/react-query',
  'xstate',
  '@xstate/react',
  'uuid',
];

// Loaded by the development server alone: the build leaves that folder out.
const inDevelopment = below('renderer/src/development');
const developmentLibraries = ['@statelyai/inspect', '@tanstack/react-query-devtools'];

// Effects leave through rows (architecture.md §3.3): every job inserts slips, messages and its own step.
const rowsOfEffects = (path: string): boolean =>
  isQueries(path) && ['slips', 'messages', 'steps'].some((job) => below(`electron/main/desk/${job}`)(path));

/** The list of architecture.md §1, "Who may import whom". */
export const rules: readonly Rule[] = [
  {
    says: 'shared imports only zod, xstate and shared: it runs in every process',
    isAbout: inShared,
    allows: (used) => isPackage(used, ['zod', 'xstate']) || isFile(used, inShared),
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
    says: 'the renderer imports only shared, React, Mantine and XState, never electron or node',
    isAbout: (path) => below('renderer')(path) && !inDevelopment(path),
    allows: (used) =>
      isPackage(used, pageLibraries) || isFile(used, (path) => inShared(path) || below('renderer')(path)),
  },
  {
    says: 'a machine imports only xstate and shared: its effects are provided from outside',
    isAbout: isMachinePart,
    allows: (used, from) =>
      isPackage(used, ['xstate']) ||
      isFile(used, (path) => inShared(path) || (inMachines(path) && below('renderer')(from.path))) ||
      (sameFolder(used, from) && isMachinePart(used.target)),
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
    says: 'queries import only the database types and shared/domain (and types of shared)',
    isAbout: isQueries,
    allows: (used, from) =>
      isFile(used, (path) => inDatabase(path) || below('shared/domain')(path)) ||
      isFile(used, (path) => used.typeOnly && inShared(path)) ||
      (sameFolder(used, from) && isQueries(used.target)),
  },
  {
    says: "a job uses its own queries, and another job's service instead of its queries",
    isAbout: (path) => inJob(path) && !isQueries(path) && !isHandlers(path),
    allows: (used, from) =>
      !isFile(used, isQueries) || used.typeOnly || sameFolder(used, from) || rowsOfEffects(used.target),
  },
  {
    says: 'a job does not know its handlers or the channels: they call it',
    isAbout: (path) => inJob(path) && !isHandlers(path),
    allows: (used) =>
      !isFile(used, (path) => isHandlers(path) || (below('electron/main/ipc')(path) && !used.typeOnly)),
  },
  {
    says: 'handlers lead from a channel to their own service: no queries, no database, no other job',
    isAbout: isHandlers,
    allows: (used, from) =>
      isFile(used, inShared) ||
      isFile(used, (path) => used.typeOnly && !isQueries(path)) ||
      (sameFolder(used, from) && !isQueries(used.target)),
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
