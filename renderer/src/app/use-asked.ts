import { useEffect } from 'react';
import type { Asked, RunningWork } from '../../../shared/ipc/asked-views.ts';
import { ask, desk } from '../api/desk.ts';
import { askForLibrary } from '../places/asked-library.ts';
import { hasUnsaved, leaveBy } from '../places/leave-guard.ts';
import { askToQuit, type Loss } from '../places/quit-question.ts';
import { isAtWork } from '../steps/at-work.ts';
import { useReceiving, type ReceivingActor } from '../steps/receiving/receiving-actor.ts';
import { go, startOf } from '../places/routes.ts';

/** What the end of the program would lose or cut off, with the work outside the page. */
type LossesWith = (running: readonly RunningWork[]) => readonly Loss[];

const lossesOf = (receiving: ReceivingActor): readonly Loss[] => {
  const { inLoop, waiting } = receiving.getSnapshot().context;
  return [...(inLoop ? (['set'] as const) : []), ...(waiting.length > 0 ? (['scans'] as const) : [])];
};

const search = async (identifier: string): Promise<void> => {
  // Loaded with the page that needs them.
  const { firstSort, readyQuery } = await import('../requests/requests.view.ts');
  const { requestsStore } = await import('../requests/use-requests.ts');
  const query = { ...readyQuery(null), text: identifier };
  requestsStore().send({ type: 'view.chosen', query, sort: firstSort, savedName: null });
  go(startOf('requests'));
};

const answer = (asked: Asked, losses: LossesWith, receiving: ReceivingActor): void => {
  switch (asked.kind) {
    case 'request':
      // A search that finds nothing says so, with the identifier.
      if (asked.requestId === null) return leaveBy(() => void search(asked.identifier));
      return go({ page: 'requests', request: asked.requestId, view: null });
    case 'library':
      go({ page: 'settings', section: 'backups' });
      return askForLibrary();
    case 'quit':
      return askToQuit(losses(asked.running), asked.by);
    case 'update':
      // The program decides again, and asks again later.
      if (!isAtWork(receiving))
        void ask('updates.install', { occasion: asked.occasion }).catch(() => undefined);
  }
};

const answerAll = async (losses: LossesWith, receiving: ReceivingActor): Promise<void> => {
  for (let asked = await ask('app.asked', {}); asked !== null; asked = await ask('app.asked', {}))
    answer(asked, losses, receiving);
};

/**
 * Shows what was asked for outside the window, and ends the program if an installer waits for that. Links and files wait until somebody is
 * signed in, or until the page has been reloaded for another operator.
 */
export const useAsked = (isSignedIn: boolean, isReloading: boolean): void => {
  const receiving = useReceiving();
  useEffect(() => {
    if (isReloading) return;
    const losses: LossesWith = (running) => [
      ...(hasUnsaved() ? (['input'] as const) : []),
      ...lossesOf(receiving),
      ...running,
    ];
    const take = (): void => void answerAll(losses, receiving).catch(() => undefined);
    take();
    return desk.on('asked', take);
  }, [receiving, isSignedIn, isReloading]);
};
