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

/** The facets of the list, in the order in which staff know them. */
export const FacetPane = ({ facets }: { readonly facets: RequestFacets | undefined }) => {
  const now = useRequests(({ context }) => context.view.facets);
  if (!facets) return null;
  return (
    <>
      <FacetList
        label={t('common.status')}
        values={valuesOf(
          facets.status,
          (value) => now.statuses.includes(value),
          (value) => ({ statuses: toggled(now.statuses, value) }),
        )}
      />
      <FacetList
        label={t('requests.activityStatus2')}
        single
        values={valuesOf(
          facets.activity,
          (value) => now.activity === value,
          (value) => ({ activity: now.activity === value ? null : value }),
        )}
      />
      <FacetList
        label={t('common.partner')}
        values={valuesOf(
          facets.partner,
          (value) => now.partnerIds.includes(value),
          (value) => ({ partnerIds: toggled(now.partnerIds, value) }),
        )}
      />
      <FacetList
        label={t('common.pickupLocation')}
        values={valuesOf(
          facets.pickup,
          (value) => now.pickupDeskIds.includes(value),
          (value) => ({ pickupDeskIds: toggled(now.pickupDeskIds, value) }),
        )}
      />
      <FacetList
        label={requestFieldList.patronDueOn.label}
        values={valuesOf(
          facets.patronDue,
          (value) => now.patronDue.includes(value),
          (value) => ({ patronDue: toggled(now.patronDue, value) }),
        )}
      />
      <FacetList
        label={requestFieldList.dueOn.label}
        values={valuesOf(
          facets.due,
          (value) => now.due.includes(value),
          (value) => ({ due: toggled(now.due, value) }),
        )}
      />
      <FacetList
        label={t('common.activeNotes')}
        single
        values={valuesOf(
          facets.activeNotes,
          (value) => now.activeNotes === value,
          (value) => ({ activeNotes: now.activeNotes === value ? null : value }),
        )}
      />
    </>
  );
};
