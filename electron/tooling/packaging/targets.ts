/** A system and a processor for which the program is packaged. */
export type Target = {
  readonly platform: 'win32' | 'darwin' | 'linux';
  readonly arch: 'x64' | 'arm64';
};

type Platform = Target['platform'];

/** How electron-builder calls a platform on its command line. */
export const builderSwitches: Readonly<Record<Platform, string>> = {
  win32: '--win',
  darwin: '--mac',
  linux: '--linux',
};

/** The folder that electron-builder makes for a target, in the folder of its output. */
export const unpackedName = ({ platform, arch }: Target): string => {
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  switch (platform) {
    case 'win32':
      return `win${suffix}-unpacked`;
    case 'linux':
      return `linux${suffix}-unpacked`;
    case 'darwin':
      return `mac${suffix}`;
  }
};

/** The folder with `app.asar` in the folder of a package. */
export const resourcesIn = ({ platform }: Target): string =>
  platform === 'darwin' ? 'Borrow Desk.app/Contents/Resources' : 'resources';

const platforms: readonly Platform[] = ['win32', 'darwin', 'linux'];
const isArch = (text: string): text is Target['arch'] => text === 'x64' || text === 'arm64';

type Asked = {
  readonly win?: boolean | undefined;
  readonly mac?: boolean | undefined;
  readonly linux?: boolean | undefined;
  readonly arch?: readonly string[] | undefined;
};

/**
 * Returns the targets that a command line asks for: this machine's by default.
 *
 * @throws for a processor that the program is not packaged for
 */
export const targetsOf = ({ win, mac, linux, arch = [process.arch] }: Asked): readonly Target[] => {
  const named = platforms.filter((_, index) => [win, mac, linux][index]);
  const all = named.length > 0 ? named : platforms.filter((each) => each === process.platform);
  return all.flatMap((platform) =>
    arch.map((each) => {
      if (isArch(each)) return { platform, arch: each };
      throw new Error(`There is no package for ${each}: only x64 and arm64.`);
    }),
  );
};
