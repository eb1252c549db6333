import { execa, execaSync } from 'execa';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';
import { waitFor } from '../waiting.ts';

/** A Windows of its own, in Wine. It is not Windows: rights, locks and access lists are not shown by it. */
export type Wine = {
  /** The folder that is C: there. */
  readonly drive: string;
  /** The folder of the account, which is named staff. */
  readonly profile: string;
  /** Runs a program to its end. @returns its exit code; it is ended after two minutes. */
  readonly run: (file: string, args?: readonly string[]) => Promise<number>;
  /** Starts a program without waiting. */
  readonly start: (file: string, args?: readonly string[]) => Promise<Ended>;
  /** Runs a program with further variables. @returns its exit code, the command lines of all programs that it and these started, and all that Wine wrote */
  readonly traced: (
    file: string,
    variables: Readonly<Record<string, string>>,
    args?: readonly string[],
  ) => Promise<{
    readonly code: number | undefined;
    readonly commandLines: readonly string[];
    readonly trace: string;
  }>;
  /** What Wine has written so far about the program that is traced. */
  readonly traceSoFar: () => string;
  /** The values of a key of the registry, by name; null if there is no such key. */
  readonly registry: (key: string) => Readonly<Record<string, string>> | null;
  /** Writes a text into the registry. */
  readonly setRegistry: (key: string, name: string, text: string) => void;
  /** Deletes a key of the registry. */
  readonly removeRegistry: (key: string) => void;
  /** A file of the drive as Windows calls it. */
  readonly pathOf: (file: string) => string;
  /** What is there besides Windows: each file of the drive, each key and value of the registry. */
  readonly everything: () => Promise<ReadonlySet<string>>;
  readonly stop: () => void;
};

type Ended = { readonly exitCode?: number | undefined; readonly timedOut: boolean };

const limitMs = 120_000;

/** Files and keys that Windows itself changes while programs run. */
const ofWindows: readonly RegExp[] = [
  /^drive_c\/windows\/(?!Installer\/)/i,
  /^drive_c\/users\/[^/]+\/AppData\/Local\/(?:Temp|Microsoft)\//i,
  /^drive_c\/users\/[^/]+\/Temp\//i,
  // Folders and keys that every Windows has, and this one gets with the first program.
  /^drive_c\/users\/[^/]+\/AppData\/Local\/Programs$/i,
  /^user\.reg Software\\\\(?:Classes|Microsoft\\\\Windows\\\\CurrentVersion\\\\Uninstall)$/,
  // Its own lists of what is installed, empty.
  /^system\.reg Software\\\\.*\\\\Installer\\\\(?:.*\\\\)?(?:Features|Products|UpgradeCodes|Components)$/,
  // What Wine notes of itself, such as that it looked into a program that crashed.
  /^user\.reg Software\\\\Wine\\\\/,
  // Wine deletes the uninstaller's copy of itself in the temporary folder later.
  /PendingFileRenameOperations/,
];

const account = 'staff';

