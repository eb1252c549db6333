import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import IconChevronRight from '@tabler/icons-react/icons/IconChevronRight';
import { useId, useState } from 'react';
import type { Citation } from '../../../../shared/domain/citation.ts';
import { citationFields, materialTypes } from '../../../../shared/domain/citation.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import type { CitationField } from '../../../../shared/domain/request-fields.ts';
import { DateField } from '../../components/DateField.tsx';
import { readDate } from '../../components/typed-date.ts';
import { keep, restoreKept } from '../request-storage.ts';
import classes from './RequestForm.module.css';
import { t } from '../../../../shared/words/words.ts';

type Part = {
  readonly citation: Citation;
  readonly change: (part: Partial<Citation>) => void;
  readonly today: CalendarDate;
  /** Why the needed-by date is invalid. */
  readonly fault: string | undefined;
};

const isFlag = (kept: unknown): kept is boolean => typeof kept === 'boolean';

const materialChoices = (chosen: string) => [
  { value: '', label: t('Not chosen') },
  ...Object.entries(materialTypes).map(([value, label]) => ({ value, label })),
  // An import may have brought a different value.
  ...(chosen === '' || Object.hasOwn(materialTypes, chosen) ? [] : [chosen]),
];

/** A citation field, in a suitable input. */
const CitationBox = ({
  field: { name, label, longest },
  citation,
  change,
  today,
  fault,
}: Part & { readonly field: (typeof citationFields)[number] }) => {
  const write = (value: string): void => change({ [name]: value });
  const box = {
    label,
    value: citation[name],
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      write(currentTarget.value),
  };
  if (name === 'materialType') return <NativeSelect {...box} data={materialChoices(citation[name])} />;
  if (name === 'partnerNote')
    return <Textarea {...box} maxLength={longest} autosize minRows={2} maxRows={6} dir="auto" />;
  if (name !== 'neededBy') return <TextInput {...box} maxLength={longest} dir="auto" />;
  const text = citation[name];
  return (
    <DateField
      label={label}
      value={{ text, type: write, date: readDate(text, today) }}
      today={today}
      refusal={fault ?? null}
    />
  );
};

/** The fields with full width. */
const isWide = (name: CitationField): boolean => ['journal', 'partnerNote'].includes(name);

const openKey = 'more of the citation';

/** The citation except title and author, collapsed until needed. The state is stored. */
export const MoreOfCitation = (part: Part) => {
  const id = useId();
  const [open, setOpen] = useState(() => restoreKept(openKey, isFlag, false));
  // Errors are never hidden.
  const shown = open || part.fault !== undefined;
  const filled = citationFields.filter(({ name }) => part.citation[name] !== '').length;
  const fold = (): void => {
    keep(openKey, !shown);
    setOpen(!shown);
  };
  return (
    <div>
      <button
        type="button"
        className={classes['fold']}
        aria-expanded={shown}
        aria-controls={id}
        onClick={fold}
      >
        <IconChevronRight size={16} aria-hidden />
        {t('More citation details')}
        {filled > 0 && <span className={classes['small']}>{t('{filled} filled in', { filled })}</span>}
      </button>
      <div
        id={id}
        role="group"
        aria-label={t('More citation details')}
        hidden={!shown}
        className={classes['parts']}
      >
        {shown && (
          <>
            {citationFields.map((field) => (
              <div key={field.name} data-wide={isWide(field.name) || undefined}>
                <CitationBox {...part} field={field} />
              </div>
            ))}
          </>
        )}
      </div>
    </div>
  );
};
