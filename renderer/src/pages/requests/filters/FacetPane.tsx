import { requestFieldList } from '../../../../../shared/domain/request-fields.ts';
import type { RequestFacets } from '../../../../../shared/ipc/request-views.ts';
import { requestsStore, useRequests } from '../../../requests/use-requests.ts';
import type { Facets } from '../../../requests/requests.types.ts';
import { toggled } from '../../../requests/requests.view.ts';
import type { FacetValue } from './FacetList.tsx';
import { FacetList } from './FacetList.tsx';
import { t } from '../../../../../shared/words/words.ts';

type Counted<T> = readonly { readonly value: T; readonly label: string; readonly count: number }[];

const change = (facets: Partial<Facets>): void => requestsStore().send({ type: 'facets.changed', facets });

const valuesOf = <T,>(
  counted: Counted<T>,
  chosen: (value: T) => boolean,
  choose: (value: T) => Partial<Facets>,
): FacetValue[] =>
  counted.map(({ value, label, count }) => ({
    key: String(value),
    label,
    count,
    chosen: chosen(value),
    choose: () => change(choose(value)),
  }));

/** The values of a facet with multiple choice. */
const severalOf = <Name extends 'statuses' | 'partnerIds' | 'pickupDeskIds' | 'patronDue' | 'due'>(
  values: Counted<Facets[Name][number]>,
  now: Facets,
  name: Name,
) => {
  const chosen: readonly Facets[Name][number][] = now[name];
  return valuesOf(
    values,
    (value) => chosen.includes(value),
    (value) => ({ [name]: toggled(chosen, value) }),
  );
};

/** The values of a facet with single choice. */
const oneOf = <Name extends 'activity' | 'created' | 'activeNotes'>(
  values: Counted<NonNullable<Facets[Name]>>,
  now: Facets,
  name: Name,
) =>
  valuesOf(
    values,
    (value) => now[name] === value,
    (value) => ({ [name]: now[name] === value ? null : value }),
  );

/** The facets of the list, in the order familiar to staff. */
export const FacetPane = ({ facets }: { readonly facets: RequestFacets | undefined }) => {
  const now = useRequests(({ context }) => context.view.facets);
  if (!facets) return null;
  const { status, activity, partner, pickup, patronDue, due, created, activeNotes } = facets;
  return (
    <>
      <FacetList label={t('Status')} values={severalOf(status, now, 'statuses')} />
      <FacetList label={t('Activity status')} single values={oneOf(activity, now, 'activity')} />
      <FacetList label={t('Partner')} values={severalOf(partner, now, 'partnerIds')} />
      <FacetList label={t('Pickup location')} values={severalOf(pickup, now, 'pickupDeskIds')} />
      <FacetList label={requestFieldList.patronDueOn.label} values={severalOf(patronDue, now, 'patronDue')} />
      <FacetList label={requestFieldList.dueOn.label} values={severalOf(due, now, 'due')} />
      <FacetList label={requestFieldList.createdAt.label} single values={oneOf(created, now, 'created')} />
      <FacetList label={t('Active notes')} single values={oneOf(activeNotes, now, 'activeNotes')} />
    </>
  );
};
