import { takeBy } from '../../api/take.ts';
import { desk } from '../../api/desk.ts';
import type { ReturnLook } from '../../../../shared/ipc/calls/returning.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { callBy } from '../../machines/call.machine.ts';
import { scanPageOf } from '../../steps/scan-page/scan-page-actor.ts';
import type { Done } from '../../steps/scan-list/list.types.ts';
import { trolleyJob } from './trolley-job.ts';
import { reportUndone, persistentList } from '../../steps/scan-list/use-list.ts';

/** The list of items to return. It is created on the first visit of the page and exists as long as the window. */
export const trolley = persistentList<string, ReturnLook>(
  'trolley',
  {
    job: trolleyJob,
    look: callBy(({ scan }) => desk.call['returning.look']({ code: scan })),
    begins: () => scanPageOf('return').send({ type: 'closed' }),
    take: callBy(async ({ opId, run, look }): Promise<Result<readonly Done[]>> => {
      const answer = await takeBy(desk.call)('return', { opId, itemId: look.itemId, run });
      return answer.ok ? ok([answer.value]) : answer;
    }),
  },
  (store) => {
    // The page can undo steps of the list as well.
    scanPageOf('return').subscribe(({ context: { feedback } }) => {
      if (feedback?.kind === 'undone') reportUndone(store, feedback.answer.undoes);
    });
  },
);
