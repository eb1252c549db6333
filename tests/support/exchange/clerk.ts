import { take } from '../../../electron/main/desk/steps/take.ts';
import type { CalendarDate, ItemId, PatronId, RequestId } from '../../../shared/domain/ids.ts';
import { completedStatuses } from '../../../shared/domain/request-status.ts';
import type { StepInput, StepKind } from '../../../shared/domain/steps/all-steps.ts';
import { newOpId, type TestDesk } from '../desk.ts';

type Open = { readonly id: RequestId; readonly status: string };
type Item = { readonly id: ItemId; readonly barcode: string; readonly status: string };

/** Takes a step if it is allowed. @returns whether it was */
type Take = <K extends StepKind>(kind: K, input: Omit<StepInput<K>, 'opId'>) => boolean;

/** A step that a clerk could take at a request now, and how likely it is. A likelihood of 1 in `finishing` is the next one to its end. */
type Choice = { readonly likelihood: number; readonly finishing: number; readonly step: () => boolean };

/** A clerk works on as many requests at a time. */
const atATime = 200;

const over = completedStatuses.map((status) => `'${status}'`).join(', ');

/**
 * A clerk who works on requests at random: sends, receives, lends, renews, returns, cancels, and answers conditions. What to do next follows
 * from the database alone, so that another clerk can go on after a crash.
 */
export const clerkAt = ({ raw, context }: Pick<TestDesk, 'context' | 'raw'>) => {
  const open = raw.prepare(
    `SELECT id, status FROM request WHERE status NOT IN (${over}) AND id >= ? ORDER BY id LIMIT 1`,
  );
  const openAt = raw.prepare(
    `SELECT id, status FROM request WHERE status NOT IN (${over}) ORDER BY id LIMIT 1 OFFSET ?`,
  );
  const itemsOf = raw.prepare(
    "SELECT id, barcode, status FROM item WHERE request_id = ? AND status <> 'returned'",
  );
  const takeStep: Take = (kind, input) =>
    take(context, kind, { opId: newOpId(), ...input } as StepInput<typeof kind>).ok;

  const ofRequest = ({ id: requestId, status }: Open): readonly Choice[] => {
    const about = { requestId, asOf: null };
    const cancel = (): boolean =>
      takeStep('cancel', {
        ...about,
        reason: 'NO_LONGER_NEEDED',
        note: '',
        notifyPatron: true,
        requestedBy: 'staff',
      });
    const receive = (): boolean =>
      takeStep('receive', {
        requestId,
        barcode: `N-${requestId}-${Math.floor(Math.random() * 1000)}`,
        several: false,
        printSlip: false,
        notifyPatron: true,
        use: null,
        details: {},
      });
    switch (status) {
      case 'READY_TO_SEND':
        return [
          { likelihood: 1, finishing: 1, step: () => takeStep('send-request', { ...about, note: '' }) },
          // Everybody was asked.
          { likelihood: 0.3, finishing: 1, step: cancel },
        ];
      case 'CONDITIONAL':
        return [
          {
            likelihood: 0.5,
            finishing: 1,
            step: () =>
              takeStep('conditional-reply', {
                ...about,
                accept: requestId % 3 > 0,
                note: 'Agreed',
                withoutNote: false,
              }),
          },
        ];
      case 'SHIPPED_PHYSICALLY':
        return [{ likelihood: 0.5, finishing: 1, step: receive }];
      case 'SHIPPED_DIGITALLY':
        return [
          {
            likelihood: 0.5,
            finishing: 1,
            step: () => takeStep('receive-digitally', { ...about, note: '' }),
          },
        ];
      default:
        return [{ likelihood: 0.01, finishing: 0.2, step: cancel }];
    }
  };

  const ofItem = (requestId: RequestId, { id: itemId, barcode, status }: Item): readonly Choice[] => {
    const giveBack = { likelihood: 0.3, finishing: 1, step: () => takeStep('return', { itemId }) };
    switch (status) {
      case 'on-hold-shelf':
        return [
          {
            likelihood: 0.5,
            finishing: 0,
            step: () => takeStep('lend', { patronId: 1 as PatronId, code: barcode }),
          },
          giveBack,
        ];
      case 'on-loan':
        return [
          {
            likelihood: 0.3,
            finishing: 0,
            step: () =>
              takeStep('request-renewal', {
                requestId,
                asOf: null,
                dueOn: '2099-01-15' as CalendarDate,
                itemIds: null,
              }),
          },
          giveBack,
        ];
      case 'in-transit':
        return [
          { likelihood: 0.5, finishing: 0, step: () => takeStep('scan-in', { code: barcode }) },
          giveBack,
        ];
      default:
        return [giveBack];
    }
  };

  const workOn = (request: Open, isFinishing: boolean): void => {
    const items = itemsOf.all(request.id) as Item[];
    const choices = [...items.flatMap((item) => ofItem(request.id, item)), ...ofRequest(request)];
    for (const { likelihood, finishing, step } of choices)
      if (Math.random() < (isFinishing ? finishing : likelihood) && step()) return;
  };

  return {
    /** Works on one of the oldest requests. */
    work: (): void => {
      const request = openAt.get(Math.floor(Math.random() * atATime)) as Open | undefined;
      if (request) workOn(request, false);
    },
    /** Brings each open request one step nearer to its end. @returns how many are open */
    finish: (): number => {
      let count = 0;
      for (
        let request = open.get(0) as Open | undefined;
        request;
        request = open.get(request.id + 1) as Open | undefined
      ) {
        workOn(request, true);
        count += 1;
      }
      return count;
    },
  };
};
