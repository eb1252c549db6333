import { NativeSelect } from '@mantine/core';
import type { ChosenField } from '../../../../shared/domain/setting-fields.ts';

/** A choice of many as a list that opens, stored when it is chosen. */
export const SettingSelect = ({
  field,
  value,
  store,
}: {
  readonly field: Extract<ChosenField, { kind: 'choice' }>;
  readonly value: string;
  readonly store: (value: string) => void;
}) => (
  <NativeSelect
    label={field.label}
    value={value}
    data={Object.entries(field.choices).map(([choice, label]) => ({ value: choice, label }))}
    onChange={({ currentTarget }) => store(currentTarget.value)}
  />
);
