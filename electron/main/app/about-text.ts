import { t } from '../../../shared/words/words.ts';

/** The Electron version of a package, as recorded in its package.json during packaging. */
type RuntimeNote = { readonly electron: string; readonly supported: boolean };

/** Reads that record; null if the program is not packaged. */
export const runtimeNoted = (about: unknown): RuntimeNote | null => {
  if (typeof about !== 'object' || about === null || !('runtime' in about)) return null;
  const { runtime } = about;
  if (typeof runtime !== 'object' || runtime === null) return null;
  if (!('electron' in runtime) || !('supported' in runtime)) return null;
  return { electron: String(runtime.electron), supported: runtime.supported === true };
};

/** Returns the text of About below the program's name. */
export const aboutText = ({
  dataDir,
  versions,
  runtime,
  supportAddress,
}: {
  readonly dataDir: string;
  readonly versions: Readonly<Record<'electron' | 'chrome' | 'node', string>>;
  readonly runtime: RuntimeNote | null;
  /** Whom staff ask for help; undefined if nobody has said so. */
  readonly supportAddress: string | undefined;
}): string =>
  [
    ...(supportAddress === undefined ? [] : [t('Help: {address}', { address: supportAddress })]),
    t('Data folder: {dataDir}', { dataDir }),
    t('Electron {electron} · Chromium {chrome} · Node {node}', {
      electron: versions.electron,
      chrome: versions.chrome,
      node: versions.node,
    }),
    ...(runtime?.supported === false
      ? [
          t(
            'Electron {electron} was already out of support when this package was made: problems in it are no longer fixed. Ask for a newer package.',
            { electron: runtime.electron },
          ),
        ]
      : []),
  ].join('\n');

/** Returns the buttons of About, with what each opens. */
export const licenceChoices = (there: {
  readonly ours: boolean;
  readonly chromium: boolean;
}): readonly { readonly label: string; readonly opens: 'licences' | 'chromium' | null }[] => [
  { label: t('Close'), opens: null },
  ...(there.ours ? [{ label: t('Licences'), opens: 'licences' } as const] : []),
  ...(there.chromium ? [{ label: t('Chromium licences'), opens: 'chromium' } as const] : []),
];
