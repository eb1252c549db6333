/** Which Electron a package carries, as packaging noted it in its package.json. */
export type RuntimeNote = { readonly electron: string; readonly supported: boolean };

/** Reads that note; null in a program that was not packaged. */
export const runtimeNoted = (about: unknown): RuntimeNote | null => {
  if (typeof about !== 'object' || about === null || !('runtime' in about)) return null;
  const { runtime } = about;
  if (typeof runtime !== 'object' || runtime === null) return null;
  if (!('electron' in runtime) || !('supported' in runtime)) return null;
  return { electron: String(runtime.electron), supported: runtime.supported === true };
};

/** What About says below the name of the program. */
export const aboutText = ({
  dataDir,
  versions,
  runtime,
}: {
  readonly dataDir: string;
  readonly versions: Readonly<Record<'electron' | 'chrome' | 'node', string>>;
  readonly runtime: RuntimeNote | null;
}): string =>
  [
    `Data folder: ${dataDir}`,
    `Electron ${versions.electron} · Chromium ${versions.chrome} · Node ${versions.node}`,
    ...(runtime?.supported === false
      ? [
          `Electron ${runtime.electron} was out of support already when this package was made: faults in it are not mended any more. Ask for a newer package.`,
        ]
      : []),
  ].join('\n');

/** The buttons of About: what can be opened from there. */
export const licenceChoices = (there: {
  readonly ours: boolean;
  readonly chromium: boolean;
}): readonly { readonly label: string; readonly opens: 'licences' | 'chromium' | null }[] => [
  { label: 'Close', opens: null },
  ...(there.ours ? [{ label: 'Licences', opens: 'licences' } as const] : []),
  ...(there.chromium ? [{ label: 'Licences of Chromium', opens: 'chromium' } as const] : []),
];
