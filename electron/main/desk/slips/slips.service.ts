import { receivePosition } from '../../../../shared/domain/receiving.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import { hasRole, roleMissingMessage } from '../../../../shared/domain/roles.ts';
import type { ReturnSlip, Slip, TestSlip } from '../../../../shared/domain/slips.ts';
import type { Instant, ItemId, OpId, PrintJobId, RequestId } from '../../../../shared/domain/ids.ts';
import type { Input, Output } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { PrintJobView } from '../../../../shared/ipc/views.ts';
import { instantOf } from '../../../../shared/domain/dates.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import type { SlipPrinter } from '../../devices/printing/slip-printer.ts';
import type { DeskContext } from '../context.ts';
import { runCommand } from '../steps/run-command.ts';
import {
  findPrintJob,
  insertPrintJob,
  libraryOnPaper,
  printJobPage,
  printJobView,
  returnSlipFacts,
  setPrintJobState,
  volumesHere,
} from './slips.queries.ts';

export type SlipsService = {
  /** A page of slips, newest first. */
  readonly list: (input: Input<'slips.list'>) => Result<Output<'slips.list'>>;
  /** Queues a failed slip again. */
  readonly retry: (input: Input<'slips.retry'>) => Result<PrintJobView>;
  /** Prints the same slip once more, with what was on it then. */
  readonly reprint: (input: Input<'slips.reprint'>) => Result<PrintJobView>;
  /** Prints the slip with which an item goes back to its lender. */
  readonly printReturnSlip: (input: Input<'slips.printReturnSlip'>) => Result<PrintJobView>;
  readonly printTest: (input: Input<'slips.printTest'>) => Result<PrintJobView>;
  readonly printers: () => Promise<Result<Output<'slips.printers'>>>;
};

/** The slips of the desk as rows: what staff see of them and ask of them. The print queue takes it from there. */
export const slipsService = (context: DeskContext, printer: Pick<SlipPrinter, 'printers'>): SlipsService => ({
  list: ({ only, offset, limit }) => {
    const { total, rows } = printJobPage(context.db, { only, offset, limit });
    return ok({ total, rows: [...rows] });
  },
  retry: ({ jobId }) => inTransaction(context.db, (db) => retry(context, db, jobId)),
  reprint: (input) =>
    runCommand<PrintJobView>(context, { opId: input.opId, kind: 'reprint-slip', input }, (db, at) => {
      const job = findPrintJob(db, input.jobId);
      if (!job) return unknownJob();
      const slip = JSON.parse(job.slip) as Slip;
      return queued(db, { opId: input.opId, requestId: job.requestId, itemId: job.itemId, slip, at });
    }),
  printReturnSlip: (input) =>
    runCommand<PrintJobView>(context, { opId: input.opId, kind: 'print-return-slip', input }, (db, at) => {
      const slip = returnSlipOf(context, db, input.requestId);
      if (!slip.ok) return slip;
      return queued(db, { opId: input.opId, requestId: input.requestId, itemId: null, slip: slip.value, at });
    }),
  printTest: (input) =>
    runCommand<PrintJobView>(context, { opId: input.opId, kind: 'print-test-slip', input }, (db, at) => {
      const slip: TestSlip = {
        kind: 'test',
        libraryName: context.session.desk().libraryName,
        printedAt: at,
        timeZone: context.timeZone(),
      };
      return queued(db, { opId: input.opId, requestId: null, itemId: null, slip, at });
    }),
  printers: async () =>
    ok(
      (await printer.printers()).map(({ name, description, isDefault }) => ({
        name,
        description,
        isDefault: isDefault === true,
      })),
    ),
});

const unknownJob = (): Result<never> =>
  refuse('job-unknown', 'This slip is not in the list any more: its step was undone. Nothing is printed.');

const viewOf = (db: ReadableDB, jobId: PrintJobId): Result<PrintJobView> => {
  const view = printJobView(db, jobId);
  return view ? ok(view) : unknownJob();
};

const queued = (
  db: WritableDB,
  row: {
    readonly opId: OpId;
    readonly requestId: RequestId | null;
    readonly itemId: ItemId | null;
    readonly slip: Slip;
    readonly at: Instant;
  },
): Result<{ readonly requestId: RequestId | null; readonly answer: PrintJobView }> => {
  const view = viewOf(db, insertPrintJob(db, row));
  return view.ok ? ok({ requestId: row.requestId, answer: view.value }) : view;
};

const retry = (context: DeskContext, db: WritableDB, jobId: PrintJobId): Result<PrintJobView> => {
  const job = findPrintJob(db, jobId);
  if (!job) return unknownJob();
  switch (job.state) {
    case 'printing':
      return refuse('job-busy', 'This slip is being printed at this moment. Wait until it comes out.');
    case 'printed':
      return refuse('job-busy', 'This slip was printed. Choose Reprint if you need it once more.');
    case 'queued':
      break;
    case 'failed':
      setPrintJobState(db, { jobId, state: 'queued', note: '', at: instantOf(context.now()) });
  }
  return viewOf(db, jobId);
};

const returnSlipOf = (context: DeskContext, db: WritableDB, requestId: RequestId): Result<ReturnSlip> => {
  const desk = context.session.desk();
  const role = 'fulfillment-services-operator';
  if (!hasRole(context.session.operator().grants, role, { libraryId: desk.libraryId, deskId: desk.id }))
    return refuse('role-missing', roleMissingMessage(role, 'Printing a return slip'));
  const facts = returnSlipFacts(db, requestId);
  if (!facts)
    return refuse(
      'request-unknown',
      'This request is not there any more. Scan its external identifier again.',
    );
  const volumes = volumesHere(db, requestId);
  const only = volumes.length === 1 ? volumes[0] : undefined;
  const library = libraryOnPaper(db, desk.libraryId);
  return ok({
    kind: 'return',
    externalId: facts.externalId,
    barcode: only?.barcode ?? null,
    title: facts.title,
    author: facts.author,
    volume: only && facts.volumesExpected !== 1 ? only.volume : null,
    volumesExpected: facts.volumesExpected,
    partner: {
      name: facts.partnerName ?? '',
      address: linesOf(facts.partnerAddress),
      email: facts.partnerEmail ?? '',
      phone: facts.partnerPhone ?? '',
    },
    arrivedAt: volumes[0]?.receivedAt ?? null,
    dueOn: facts.dueOn,
    note: notReceivedNote(facts.status, volumes.length, facts.volumesExpected),
    library: { name: library?.name ?? desk.libraryName, address: linesOf(library?.address ?? null) },
    timeZone: context.timeZone(),
  });
};

/** Why an item goes back although it was never received. */
const notReceivedNote = (status: string, received: number, expected: number | null): string =>
  receivePosition({ status, loopOpen: false, expected, received }) === 'return'
    ? `Not received: the request is ${statusLabel(status).toLowerCase()}.`
    : '';

const linesOf = (json: string | null): readonly string[] =>
  json === null ? [] : (JSON.parse(json) as string[]);
