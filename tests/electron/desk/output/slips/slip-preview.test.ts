import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { slipsService } from '../../../../../electron/main/desk/output/slips/slips.service.ts';
import type { PrintJobId } from '../../../../../shared/domain/ids.ts';
import { slipKinds, type Slip, type SlipKind } from '../../../../../shared/domain/slips/all-slips.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { noPrinter } from '../../../../support/no-printer.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

let desk: TestDesk;
const shown: Slip[] = [];
beforeEach(() => {
  desk = openTestDesk();
  shown.length = 0;
});
afterEach(() => desk.close());

const service = () =>
  slipsService(desk.context, {
    ...noPrinter,
    preview: (slip) => {
      shown.push(slip);
      return Promise.resolve({ html: '', widthMm: 80, heightMm: null });
    },
  });

const preview = (jobId: number) => service().preview({ jobId: jobId as PrintJobId });

const receive = (): void => {
  const requestId = addRequest(desk, { externalId: 'A1' });
  valueOf(
    take(desk.context, 'receive', {
      opId: newOpId(),
      requestId,
      barcode: 'N-1',
      several: false,
      printSlip: true,
      notifyPatron: false,
      unexpected: false,
    }),
  );
};

test('a slip is shown as it was frozen, alone', async () => {
  receive();
  expect(valueOf(await preview(1))).toEqual({ html: '', widthMm: 80, heightMm: null });
  expect(shown).toMatchObject([{ kind: 'receive', barcode: 'N-1', externalId: 'A1' }]);
});

test('the slip of a parcel is shown with all that lies in it', async () => {
  receive();
  const back = (barcode: string): string => JSON.stringify({ ...slipKinds.return.sample, barcode });
  desk.raw.prepare(`UPDATE print_job SET kind = 'return', slip = ?, parcel = 'run 1'`).run(back('N-1'));
  desk.raw
    .prepare(
      `INSERT INTO print_job (op_id, request_id, item_id, kind, slip, state, parcel, created_at, updated_at)
       SELECT op_id, request_id, item_id, kind, ?, state, parcel, created_at, updated_at FROM print_job`,
    )
    .run(back('N-2'));
  valueOf(await preview(2));
  expect(shown).toMatchObject([{ barcode: 'N-1', others: [{ barcode: 'N-2' }] }]);
});

test('a sample of each kind is shown, whatever was printed', async () => {
  for (const kind of Object.keys(slipKinds) as SlipKind[]) valueOf(await service().sample({ kind }));
  expect(shown.map(({ kind }) => kind)).toEqual(Object.keys(slipKinds));
});

test('what is gone, or belongs to another library, is refused', async () => {
  expect(codeOf(await preview(1))).toBe('job-unknown');
  receive();
  desk.raw.exec(`DELETE FROM operator_role; INSERT INTO operator (id, name) VALUES (2, 'B. Operator')`);
  desk.context.session.refresh();
  expect(codeOf(await preview(1))).toBe('role-missing');
  expect(shown).toEqual([]);
});
