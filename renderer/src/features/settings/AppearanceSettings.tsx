import { Group, Radio, Switch } from '@mantine/core';
import type { Settings } from '../../../../shared/ipc/views.ts';
import type { SettingsPart } from './settings-part.ts';

type Appearance = Settings['appearance'];

/** Colours, density and sounds. */
export const AppearanceSettings = ({ settings, save }: SettingsPart) => {
  const put = (change: Partial<Appearance>): void =>
    save({ ...settings, appearance: { ...settings.appearance, ...change } });
  return (
    <>
      <Radio.Group
        label="Colours"
        value={settings.appearance.colorScheme}
        onChange={(colorScheme) => put({ colorScheme: colorScheme as Appearance['colorScheme'] })}
      >
        <Group mt={4}>
          <Radio value="auto" label="As the system" />
          <Radio value="light" label="Light" />
          <Radio value="dark" label="Dark" />
        </Group>
      </Radio.Group>
      <Radio.Group
        label="Density"
        value={settings.appearance.density}
        onChange={(density) => put({ density: density as Appearance['density'] })}
      >
        <Group mt={4}>
          <Radio value="comfortable" label="Comfortable" />
          <Radio value="compact" label="Compact" />
        </Group>
      </Radio.Group>
      <Switch
        label="Sounds: one soft tone for done, two low ones for refused, three for attention"
        checked={settings.appearance.sounds}
        onChange={({ currentTarget }) => put({ sounds: currentTarget.checked })}
      />
    </>
  );
};
