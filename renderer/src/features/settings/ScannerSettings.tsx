import { Group, Text } from '@mantine/core';
import type { SettingsPart } from './settings-part.ts';
import { WorkstationFields } from './WorkstationFields.tsx';
import { t } from '../../../../shared/words/words.ts';

/** What the scanner sends around each code. */
export const ScannerSettings = (part: SettingsPart) => (
  <>
    <Text>{t('settings.mostScannersNeedNothingHereIf')}</Text>
    <Group>
      <WorkstationFields section="scanner" {...part} />
    </Group>
  </>
);
