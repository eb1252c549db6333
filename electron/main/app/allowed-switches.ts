import { switchNames } from './switches.ts';

/** What of Chromium's own the finished program may be started with: how it is drawn, and nothing that opens it. */
const ofChromium: readonly string[] = [
  'disable-dev-shm-usage',
  'disable-gpu',
  'display',
  'force-device-scale-factor',
  'force-renderer-accessibility',
  'lang',
  'log-level',
  'ozone-platform',
  'ozone-platform-hint',
];

/** What systems and installers add by themselves. */
const ofSystems: readonly string[] = ['original-process-start-time', 'updated'];

/**
 * Variables by which Node, Electron or Chromium write what the program reads, does or says into a file, or believe any server. The
 * fuses of the package (electron-builder.yml) stop NODE_OPTIONS, NODE_EXTRA_CA_CERTS and ELECTRON_RUN_AS_NODE.
 */
const refusedNames: readonly string[] = [
  'ELECTRON_ENABLE_LOGGING',
  'ELECTRON_LOG_ASAR_READS',
  'ELECTRON_LOG_FILE',
  'NODE_REDIRECT_WARNINGS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_V8_COVERAGE',
  'SSLKEYLOGFILE',
];

/** The variables of the environment with which the finished program is not started. Empty: all is well. */
export const refusedVariables = (
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] =>
  // On Windows names have any case.
  Object.entries(environment)
    .filter(([name, value]) => refusedNames.includes(name.toUpperCase()) && value !== '')
    .map(([name]) => name);

type Start = {
  /** Without the program's own path. */
  readonly argv: readonly string[];
  readonly platform: NodeJS.Platform;
  /** Chromium's sandbox does not start as root, so that there, and only there, it may be left out. */
  readonly asRoot: boolean;
};

const nameOf = (argument: string, platform: NodeJS.Platform): string | null => {
  // As Chromium reads them: two dashes or one, on Windows also a slash, and there whatever the case.
  const [, name] = (platform === 'win32' ? /^(?:--?|\/)([^=]+)/s : /^--?([^=]+)/s).exec(argument) ?? [];
  if (name === undefined) return null;
  return platform === 'win32' ? name.toLowerCase() : name;
};

/**
 * The switches with which the finished program is not started. It is a list of what is allowed and not of what is dangerous: the
 * second would have to name each of Chromium's thousand switches that debugs, loads code, writes what pages read into a file or
 * takes a lock off, in each version anew.
 * @returns their names, as typed in front of a value: `--remote-debugging-port`. Empty: all is well.
 */
export const refusedSwitches = ({ argv, platform, asRoot }: Start): readonly string[] => {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end))
    .filter((argument) => {
      const name = nameOf(argument, platform);
      if (name === null) return false;
      if (platform === 'darwin' && name.startsWith('psn_')) return false;
      if (name === 'no-sandbox') return !asRoot;
      return ![...switchNames, ...ofChromium, ...ofSystems].includes(name);
    })
    .map((argument) => argument.replace(/=.*$/s, ''));
};
