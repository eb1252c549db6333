import type { Instant, ItemId, OpId, PrintJobId, RequestId } from '../../../../../shared/domain/ids.ts';
import { instantOf } from '../../../../../shared/domain/dates.ts';
import { askForRoles } from '../../../../../shared/domain/roles.ts';
import { type Slip, slipKinds, slipOfParcel } from '../../../../../shared/domain/slips/all-slips.ts';
import { readSlip } from './read-slip.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import { fail, ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { PrintJobView } from '../../../../../shared/ipc/views.ts';
import type { CommandKind } from '../../../db/hub-writes.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { SlipPrinter } from '../../../devices/printing/slip-printer.ts';
import type { DeskContext } from '../../context.ts';
import { authorizeAnyRole } from '../../steps/frame/authorize.ts';
import { slipUnreadable } from './print-queue.ts';
import { runCommand, sawRequest, type Saw, type StepWork } from '../../steps/frame/run-command.ts';
import { slipsOfParcel } from '../../store/parcels.queries.ts';
import { queueParcelAgain } from './parcels.ts';
import { queueSlipsOf } from './print-of.ts';
import {
  findPrintJob,
  insertPrintJob,
  isSlipUndone,
  setPrintJobState,
} from '../../store/print-jobs.queries.ts';
import {
  isSlipInScope,
  printJobPage,
  printJobView,
  type SlipScope,
} from '../../store/print-job-views.queries.ts';
import { t } from '../../../../../shared/words/words.ts';
import { designed } from '../../store/slip-design.ts';

export type SlipsService = {
  /** Returns a page of slips, newest first. */
  readonly list: (input: Input<'slips.list'>) => Result<Output<'slips.list'>>;
  /** Returns how a slip is printed; for a parcel, with all its slips. Refused: `job-unknown`, `role-missing`. */
  readonly preview: (input: Input<'slips.preview'>) => Promise<Result<Output<'slips.preview'>>>;
  /** Returns how a made-up slip of a kind is printed. */
  readonly sample: (input: Input<'slips.sample'>) => Promise<Result<Output<'slips.sample'>>>;
  /** Queues a failed slip again, or one that waits for its parcel; with the others of the parcel. */
  readonly retry: (input: Input<'slips.retry'>) => Result<PrintJobView>;
  /** Queues the same slip again, unchanged; that of a parcel without undone steps. */
  readonly reprint: (input: Input<'slips.reprint'>) => Result<PrintJobView>;
  /** Queues every present slip of a request (print-of.ts). */
  readonly printOf: (input: Input<'slips.printOf'>) => Result<PrintJobView[]>;
  /** Queues a slip that tests the printer. */
  readonly printTest: (input: Input<'slips.printTest'>) => Result<PrintJobView>;
  /** Returns the system's printers. */
  readonly printers: () => Promise<Result<Output<'slips.printers'>>>;
};

/** Returns a page of slips, newest first. */
export const slipsListOf = (
  context: DeskContext,
  page: Input<'slips.list'>,
): Result<Output<'slips.list'>> => {
  const { total, rows } = printJobPage(context.db, { ...page, ...scopeOf(context) });
  return ok({ total, rows: [...rows] });
};

/** Returns the printers of this computer. Refused: `printer-failed`. */
const listPrinters = async (
  printer: Pick<SlipPrinter, 'printers'>,
): Promise<Result<Output<'slips.printers'>>> => {
  try {
    const printers = await printer.printers();
    return ok(printers.map(({ name, description, trouble }) => ({ name, description, trouble })));
  } catch {
    return fail(
      'printer-failed',
      t(
        'The computer’s print system isn’t responding. Wait a moment, or restart the computer, then open Settings again.',
      ),
    );
  }
};

/** The calls for slips. The print queue prints them. */
export const slipsService = (
  context: DeskContext,
  printer: Pick<SlipPrinter, 'printers' | 'preview'>,
): SlipsService => ({
  list: (page) => slipsListOf(context, page),

  preview: ({ jobId }) => previewJob(context, printer, jobId),

  sample: async ({ kind, design }) => {
    const { sample }: { readonly sample: Slip } = slipKinds[kind];
    return ok(await printer.preview(design ? { ...sample, design } : designed(context.db, sample)));
  },

  retry: ({ jobId }) => {
    const allowed = authorizeAnyRole(context.session, t('Printing slips'));
    return allowed.ok ? inTransaction(context.db, (db) => retryJob(context, db, jobId)) : allowed;
  },

  reprint: ({ opId, jobId }) =>
    queueSlip(context, { opId, kind: 'reprint-slip', input: { jobId } }, (db, at) =>
      reprintJob(context, db, { opId, jobId, at }),
    ),

  printOf: ({ opId, requestId }) => {
    const queued = runCommand(context, { opId, kind: 'print-slips', input: { requestId } }, (db, at) => {
      const jobs = queueSlipsOf(context, db, { opId, requestId, at });
      return jobs.ok ? ok({ requestId, answer: jobs.value, ...sawRequest(db, requestId) }) : jobs;
    });
    if (!queued.ok) return queued;
    return ok(queued.value.jobIds.flatMap((jobId) => printJobView(context.db, jobId) ?? []));
  },

  printTest: ({ opId, insteadOf }) =>
    queueSlip(context, { opId, kind: 'print-test-slip', input: { insteadOf } }, (db, at) => {
      const allowed = authorizeAnyRole(context.session, t('Printing slips'));
      if (!allowed.ok) return allowed;
      const { libraryName } = context.session.desk();
      const common = { insteadOf: insteadOf ?? null, libraryName, timeZone: context.timeZone() };
      const slip: Slip = { kind: 'test', ...common, printedAt: at };
      return ok(queue(db, { opId, requestId: null, itemId: null, slip, at }));
    }),

  printers: () => listPrinters(printer),
});

