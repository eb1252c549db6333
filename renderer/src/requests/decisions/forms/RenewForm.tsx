import { Checkbox, Stack } from '@mantine/core';
import { useRef, useState } from 'react';
import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, ItemId } from '../../../../../shared/domain/ids.ts';
import { renewalDateRefusal } from '../../../../../shared/domain/renewals.ts';
import type { RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { useFirstField, useForm } from '../decision-context.ts';
import { renewalPreview } from '../decision.words.ts';
import { manyPreview } from '../many.words.ts';
import { DateField, useDateText } from '../../../components/DateField.tsx';
import { dateHint } from '../../../components/typed-date.ts';
import { DateChips } from '../../../components/DateChips.tsx';
import { FormFrame } from '../parts/FormFrame.tsx';
import { t } from '../../../../../shared/words/words.ts';

/** Common renewal periods, in days. */
const lengthsDays = [14, 28] as const;

type Renewable = {
  readonly itemId: ItemId;
  readonly label: string;
  /** The patron's due date; the partner's if it was never lent; null if unknown. */
  readonly dueOn: CalendarDate | null;
};

const renewablesOf = (request: RequestFactsView): readonly Renewable[] =>
  request.items.flatMap(({ id, barcode, volume, isRenewable, loan, dueOn }) => {
    if (!isRenewable) return [];
    const due = loan?.dueOn ?? dueOn;
    const words = due === null ? '' : t(', due {due}', { due: formatDate(due) });
    return [
      {
        itemId: id,
        label: t('Volume {volume}{barcode, select, none {} other {, {barcode}}}{words}', {
          volume,
          barcode: barcode || 'none',
          words,
        }),
        dueOn: due,
      },
    ];
  });

const earliest = (volumes: readonly Renewable[]): CalendarDate | null =>
  volumes
    .flatMap(({ dueOn }) => dueOn ?? [])
    .toSorted()
    .at(0) ?? null;

/** Returns the volumes due before a date; all of them if no date is chosen, or if none is due earlier. */
const earlierThan = (volumes: readonly Renewable[], date: CalendarDate | null): readonly Renewable[] => {
  const earlier = volumes.filter(({ dueOn }) => date === null || dueOn === null || dueOn < date);
  return earlier.length === 0 ? volumes : earlier;
};

/** Returns why the date is invalid for one of the selected volumes; null if it is valid for all. */
const refusalOf = (
  ticked: readonly Renewable[],
  date: CalendarDate,
  today: CalendarDate,
  several: boolean,
): string | null => {
  if (ticked.length === 0) return t('Choose the volumes to renew.');
  for (const { dueOn, label } of ticked) {
    const refusal = renewalDateRefusal(date, { today, dueOn });
    if (refusal !== null)
      return several && date >= today
        ? t('This date would not extend {label}. Uncheck that volume, or choose a later date.', { label })
        : refusal;
  }
  return null;
};

/** The date of the renewal, the selected volumes, and any error. */
const useRenewal = () => {
  const { facts, request, edited } = useForm();
  const { today } = facts;
  // Until the user selects volumes, those that would get a later date are selected.
  const [picked, setPicked] = useState<readonly ItemId[] | null>(null);
  const isForMany = facts.requests.length > 1;
  // For many requests, all volumes due earlier are renewed.
  const volumes = isForMany ? [] : renewablesOf(request);
  const firstDue = earliest(volumes);
  // A renewal period counts from the due date, or from today if that is past.
  const base = firstDue !== null && firstDue > today ? firstDue : today;
  const date = useDateText(today, edited, { base });
  const field = useRef<HTMLInputElement>(null);
  useFirstField(field);
  const several = volumes.length > 1;
  const ticked =
    picked === null
      ? earlierThan(volumes, date.date)
      : volumes.filter(({ itemId }) => picked.includes(itemId));
  const dueOn = earliest(ticked);
  const refusal = date.date === null || isForMany ? null : refusalOf(ticked, date.date, today, several);
  const from = dueOn !== null && dueOn > today ? dueOn : today;
  const tick = (itemId: ItemId, on: boolean): void => {
    const others = ticked.map((each) => each.itemId).filter((id) => id !== itemId);
    setPicked(on ? [...others, itemId] : others);
    edited();
  };
  return { isForMany, volumes, base, date, field, several, ticked, refusal, from, tick };
};

type VolumesProps = {
  readonly volumes: readonly Renewable[];
  readonly ticked: readonly Renewable[];
  readonly tick: (itemId: ItemId, on: boolean) => void;
};

const Volumes = ({ volumes, ticked, tick }: VolumesProps) => (
  <Checkbox.Group label={t('Volumes')} value={ticked.map(({ itemId }) => String(itemId))}>
    <Stack gap="xs" mt={4}>
      {volumes.map(({ itemId, label }) => (
        <Checkbox
          key={itemId}
          value={String(itemId)}
          label={label}
          onChange={({ currentTarget }) => tick(itemId, currentTarget.checked)}
        />
      ))}
    </Stack>
  </Checkbox.Group>
);

/** Requests a renewal: a date, the volumes if there are several, and no note, which would confuse the partner. */
export const RenewForm = () => {
  const { facts, request, submit, showInvalid } = useForm();
  const { today, calendar } = facts;
  const renewal = useRenewal();
  const { isForMany, volumes, base, date, field, several, ticked, refusal, from, tick } = renewal;
  const send = (): void => {
    if (date.date === null) showInvalid(t('Choose a date first. {dateHint}.', { dateHint }));
    else if (refusal !== null) showInvalid(refusal);
    else
      submit({
        action: 'request-renewal',
        dueOn: date.date,
        itemIds: several ? ticked.map(({ itemId }) => itemId) : null,
      });
  };
  return (
    <FormFrame
      action="request-renewal"
      preview={
        isForMany
          ? manyPreview(facts.requests, (each) =>
              renewalPreview(each, {
                dueOn: date.date,
                itemIds: renewablesOf(each).map(({ itemId }) => itemId),
              }),
            )
          : renewalPreview(request, {
              dueOn: refusal === null ? date.date : null,
              itemIds: ticked.map(({ itemId }) => itemId),
            })
      }
      onSubmit={send}
    >
      <DateField
        label={t('Choose a Date')}
        value={date}
        today={today}
        from={from}
        calendar={calendar}
        refusal={refusal}
        chips={[]}
        field={field}
      />
      <DateChips base={base} days={lengthsDays} choose={(chosen) => date.type(formatDate(chosen))} />
      {several && <Volumes {...{ volumes, ticked, tick }} />}
    </FormFrame>
  );
};
