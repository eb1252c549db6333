import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import type { SettingsPart } from './SettingsPage.tsx';

/** The library's time zone: dates and times are shown and printed in it. */
export const LibrarySettings = ({ settings, save }: SettingsPart) => {
  const { timeZone } = settings.library;
  const zones = useMemo(
    () => [...new Set([timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort(),
    [timeZone],
  );
  return (
    <NativeSelect
      label="Time zone of the library"
      value={timeZone}
      data={zones}
      onChange={({ currentTarget }) => save({ ...settings, library: { timeZone: currentTarget.value } })}
    />
  );
};
