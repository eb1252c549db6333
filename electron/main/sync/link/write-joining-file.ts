import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeskName, joiningFileOf } from '../../../../shared/domain/computer-names.ts';
import type { WrittenInvitations } from '../../../../shared/ipc/hub-views.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { codeOf } from '../../db/errors.ts';

type Invite = () => Promise<Result<string>>;

/**
 * Writes a joining file that only this account can read. The file is created before the hub creates the invitation, which would otherwise
 * be lost if the file cannot be written.
 * @returns its text.
 * @throws a system error if it cannot be written; an existing file is never replaced (EEXIST).
 */
export const writeJoiningFile = async (path: string, invite: Invite): Promise<Result<string>> => {
  const file = await open(path, 'wx', 0o600);
  let isWritten = false;
  try {
    const text = await invite();
    if (!text.ok) return text;
    await file.writeFile(text.value);
    isWritten = true;
    return text;
  } finally {
    await file.close();
    if (!isWritten) await rm(path, { force: true });
  }
};

const whyNotWritten = (error: unknown): string =>
  codeOf(error) === 'EEXIST'
    ? t('A file with this name already exists.')
    : t('The file could not be written ({code}).', { code: codeOf(error) });

/**
 * Writes a joining file for each computer into a folder, named after it. What the hub refuses ends it; a file that cannot be written does
 * not. Refused: `joining-unfit` for a name that no computer can have, and what the hub refuses before anything was written.
 */
export const writeJoiningFiles = async (
  computers: readonly string[],
  folder: string,
  invite: Invite,
): Promise<Result<WrittenInvitations>> => {
  const written: string[] = [];
  const left: WrittenInvitations['left'] = [];
  for (const computer of computers) {
    try {
      const text = await writeJoiningFile(join(folder, joiningFileOf(computer)), invite);
      if (text.ok) {
        written.push(computer);
        continue;
      }
      if (written.length === 0) return text;
      const rest = computers.slice(computers.indexOf(computer));
      return ok({
        folder,
        written,
        left: [...left, ...rest.map((one) => ({ computer: one, why: text.error.message }))],
      });
    } catch (error) {
      left.push({ computer, why: whyNotWritten(error) });
    }
  }
  return ok({ folder, written, left });
};

/** Refused (`joining-unfit`): a name that no computer can have. */
export const checkComputers = (computers: readonly string[]): Result<null> => {
  const wrong = computers.find((name) => !isDeskName(name));
  return wrong === undefined
    ? ok(null)
    : refuse(
        'joining-unfit',
        t(
          '“{name}” cannot be the name of a computer. Use letters, digits and hyphens, one name per line, with “+” and an account for a terminal server.',
          {
            name: wrong,
          },
        ),
      );
};
