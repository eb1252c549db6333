import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { joiningFileOf } from '../../../../shared/domain/computer-names.ts';
import { refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { codeOf } from '../../db/errors.ts';
import { loadSettingGroup } from '../../desk/records/settings/settings.service.ts';
import { hasRequests } from '../../desk/store/has-requests.queries.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { Base } from '../../program-base.ts';
import { openRegularFile } from '../../db/regular-file.ts';
import { textOf } from '../../text-decoder.ts';
import type { HubService } from '../../sync/link/hub.service.ts';
import { TimeLimitError, withTimeout } from '../../with-timeout.ts';
import { systemVariables } from '../system-variables.ts';
import { mayBePlanted } from './planted-files.ts';

/** A file on a server may never arrive. */
const readMs = 20_000;
/** The network of a computer may be ready later than the program. */
const againMs = 60_000;
/** Anything longer is no joining file. */
const longestBytes = 100_000;

const readText = async (path: string): Promise<string> => {
  const { file } = await openRegularFile(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(longestBytes) });
    return textOf(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
};

/** A code of the system, such as that of a missing file. */
const isSystemCode = (code: string): boolean => /^E[A-Z]+$/u.test(code);

/** Why a workstation has not joined. */
type NotJoined = {
  /** For the log: a closed word or a code of the system, without paths and names. */
  readonly reason: string;
  /** For staff. */
  readonly words: string;
};

const whyNotRead = (error: unknown, file: string): NotJoined => {
  const isLate = error instanceof TimeLimitError;
  const code = codeOf(error);
  const reason = isSystemCode(code) ? code : 'unreadable';
  return {
    reason: isLate ? 'no-answer' : reason,
    words:
      code === 'ENOENT'
        ? t('Your organisation has no joining file for this computer: {file} is missing.', { file })
        : t('The joining file {file} could not be read ({code}).', {
            file,
            code: isLate ? t('no answer') : code,
          }),
  };
};

/** The desk that joins. */
type Desk = {
  /** The name of the computer, with or without its domain. */
  readonly computer: string;
  readonly account: string;
};

/** Returns whose file counts: that of the account, where the folder has files for accounts of this computer; else that of the computer. */
const nameIn = async (folder: string, { computer, account }: Desk): Promise<string> => {
  const host = computer.split('.')[0] ?? computer;
  const ofAccounts = joiningFileOf(`${host}+`).replace(/\.json$/u, '');
  // A folder that may not be listed may still be read.
  const names = await readdir(folder).catch((): string[] => []);
  return names.some((name) => name.toLowerCase().startsWith(ofAccounts)) ? `${host}+${account}` : host;
};

type Fetched = { readonly file: string; readonly name: string; readonly text: string };

/** Where the file is, and its text; or why it is not used. */
const fetchFile = async (
  folder: string,
  desk: Desk,
  isPlanted: (file: string) => Promise<boolean>,
): Promise<Fetched | NotJoined> => {
  let file = join(folder, joiningFileOf(desk.computer));
  try {
    const name = await nameIn(folder, desk);
    file = join(folder, joiningFileOf(name));
    const text = await readText(file);
    if (await isPlanted(file))
      return {
        reason: 'writable-by-others',
        words: t(
          'The joining file {file} was not used because people other than your IT staff can write to it or its folder.',
          { file },
        ),
      };
    return { file, name, text };
  } catch (error) {
    return whyNotRead(error, file);
  }
};

/** What joins a hub. */
type Joining = Pick<HubService, 'status' | 'joinUnattended'>;

/**
 * Joins the hub with the file for this desk in the folder that the policy sets, and deletes the file if it may. Does nothing if this
 * workstation has joined a hub before.
 * @param isPlanted whether somebody else than the IT department may have put the file there.
 * @returns why it did not join; null if it did, or need not.
 */
export const joinByPolicy = async (
  hub: Joining,
  folder: string,
  desk: Desk,
  isPlanted = (file: string): Promise<boolean> => mayBePlanted(file, process.getuid?.()),
): Promise<NotJoined | null> => {
  const status = await hub.status({});
  if (!status.ok || status.value.state !== 'alone' || status.value.number !== null) return null;
  let fetched: Fetched | NotJoined;
  try {
    fetched = await withTimeout(readMs, 'reading a joining file', fetchFile(folder, desk, isPlanted));
  } catch (error) {
    return whyNotRead(error, join(folder, joiningFileOf(desk.computer)));
  }
  if ('reason' in fetched) return fetched;
  const joined = await hub.joinUnattended(fetched.text, fetched.name.replace('+', ' '));
  if (!joined.ok) {
    const { code, message, details } = joined.error;
    return { reason: String(details?.['cause'] ?? code), words: message };
  }
  // It can be used only once, so it does no harm if it must stay.
  await rm(fetched.file, { force: true }).catch(() => undefined);
  return null;
};

const atNextStart = (): string =>
  t(
    'Setting up began without the hub. This workstation joins the hub of your organisation at the next start of the program.',
  );

type Joined = Awaited<ReturnType<HubService['joinUnattended']>>;

const setUpStep = (db: ReadableDB): string => loadSettingGroup(db, 'setUp').step;

/**
 * Returns for each attempt what joins a hub. It joins only once with a file that never works again, because the server would count each
 * attempt as an attack; and not at all if staff have gone on setting up the program since the attempt began.
 */
const joiningWithCare = (db: ReadableDB): ((hub: Joining) => Joining) => {
  let last: { readonly text: string; readonly joined: Joined } | null = null;
  return (hub) => {
    const step = setUpStep(db);
    return {
      status: hub.status,
      joinUnattended: async (text, name) => {
        if (setUpStep(db) !== step) return refuse('joining-unfit', atNextStart());
        if (last?.text === text) return last.joined;
        const joined = await hub.joinUnattended(text, name);
        const isUsed = !joined.ok && joined.error.details?.['cause'] === 'joining-used';
        last = isUsed ? { text, joined } : null;
        return joined;
      },
    };
  };
};

/** What joins another library than the one that the policy means would use up the joining file. */
const inOtherFolder = (): NotJoined => ({
  reason: 'data-folder',
  words: t(
    'This workstation has not joined the hub because the data folder set by your organisation is invalid.',
  ),
});

/**
 * Prepares the joining that the policy orders. `begin` tries once, and counts as done either way: from then on it is tried again each minute
 * while the welcome page is shown, until this workstation has joined or has requests. Joining restarts the program: once staff have begun
 * to set it up, only the next start joins.
 */
export const orderedJoining = ({
  db,
  policy,
  emit,
  log,
}: Pick<Base, 'db' | 'policy' | 'emit' | 'log'>): {
  /** Why this workstation has not joined, for staff; empty if it has, or need not. */
  readonly why: () => string;
  readonly begin: (hub: HubService) => Promise<true>;
  readonly stop: () => void;
} => {
  const folder = policy.values.JoiningFolder;
  const isElsewhere = policy.problems.some(({ name }) => name === 'DataFolder');
  let why = '';
  const withCare = joiningWithCare(db);
  let isTrying = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const tell = (failed: NotJoined | null): void => {
    if (why === (failed?.words ?? '')) return;
    why = failed?.words ?? '';
    if (failed !== null) log.warn('policy.not-joined', { reason: failed.reason });
    emit('changed', { topics: ['app'] });
  };
  const attempt = async (hub: HubService, from: string): Promise<void> => {
    const { COMPUTERNAME: computer = hostname(), USERNAME: account = '' } = systemVariables();
    isTrying = true;
    try {
      tell(await joinByPolicy(withCare(hub), from, { computer, account }));
    } finally {
      isTrying = false;
    }
  };
  return {
    why: () => why,
    begin: async (hub) => {
      if (folder === undefined) return true;
      if (isElsewhere) {
        tell(inOtherFolder());
        return true;
      }
      await attempt(hub, folder);
      if (why !== '' && !isStopped)
        timer ??= setInterval(() => {
          if (!isTrying && setUpStep(db) === 'welcome' && !hasRequests(db)) void attempt(hub, folder);
        }, againMs);
      return true;
    },
    stop: () => {
      isStopped = true;
      clearInterval(timer);
    },
  };
};
