import type { AppState, Settings } from '../../../../shared/ipc/views.ts';
import { ask, RefusedError } from '../../api/desk.ts';
import { mayNot } from './administration.ts';
import { FormFrame } from './records/FormFrame.tsx';
import { RecordText } from './records/RecordText.tsx';
import { useRecord } from './records/use-record.ts';

type Values = { readonly deliveryDays: string; readonly defaultPeriodDays: string };

const limits = { deliveryDays: 365, defaultPeriodDays: 730 } as const;

const valuesOf = ({ holdShelf, loans }: Settings): Values => ({
  deliveryDays: String(holdShelf.deliveryDays),
  defaultPeriodDays: String(loans.defaultPeriodDays),
});

/** @throws RefusedError beside its field when the text is no number of days that can be stored. */
const daysOf = (values: Values, field: keyof Values): number => {
  const text = values[field].trim();
  const days = Number(text);
  if (/^\d+$/.test(text) && days >= 1 && days <= limits[field]) return days;
  throw new RefusedError({
    code: 'record-unfit',
    message: `Type a whole number of days from 1 to ${limits[field]}.`,
    retryable: false,
    details: { field },
  });
};

/** How long items wait for their patron, and how long loans run where the partner gave no date. */
export const HoldShelfSettings = ({ state }: { readonly state: AppState }) => {
  const record = useRecord<Values>(
    valuesOf(state.settings),
    async (values) => {
      const holdShelf = { deliveryDays: daysOf(values, 'deliveryDays') };
      const loans = { defaultPeriodDays: daysOf(values, 'defaultPeriodDays') };
      await ask('app.saveSettings', { settings: { ...state.settings, holdShelf, loans } });
    },
    ['deliveryDays', 'defaultPeriodDays'],
  );
  return (
    <FormFrame
      label="Hold shelf and loans"
      record={record}
      locked={mayNot(state, 'Changing how the library works', null)}
      focusFirst={false}
    >
      <RecordText
        part={record}
        field="deliveryDays"
        label="Days on the hold shelf"
        description="How long an item waits for its patron, from the day on which it is put there"
        inputMode="numeric"
        maxLength={4}
      />
      <RecordText
        part={record}
        field="defaultPeriodDays"
        label="Loan period in days"
        description="For loans for which the partner gave no date"
        inputMode="numeric"
        maxLength={4}
      />
    </FormFrame>
  );
};
