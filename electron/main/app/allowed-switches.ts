import { switchNames } from './switches.ts';

/**
 * Chromium's switches with which the packaged program may be started: those that affect its display, and none that weaken its protection.
 */
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

/** Switches that systems add automatically. */
const ofSystems: readonly string[] = ['original-process-start-time'];

/**
 * Variables that make Node, Electron or Chromium write what the program reads, does or says to a file, or trust any server. The fuses of
 * the package (electron-builder.yml) disable NODE_OPTIONS, NODE_EXTRA_CA_CERTS and ELECTRON_RUN_AS_NODE.
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

/** Returns the environment variables with which the packaged program must not be started; empty if there are none. */
export const refusedVariables = (
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] =>
  // On Windows names are case-insensitive.
  Object.entries(environment)
    .filter(([name, value]) => refusedNames.includes(name.toUpperCase()) && value !== '')
    .map(([name]) => name);

type Start = {
  /** Without the program's own path. */
  readonly argv: readonly string[];
  readonly platform: NodeJS.Platform;
  /** Chromium's sandbox does not work as root, so only there it may be turned off. */
  readonly asRoot: boolean;
};

const nameOf = (argument: string, platform: NodeJS.Platform): string | null => {
  // As Chromium parses them: one or two dashes, on Windows also a slash, and there case-insensitive.
  const [, name] = (platform === 'win32' ? /^(?:--?|\/)([^=]+)/s : /^--?([^=]+)/s).exec(argument) ?? [];
  if (name === undefined) return null;
  return platform === 'win32' ? name.toLowerCase() : name;
};

/** The arguments that are switches, with their names as the program reads them. */
const switchesIn = (
  argv: readonly string[],
  platform: NodeJS.Platform,
): readonly { readonly argument: string; readonly name: string }[] => {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end)).flatMap((argument) => {
    const name = nameOf(argument, platform);
    return name === null ? [] : [{ argument, name }];
  });
};

const withoutValue = ({ argument }: { readonly argument: string }): string => argument.replace(/=.*$/s, '');

/** Returns the switches of a start that the policy refuses, as typed, without values. */
export const switchesRefusedByPolicy = (
  { argv, platform }: Omit<Start, 'asRoot'>,
  refused: readonly string[],
): readonly string[] =>
  switchesIn(argv, platform)
    .filter(({ name }) => refused.includes(name))
    .map(withoutValue);

/**
 * Returns the switches with which the packaged program must not be started. This is an allowlist: a denylist would have to name every one
 * of Chromium's thousand switches that debugs, loads code, writes what pages read to a file or removes a protection, and be updated for
 * each version.
 * @returns their names as typed, without values: `--remote-debugging-port`. Empty if all are allowed.
 */
export const refusedSwitches = ({ argv, platform, asRoot }: Start): readonly string[] =>
  switchesIn(argv, platform)
    .filter(({ name }) => {
      if (platform === 'darwin' && name.startsWith('psn_')) return false;
      if (name === 'no-sandbox') return !asRoot;
      return ![...switchNames, ...ofChromium, ...ofSystems].includes(name);
    })
    .map(withoutValue);
