import { Group, NativeSelect, Radio, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ChosenField } from '../../../../shared/domain/setting-fields.ts';
import { policyOn, type SetValues } from '../../../../shared/domain/policy.ts';
import { groupsOf, type Settings, type WorkstationSettings } from '../../../../shared/domain/settings.ts';
import { lockedByPolicy } from './parts.tsx';

/** The props of a section whose changes are stored immediately. */
export type SettingsPart = {
  readonly settings: Settings;
  /** Stores these groups; the others stay unchanged. */
  readonly save: (changes: WorkstationSettings) => void;
  /** The values that the IT department has set: what they lock is shown and cannot be changed. */
  readonly policy: SetValues;
};

/** A text that is stored on blur or Enter. */
const StoredText = ({
  field,
  stored,
  store,
  isLocked,
}: {
  readonly field: Extract<ChosenField, { kind: 'text' }>;
  readonly stored: string;
  readonly store: (text: string) => void;
  readonly isLocked: boolean;
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
      {...lockedByPolicy(isLocked)}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={commit}
      onKeyDown={({ key }) => {
        if (key === 'Enter') commit();
      }}
    />
  );
};

/** In characters. With a longer label, all stand below one another instead of side by side. */
const longestInRow = 40;

/** One setting of the workstation, stored immediately. */
export const SettingControl = ({
  field,
  value,
  store,
  isLocked = false,
}: {
  readonly field: ChosenField;
  readonly value: unknown;
  readonly store: (value: string | boolean) => void;
  /** The IT department has set it. */
  readonly isLocked?: boolean;
}) => {
  const { disabled, description } = lockedByPolicy(isLocked);
  switch (field.kind) {
    case 'choice': {
      const radios = Object.entries(field.choices).map(([choice, label]) => (
        <Radio key={choice} value={choice} label={label} disabled={disabled} />
      ));
      const areSentences = Object.values(field.choices).some((label) => label.length > longestInRow);
      return (
        <Radio.Group label={field.label} description={description} value={String(value)} onChange={store}>
          {areSentences ? (
            <Stack gap="xs" mt={4}>
              {radios}
            </Stack>
          ) : (
            <Group mt={4}>{radios}</Group>
          )}
        </Radio.Group>
      );
    }
    case 'switch':
      return (
        <Switch
          label={field.label}
          description={description}
          disabled={disabled}
          checked={value === true}
          onChange={({ currentTarget }) => store(currentTarget.checked)}
        />
      );
    case 'text':
      return <StoredText field={field} stored={String(value)} store={store} isLocked={isLocked} />;
  }
};

/** A setting with many options, as a select box, stored immediately. */
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

/** All settings of a section of this workstation, as defined in the settings list. */
export const WorkstationFields = ({
  section,
  settings,
  save,
  policy,
}: SettingsPart & { readonly section: string }) => (
  <>
    {groupsOf('workstation')
      .filter(([, group]) => group.section === section)
      .flatMap(([name, group]) => {
        const values: Readonly<Record<string, unknown>> = settings[name];
        return Object.entries(group.fields).map(([field, facts]) =>
          // Learned numbers and lists have forms of their own.
          facts.kind === 'number' || facts.kind === 'list' ? null : (
            <SettingControl
              key={`${name} ${field}`}
              field={facts}
              value={values[field]}
              isLocked={policyOn(policy, name, field) !== null}
              store={(value) => save({ [name]: { ...values, [field]: value } } as WorkstationSettings)}
            />
          ),
        );
      })}
  </>
);
