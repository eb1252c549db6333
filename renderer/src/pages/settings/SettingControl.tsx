import { Group, Radio, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ChosenField } from '../../../../shared/domain/setting-fields.ts';

/** A text that is stored when staff leave its box or press Enter. */
const StoredText = ({
  field,
  stored,
  store,
}: {
  readonly field: Extract<ChosenField, { kind: 'text' }>;
  readonly stored: string;
  readonly store: (text: string) => void;
}) => {
  const [text, setText] = useState(stored);
  const commit = (): void => {
    if (text !== stored) store(text);
  };
  return (
    <TextInput
      label={field.label}
      value={text}
      maxLength={field.longest}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={commit}
      onKeyDown={({ key }) => {
        if (key === 'Enter') commit();
      }}
    />
  );
};

/** One setting of the workstation, stored when it is chosen. */
export const SettingControl = ({
  field,
  value,
  store,
}: {
  readonly field: ChosenField;
  readonly value: unknown;
  readonly store: (value: string | boolean) => void;
}) => {
  switch (field.kind) {
    case 'choice':
      return (
        <Radio.Group label={field.label} value={String(value)} onChange={store}>
          <Group mt={4}>
            {Object.entries(field.choices).map(([choice, label]) => (
              <Radio key={choice} value={choice} label={label} />
            ))}
          </Group>
        </Radio.Group>
      );
    case 'switch':
      return (
        <Switch
          label={field.label}
          checked={value === true}
          onChange={({ currentTarget }) => store(currentTarget.checked)}
        />
      );
    case 'text':
      return <StoredText field={field} stored={String(value)} store={store} />;
  }
};
