import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { joiningFileOf } from '../../../../shared/domain/computer-names.ts';
import { t } from '../../../../shared/words/words.ts';
import { codeOf } from '../../db/errors.ts';
import type { Base } from '../../program-base.ts';
import { openRegularFile } from '../../db/regular-file.ts';
import type { HubService } from '../../sync/link/hub.service.ts';
import { TimeLimitError, withTimeout } from '../../with-timeout.ts';

/** A file on a server may never arrive. */
const readMs = 20_000;
/** Anything longer is no joining file. */
const longestBytes = 100_000;

const readText = async (path: string): Promise<string> => {
  const { file } = await openRegularFile(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(longestBytes) });
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
};

const whyNotRead = (error: unknown, file: string): string =>
  codeOf(error) === 'ENOENT'
    ? t('Your organization has no joining file for this computer: {file} is missing.', { file })
    : t('The joining file {file} could not be read ({code}).', {
        file,
        code: error instanceof TimeLimitError ? t('no answer') : codeOf(error),
      });

/**
 * Joins the hub with the file for this computer in the folder that the policy sets, and deletes the file. Does nothing if this workstation
 * has joined a hub before.
 * @param computer its name, with or without its domain.
 * @returns why it did not join, for staff; empty if it did, or need not.
 */
export const joinByPolicy = async (
  hub: Pick<HubService, 'status' | 'joinUnattended'>,
  folder: string,
  computer: string,
): Promise<string> => {
  const status = await hub.status({});
  if (!status.ok || status.value.state !== 'alone' || status.value.number !== null) return '';
  const file = join(folder, joiningFileOf(computer));
  let text: string;
  try {
    text = await withTimeout(readMs, 'reading a joining file', readText(file));
  } catch (error) {
    return whyNotRead(error, file);
  }
  const joined = await hub.joinUnattended(text, computer.split('.')[0] ?? computer);
  if (!joined.ok) return joined.error.message;
  // It can be used only once, so it does no harm if it must stay.
  await rm(file, { force: true }).catch(() => undefined);
  return '';
};

/** Prepares the joining that the policy orders: `begin` joins, and counts as done either way, because the next start tries again. */
export const orderedJoining = ({
  policy,
  emit,
  log,
}: Pick<Base, 'policy' | 'emit' | 'log'>): {
  /** Why this workstation has not joined, for staff; empty if it has, or need not. */
  readonly why: () => string;
  readonly begin: (hub: HubService) => Promise<true>;
} => {
  let why = '';
  return {
    why: () => why,
    begin: async (hub) => {
      const folder = policy.values.JoiningFolder;
      if (folder === undefined) return true;
      why = await joinByPolicy(hub, folder, hostname());
      if (why !== '') log.warn('policy.not-joined');
      emit('changed', { topics: ['app'] });
      return true;
    },
  };
};
