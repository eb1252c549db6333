import { settingGroups } from '../../../shared/domain/settings.ts';
import { Radio, Stack } from '@mantine/core';
import type { AppState } from '../../../shared/ipc/views.ts';
import { useAppChange } from '../api/queries.ts';

const { label, choices } = settingGroups.appearance.fields.density;

const isDensity = (text: string): text is keyof typeof choices => Object.hasOwn(choices, text);

/** The density of rows: a setting of the program, available beside the list. */
export const DensityChoice = ({ state }: { readonly state: AppState }) => {
  const save = useAppChange('app.saveSettings');
  const { appearance } = state.settings;
  const choose = (density: string): void => {
    if (isDensity(density)) save.mutate({ settings: { appearance: { ...appearance, density } } });
  };
  return (
    <Radio.Group label={label} size="sm" value={appearance.density} onChange={(value) => choose(value)}>
      <Stack gap={6} mt={4}>
        {Object.entries(choices).map(([value, words]) => (
          <Radio key={value} size="xs" value={value} label={words} />
        ))}
      </Stack>
    </Radio.Group>
  );
};