/** Sets up an empty Windows; about eight seconds. @param display where its windows are shown; unless it is given, nowhere */
export const startWine = async (display = ''): Promise<Wine> => {
  const prefix = join(temporaryFolder(), 'wine');
  const env = {
    WINEPREFIX: prefix,
    WINEDEBUG: '-all',
    // Wine's PowerShell answers yes to everything; the menus of this desktop and the browsers' engines are no concern here.
    WINEDLLOVERRIDES: 'powershell.exe=d;winemenubuilder.exe=d;mscoree=d;mshtml=d',
    DISPLAY: display,
    USER: account,
    // Its pages are in English.
    LC_ALL: 'C.UTF-8',
    // Wine 10 aborts if this is set.
    TMPDIR: undefined,
    // The stand-in is a Node.
    NODE_COMPILE_CACHE: undefined,
    NODE_OPTIONS: undefined,
  };
  const errors = `${prefix}-errors.txt`;
  // Output must not be a pipe: a program that goes on would hold it.
  const withErrors = (command: string, args: readonly string[]): readonly [string, readonly string[]] => [
    'sh',
    ['-c', 'exec "$@" 2>>"$0"', errors, command, ...args],
  ];
  let crashes = 0;
  const start = async (file: string, args: readonly string[] = []): Promise<Ended> => {
    const ended = await execa(...withErrors('wine', [file, ...args]), {
      env,
      stdio: 'ignore',
      reject: false,
      timeout: limitMs,
    });
    const all = readFileSync(errors, 'utf8').match(/^wine: Unhandled.*$/gm) ?? [];
    // Of this program, or of another one that ran meanwhile.
    for (const line of all.slice(crashes)) process.stdout.write(`${[file, ...args].join(' ')}: ${line}\n`);
    crashes = all.length;
    return ended;
  };
  const settle = (): void => void execaSync('wineserver', ['-w'], { env, timeout: limitMs, reject: false });
  const reg = (...args: readonly string[]): void =>
    void execaSync('wine', ['reg', ...args, '/f', '/reg:64'], { env, stdio: 'ignore' });
  // Windows itself and its services write there as well.
  execaSync(...withErrors('wineboot', ['-i']), { env, stdio: 'ignore', timeout: limitMs });
  const drive = join(prefix, 'drive_c');
  const trace = join(prefix, 'trace.txt');
  return {
    drive,
    profile: join(drive, 'users', account),
    start,
    run: async (file, args = []) => {
      const { exitCode, timedOut } = await start(file, args);
      if (timedOut || exitCode === undefined) throw new Error(`${file} ${args.join(' ')} did not end.`);
      return exitCode;
    },
    traced: async (file, variables, args = []) => {
      // Nobody may read that of an earlier program.
      rmSync(trace, { force: true });
      const { exitCode } = await execa('wine', [file, ...args], {
        env: { ...env, WINEDEBUG: '+process', ...variables },
        stdin: 'ignore',
        stdout: 'ignore',
        stderr: { file: trace },
        reject: false,
        timeout: limitMs,
      });
      // What it started goes on.
      settle();
      const text = readFileSync(trace, 'utf8');
      const lines = text.matchAll(/NtCreateUserProcess .* cmdline L"(.*)" parent/g);
      return {
        code: exitCode,
        commandLines: [...lines].map(([, line = '']) => line.replaceAll('\\\\', '\\').replaceAll('\\"', '"')),
        trace: text,
      };
    },
    traceSoFar: () => (existsSync(trace) ? readFileSync(trace, 'utf8') : ''),
    registry: (key) => {
      const output = join(prefix, 'query.txt');
      const { exitCode } = execaSync('wine', ['reg', 'query', key, '/reg:64'], {
        env,
        stdin: 'ignore',
        stdout: { file: output },
        stderr: 'ignore',
        reject: false,
      });
      if (exitCode !== 0) return null;
      const lines = readFileSync(output, 'utf8').matchAll(/^ {4}(.+?) {4}REG_\w+ {4}(.*?)\r?$/gm);
      return Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, value]));
    },
    setRegistry: (key, name, text) => reg('add', key, '/v', name, '/d', text),
    removeRegistry: (key) => reg('delete', key),
    pathOf: (file) => `C:\\${relative(drive, file).replaceAll('/', '\\')}`,
    everything: async () => {
      // The registry is written when the last program has ended.
      settle();
      await waitFor('The registry', () => existsSync(join(prefix, 'user.reg')) || undefined);
      const all = [...filesIn(prefix), ...keysIn(prefix, 'system.reg'), ...keysIn(prefix, 'user.reg')];
      return new Set(all.filter((each) => !ofWindows.some((pattern) => pattern.test(each))));
    },
    stop: () => {
      execaSync('wineserver', ['-k'], { env, reject: false });
      rmSync(prefix, { recursive: true, force: true, maxRetries: 3 });
    },
  };
};

const filesIn = (prefix: string): readonly string[] =>
  readdirSync(join(prefix, 'drive_c'), { recursive: true, withFileTypes: true }).map((entry) =>
    relative(prefix, join(entry.parentPath, entry.name)),
  );

/** Lines of Wine's registry: each key, and under it each value. */
const keysIn = (prefix: string, file: string): readonly string[] => {
  let key = '';
  return readFileSync(join(prefix, file), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const named = /^\[(.+)\] \d+$/.exec(line);
      if (named) key = `${file} ${named[1]}`;
      const value = /^(@|"(?:[^"\\]|\\.)*")=/.exec(line);
      return named ? [key] : value ? [`${key} ${value[1]}`] : [];
    });
};
