import type { ICruiseOptions, IRegularForbiddenRuleType } from 'dependency-cruiser';
import { deskGroups, pageParts, roomOfLibrary } from './rooms.ts';

type Rules = readonly IRegularForbiddenRuleType[];
type From = IRegularForbiddenRuleType['from'];
type To = IRegularForbiddenRuleType['to'];

const componentLibraries = ['react', 'react-dom', '@mantine', '@tabler/icons-react', 'dayjs'];
const pageLibraries = [
  ...componentLibraries,
  '@tanstack/react-query',
  'xstate',
  '@xstate/react',
  '@xstate/store',
  'uuid',
  'recharts',
  'markdown-to-jsx',
];
const developmentLibraries = ['@statelyai/inspect', '@tanstack/react-query-devtools'];

/** Files of packages, by the names of the packages or of their owners. */
const packages = (...names: readonly string[]): string => `(^|/)node_modules/(@types/)?(${names.join('|')})/`;
const typesOnly = ['type-only'] as const;
const queries = '[.]queries[.]ts$';

type Allowed = {
  readonly values: readonly string[];
  /** What may be imported as types besides. */
  readonly types?: readonly string[];
  /** Files that the rule is not about. */
  readonly except?: string;
};

/** Forbids all but what is named. */
function only(name: string, comment: string, path: string, { values, types = [], except }: Allowed): Rules {
  const from = { path, ...(except === undefined ? {} : { pathNot: except }) };
  const others = { name, comment, from, to: { pathNot: [...values, ...types] } };
  if (types.length === 0) return [others];
  const to = { path: [...types], pathNot: [...values], dependencyTypesNot: [...typesOnly] };
  return [others, { name, comment, from, to }];
}

const never = (name: string, comment: string, from: From, to: To): Rules => [{ name, comment, from, to }];

/** Forbids that a folder of the list knows one behind it, and a folder that is not in the list. */
const upward = (name: string, comment: string, folder: string, parts: readonly string[]): Rules => [
  ...parts.slice(0, -1).map((part, index) => ({
    name,
    comment: `${comment} (${parts.map((name) => name.replace(/[(].*/, '')).join(', ')}).`,
    from: { path: `^${folder}/${part}/` },
    to: { path: `^${folder}/(${parts.slice(index + 1).join('|')})/` },
  })),
  {
    name: `${name}-all`,
    comment: `A new folder of ${folder} gets its place in the list of ${name} first.`,
    from: { path: `^${folder}/[^/]+/`, pathNot: `^${folder}/(${parts.join('|')})/` },
    to: {},
  },
];

