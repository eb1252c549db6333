import { basename } from 'node:path';
import type { Target } from '../packaging/targets.ts';
import type { Checkout, WholeRun } from '../testing/whole-run.ts';
import type { Made } from './update-files.ts';

/** What CHANGELOG says of a version. */
export type Section = {
  readonly heading: string;
  readonly text: string;
  /** Whether it has the day of the release. */
  readonly isDated: boolean;
};

/** Finds the section of a version in CHANGELOG. @throws if there is none */
export function sectionOf(changelog: string, version: string): Section {
  const found = changelog
    .split(/^(?=## )/m)
    .find((part) => part.startsWith(`## ${version} `) || part.startsWith(`## ${version}\n`));
  if (found === undefined) throw new Error(`CHANGELOG.md has no section for ${version}.`);
  const [heading = '', ...lines] = found.split('\n');
  return { heading, text: lines.join('\n').trim(), isDated: /\d{4}-\d{2}-\d{2}/.test(heading) };
}

const systems: Readonly<Record<Target['platform'], string>> = {
  win32: 'Windows',
  darwin: 'macOS',
  linux: 'Linux (Debian, Ubuntu)',
};
const processors: Readonly<Record<Target['arch'], string>> = { x64: 'x64', arm64: 'ARM' };

const kinds: readonly (readonly [RegExp, string])[] = [
  [/setup(?:-unsigned)?\.exe$/, 'setup program'],
  [/\.msi$/, 'MSI package, for everybody on a computer'],
  [/\.dmg$/, 'disk image'],
  [/\.zip$/, 'archive'],
  [/\.deb$/, 'package'],
];

/** Whether the name of a file says that it is not signed. */
export const isUnsigned = (file: string): boolean => /-unsigned\.\w+$/.test(file);

/** Whether there are signed files for Windows whose signatures end with the certificate, because no time server confirmed them. */
export const lacksTimestamp = ({ made, hasTimestamp }: Pick<Notes, 'made' | 'hasTimestamp'>): boolean =>
  !hasTimestamp && made.some(({ file, target }) => target.platform === 'win32' && !isUnsigned(file));

type Notes = {
  readonly version: string;
  readonly section: Section;
  readonly made: readonly Made[];
  readonly checkout: Checkout;
  /** What the tests came to; empty in a trial. */
  readonly runs: readonly (WholeRun & { readonly command: string })[];
  readonly isTrial: boolean;
  readonly hasUpdates: boolean;
  /** Whether a time server confirmed the signatures for Windows. */
  readonly hasTimestamp: boolean;
  readonly electrons: readonly { readonly version: string; readonly isSupported: boolean }[];
};

/** What is missing in a build, for those who would install it. */
const warnings = (notes: Notes): readonly string[] => {
  const { made, checkout, isTrial, hasUpdates, electrons } = notes;
  const unsigned = [
    ...new Set(made.filter(({ file }) => isUnsigned(file)).map(({ target }) => systems[target.platform])),
  ];
  const old = electrons.filter(({ isSupported }) => !isSupported).map(({ version }) => version);
  return [
    ...(isTrial ? ['This is a trial, made without the checks of a release. Give it to testers only.'] : []),
    ...(checkout.isClean ? [] : ['It was made with files that are not committed.']),
    ...unsigned.map(
      (system) => `The files for ${system} are **not signed**: the system warns of them or refuses them.`,
    ),
    ...(lacksTimestamp(notes)
      ? [
          'The signatures of the files for Windows have no timestamp: they are no longer valid when the certificate expires.',
        ]
      : []),
    ...(hasUpdates
      ? []
      : [
          'There was no key for updates: this release has no files for the update server, and no workstation updates itself to it.',
        ]),
    ...old.map(
      (version) => `Electron ${version} in it is out of support: faults in it are not mended any more.`,
    ),
  ];
};

/** Writes the notes of a release. */
export function releaseNotes(notes: Notes): string {
  const { version, section, made, checkout, runs, electrons } = notes;
  const files = made.map(({ file, target }) => {
    const name = basename(file);
    const kind = kinds.find(([pattern]) => pattern.test(name))?.[1] ?? 'file';
    return `| ${name} | ${systems[target.platform]}, ${processors[target.arch]} | ${kind} |`;
  });
  const missing = warnings(notes);
  return [
    `# Borrow Desk ${version}`,
    '',
    ...(missing.length === 0 ? [] : [...missing.map((each) => `> ${each}\n>`), '']),
    '| file | for | what it is |',
    '| ---- | --- | ---------- |',
    ...files,
    '',
    `Made from commit ${checkout.commit} with Electron ${electrons.map((each) => each.version).join(' and ')}. Check the files with \`sha256sum --check SHA256SUMS\`.`,
    ...runs.map(({ command, passed, failed }) => `\`${command}\`: ${passed} passed, ${failed} failed.`),
    '',
    '## What is new',
    '',
    section.text,
    '',
  ].join('\n');
}
