import type { LibraryId, PrintJobId } from '../../../../../shared/domain/ids.ts';
import type { LabelSlip } from '../../../../../shared/domain/slips/label.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { isCodeTaken, takeNextBarcode } from '../../store/barcode-series.queries.ts';
import { insertPrintJob } from '../../store/print-jobs.queries.ts';
import { printJobView } from '../../store/print-job-views.queries.ts';
import { findRequestRow } from '../../store/requests.queries.ts';
import { runCommand } from '../frame/run-command.ts';
import { authorizeReceiving } from './classify-code.ts';

/**
 * Generates the next temporary barcode of this desk's library, and queues its label. The command belongs to no request: undo never releases
 * the number, so no two labels are the same.
 */
export const makeBarcode = (
  context: DeskContext,
  { opId, requestId }: Input<'receiving.makeBarcode'>,
): Result<Output<'receiving.makeBarcode'>> => {
  const { db, session } = context;
  const { libraryId, libraryName } = session.desk();
  const made = runCommand<{ readonly barcode: string; readonly jobId: PrintJobId }>(
    context,
    { opId, kind: 'make-barcode', input: { requestId } },
    (writable, at) => {
      const allowed = authorizeReceiving(context, { requestId, by: 'number' });
      if (!allowed.ok) return allowed;
      const request = findRequestRow(writable, requestId);
      if (!request)
        return refuse(
          'request-unknown',
          t('This request can no longer be found. Scan its external identifier again.'),
        );
      const barcode = nextFreeBarcode(writable, libraryId);
      const { externalId, title } = request;
      const slip: LabelSlip = { kind: 'label', barcode, externalId, title, libraryName };
      const jobId = insertPrintJob(writable, { opId, requestId, itemId: null, slip, at });
      return ok({ requestId: null, answer: { barcode, jobId } });
    },
  );
  if (!made.ok) return made;
  const { barcode, jobId } = made.value;
  const view = printJobView(db, jobId);
  return ok({ barcode, slip: { jobId, state: view?.state ?? 'queued', note: view?.note ?? '' } });
};

/** A barcode that was written by hand may look like one of ours: it is skipped. */
const nextFreeBarcode = (db: WritableDB, libraryId: LibraryId): string => {
  for (;;) {
    const barcode = takeNextBarcode(db, libraryId);
    if (!isCodeTaken(db, barcode)) return barcode;
  }
};
