import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconX from '@tabler/icons-react/icons/IconX';
import { requestFieldList } from '../../../../../shared/domain/request-fields.ts';
import { createdPeriods, dueBuckets } from '../../../../../shared/domain/request-list.ts';
import { parseRequestQuery } from '../../../../../shared/domain/request-query.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import type { RequestFacets } from '../../../../../shared/ipc/request-views.ts';
import { requestsStore, useRequests } from '../../../requests/use-requests.ts';
import type { Facets, ListView, RequestsEvent } from '../../../requests/requests.types.ts';
import { firstSort, isNarrowed, readyQuery, toggled } from '../../../requests/requests.view.ts';
import classes from './Filters.module.css';
import { t } from '../../../../../shared/words/words.ts';

type Chip = {
  readonly key: string;
  readonly text: string;
  /** Why it narrows nothing; null where it does. */
  readonly fault: string | null;
  readonly remove: RequestsEvent;
};

const change = (facets: Partial<Facets>): RequestsEvent => ({ type: 'facets.changed', facets });

const nameOf = <T,>(
  values: readonly { readonly value: T; readonly label: string }[] | undefined,
  value: T,
): string => values?.find((each) => each.value === value)?.label ?? 'chosen';

const partChips = ({ parts, words }: ListView): Chip[] => {
  const known = parts.map((part): Chip => {
    const [parsed] = parseRequestQuery(part).parts;
    return {
      key: `part ${part}`,
      text: part,
      fault: parsed?.kind === 'unknown' ? parsed.why : null,
      remove: { type: 'part.removed', part },
    };
  });
  // What is still being typed is no chip yet, but what nobody will understand is said at once.
  const wrong = parseRequestQuery(words).unknown.filter(
    ({ text, settled }) => settled || !words.endsWith(text),
  );
  return [
    ...known,
    ...wrong.map((part): Chip => ({
      key: `typed ${part.text}`,
      text: part.text,
      fault: part.why,
      remove: { type: 'words.typed', words: words.replace(part.text, '') },
    })),
  ];
};

const facetChips = (chosen: Facets, known: RequestFacets | undefined): Chip[] => {
  const chip = (key: string, text: string, facets: Partial<Facets>): Chip => ({
    key,
    text,
    fault: null,
    remove: change(facets),
  });
  const { statuses, activity, partnerIds, pickupDeskIds, patronDue, due, created, activeNotes } = chosen;
  return [
    ...statuses.map((status) =>
      chip(`status ${status}`, `Status: ${statusLabel(status)}`, { statuses: toggled(statuses, status) }),
    ),
    ...(activity
      ? [
          chip(
            'activity',
            t('Activity status: {activityCase, select, yes {Active} other {Completed}}', {
              activityCase: activity === 'active' ? 'yes' : 'no',
            }),
            {
              activity: null,
            },
          ),
        ]
      : []),
    ...partnerIds.map((id) =>
      chip(`partner ${id}`, `Partner: ${nameOf(known?.partner, id)}`, {
        partnerIds: toggled(partnerIds, id),
      }),
    ),
    ...pickupDeskIds.map((id) =>
      chip(`pickup ${id}`, t('Pickup location: {name}', { name: nameOf(known?.pickup, id) }), {
        pickupDeskIds: toggled(pickupDeskIds, id),
      }),
    ),
    ...patronDue.map((bucket) =>
      chip(
        t('patron due {bucket}', { bucket }),
        `${requestFieldList.patronDueOn.label}: ${dueBuckets[bucket].label}`,
        {
          patronDue: toggled(patronDue, bucket),
        },
      ),
    ),
    ...due.map((bucket) =>
      chip(`due ${bucket}`, `${requestFieldList.dueOn.label}: ${dueBuckets[bucket].label}`, {
        due: toggled(due, bucket),
      }),
    ),
    ...(created === null
      ? []
      : [
          chip('created', `${requestFieldList.createdAt.label}: ${createdPeriods[created].label}`, {
            created: null,
          }),
        ]),
    ...(activeNotes === null
      ? []
      : [
          chip('notes', activeNotes ? t('Active notes: Yes') : t('Active notes: No'), {
            activeNotes: null,
          }),
        ]),
  ];
};

/** What narrows the list now, each with the way to take it off. */
export const Chips = ({ facets }: { readonly facets: RequestFacets | undefined }) => {
  const view = useRequests(({ context }) => context.view);
  const chips = [...facetChips(view.facets, facets), ...partChips(view)];
  if (chips.length === 0) return null;
  return (
    <ul className={classes['chips']} aria-label={t('Filters in use')}>
      {chips.map(({ key, text, fault, remove }) => (
        <li key={key}>
          <button
            type="button"
            className={classes['chip']}
            data-fault={fault !== null || undefined}
            aria-label={t(
              'Remove filter {text}{faultCase, select, yes {} other {: not understood. {fault}}}',
              { text, faultCase: fault === null ? 'yes' : 'no', fault },
            )}
            title={fault ?? t('Remove this filter')}
            onClick={() => requestsStore().send(remove)}
          >
            {fault !== null && <IconAlertTriangle size={15} aria-hidden />}
            <bdi>{text}</bdi>
            <IconX size={15} aria-hidden />
          </button>
          {fault !== null && <span className={classes['fault']}>{fault}</span>}
        </li>
      ))}
      {isNarrowed(view) && chips.length > 1 && (
        <li>
          <button
            type="button"
            className={classes['clear']}
            onClick={() =>
              requestsStore().send({
                type: 'view.chosen',
                query: readyQuery(null),
                sort: firstSort,
                savedName: null,
              })
            }
          >
            {t('Clear all')}
          </button>
        </li>
      )}
    </ul>
  );
};
