import { go, startOf } from '../places/routes.ts';

/**
 * Opens the form of a new request. The store of that page comes with the page, not with the window.
 * @param externalId what stands on the paperwork of a parcel that is here already.
 */
export const openNewRequest = async (externalId = ''): Promise<void> => {
  go(startOf('requests'));
  const { requestsStore } = await import('./use-requests.ts');
  requestsStore().send({ type: 'form.opened', form: { kind: 'new', externalId } });
};
