import { go } from '../places/routes.ts';
import type { Deciding, Picked } from './requests.types.ts';

/** What a window about a request is told of it. */
export const pickedOf = ({ id, externalId, title, status }: Picked): Picked => ({
  id,
  externalId,
  title,
  status,
});

/** Opens the window of a step before the list of requests. The store of that page comes with the page, not with the window. */
export const openDecision = async (action: Deciding['action'], request: Picked): Promise<void> => {
  go({ page: 'requests', request: request.id, view: null });
  const { requestsStore } = await import('./use-requests.ts');
  requestsStore().send({ type: 'decision.asked', action, requests: [pickedOf(request)] });
};
