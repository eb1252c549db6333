import { mayHaveLeft } from '../../../../shared/domain/letters/all-letters.ts';
import type { LetterRow } from '../../../../shared/ipc/calls/letters.ts';
import type { PopupItem } from '../../components/PopupMenu.tsx';
import type { BulkAction, BulkActions } from '../../requests/lists/use-bulk-actions.ts';
import {
  printLetters,
  sendLetters,
  whyNotDealtWith,
  whyNotPrint,
  whyNotSend,
} from './letter-bulk-actions.ts';
import { t } from '../../../../shared/words/words.ts';

/** What can be done with one letter. */
export type LetterAct = PopupItem;

/**
 * What can be done with one letter, the sensible step first; what makes no sense for it is left out.
 * @param refusal why this operator may do none of it, or null
 */
export const actsOf = (
  row: LetterRow,
  {
    bulk,
    dealWith,
    refusal,
    askAddress,
  }: {
    readonly bulk: Pick<BulkActions<LetterRow>, 'take' | 'busy'>;
    readonly dealWith: BulkAction<LetterRow>;
    readonly refusal: string | null;
    readonly askAddress: (row: LetterRow) => void;
  },
): readonly LetterAct[] => {
  const left = mayHaveLeft(row.state);
  const why = refusal ?? (bulk.busy ? t('common.somethingElseIsBeingDone') : null);
  const lacksAddress = row.follows && row.readerEmail === '';
  const address: LetterAct = {
    id: 'address',
    label: lacksAddress ? t('letters.addAddress') : t('letters.changeAddress'),
    why,
    run: () => askAddress(row),
  };
  const send: LetterAct = {
    id: 'send',
    label: t('letters.sendNow'),
    why: why ?? whyNotSend(row) ?? (lacksAddress ? t('letters.thereIsNoEMailAddress') : null),
    run: () => bulk.take(sendLetters, [row]),
  };
  const print: LetterAct = {
    id: 'print',
    label: left ? t('letters.printACopy') : t('letters.printInstead'),
    why: why ?? whyNotPrint(row),
    run: () => bulk.take(printLetters, [row]),
  };
  const deal: LetterAct = {
    id: 'deal',
    label: t('letters.dealtWith'),
    why: why ?? whyNotDealtWith(row),
    run: () => bulk.take(dealWith, [row]),
  };
  return [
    ...(lacksAddress ? [address] : []),
    ...(left || row.corrected || lacksAddress ? [] : [send]),
    ...(left ? [] : [deal]),
    print,
    ...(row.follows && !lacksAddress && row.state === 'needs-person' ? [address] : []),
  ];
};
