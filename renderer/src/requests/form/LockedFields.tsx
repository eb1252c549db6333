import type { ReactNode } from 'react';
import { citationWords, formatNames, isCitationField } from '../../../../shared/domain/citation.ts';
import type { RequestField } from '../../../../shared/domain/request-edit.ts';
import {
  requestFieldFacts,
  requestFieldNames,
  type lockedSince,
  lockedMessage,
} from '../../../../shared/domain/request-edit.ts';
import type { RequestChoices } from '../../../../shared/ipc/request-views.ts';
import { OutsideWords } from '../../components/Outside.tsx';
import type { Draft } from './draft.ts';
import classes from './RequestForm.module.css';
import { t } from '../../../../shared/words/words.ts';
import { factWords } from '../../components/Facts.tsx';

type Since = NonNullable<ReturnType<typeof lockedSince>>;
type Group = { readonly since: Since; readonly fields: readonly RequestField[] };

/** Returns the settled fields by their reason. @param sinceOf since when a field cannot be changed; null if it can */
export const lockedGroups = (sinceOf: (field: RequestField) => Since | null): readonly Group[] =>
  (['lent', 'over'] as const).flatMap((since) => {
    const fields = requestFieldNames.filter((field) => sinceOf(field) === since);
    return fields.length === 0 ? [] : [{ since, fields }];
  });

const valueOf = (field: RequestField, draft: Draft, choices: RequestChoices): string => {
  switch (field) {
    case 'patronId':
      return draft.patron ? factWords([draft.patron.name, draft.patron.barcode]) : '';
    case 'pickupDeskId':
      return choices.desks.find(({ id }) => id === draft.pickupDeskId)?.name ?? '';
    case 'format':
      return formatNames[draft.format] ?? draft.format;
    case 'title':
    case 'author':
    case 'volumes':
    case 'circulationNote':
      return draft[field];
    case 'neededBy':
      return draft.citation.neededBy;
    default:
      return citationWords(field, draft.citation[field]);
  }
};

/** Fields that can no longer be changed, as text, with one sentence for each reason. */
export const LockedFields = ({
  draft,
  choices,
  status,
  sinceOf,
}: {
  readonly draft: Draft;
  readonly choices: RequestChoices;
  /** The status of an existing request; a new one has none, and no settled fields. */
  readonly status: string | null;
  readonly sinceOf: (field: RequestField) => Since | null;
}): ReactNode =>
  lockedGroups(sinceOf).map(({ since, fields }) => (
    <div key={since} className={classes['settled']}>
      <dl>
        {fields
          .map((field) => ({ field, value: valueOf(field, draft, choices) }))
          .filter(({ field, value }) => value !== '' || !isCitationField(field))
          .map(({ field, value }) => (
            <div key={field}>
              <dt>{requestFieldFacts[field].label}</dt>
              <dd>{value === '' ? t('none') : <OutsideWords text={value} />}</dd>
            </div>
          ))}
      </dl>
      <p>{lockedMessage(since, status ?? '', fields)}</p>
    </div>
  ));
