import { slipKinds } from '../../../../shared/domain/slips/all-slips.ts';
import type { PrintJobView } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { neverCameOut } from '../../machines/slips.ts';
import type { BulkAction } from '../../requests/lists/use-bulk-actions.ts';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

/** Why a slip is not printed again; null where it can be. */
export const whyNotPrint = ({ kind, state, undone }: PrintJobView): string | null => {
  if (undone) return slipKinds[kind].undone;
  if (state === 'printing') return t('Printing now.');
  return state === 'queued' ? t('Already waiting for the printer.') : null;
};

/** Of the slips of one parcel the first: they come out as one. */
export const onePerParcel = (jobs: readonly PrintJobView[]): readonly PrintJobView[] =>
  jobs.filter(
    ({ parcel }, at) => parcel === null || jobs.findIndex((other) => other.parcel === parcel) === at,
  );

/** What printing means for a slip: one that never came out goes under its own number, any other as a further one. */
export const printSlips: BulkAction<PrintJobView> = {
  doing: t('Sending slips to the printer'),
  done: (count) =>
    count === 1
      ? t('Slip queued for printing.')
      : t('{count} slips queued for printing.', { count: count.toLocaleString(locale) }),
  each: async ({ id, state }, opId) => {
    await (neverCameOut(state)
      ? ask('slips.retry', { jobId: id })
      : ask('slips.reprint', { opId, jobId: id }));
    return '';
  },
};
