import { Button, Text } from '@mantine/core';
import { t } from '../../../../../shared/words/words.ts';
import type { SettingsPart } from '../workstation-settings.tsx';

/** Opens the guide again. */
export const OpenGuide = ({ part }: { readonly part: SettingsPart }) => (
  <>
    <Text>
      {t(
        'The guide asks for library and desk, operator, printer, scanner, mail and the partners’ addresses. Each also has its own section here.',
      )}
    </Text>
    <Button variant="default" onClick={() => part.save({ setUp: { step: 'library' } })}>
      {t('Open the guide')}
    </Button>
  </>
);
