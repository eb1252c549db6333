import type { SettingField, SettingGroup } from '../../../shared/domain/setting-fields.ts';
import type { Policy } from '../../../shared/domain/policy-checks.ts';
import {
  type LibrarySettings,
  type SettingName,
  type Settings,
  groupsOf,
} from '../../../shared/domain/settings.ts';
import type { DatabaseFacts } from '../db/database-facts.ts';

export type SupportFacts = {
  readonly program: string;
  readonly isPackaged: boolean;
  readonly versions: Readonly<Record<'electron' | 'chrome' | 'node', string>>;
  /** The operating system, its version and the processor architecture. */
  readonly system: string;
  readonly takenAt: Date;
  /** Null if the database cannot be read at the moment. */
  readonly database: DatabaseFacts | null;
  /** The sizes of the database file and its write-ahead log; null if they cannot be read. */
  readonly fileBytes: { readonly database: number; readonly log: number } | null;
  /** Null if they cannot be read at the moment. */
  readonly settings: Settings | null;
  /** The settings of each library, in the order in which the libraries were created. */
  readonly libraries: readonly LibrarySettings[];
  /** What the IT department has set: only the names of the values are reported. */
  readonly policy: Policy;
  /** How many printers the system has; null if unknown. */
  readonly printers: number | null;
  readonly displays: readonly { readonly width: number; readonly height: number; readonly scale: number }[];
  readonly backups: {
    readonly count: number;
    readonly newestAt: Date | null;
    readonly hasSecondFolder: boolean;
  };
  readonly lastErrors: readonly string[];
};

/**
 * Returns what support asks for first, as text to paste into an email. It contains versions, numbers and codes: no names, titles or
 * barcodes, and no paths, which contain user names. It is always in English, because developers read it.
 */
export const supportReportText = (facts: SupportFacts): string =>
  [
    `${facts.program}${facts.isPackaged ? '' : ' (not packaged)'}`,
    `Electron ${facts.versions.electron} · Chromium ${facts.versions.chrome} · Node ${facts.versions.node}`,
    ...databaseLines(facts),
    `System: ${facts.system}`,
    `Displays: ${facts.displays.map(({ width, height, scale }) => `${width} × ${height} at ${scale}`).join(', ') || 'unknown'}`,
    `Printers: ${facts.printers ?? 'unknown'}`,
    backupLine(facts.backups),
    ...policyLines(facts.policy),
    ...settingLines(facts),
    `Taken: ${facts.takenAt.toISOString()}`,
    facts.lastErrors.length === 0 ? 'Last errors: none' : 'Last errors:',
    ...facts.lastErrors.map((line) => `  ${line}`),
  ].join('\n');

const databaseLines = ({ database, fileBytes }: SupportFacts): readonly string[] => {
  const size =
    fileBytes === null ? [] : [`Database: ${fileBytes.database} bytes, log ${fileBytes.log} bytes`];
  if (database === null) return ['Database: cannot be read now', ...size];
  const counts = Object.entries(database.counts).map(([name, count]) => `${count} ${name}`);
  return [`SQLite ${database.sqlite} · schema ${database.schema}`, `Stored: ${counts.join(', ')}`, ...size];
};

const backupLine = ({ count, newestAt, hasSecondFolder }: SupportFacts['backups']): string =>
  `Backups: ${count}, newest ${newestAt?.toISOString() ?? 'none'}, ${hasSecondFolder ? 'with' : 'without'} a second folder`;

const policyLines = ({ values, problems, whyUnread }: Policy): readonly string[] => [
  `Policy: ${Object.keys(values).join(', ') || 'none'}`,
  ...(whyUnread === null
    ? []
    : [
        `  nothing is set, not even DataFolder and RefusedSwitches, and the program does not check for updates: ${whyUnread}`,
      ]),
  ...problems.map(({ words }) => `  ${words}`),
];

const settingLines = ({ settings, libraries }: SupportFacts): readonly string[] =>
  settings === null
    ? ['Settings: cannot be read now']
    : [
        'Settings:',
        ...groupLines([...groupsOf('workstation'), ...groupsOf('installation')], settings),
        ...libraries.flatMap((own, index) => [
          `Settings of library ${index + 1}:`,
          ...groupLines(groupsOf('library'), own),
        ]),
      ];

const groupLines = (
  groups: readonly (readonly [SettingName, SettingGroup])[],
  values: Partial<Readonly<Record<SettingName, object>>>,
): readonly string[] =>
  groups.map(([name, { fields }]) => `  ${name}: ${valuesOf(fields, values[name] ?? {}).join(', ')}`);

// Anything typed may be a name, so texts are reported only as set or empty.
const valuesOf = (fields: Readonly<Record<string, SettingField>>, values: object): readonly string[] =>
  Object.entries(fields).map(([name, { kind }]) => {
    const value: unknown = Reflect.get(values, name);
    if (kind === 'text') return `${name} ${value === '' ? 'empty' : 'set'}`;
    return `${name} ${String(value)}`;
  });