/** Who may import whom. A comment is what a person reads when the rule is broken. */
export const rules: Rules = [
  never('is-there', 'An import leads to a file or a package that is there.', {}, { couldNotResolve: true }),
  only(
    'shared',
    'shared imports only zod, xstate, intl-messageformat and shared: it runs in every process.',
    '^shared/',
    { values: ['^shared/', packages('zod', 'xstate', 'intl-messageformat')] },
  ),
  never(
    'rules-without-zod',
    'The page reads the rules when it starts: shapes are functions there (shapes, slip-shapes), so that it does not load zod.',
    { path: '^shared/domain/' },
    { path: packages('zod'), dependencyTypesNot: [...typesOnly] },
  ),
  only('shared-words', 'Words are the lowest: they import nothing else of shared.', '^shared/words/', {
    values: ['^shared/words/', packages('intl-messageformat')],
  }),
  only(
    'preload',
    'The preload imports only electron and the channel names: it is all that the page can reach.',
    '^electron/preload/',
    {
      values: [packages('electron'), '^shared/ipc/channels[.]ts$'],
      types: ['^shared/'],
    },
  ),
  only(
    'development',
    'What developers alone see imports their tools beside what every page may import.',
    '^renderer/src/development/',
    { values: ['^shared/', '^renderer/', packages(...pageLibraries, ...developmentLibraries)] },
  ),
  only(
    'renderer',
    'The renderer imports only shared, its libraries and texts, never electron or node.',
    '^renderer/',
    {
      values: ['^shared/', '^renderer/', '[.]md$', packages(...pageLibraries)],
      except: '^renderer/src/development/',
    },
  ),
  upward('page-parts', 'No arrow runs upward between the parts of the page', 'renderer/src', pageParts),
  never(
    'pages-apart',
    'A page never imports another one: what two share is in requests, files, steps, shell or components.',
    { path: '^renderer/src/pages/([^/]+)/' },
    { path: '^renderer/src/pages/[^/]+/', pathNot: '^renderer/src/pages/$1/' },
  ),
  only(
    'components',
    'A component imports only shared, React, Mantine and icons: it shows what it is given.',
    '^renderer/src/components/',
    { values: ['^shared/', '^renderer/src/components/', packages(...componentLibraries)] },
  ),
  only(
    'api',
    'api imports only shared and packages: it asks the main process and shows nothing.',
    '^renderer/src/api/',
    { values: ['^shared/', '^renderer/src/api/', '(^|/)node_modules/'] },
  ),
  only(
    'machines',
    'A machine imports only xstate, shared and machines: its effects are provided from outside.',
    '([.]machine[.]ts$|^renderer/src/machines/)',
    { values: ['^shared/', '^renderer/src/machines/', packages('xstate')] },
  ),
  never(
    'main-libraries',
    'The main process imports no library of the page.',
    { path: '^electron/main/' },
    {
      path: packages(...pageLibraries.filter((name) => !['xstate', 'uuid'].includes(name))),
    },
  ),
  never(
    'main',
    'The main process imports only itself, shared, node, electron and libraries.',
    { path: '^electron/main/' },
    { pathNot: ['^electron/main/', '^shared/'], dependencyTypes: ['local'] },
  ),
  never(
    'log',
    'The log knows nothing of what it writes down.',
    { path: '^electron/main/log/' },
    { path: '^electron/main/', pathNot: '^electron/main/(log/|make-folder[.]ts$)' },
  ),
  never(
    'db',
    'The database knows nothing of what is built on it.',
    { path: '^electron/main/db/' },
    { path: '^electron/main/', pathNot: '^electron/main/((db|log)/|make-folder[.]ts$)' },
  ),
  never(
    'devices',
    'Devices know neither the desk nor the database: what they do comes by ports.',
    { path: '^electron/main/devices/' },
    { path: '^electron/main/', pathNot: '^electron/main/(devices/|log/|with-timeout[.]ts$)' },
  ),
  never(
    'ipc',
    'What answers the page knows no job: handlers are given to it.',
    { path: '^electron/main/ipc/' },
    { path: '^electron/main/(desk|files|sync|mail|devices)/' },
  ),
  never(
    'no-electron',
    'The database, the desk, files, sync, updates and protocols know no electron: they are tested without it.',
    { path: '^electron/main/(db|desk|files|sync|updates|partners|other-system|sending|connections|xml)/' },
    { path: packages('electron') },
  ),
  never(
    'desk-below-app',
    'The desk knows nothing of windows, files, mail and other workstations: what it needs comes by ports.',
    { path: '^electron/main/desk/' },
    {
      path: '^electron/main/(app|files|mail|partners|other-system|sending|connections|sync|devices)/',
      dependencyTypesNot: [...typesOnly],
    },
  ),
  never(
    'desk-below-files',
    'The desk imports nothing from files, mail, partners, the other system, their queues and sync.',
    { path: '^electron/main/desk/[^/]+/' },
    { path: '^electron/main/(files|mail|partners|other-system|sending|connections|sync)/' },
  ),
  never(
    'sending',
    'Lanes know nothing of what they deliver: partners and the other system are built on them.',
    { path: '^electron/main/sending/' },
    { path: '^electron/main/(files|mail|partners|other-system|connections|sync)/' },
  ),
  never(
    'files-below-sync',
    'Files are imported and written without a hub.',
    { path: '^electron/main/(files|mail)/' },
    { path: '^electron/main/sync/' },
  ),
  only(
    'messages',
    'Messages of partners are read, written and interpreted by pure functions: no database, no desk, no network.',
    '^electron/main/partners/iso18626/',
    {
      values: ['^electron/main/(partners/iso18626|xml)/', '^electron/main/sending/verdict[.]ts$', '^shared/'],
    },
  ),
  only(
    'messages-ncip',
    'Messages to the other system are written, and its answers read, by pure functions: no database, no desk, no network.',
    '^electron/main/other-system/ncip/',
    {
      values: [
        '^electron/main/(other-system/ncip|xml)/',
        '^electron/main/(other-system/patron-answer|sending/verdict)[.]ts$',
        '^shared/',
      ],
    },
  ),
  Object.entries(roomOfLibrary).map(([library, room]) => ({
    name: `library-${library}`,
    comment: `${library} is used in ${room} alone.`,
    from: { path: '^(electron/main|renderer|shared)/', pathNot: `^${room}/` },
    to: { path: packages(library) },
  })),
  never(
    'sql',
    'SQL is written in *.queries.ts and electron/main/db: only they import db/sql.ts.',
    { path: '^electron/main/', pathNot: ['^electron/main/db/', queries] },
    { path: '^electron/main/db/sql[.]ts$' },
  ),
  only(
    'store',
    'The store imports only the database and shared/domain (and types of shared).',
    '^electron/main/desk/store/',
    {
      values: ['^electron/main/(db|desk/store)/', '^shared/domain/'],
      types: ['^shared/'],
    },
  ),
  never(
    'table',
    'Rows are written by electron/main/desk/store alone: only it imports db/table.ts.',
    { path: '^electron/main/', pathNot: '^electron/main/(db|desk/store)/' },
    { path: '^electron/main/db/table[.]ts$' },
  ),
  only(
    'queries',
    'Queries import only the database, the store and shared/domain (and types of shared).',
    '^(.+)/[^/]+[.]queries[.]ts$',
    {
      values: ['^electron/main/(db|desk/store)/', '^shared/domain/', '^$1/[^/]+[.]queries[.]ts$'],
      types: ['^shared/'],
    },
  ),
  upward(
    'desk-groups',
    'No arrow runs upward between the groups of the desk',
    'electron/main/desk',
    deskGroups,
  ),
  never(
    'job-without-channels',
    'A job does not know the channels: they call its service.',
    { path: '^electron/main/(desk/[^/]+|files|sync)/' },
    { path: '^electron/main/ipc/', dependencyTypesNot: [...typesOnly] },
  ),
  never(
    'desk-leads',
    'Files beside the groups of the desk lead from channels to services: no queries, no database.',
    { path: '^electron/main/desk/[^/]+[.]ts$' },
    { path: [queries, '^electron/main/db/'], dependencyTypesNot: [...typesOnly] },
  ),
  never(
    'migrations',
    'A migration is frozen: it uses nothing of ours that could change.',
    { path: '^electron/main/db/migrations/', pathNot: '/index[.]ts$' },
    { path: '.', dependencyTypesNot: [...typesOnly] },
  ),
  never(
    'tooling',
    'The tooling imports only itself, shared, node and packages: it runs without the program.',
    { path: '^electron/tooling/' },
    { pathNot: ['^electron/tooling/', '^shared/'], dependencyTypes: ['local'] },
  ),
].flat();

export const options: ICruiseOptions = {
  // It has no way yet to read types with TypeScript 7.
  parser: 'swc',
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  enhancedResolveOptions: {
    extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    exportsFields: ['exports'],
    conditionNames: ['import', 'node', 'default', 'types'],
    mainFields: ['module', 'main', 'types', 'typings'],
  },
};
