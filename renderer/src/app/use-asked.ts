import { useEffect } from 'react';
import type { Asked } from '../../../shared/ipc/asked-views.ts';
import { ask, desk } from '../api/desk.ts';
import { askForLibrary } from '../places/asked-library.ts';
import { leaveBy } from '../places/leave-guard.ts';
import { go, startOf } from '../places/routes.ts';
import { useReceiving, type ReceivingActor } from '../steps/receiving/receiving-actor.ts';
import { isAtWork } from '../steps/at-work.ts';

const search = async (identifier: string): Promise<void> => {
  // Loaded with the page that needs them.
  const { firstSort, readyQuery } = await import('../requests/requests.view.ts');
  const { requestsStore } = await import('../requests/use-requests.ts');
  const query = { ...readyQuery(null), text: identifier };
  requestsStore().send({ type: 'view.chosen', query, sort: firstSort, savedName: null });
  go(startOf('requests'));
};

const answer = (asked: Asked, receiving: ReceivingActor): void => {
  switch (asked.kind) {
    case 'request':
      // A search that finds nothing says so, with the identifier.
      if (asked.requestId === null) return leaveBy(() => void search(asked.identifier));
      return go({ page: 'requests', request: asked.requestId, view: null });
    case 'library':
      go({ page: 'settings', section: 'backups' });
      return askForLibrary();
    case 'quit':
      return leaveBy(() => void ask('app.quit', {}));
    case 'update':
      // The program decides again, and asks again later.
      if (!isAtWork(receiving))
        void ask('updates.install', { occasion: asked.occasion }).catch(() => undefined);
  }
};

const answerAll = async (receiving: ReceivingActor): Promise<void> => {
  for (let asked = await ask('app.asked', {}); asked !== null; asked = await ask('app.asked', {}))
    answer(asked, receiving);
};

/** Shows what was asked for outside the window, and ends the program if an installer waits for that. */
export const useAsked = (): void => {
  const receiving = useReceiving();
  useEffect(() => {
    const take = (): void => void answerAll(receiving).catch(() => undefined);
    take();
    return desk.on('asked', take);
  }, [receiving]);
};
