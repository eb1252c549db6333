import '@mantine/core/styles/ActionIcon.css';
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { LongSelect } from '../../components/LongSelect.tsx';
import { formatNames } from '../../../../shared/domain/citation.ts';
import type { DeskId } from '../../../../shared/domain/ids.ts';
import type { RequestField } from '../../../../shared/domain/request-edit.ts';
import { lockedSince } from '../../../../shared/domain/request-edit.ts';
import type { RequestChoices } from '../../../../shared/ipc/request-views.ts';
import type { DeskView } from '../../../../shared/ipc/views.ts';
import type { Draft, DraftFaults } from './draft.ts';
import { useToday } from '../../components/today.ts';
import { MoreOfCitation } from './MoreOfCitation.tsx';
import { PartnersInOrder } from './PartnersInOrder.tsx';
import { PatronBox } from './PatronBox.tsx';
import { LockedFields } from './LockedFields.tsx';
import { t } from '../../../../shared/words/words.ts';
import { factWords } from '../../components/Facts.tsx';

type FormFieldsProps = {
  readonly choices: RequestChoices;
  readonly draft: Draft;
  readonly faults: DraftFaults;
  readonly status: string | null;
  /** The current desk: patrons added here belong to its library. */
  readonly desk: DeskView;
  /** Why no patron can be added; null if one can. */
  readonly addRefusal: string | null;
  readonly change: (part: Partial<Draft>) => void;
};

type Part = Pick<FormFieldsProps, 'draft' | 'faults' | 'change'> & {
  readonly isOpen: (field: RequestField) => boolean;
};

/** Focuses the first editable field: fields may be rendered after the window, and which one is first depends on what is settled. */
const useFirstField = () => {
  const start = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const first = start.current
      ?.closest('form')
      ?.querySelector<HTMLElement>(':is(input, select, textarea):enabled');
    first?.setAttribute('data-autofocus', 'true');
    first?.focus();
  }, []);
  return start;
};

const TitleAndAuthor = ({ draft, faults, change, isOpen }: Part) => (
  <>
    {isOpen('title') && (
      <TextInput
        label={t('Title')}
        required
        value={draft.title}
        onChange={({ currentTarget }) => change({ title: currentTarget.value })}
        error={faults.title}
        maxLength={10_000}
        dir="auto"
      />
    )}
    {isOpen('author') && (
      <TextInput
        label={t('Author')}
        value={draft.author}
        onChange={({ currentTarget }) => change({ author: currentTarget.value })}
        maxLength={10_000}
        dir="auto"
      />
    )}
  </>
);

const Pickup = ({ choices, draft, change }: Part & Pick<FormFieldsProps, 'choices'>) => {
  const desks = useMemo(
    () => [
      { value: '', label: t('Not chosen') },
      ...choices.desks.map(({ id, name, libraryName }) => ({
        value: String(id),
        label: factWords([name, libraryName]),
      })),
    ],
    [choices.desks],
  );
  return (
    <LongSelect
      label={t('Pickup location')}
      value={String(draft.pickupDeskId ?? '')}
      data={desks}
      choose={(value) => change({ pickupDeskId: value === '' ? null : (Number(value) as DeskId) })}
    />
  );
};

const Volumes = ({ draft, faults, change, isOpen }: Part) =>
  isOpen('volumes') && (
    <TextInput
      label={t('Volumes')}
      description={t('Leave blank if unknown')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      inputMode="numeric"
      value={draft.volumes}
      onChange={({ currentTarget }) => change({ volumes: currentTarget.value })}
      error={faults.volumes}
      maxLength={6}
    />
  );

/** The kind of work. */
const FormatAndCitation = ({ draft, faults, change, isOpen }: Part) => {
  const today = useToday();
  return (
    <>
      {isOpen('format') && (
        <NativeSelect
          label={t('Format')}
          value={draft.format}
          data={[
            ...Object.entries(formatNames).map(([value, label]) => ({ value, label })),
            ...(Object.hasOwn(formatNames, draft.format) ? [] : [draft.format]),
          ]}
          onChange={({ currentTarget }) => change({ format: currentTarget.value })}
        />
      )}
      {isOpen('isbn') && (
        <MoreOfCitation
          citation={draft.citation}
          change={(part) => change({ citation: { ...draft.citation, ...part } })}
          today={today}
          fault={faults.neededBy}
        />
      )}
    </>
  );
};

const Note = ({ draft, change, isOpen }: Part) =>
  isOpen('circulationNote') && (
    <Textarea
      label={t('Circulation note')}
      description={t('Printed on the receive slip')}
      value={draft.circulationNote}
      onChange={({ currentTarget }) => change({ circulationNote: currentTarget.value })}
      maxLength={10_000}
      autosize
      minRows={2}
      maxRows={6}
      dir="auto"
    />
  );

/** Returns a function that says since when a field cannot be changed; null for an editable field. */
const useSettledSince = (draft: Draft, status: string | null) => {
  // A missing requester can be added as long as the request is open.
  const [isRequesterMissing] = useState(draft.patron === null);
  return (field: RequestField): ReturnType<typeof lockedSince> => {
    if (status === null) return null;
    return lockedSince(field, status, field === 'patronId' && isRequesterMissing ? 'over' : undefined);
  };
};

/** The fields of a request. @param status the status of an existing request, which determines the settled fields */
export const FormFields = (props: FormFieldsProps) => {
  const { choices, draft, faults, status, desk, addRefusal, change } = props;
  const sinceOf = useSettledSince(draft, status);
  const isOpen = (field: RequestField): boolean => sinceOf(field) === null;
  const part: Part = { draft, faults, change, isOpen };
  return (
    <>
      <span ref={useFirstField()} hidden />
      <LockedFields {...{ draft, choices, status, sinceOf }} />
      {isOpen('patronId') && (
        <PatronBox
          patron={draft.patron}
          typed={draft.patronText}
          type={(patronText) => change({ patronText })}
          choose={(patron) => change({ patron, patronText: '' })}
          fault={faults.patron}
          library={desk}
          addRefusal={addRefusal}
        />
      )}
      <TitleAndAuthor {...part} />
      <FormatAndCitation {...part} />
      {status === null && (
        <PartnersInOrder
          partners={choices.partners}
          chosen={draft.partners}
          choose={(partners) => change({ partners })}
        />
      )}
      {isOpen('pickupDeskId') && <Pickup {...part} choices={choices} />}
      <Volumes {...part} />
      <Note {...part} />
      {status === null && (
        <TextInput
          label={t('External identifier')}
          description={t('Optional. Leave blank to generate one.')}
          value={draft.externalId}
          onChange={({ currentTarget }) => change({ externalId: currentTarget.value })}
          maxLength={200}
          spellCheck={false}
        />
      )}
    </>
  );
};
