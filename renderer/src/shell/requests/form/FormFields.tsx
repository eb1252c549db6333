import '@mantine/core/styles/ActionIcon.css';
import { Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import { LongSelect } from '../../../components/LongSelect.tsx';
import type { DeskId } from '../../../../../shared/domain/ids.ts';
import type { RequestField } from '../../../../../shared/domain/request-edit.ts';
import { editRefusal } from '../../../../../shared/domain/request-edit.ts';
import type { RequestChoices } from '../../../../../shared/ipc/request-views.ts';
import type { Draft, DraftFaults } from './draft.ts';
import { DateField } from '../../../components/DateField.tsx';
import { readDate } from '../../../components/typed-date.ts';
import { useToday } from '../../../components/today.ts';
import { PartnersInOrder } from './PartnersInOrder.tsx';
import { PatronBox } from './PatronBox.tsx';

/** The fields of a request. @param status of a request that is there: some fields are settled by then. */
export const FormFields = ({
  choices,
  draft,
  faults,
  status,
  change,
}: {
  readonly choices: RequestChoices;
  readonly draft: Draft;
  readonly faults: DraftFaults;
  readonly status: string | null;
  readonly change: (part: Partial<Draft>) => void;
}) => {
  const whyNot = (field: RequestField): string | null =>
    status === null ? null : editRefusal(field, status);
  // What is settled by now is shown with the reason instead of the hint.
  const settled = (field: RequestField, hint?: string) => {
    const why = whyNot(field);
    const description = why ?? hint;
    return { disabled: why !== null, ...(description === undefined ? {} : { description }) };
  };
  const today = useToday();
  const desks = useMemo(
    () => [
      { value: '', label: 'Not chosen' },
      ...choices.desks.map(({ id, name, libraryName }) => ({
        value: String(id),
        label: `${name} · ${libraryName}`,
      })),
    ],
    [choices.desks],
  );
  const title = useRef<HTMLInputElement>(null);
  // The fields may come after the window, which then found nothing to give the focus to; and the first ones may be settled.
  useEffect(() => {
    const first = title.current?.form?.querySelector<HTMLElement>(':is(input, select, textarea):enabled');
    first?.setAttribute('data-autofocus', 'true');
    first?.focus();
  }, []);
  return (
    <>
      <TextInput
        ref={title}
        label="Title"
        {...settled('title')}
        required
        value={draft.title}
        onChange={({ currentTarget }) => change({ title: currentTarget.value })}
        error={faults.title}
        maxLength={10_000}
        dir="auto"
      />
      <TextInput
        label="Author"
        {...settled('author')}
        value={draft.author}
        onChange={({ currentTarget }) => change({ author: currentTarget.value })}
        maxLength={10_000}
        dir="auto"
      />
      <PatronBox
        patron={draft.patron}
        typed={draft.patronText}
        type={(patronText) => change({ patronText })}
        choose={(patron) => change({ patron, patronText: '' })}
        fault={faults.patron}
        whyNot={whyNot('patronId')}
      />
      {status === null && (
        <PartnersInOrder
          partners={choices.partners}
          chosen={draft.partners}
          choose={(partners) => change({ partners })}
        />
      )}
      <LongSelect
        label="Pickup location"
        {...settled('pickupDeskId')}
        value={String(draft.pickupDeskId ?? '')}
        data={desks}
        choose={(value) => change({ pickupDeskId: value === '' ? null : (Number(value) as DeskId) })}
      />
      <Group grow align="start">
        <DateField
          label="Due date"
          value={{
            text: draft.dueOn,
            type: (dueOn) => change({ dueOn }),
            date: readDate(draft.dueOn, today),
          }}
          today={today}
          disabled={whyNot('dueOn') !== null}
          hint={whyNot('dueOn') ?? 'When the partner wants it back, if known.'}
          refusal={faults.dueOn ?? null}
        />
        <TextInput
          label="Volumes"
          {...settled('volumes', 'Empty when nobody knows')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          inputMode="numeric"
          value={draft.volumes}
          onChange={({ currentTarget }) => change({ volumes: currentTarget.value })}
          error={faults.volumes}
          maxLength={6}
        />
      </Group>
      <NativeSelect
        label="Format"
        {...settled('format')}
        value={draft.format}
        data={[
          { value: 'physical', label: 'Physical' },
          { value: 'digital', label: 'Digital' },
          ...(['physical', 'digital'].includes(draft.format) ? [] : [draft.format]),
        ]}
        onChange={({ currentTarget }) => change({ format: currentTarget.value })}
      />
      <Textarea
        label="Circulation note"
        {...settled('circulationNote', 'Printed on the receive slip')}
        value={draft.circulationNote}
        onChange={({ currentTarget }) => change({ circulationNote: currentTarget.value })}
        maxLength={10_000}
        autosize
        minRows={2}
        maxRows={6}
        dir="auto"
      />
      {status === null && (
        <TextInput
          label="External identifier"
          description="From the partner’s system; left empty, one is made"
          value={draft.externalId}
          onChange={({ currentTarget }) => change({ externalId: currentTarget.value })}
          maxLength={200}
          spellCheck={false}
        />
      )}
    </>
  );
};
