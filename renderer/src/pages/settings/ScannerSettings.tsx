import { Group, Text } from '@mantine/core';
import { settingGroups } from '../../../../shared/domain/settings.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { ScanTest } from './scanner/ScanTest.tsx';
import { SerialScanner } from './scanner/SerialScanner.tsx';
import { SettingControl, type SettingsPart } from './workstation-settings.tsx';

const { fields } = settingGroups.scanner;

/** The characters that the scanner sends around each code, its speed, and its serial port. */
export const ScannerSettings = ({
  scanner,
  ...part
}: SettingsPart & { readonly scanner: AppState['scanner'] }) => {
  const { prefix, suffix } = part.settings.scanner;
  return (
    <>
      <Text>
        {t(
          'Most scanners need no settings here. If yours sends extra characters before or after each code, enter them to have them removed.',
        )}
      </Text>
      <ScanTest {...part} />
      <Group key={`${prefix}\n${suffix}`}>
        <SettingControl
          field={fields.prefix}
          value={prefix}
          store={(value) => part.save({ scanner: { prefix: String(value), suffix } })}
        />
        <SettingControl
          field={fields.suffix}
          value={suffix}
          store={(value) => part.save({ scanner: { prefix, suffix: String(value) } })}
        />
      </Group>
      <SerialScanner {...part} scanner={scanner} />
    </>
  );
};
