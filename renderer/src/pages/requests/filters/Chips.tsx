import { Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconX from '@tabler/icons-react/icons/IconX';
import { requestFieldList } from '../../../../../shared/domain/request-fields.ts';
import { createdPeriods, dueBuckets } from '../../../../../shared/domain/request-list.ts';
import { overdueHint, parseRequestQuery } from '../../../../../shared/domain/request-query.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import type { RequestFacets } from '../../../../../shared/ipc/request-views.ts';
import { isoDatesIn } from '../../../requests/dates-in-search.ts';
import { requestsStore, useRequests } from '../../../requests/use-requests.ts';
import type { Facets, ListView, RequestsEvent } from '../../../requests/requests.types.ts';
import { firstSort, isNarrowed, readyQuery, toggled } from '../../../requests/requests.view.ts';
import classes from './Filters.module.css';
import { useWordsOfFile } from './file-words.ts';
import { t } from '../../../../../shared/words/words.ts';

type Chip = {
  readonly key: string;
  readonly text: string;
  /** Why it has no effect; null if it has one. */
  readonly fault: string | null;
  readonly remove: RequestsEvent;
};

const change = (facets: Partial<Facets>): RequestsEvent => ({ type: 'facets.changed', facets });

const nameOf = <T,>(
  values: readonly { readonly value: T; readonly label: string }[] | undefined,
  value: T,
): string => values?.find((each) => each.value === value)?.label ?? '…';

const partChips = ({ parts, words }: ListView, wordsOfFile: (since: string) => string): Chip[] => {
  const known = parts.map((part): Chip => {
    const [parsed] = parseRequestQuery(part).parts;
    return {
      key: `part ${part}`,
      text: parsed?.kind === 'file' ? wordsOfFile(parsed.since) : part,
      fault: parsed?.kind === 'unknown' ? parsed.why : null,
      remove: { type: 'part.removed', part },
    };
  });
  // A word that is still being typed is no chip yet, but invalid words are reported immediately.
  const wrong = parseRequestQuery(words).unknown.filter(
    ({ text, settled }) =>
      (settled || !words.endsWith(text)) && parseRequestQuery(isoDatesIn(text)).unknown.length > 0,
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

type ChosenValue = { readonly label: string; readonly facet: string; readonly without: Partial<Facets> };

/** The chosen values of facets with multiple choice. */
const severalChosen = (chosen: Facets, known: RequestFacets | undefined): ChosenValue[] => {
  const { statuses, partnerIds, pickupDeskIds, patronDue, due } = chosen;
  const each = <T,>(
    values: readonly T[],
    facet: string,
    labelOf: (value: T) => string,
    without: (value: T) => Partial<Facets>,
  ): ChosenValue[] => values.map((value) => ({ facet, label: labelOf(value), without: without(value) }));
  return [
    ...each(statuses, t('Status'), statusLabel, (value) => ({ statuses: toggled(statuses, value) })),
    ...each(
      partnerIds,
      t('Partner'),
      (id) => nameOf(known?.partner, id),
      (id) => ({ partnerIds: toggled(partnerIds, id) }),
    ),
    ...each(
      pickupDeskIds,
      t('Pickup location'),
      (id) => nameOf(known?.pickup, id),
      (id) => ({ pickupDeskIds: toggled(pickupDeskIds, id) }),
    ),
    ...each(
      patronDue,
      requestFieldList.patronDueOn.label,
      (bucket) => dueBuckets[bucket].label,
      (bucket) => ({ patronDue: toggled(patronDue, bucket) }),
    ),
    ...each(
      due,
      requestFieldList.dueOn.label,
      (bucket) => dueBuckets[bucket].label,
      (bucket) => ({ due: toggled(due, bucket) }),
    ),
  ];
};

/** The chosen values of facets with single choice. */
const oneChosen = ({ activity, created, activeNotes }: Facets): ChosenValue[] => [
  ...(activity === null
    ? []
    : [
        {
          facet: t('Activity status'),
          label: activity === 'active' ? t('Active') : t('Completed'),
          without: { activity: null },
        },
      ]),
  ...(created === null
    ? []
    : [
        {
          facet: requestFieldList.createdAt.label,
          label: createdPeriods[created].label,
          without: { created: null },
        },
      ]),
  ...(activeNotes === null
    ? []
    : [
        {
          facet: t('Active notes'),
          label: activeNotes ? t('Yes') : t('No'),
          without: { activeNotes: null },
        },
      ]),
];

const facetChips = (chosen: Facets, known: RequestFacets | undefined): Chip[] =>
  [...severalChosen(chosen, known), ...oneChosen(chosen)].map(({ facet, label, without }) => {
    const text = `${facet}: ${label}`;
    return { key: text, text, fault: null, remove: change(without) };
  });

/** The active filters, each with a button to remove it. */
const ActiveFilters = ({ facets }: { readonly facets: RequestFacets | undefined }) => {
  const view = useRequests(({ context }) => context.view);
  const wordsOfFile = useWordsOfFile(view.parts.some((part) => /^file[:>]/i.test(part)));
  const chips = [...facetChips(view.facets, facets), ...partChips(view, wordsOfFile)];
  if (chips.length === 0) return null;
  return (
    <ul role="list" className={classes['chips']} aria-label={t('Filters in use')}>
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

/** The active filters, and what a word that was typed does not find. */
export const Chips = ({ facets }: { readonly facets: RequestFacets | undefined }) => {
  const hint = useRequests(({ context }) => overdueHint(context.view.words));
  return (
    <>
      <ActiveFilters facets={facets} />
      {hint !== null && (
        <Text size="sm" c="dimmed" role="note">
          {hint}
        </Text>
      )}
    </>
  );
};
