import { slipKinds } from '../../../../shared/domain/slips/all-slips.ts';
import type { PrintJobView } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { wasNeverPrinted } from '../../machines/slips.ts';
import type { BulkAction } from '../../requests/lists/use-bulk-actions.ts';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

/** Returns why a slip cannot be printed again; null if it can. */
export const whyNotPrint = ({ kind, state, undone }: PrintJobView): string | null => {
  if (undone) return slipKinds[kind].undone;
  if (state === 'printing') return t('Printing now.');
  return state === 'queued' ? t('Already waiting for the printer.') : null;
};

/** Keeps only the first slip of each parcel: they are printed as one. */
export const onePerParcel = (jobs: readonly PrintJobView[]): readonly PrintJobView[] =>
  jobs.filter(
    ({ parcel }, at) => parcel === null || jobs.findIndex((other) => other.parcel === parcel) === at,
  );

/** Prints slips: a slip that was never printed keeps its number, any other is a reprint. */
export const printSlips: BulkAction<PrintJobView> = {
  doing: t('Sending slips to the printer'),
  done: (count) =>
    count === 1
      ? t('Slip queued for printing.')
      : t('{count} slips queued for printing.', { count: count.toLocaleString(locale) }),
  each: async ({ id, state }, opId) => {
    await (wasNeverPrinted(state)
      ? ask('slips.retry', { jobId: id })
      : ask('slips.reprint', { opId, jobId: id }));
    return null;
  },
};
