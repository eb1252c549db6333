import { slipOfParcel, type Slip } from '../../../../../shared/domain/slips.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { SlipPrinter } from '../../../devices/printing/slip-printer.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { slipsOfParcel } from '../../store/parcels.queries.ts';
import { findPrintJob, isSlipInScope } from '../../store/print-jobs.queries.ts';
import { designed } from '../../store/slip-design.ts';
import type { SlipSamples } from './slip-samples.ts';
import { scopeOf } from './slip-scope.ts';
import { t } from '../../../../../shared/words/words.ts';

export type SlipPreviewService = {
  /** How a slip comes out of the printer; that of a parcel with all that lies in it. Refused: `job-unknown`, `role-missing`. */
  readonly preview: (input: Input<'slips.preview'>) => Promise<Result<Output<'slips.preview'>>>;
  /** How a made-up slip of a kind comes out. */
  readonly sample: (input: Input<'slips.sample'>) => Promise<Result<Output<'slips.sample'>>>;
};

/** Shows a slip before it is printed. */
export const slipPreviewService = (
  context: DeskContext,
  printer: Pick<SlipPrinter, 'preview'>,
  samples: () => SlipSamples,
): SlipPreviewService => ({
  preview: async ({ jobId }) => {
    const job = findPrintJob(context.db, jobId);
    if (!job) return refuse('job-unknown', t('slips.thisSlipIsNotHereAny'));
    if (!isSlipInScope(context.db, jobId, scopeOf(context)))
      return refuse('role-missing', t('slips.thisSlipBelongsToAnotherLibrary2'));
    const slips = slipsOfParcel(context.db, jobId).map(({ slip }) => JSON.parse(slip) as Slip);
    // What was taken back is not printed, but its slip may lie on the desk: it is shown all the same.
    const [first = JSON.parse(job.slip) as Slip, ...others] = slips;
    return ok(await printer.preview(slipOfParcel(first, others)));
  },

  sample: async ({ kind, design }) => {
    const sample = samples()[kind];
    return ok(
      await printer.preview(design === undefined ? designed(context.db, sample) : { ...sample, design }),
    );
  },
});
