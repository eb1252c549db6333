import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import * as z from 'zod';
import { t } from '../../../shared/words/words.ts';
import { codeOf } from '../db/errors.ts';
import { textOf } from '../text-decoder.ts';
import type { HubService } from '../sync/link/hub.service.ts';
import { writeJoiningFile } from '../sync/link/write-joining-file.ts';
import type { HubStatus } from '../../../shared/ipc/hub-views.ts';
import { fail, type Result } from '../../../shared/ipc/result.ts';
import type { OperatorView } from '../../../shared/ipc/views.ts';
import type { Switches } from './switches.ts';

const made = z.object({
  host: z.string(),
  port: z.int(),
  database: z.string(),
  user: z.string(),
  password: z.string(),
  /** The fingerprint of the server's key; if omitted, the key that the server presents is trusted. */
  fingerprint: z.string().optional(),
});

/** How long a joining file written by the command line is valid. */
const hours = 24;

/**
 * Creates a hub, writes a joining file, joins or compares with the hub, as requested on the command line: with the rights of the operator
 * that it names.
 * @returns whether all of it was done. Each success is reported as a line on stdout, each failure on stderr.
 */
export const runHubSwitches = async (
  hub: HubService,
  switches: Switches,
  who: () => Promise<Result<OperatorView>>,
): Promise<boolean> => {
  const { makeHub, inviteToHub, joinHub, verifyHub } = switches;
  if (makeHub === null && inviteToHub === null && joinHub === null && !verifyHub) return true;
  const operator = await who();
  return said(operator) && (await hub.actingAs(operator.value, () => share(hub, switches)));
};

const share = async (
  hub: HubService,
  { makeHub, inviteToHub, joinHub, hubName, verifyHub }: Switches,
): Promise<boolean> => {
  const name = hubName ?? hostname();
  try {
    if (makeHub !== null) {
      const status = await make(hub, makeHub, name);
      if (!said(status)) return false;
      const { address, number } = status.value;
      tell(
        t('Created the hub {address}. This workstation is {name}, number {number}.', {
          address,
          name,
          number: String(number),
        }),
      );
    }
    if (inviteToHub !== null && !(await invite(hub, inviteToHub))) return false;
    if (joinHub !== null) {
      const joining = hub.readInvitation(textOf(await readFile(joinHub)));
      if (!said(joining)) return false;
      const status = await hub.join({ token: joining.value.token, name });
      if (!said(status)) return false;
      tell(
        t('Joined the hub {address}. From the next start this workstation is {name}, number {number}.', {
          ...joining.value,
          name,
          number: String(status.value.number),
        }),
      );
    }
    return !verifyHub || (await isLikeItsHub(hub));
  } catch (error) {
    process.stderr.write(`${whyFileUnusable(error)}\n`);
    return false;
  }
};

const whyFileUnusable = (error: unknown): string => {
  // What a parser says quotes the file, and it has a password.
  if (error instanceof SyntaxError)
    return t('The hub file is not valid JSON. The guide to the command line shows what it must contain.');
  return codeOf(error) === 'EEXIST'
    ? t(
        'A file with this name already exists and was not changed. Choose another name, or delete that file first.',
      )
    : t('The hub file cannot be used: {said}', {
        said: error instanceof Error ? error.message : String(error),
      });
};

const invite = async (hub: HubService, path: string): Promise<boolean> => {
  const text = await writeJoiningFile(path, () => hub.invitation(hours));
  if (!said(text)) return false;
  const written = hub.readInvitation(text.value);
  if (!said(written)) return false;
  const { address, expiresAt } = written.value;
  tell(
    t('Created {file}. It lets one workstation join the hub {address} until {until}.', {
      file: path,
      address,
      until: expiresAt,
    }),
  );
  return true;
};

const make = async (hub: HubService, file: string, name: string): Promise<Result<HubStatus>> => {
  // What is not an object has none of the fields.
  const read = made.safeParse({ ...(JSON.parse(textOf(await readFile(file))) as object | null) });
  if (!read.success)
    return fail(
      'hub-failed',
      t(
        'The hub file cannot be used. Missing or wrong fields: {fields}. The guide to the command line shows what it must contain.',
        { fields: read.error.issues.map(({ path }) => path.join('.')).join(', ') },
      ),
    );
  const { fingerprint, ...where } = read.data;
  if (fingerprint !== undefined) return await hub.make({ ...where, fingerprint, name });
  const shown = await hub.look(where);
  return shown.ok ? await hub.make({ ...where, fingerprint: shown.value.fingerprint, name }) : shown;
};

/** Writes the differences to stdout. */
const isLikeItsHub = async (hub: HubService): Promise<boolean> => {
  const found = await hub.verify({});
  if (!said(found) || found.value === null) return false;
  const { rows, steps, count, differing } = found.value;
  const words =
    count === 0
      ? t(
          'This workstation and the hub match: {rows, number} rows compared, {steps, plural, one {# step} other {# steps}} rechecked.',
          { rows, steps },
        )
      : t(
          '{count, plural, one {# difference} other {# differences}} found: {rows, number} rows compared, {steps, plural, one {# step} other {# steps}} rechecked. Give the list to your IT staff.',
          { count, rows, steps },
        );
  tell([words, ...differing].join('\n'));
  return count === 0;
};

const tell = (words: string): void => void process.stdout.write(`${words}\n`);

const said = <T>(result: Result<T>): result is Extract<Result<T>, { ok: true }> => {
  if (!result.ok) process.stderr.write(`${result.error.message}\n`);
  return result.ok;
};
