import { Button, Group, NativeSelect } from '@mantine/core';
import { useRef, useState } from 'react';
import { addDays, formatDate } from '../../../../../../shared/domain/dates.ts';
import type { CalendarDate, ItemId } from '../../../../../../shared/domain/ids.ts';
import { renewalDateRefusal } from '../../../../../../shared/domain/renewals.ts';
import type { RequestFactsView } from '../../../../../../shared/ipc/decision-views.ts';
import { useFirstField, useForm } from '../decision-context.ts';
import { renewalAhead } from '../decision.words.ts';
import { DateField, useDateText } from '../../../../components/DateField.tsx';
import { dateHint } from '../../../../components/typed-date.ts';
import { FormFrame } from '../parts/FormFrame.tsx';

/** The usual lengths of a renewal, from the due date on, or from today where that is over. */
const lengthsDays = [14, 28] as const;

type Lent = { readonly itemId: ItemId; readonly label: string; readonly dueOn: CalendarDate };

const lentOf = (request: RequestFactsView): readonly Lent[] =>
  request.items.flatMap(({ id, barcode, volume, loan }) =>
    loan === null
      ? []
      : [
          {
            itemId: id,
            label: `Volume ${volume}, ${barcode}, due ${formatDate(loan.dueOn)}`,
            dueOn: loan.dueOn,
          },
        ],
  );

const latest = (lent: readonly Lent[]): CalendarDate | null =>
  lent
    .map(({ dueOn }) => dueOn)
    .toSorted()
    .at(-1) ?? null;

/** Request Renewal: a date, and no note, which would confuse the partner. */
export const RenewForm = () => {
  const { facts, request, submit, showInvalid, edited } = useForm();
  const { today, calendar } = facts;
  const [itemId, setItemId] = useState<ItemId | null>(null);
  const date = useDateText(today, edited);
  const field = useRef<HTMLInputElement>(null);
  useFirstField(field);
  const lent = lentOf(request);
  const chosen = lent.filter((each) => itemId === null || each.itemId === itemId);
  const dueOn = latest(chosen);
  const refusal = date.date === null ? null : renewalDateRefusal(date.date, { today, dueOn });
  const from = dueOn !== null && dueOn > today ? dueOn : today;
  const send = (): void => {
    if (date.date === null) showInvalid(`Choose a date first. ${dateHint}.`);
    else if (refusal !== null) showInvalid(refusal);
    else submit({ action: 'renew', dueOn: date.date, itemId });
  };
  return (
    <FormFrame
      action="renew"
      ahead={renewalAhead(request, refusal === null ? date.date : null)}
      onSubmit={send}
    >
      <DateField
        label="Choose a Date"
        value={date}
        today={today}
        from={from}
        calendar={calendar}
        refusal={refusal}
        field={field}
      />
      <Group gap="xs">
        {lengthsDays.map((days) => (
          <Button key={days} variant="default" onClick={() => date.type(formatDate(addDays(from, days)))}>
            {days / 7} weeks longer
          </Button>
        ))}
      </Group>
      {lent.length > 1 && (
        <NativeSelect
          label="Which of the patron’s loans"
          value={String(itemId ?? '')}
          data={[
            { value: '', label: `All ${lent.length}` },
            ...lent.map((each) => ({ value: String(each.itemId), label: each.label })),
          ]}
          onChange={({ currentTarget }) => {
            setItemId(lent.find((each) => String(each.itemId) === currentTarget.value)?.itemId ?? null);
            edited();
          }}
        />
      )}
    </FormFrame>
  );
};
