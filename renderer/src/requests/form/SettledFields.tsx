import type { ReactNode } from 'react';
import { citationWords, formatNames, isCitationField } from '../../../../shared/domain/citation.ts';
import type { RequestField } from '../../../../shared/domain/request-edit.ts';
import { requestFieldFacts, requestFieldNames } from '../../../../shared/domain/request-edit.ts';
import type { RequestChoices } from '../../../../shared/ipc/request-views.ts';
import { OutsideWords } from '../../components/Outside.tsx';
import type { Draft } from './draft.ts';
import classes from './RequestForm.module.css';
import { t } from '../../../../shared/words/words.ts';
import { factWords } from '../../components/Facts.tsx';

type Group = { readonly why: string; readonly fields: readonly RequestField[] };

/** Several of one reason are told of in one sentence. */
const together = (why: string, fields: readonly RequestField[]): string => {
  const labels = fields.map((field) => requestFieldFacts[field].label);
  const [first = ''] = labels;
  if (labels.length === 1 || !why.startsWith(first)) return why;
  return `${why.slice(first.length).replace(/^ can/u, 'These can')}`;
};

/** The settled fields by their reason. @param whyNot why a field cannot be changed; null where it can */
export const settledGroups = (whyNot: (field: RequestField) => string | null): readonly Group[] => {
  const groups = new Map<string, { why: string; fields: RequestField[] }>();
  for (const field of requestFieldNames) {
    const why = whyNot(field);
    if (why === null) continue;
    const reason = why.replace(requestFieldFacts[field].label, '');
    const group = groups.get(reason);
    if (group) group.fields.push(field);
    else groups.set(reason, { why, fields: [field] });
  }
  return [...groups.values()].map(({ why, fields }) => ({ why: together(why, fields), fields }));
};

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

/** What of a request cannot be changed any more: as text, with one sentence for each reason. */
export const SettledFields = ({
  draft,
  choices,
  whyNot,
}: {
  readonly draft: Draft;
  readonly choices: RequestChoices;
  readonly whyNot: (field: RequestField) => string | null;
}): ReactNode =>
  settledGroups(whyNot).map(({ why, fields }) => (
    <div key={why} className={classes['settled']}>
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
      <p>{why}</p>
    </div>
  ));
