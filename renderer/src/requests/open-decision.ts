import { go } from '../places/routes.ts';
import type { Deciding, Picked } from './requests.types.ts';

/** Returns the part of a request that its windows need. */
export const pickedOf = ({ id, externalId, title, status }: Picked): Picked => ({
  id,
  externalId,
  title,
  status,
});

/** Opens the window of a step in front of the list of requests. The store is loaded on demand, with that page. */
export const openDecision = async (action: Deciding['action'], request: Picked): Promise<void> => {
  go({ page: 'requests', request: request.id, view: null });
  const { requestsStore } = await import('./use-requests.ts');
  requestsStore().send({ type: 'decision.asked', action, requests: [pickedOf(request)] });
};