export type Queued = { readonly jobId: PrintJobId };

/** Runs a command whose effect is one queued slip, and returns the job in its present state. */
export const queueSlip = (
  context: DeskContext,
  command: { readonly opId: OpId; readonly kind: CommandKind; readonly input: object },
  work: StepWork<Queued>,
): Result<PrintJobView> => {
  const queued = runCommand(context, command, work);
  return queued.ok ? viewOf(context.db, queued.value.jobId) : queued;
};

/** Queues a slip of a step, with what the step saw. */
export const queue = (
  db: WritableDB,
  job: {
    readonly opId: OpId;
    readonly requestId: RequestId | null;
    readonly itemId: ItemId | null;
    readonly slip: Slip;
    readonly at: Instant;
    readonly isCopy?: boolean;
  },
): { readonly requestId: RequestId | null; readonly answer: Queued; readonly saw?: Saw } => {
  const { opId, requestId, itemId, slip, at, isCopy = false } = job;
  const jobId = insertPrintJob(db, { opId, requestId, itemId, slip, at, isCopy });
  return { requestId, answer: { jobId }, ...sawRequest(db, requestId) };
};

const retryJob = (context: DeskContext, db: WritableDB, jobId: PrintJobId): Result<PrintJobView> => {
  const job = findPrintJob(db, jobId);
  if (!job || isSlipUndone(db, job.id)) return unknownJob();
  if (!isSlipInScope(db, jobId, scopeOf(context))) return refuseForeignSlip();
  switch (job.state) {
    case 'printing':
      return refuse('job-busy', t('This slip is printing now. Wait until it is done.'), {}, true);
    case 'printed':
      return refuse('job-busy', t('This slip was already printed. Choose Reprint to print it again.'));
    case 'failed':
    case 'held':
      for (const { id, state } of slipsOfParcel(db, jobId))
        if (state === job.state)
          setPrintJobState(db, { jobId: id, state: 'queued', note: '', at: instantOf(context.now()) });
      return viewOf(db, jobId);
    case 'queued':
      return viewOf(db, jobId);
  }
};

const reprintJob = (
  context: DeskContext,
  db: WritableDB,
  { opId, jobId, at }: { readonly opId: OpId; readonly jobId: PrintJobId; readonly at: Instant },
): ReturnType<StepWork<Queued>> => {
  const allowed = authorizeAnyRole(context.session, t('Printing slips'));
  if (!allowed.ok) return allowed;
  const job = findPrintJob(db, jobId);
  if (!job || isSlipUndone(db, job.id)) return unknownJob();
  if (!isSlipInScope(db, jobId, scopeOf(context))) return refuseForeignSlip();
  const slip = readSlip(job.slip);
  if (slip === null) return unreadable();
  if (job.parcel === null) return ok(queue(db, { opId, ...job, slip, at, isCopy: true }));
  const { requestId } = job;
  return ok({
    requestId,
    answer: { jobId: queueParcelAgain(db, job, { opId, at }) },
    ...sawRequest(db, requestId),
  });
};

const refuseForeignSlip = (): ReturnType<typeof refuse> =>
  refuse(
    'role-missing',
    t('This slip belongs to another library. Printing it needs a role there. {askForRoles}', { askForRoles }),
  );

const viewOf = (db: ReadableDB, jobId: PrintJobId): Result<PrintJobView> => {
  const view = printJobView(db, jobId);
  return view ? ok(view) : unknownJob();
};

const unreadable = (): ReturnType<typeof refuse> => refuse('job-unknown', slipUnreadable);

const unknownJob = (): ReturnType<typeof refuse> =>
  refuse('job-unknown', t('This slip is no longer kept: its step was undone, or its patron was forgotten.'));

/** Returns the slips that the operator may see: those of their libraries, and, with a role there, those of the current desk. */
const scopeOf = ({ session }: DeskContext): SlipScope => ({
  libraries: session.libraries(),
  deskId: authorizeAnyRole(session, t('Viewing slips')).ok ? session.desk().id : null,
});

/** Returns the job of a slip that the operator may see. Refused: `job-unknown`, `role-missing`. */
export const readableJob = (
  context: DeskContext,
  jobId: PrintJobId,
): Result<NonNullable<ReturnType<typeof findPrintJob>>> => {
  const job = findPrintJob(context.db, jobId);
  if (!job) return unknownJob();
  return isSlipInScope(context.db, jobId, scopeOf(context))
    ? ok(job)
    : refuse('role-missing', t('This slip belongs to another library.'));
};

const previewJob = async (
  context: DeskContext,
  printer: Pick<SlipPrinter, 'preview'>,
  jobId: PrintJobId,
): Promise<Result<Output<'slips.preview'>>> => {
  const found = readableJob(context, jobId);
  if (!found.ok) return found;
  const slips = slipsOfParcel(context.db, jobId).flatMap(({ slip }) => readSlip(slip) ?? []);
  // The slip of an undone step is not printed, but it may be on the desk: it is still shown.
  const [first = readSlip(found.value.slip), ...others] = slips;
  if (first === null) return unreadable();
  return ok(await printer.preview(slipOfParcel(first, others)));
};
