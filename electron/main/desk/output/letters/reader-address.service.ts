import { instantOf } from '../../../../../shared/domain/dates.ts';
import { partnerValuesOf } from '../../../../../shared/domain/partner-values.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { authorizeStep } from '../../steps/frame/authorize.ts';
import type { DeskContext } from '../../context.ts';
import {
  findMessage,
  readerOfMessage,
  reactivateMessagesToRecipientOf,
} from '../../store/sending.queries.ts';
import { listPartners } from '../../records/places/places.queries.ts';
import { findPlace } from '../../store/places.queries.ts';
import { unknown } from './letters.service.ts';
import { t } from '../../../../../shared/words/words.ts';

type ReaderAddressService = {
  /**
   * Stores the address of a letter's recipient, with the permissions and checks of Settings; then letters waiting for that recipient are
   * sent automatically. Also refused without an address: `record-unfit`.
   */
  readonly saveAddress: (input: Input<'letters.saveAddress'>) => Result<Output<'letters.saveAddress'>>;
};

/** The functions with which Settings stores patrons and partners. */
type SavesReaders = {
  readonly savePartner: (input: Input<'places.savePartner'>) => Result<unknown>;
  readonly savePatron: (input: Input<'places.savePatron'>) => Result<unknown>;
};

/** Corrects the address of a letter's recipient from the list of letters. */
export const readerAddressService = (
  context: DeskContext,
  { places, tryNow }: { readonly places: SavesReaders; readonly tryNow: () => void },
): ReaderAddressService => ({
  saveAddress: (input) => {
    const message = findMessage(context.db, input.id);
    if (!message) return unknown();
    const allowed = authorizeStep(context, 'handle-letter', message.requestId);
    if (!allowed.ok) return allowed;
    if (input.email.trim() === '')
      return refuse('record-unfit', t('Enter the e-mail address for this letter.'), { field: 'email' });
    const stored = storeAddress(context.db, places, input);
    if (!stored.ok) return stored;
    const letters = inTransaction(context.db, (db) =>
      ok(reactivateMessagesToRecipientOf(db, input.id, instantOf(context.now()))),
    );
    if (!letters.ok) return letters;
    tryNow();
    return ok({ letters: letters.value });
  },
});

const storeAddress = (
  db: ReadableDB,
  places: SavesReaders,
  { opId, id, email }: Input<'letters.saveAddress'>,
): Result<unknown> => {
  const reader = readerOfMessage(db, id);
  const patron = reader?.kind === 'patron' ? findPlace(db, 'patron', reader.id) : undefined;
  if (patron) {
    const { barcode, name, libraryId } = patron;
    return places.savePatron({ opId, id: patron.id, values: { barcode, name, libraryId, email } });
  }
  const partner =
    reader?.kind === 'partner' ? listPartners(db).find((one) => one.id === reader.id) : undefined;
  if (!partner)
    return refuse(
      'record-unknown',
      t('The request has no recipient for this letter. Add one to the request.'),
    );
  return places.savePartner({ opId, id: partner.id, values: { ...partnerValuesOf(partner), email } });
};
