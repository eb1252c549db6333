import { expect, test, vi } from 'vitest';
import type { Receipt } from '../../../../renderer/src/pages/receiving/list/receipts.ts';
import { listedOf, receiptsJob } from '../../../../renderer/src/pages/receiving/list/receipts.ts';
import { callBy } from '../../../../renderer/src/machines/call.machine.ts';
import { isReady } from '../../../../renderer/src/steps/scan-list/list.steps.ts';
import { createListStore } from '../../../../renderer/src/steps/scan-list/list.store.ts';
import type { Done, Line } from '../../../../renderer/src/steps/scan-list/list.types.ts';
import type { OpId, RequestId } from '../../../../shared/domain/ids.ts';
import type { ReceiptLook } from '../../../../shared/ipc/calls/receiving.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';

const requests: Readonly<Record<string, { readonly volumes: number; readonly question?: string }>> = {
  'R-1': { volumes: 1 },
  'R-2': { volumes: 1 },
  'S-3': { volumes: 3 },
  'Q-1': { volumes: 1, question: 'Is it still wanted?' },
};

/** Answers like the main process: an identifier is refused as a barcode. */
const lookAt = (identifier: string, barcode: string | null, listed: number): Result<ReceiptLook> => {
  const request = requests[identifier];
  if (!request) return refuse('identifier-unknown', `No request has ${identifier}.`);
  if (barcode !== null && barcode in requests)
    return refuse('identifier-not-barcode', `${barcode} is an identifier.`, {
      sameRequest: barcode === identifier,
    });
  if (listed >= request.volumes) return refuse('volume-unexpected', 'All have come.');
  return ok({
    requestId: 1 as RequestId,
    externalId: identifier,
    title: '',
    patronName: '',
    partnerName: '',
    destination: { kind: 'hold-shelf', deskName: '' },
    stays: null,
    barcode,
    volumesExpected: request.volumes,
    volumesReceived: 0,
    inSet: request.volumes > 1,
    remarks: [],
    question: request.question ?? null,
  });
};

const start = () => {
  const list = createListStore<Receipt, ReceiptLook>({
    job: receiptsJob,
    newOpId: () => 'op' as OpId,
    kept: null,
    look: callBy(({ scan: { identifier, barcode }, lines }) =>
      Promise.resolve(lookAt(identifier, barcode, listedOf(lines, identifier))),
    ),
    take: callBy((): Promise<Result<readonly Done[]>> => Promise.resolve(ok([]))),
    undo: callBy(() => Promise.resolve(refuse('undo-unknown', ''))),
    begins: () => undefined,
    pack: () => undefined,
  });
  const linesOf = (): readonly Line<Receipt, ReceiptLook>[] => list.getSnapshot().context.lines;
  const wordsOf = (line: Line<Receipt, ReceiptLook>): string =>
    `${receiptsJob.nameOf(line.scan)}${isReady(receiptsJob, line) ? '' : ` (${line.refusal?.code ?? 'not yet'})`}`;
  return {
    list,
    /** Scans as fast as possible, without waiting for answers. */
    scan: async (...codes: readonly string[]): Promise<readonly string[]> => {
      for (const code of codes) list.send({ type: 'scanned', code, partial: false });
      await vi.waitFor(() => {
        expect(list.getSnapshot().context.waiting).toEqual([]);
        expect(linesOf().filter(({ look, refusal }) => look === null && refusal === null)).toEqual([]);
      });
      return linesOf().map(wordsOf);
    },
  };
};

test('two scans are a receipt, however fast they arrive', async () => {
  const { scan } = start();
  expect(await scan('R-1', 'N-1', 'R-2', 'N-2')).toEqual(['R-1 N-1', 'R-2 N-2']);
});

test('a set takes as many barcodes after its identifier as it expects, and the next code starts a new receipt', async () => {
  const { scan } = start();
  expect(await scan('S-3', 'V-1', 'V-2', 'V-3', 'R-1', 'N-1')).toEqual([
    'S-3 V-1',
    'S-3 V-2',
    'S-3 V-3',
    'R-1 N-1',
  ]);
});

test('the next identifier ends an incomplete set', async () => {
  const { scan } = start();
  expect(await scan('S-3', 'V-1', 'R-1', 'N-1')).toEqual(['S-3 V-1', 'R-1 N-1']);
});

test('an identifier after an identifier starts another parcel; the previous one still needs its barcode', async () => {
  const { scan } = start();
  expect(await scan('R-1', 'R-2', 'N-2')).toEqual(['R-1 (not yet)', 'R-2 N-2']);
  expect(await scan('R-2')).toEqual(['R-1 (not yet)', 'R-2 N-2', 'R-2 (volume-unexpected)']);
});

test('the same identifier twice still needs its barcode', async () => {
  const { scan } = start();
  expect(await scan('R-1', 'R-1', 'N-1')).toEqual(['R-1 N-1']);
});

test('a barcode after a refused identifier belongs to it', async () => {
  const { scan } = start();
  expect(await scan('WRONG', 'N-1', 'R-2', 'N-2')).toEqual(['WRONG N-1 (identifier-unknown)', 'R-2 N-2']);
});

test('the memory of a scanner arrives as lines, with tabs, semicolons or commas; wrong lines stay', async () => {
  const { scan, list } = start();
  expect(await scan('R-1\tN-1\r\nWRONG;N-9\r\nS-3, V-1, V-2\r\n')).toEqual([
    'R-1 N-1',
    'WRONG N-9 (identifier-unknown)',
    'S-3 V-1',
    'S-3 V-2',
  ]);
  list.send({ type: 'line.corrected', id: 2, text: 'WRONG;N-9' });
  expect(await scan('R-2;N-9')).toEqual(['R-1 N-1', 'S-3 V-1', 'S-3 V-2', 'R-2 N-9']);
});

test('one barcode is one item, and items that need a form are not received from a list', async () => {
  const { scan, list } = start();
  await scan('R-1', 'N-1');
  expect(await scan('R-2', 'N-1')).toEqual(['R-1 N-1']);
  expect(list.getSnapshot().context.notice).toContain('R-2 N-1 is already in the list');
  expect(await scan('Q-1', 'N-5')).toEqual(['R-1 N-1', 'Q-1 N-5 (not yet)']);
});
