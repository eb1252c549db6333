import { Group, Text } from '@mantine/core';
import type { SettingsPart } from './settings-part.ts';
import { WorkstationFields } from './WorkstationFields.tsx';

/** What the scanner sends around each code. */
export const ScannerSettings = (part: SettingsPart) => (
  <>
    <Text>
      Most scanners need nothing here. If yours sends characters before or after each code, enter them: they
      are cut off.
    </Text>
    <Group>
      <WorkstationFields section="scanner" {...part} />
    </Group>
  </>
);
