import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import {
  logoLimits,
  logoSetting,
  pictureFacts,
  type SlipLogo,
} from '../../../../../shared/domain/slips/logo.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import { fail, ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { slipLogo } from '../../../../../shared/ipc/settings-shapes.ts';
import { locale } from '../../../../../shared/words/language.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { authorizeAdministration } from '../../records/operators/authorize-administration.ts';
import { runRecordCommand } from '../../records/run-record-command.ts';
import { findLibrarySetting, putLibrarySetting } from '../../store/settings.queries.ts';

/** The functions that need Electron: a system dialog, and a page that draws. */
export type LogoParts = {
  /**
   * Asks for a picture and reads its beginning, up to one byte more than a logo may have.
   * @returns null if the dialog was cancelled. Rejects if the file cannot be read.
   */
  readonly choose: () => Promise<{ readonly name: string; readonly bytes: Uint8Array } | null>;
  /** Returns the drawn size of a picture; null if it cannot be drawn. */
  readonly draw: (
    type: SlipLogo['type'],
    data: string,
  ) => Promise<Pick<SlipLogo, 'widthPx' | 'heightPx'> | null>;
};

type Facts = Output<'slips.logo'>;

type SlipLogoService = {
  /** Returns the facts of the logo; null: the library has none. */
  readonly logo: () => Result<Facts>;
  /**
   * Lets the operator choose a picture, validates and stores it. Null if the dialog was cancelled. Refused: `role-missing`, and
   * `file-unreadable` with what is wrong with the file; then the logo is unchanged.
   */
  readonly chooseLogo: () => Promise<Result<Facts>>;
  readonly placeLogo: (input: Input<'slips.placeLogo'>) => Result<Facts>;
  readonly removeLogo: (input: Input<'slips.removeLogo'>) => Result<Facts>;
};

const factsOf = (logo: SlipLogo | null): Facts => {
  if (logo === null) return null;
  const { data: _, ...facts } = logo;
  return facts;
};

const refused = (words: string): Result<never> => fail('file-unreadable', words, undefined, false);

type PictureFacts = NonNullable<ReturnType<typeof pictureFacts>>;

/** Whether a picture can be a logo: a PNG or JPEG within the limits of pixels and bytes. */
const checkPicture = (name: string, bytes: Uint8Array): Result<PictureFacts> => {
  if (bytes.length > logoLimits.bytes)
    return refused(
      t('“{name}” is larger than {kb} kB. Save a smaller picture, then choose it again.', {
        name,
        kb: logoLimits.bytes / 1_000,
      }),
    );
  const facts = pictureFacts(bytes);
  if (facts === null)
    return refused(
      t('“{name}” isn’t a PNG or JPEG picture. Save the logo as one of these, then choose that file.', {
        name,
      }),
    );
  if (Math.max(facts.widthPx, facts.heightPx) > logoLimits.pixels)
    return refused(
      t(
        '“{name}” has {width} × {height} pixels. Reduce it to at most {most} on each side, then choose it again.',
        {
          name,
          width: facts.widthPx.toLocaleString(locale),
          height: facts.heightPx.toLocaleString(locale),
          most: logoLimits.pixels.toLocaleString(locale),
        },
      ),
    );
  return ok(facts);
};

const refuseDamaged = (name: string): Result<never> =>
  refused(
    t('“{name}” can’t be displayed: the file is damaged. Save the picture again, then choose the new file.', {
      name,
    }),
  );

/** The picture that is printed on the slips of the library. */
export const slipLogoService = (context: DeskContext, { choose, draw }: LogoParts): SlipLogoService => {
  const mayChange = (): Result<null> =>
    authorizeAdministration(context.session, t('Changing how the library works'), null);
  /** @param asked what the log keeps of it; it does not need the picture itself. */
  const keep = (
    asked: { readonly opId: OpId; readonly [fact: string]: string },
    logoNow: () => Result<SlipLogo | null>,
  ): Result<Facts> =>
    runRecordCommand(context, 'save-slip-logo', asked, (db) => {
      const allowed = mayChange();
      if (!allowed.ok) return allowed;
      const logo = logoNow();
      if (!logo.ok) return logo;
      putLogo(db, logo.value);
      return ok(factsOf(logo.value));
    });
  return {
    logo: () => ok(factsOf(findLogo(context.db))),
    chooseLogo: async () => {
      const allowed = mayChange();
      if (!allowed.ok) return allowed;
      let chosen: Awaited<ReturnType<typeof choose>>;
      try {
        chosen = await choose();
      } catch {
        return refused(t('The file can’t be read. Choose it again, or choose another one.'));
      }
      if (chosen === null) return ok(null);
      const { name, bytes } = chosen;
      const facts = checkPicture(name, bytes);
      if (!facts.ok) return facts;
      const data = Buffer.from(bytes).toString('base64');
      const size = await draw(facts.value.type, data);
      if (size === null) return refuseDamaged(name);
      const place = findLogo(context.db)?.place ?? 'left';
      const picture = createHash('sha256').update(bytes).digest('hex');
      return keep({ opId: uuidv7() as OpId, type: facts.value.type, picture }, () =>
        ok({ type: facts.value.type, ...size, place, data }),
      );
    },
    placeLogo: ({ opId, place }) =>
      keep({ opId, place }, () => {
        const logo = findLogo(context.db);
        return logo === null
          ? refuse('bad-payload', t('There is no logo. Choose one first.'))
          : ok({ ...logo, place });
      }),
    removeLogo: ({ opId }) => keep({ opId }, () => ok(null)),
  };
};

/** Returns the picture on the slips of the library; null if there is none, or if the stored value is invalid. */
export const findLogo = (db: ReadableDB): SlipLogo | null => {
  const stored = findLibrarySetting(db, null, logoSetting);
  const read = stored === undefined ? null : slipLogo.safeParse(JSON.parse(stored));
  return read?.success === true ? read.data : null;
};

/** Stores a picture for the slips of the library; null: none. */
const putLogo = (db: WritableDB, logo: SlipLogo | null): void =>
  putLibrarySetting(db, null, logoSetting, JSON.stringify(logo));
