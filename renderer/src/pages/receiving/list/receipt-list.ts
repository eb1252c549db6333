import { takeBy } from '../../../api/take.ts';
import { desk } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import type { ReceiptLook } from '../../../../../shared/ipc/calls/receiving.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { Finished, Received } from '../../../../../shared/ipc/receiving-views.ts';
import { receivedPlace } from '../../../components/WhereTo.tsx';
import { callBy } from '../../../machines/call.machine.ts';
import type { ReceivingActor } from '../../../steps/receiving/receiving-actor.ts';
import type { Done, TakeAsk } from '../../../steps/scan-list/list.types.ts';
import type { PersistentList } from '../../../steps/scan-list/use-list.ts';
import { reportUndone, persistentList } from '../../../steps/scan-list/use-list.ts';
import type { Receipt } from './receipts.ts';
import { listedOf, receiptsJob } from './receipts.ts';
import { t } from '../../../../../shared/words/words.ts';
import { factWords } from '../../../components/Facts.tsx';

const setWords = ({ volumesReceived, volumesExpected, loopOpen }: Received, ended: boolean): string => {
  if (!loopOpen) return '';
  const counts = t(
    '{volumesReceived}{volumesExpectedCase, select, yes {} other { of {volumesExpected}}} received',
    {
      volumesReceived,
      volumesExpectedCase: volumesExpected === null ? 'yes' : 'no',
      volumesExpected,
    },
  );
  return ended ? counts : t('{counts}; the set stays open', { counts });
};

const doneOf = (answer: Received, finished: Finished | null): readonly Done[] => {
  const { word, name } = receivedPlace(answer);
  const { title } = answer;
  const receipt: Done = {
    opId: answer.opId,
    title,
    barcode: answer.volume.barcode,
    headline: factWords([word, name, setWords(answer, finished !== null)]),
    slip: answer.volume.slip,
    remarks: answer.told,
  };
  if (finished === null) return [receipt];
  const { opId, headline, told } = finished;
  return [receipt, { opId, title, barcode: null, headline, slip: null, remarks: told }];
};

/** Receives one line by the steps of the page; the last volume of a set finishes the set. */
const receive = async (
  { opId, scan, look }: TakeAsk<Receipt, ReceiptLook>,
  notifyPatron: boolean,
): Promise<Result<readonly Done[]>> => {
  const { requestId, inSet } = look;
  const received = await takeBy(desk.call)('receive', {
    opId,
    requestId,
    barcode: look.barcode ?? scan.barcode ?? '',
    several: inSet,
    printSlip: true,
    notifyPatron,
    use: null,
  });
  if (!received.ok) return received;
  const { loopOpen, volumesReceived, volumesExpected } = received.value;
  if (!loopOpen || volumesExpected === null || volumesReceived < volumesExpected)
    return ok(doneOf(received.value, null));
  // If finishing fails the set stays open, and is shown as open: the volume is received in any case.
  const finished = await takeBy(desk.call)('finish-receiving', {
    opId: newOpId(),
    requestId,
    notifyPatron,
    rest: null,
  });
  return ok(doneOf(received.value, finished.ok ? finished.value : null));
};

const lists = new WeakMap<ReceivingActor, PersistentList<Receipt, ReceiptLook>>();

/** The receipt list of Receiving Items. It is created on the first visit of the page and exists as long as the window. */
export const receiptListOf = (receiving: ReceivingActor): PersistentList<Receipt, ReceiptLook> => {
  const known = lists.get(receiving);
  if (known) return known;
  const list = persistentList<Receipt, ReceiptLook>(
    'receipts',
    {
      job: receiptsJob,
      look: callBy(({ scan: { identifier, barcode }, lines }) =>
        desk.call['receiving.look']({ identifier, barcode, listed: listedOf(lines, identifier) }),
      ),
      begins: () => receiving.send({ type: 'form.closed' }),
      take: callBy((ask) => receive(ask, receiving.getSnapshot().context.notifyPatron)),
    },
    (store) => {
      receiving.subscribe(({ context: { feedback } }) => {
        if (feedback?.kind === 'undone') reportUndone(store, feedback.answer.undoes);
      });
    },
  );
  lists.set(receiving, list);
  return list;
};
