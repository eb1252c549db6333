import { readCode, refuseCode } from '../../../../../shared/domain/codes.ts';
import { askForRoles } from '../../../../../shared/domain/roles.ts';
import type { Output } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { factsOf, findScannedItem } from '../items/scanned-item.ts';
import { mayRead } from '../../kernel/authorize.ts';
import { isPatronCard } from '../../store/places.queries.ts';
import { findPatronByCard, searchPatrons } from './lending.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** How many patrons the pick list shows; more than that is a matter for another word. */
const picked = 20;
/** In characters: a longer text is no name, and no card either. */
const longestName = 200;

/**
 * An FTS5 expression: every word that was typed must begin a word of the name or the card. Null where no word is left.
 * Each word stands in quotes, so that nothing that is typed is read as an operator.
 */
export const nameMatch = (text: string): string | null => {
  const words = text.normalize('NFKC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.length === 0 ? null : words.map((word) => `"${word}"*`).join(' ');
};

/**
 * Finds a patron for whom staff scanned a card or typed a name.
 * Refused with the reason: nothing was given, an item or an external identifier was scanned, nobody fits.
 */
export const searchForPatron = (
  context: Pick<DeskContext, 'db' | 'session'>,
  text: string,
): Result<Output<'loans.findPatron'>> => {
  const { db, session } = context;
  const libraries = session.libraries();
  const read = readCode(text);
  if (!read.ok && read.why !== 'too-long') return refuseCode(read.why);
  const patron = read.ok ? findPatronByCard(db, read.code, libraries) : undefined;
  if (patron) return ok({ byCard: true, patrons: [patron], more: false });
  if (read.ok && isPatronCard(db, read.code))
    return refuse('patron-unknown', t('lending.isTheCardOfAPatron', { readCode: read.code, askForRoles }));
  if (read.ok) {
    const other = refuseOtherCode(context, read.code);
    if (other) return other;
  }
  const name = text.trim();
  const match = name.length > longestName ? null : nameMatch(name);
  const patrons = match === null ? [] : searchPatrons(db, match, picked + 1, libraries);
  if (patrons.length > 0)
    return ok({ byCard: false, patrons: patrons.slice(0, picked), more: patrons.length > picked });
  return refuse('patron-unknown', t('lending.noPatronHasTheCardOr', { name: name.slice(0, 64) }));
};

/** What was scanned is no card, but something else that we know; null where it is nothing of the kind. */
const refuseOtherCode = (
  context: Pick<DeskContext, 'db' | 'session'>,
  code: string,
): ReturnType<typeof refuse> | null => {
  const item = findScannedItem(context.db, code);
  if (item.ok)
    return refuse(
      'barcode-not-card',
      t('lending.isAnItemBarcodeNotA', { barcode: item.value.barcode }),
      mayRead(context, item.value.requestId) ? factsOf(item.value) : undefined,
    );
  if (item.error.code === 'identifier-not-barcode')
    return refuse('identifier-not-card', t('lending.isTheExternalIdentifierOfA', { code }));
  return null;
};
