import { go, startOf } from '../places/routes.ts';

/**
 * Opens the form of a new request. The store is loaded on demand, with that page.
 * @param externalId the identifier on the paperwork of a parcel that has already arrived.
 */
export const openNewRequest = async (externalId = ''): Promise<void> => {
  go(startOf('requests'));
  const { requestsStore } = await import('./use-requests.ts');
  requestsStore().send({ type: 'form.opened', form: { kind: 'new', externalId } });
};
