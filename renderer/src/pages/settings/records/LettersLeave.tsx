import { Button, Stack, Text } from '@mantine/core';
import { t } from '../../../../../shared/words/words.ts';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import { ask } from '../../../api/desk.ts';
import { WindowButtons, WindowFooter } from '../../../components/WindowFooter.tsx';
import type { Decision, Saved } from './record-kind.ts';

/** Asks before values are saved with which letters that wait can leave. @returns null if none can */
export const askAboutLetters = async (
  change: Input<'places.wouldSend'>,
  name: string,
  store: (opId: OpId) => Promise<Saved>,
): Promise<Decision | null> => {
  const { letters } = await ask('places.wouldSend', change);
  if (letters === 0) return null;
  const words = t(
    '{letters, plural, one {# letter to {name} waits for this: it can be sent once you save.} other {# letters to {name} wait for this: they can be sent once you save.}}',
    { letters, name },
  );
  return ({ save, cancel }) => (
    <form
      aria-label={words}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        save(store);
      }}
    >
      <Stack gap="sm">
        <Text>{words}</Text>
        <WindowFooter>
          <WindowButtons>
            <Button variant="default" onClick={cancel}>
              {t('Cancel')}
            </Button>
            <Button type="submit" autoFocus>
              {t('Save')}
            </Button>
          </WindowButtons>
        </WindowFooter>
      </Stack>
    </form>
  );
};
