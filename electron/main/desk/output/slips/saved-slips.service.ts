import type { SlipPrinter } from '../../../devices/printing/slip-printer.ts';
import type { LateAnswers } from '../../../ipc/handlers.ts';
import type { DeskContext } from '../../context.ts';
import { readableJob } from './slips.service.ts';

/** Slips that were saved as files instead of printed. */
export const savedSlipsService = (
  context: DeskContext,
  printer: Pick<SlipPrinter, 'openSaved'>,
): LateAnswers<'slips', 'open'> => ({
  /** Opens the file. Refused: `job-unknown`, `role-missing`, `file-unreadable`. */
  open: async ({ jobId }) => {
    const job = readableJob(context, jobId);
    return job.ok ? printer.openSaved(job.value.note) : job;
  },
});
