import { Button, Group, Stack, Text } from '@mantine/core';
import { Brand } from '../../renderer/src/components/Mark.tsx';
import { Pages } from '../../renderer/src/components/Pages.tsx';
import { type Sign, signIcons, WhereTo, whereToWords } from '../../renderer/src/components/WhereTo.tsx';
import { afterTurn, newRun } from '../../renderer/src/machines/run.ts';
import { RunProgress } from '../../renderer/src/steps/runs/RunProgress.tsx';
import { Waiting } from '../../renderer/src/steps/LoadStates.tsx';
import { NotDone } from '../../renderer/src/steps/NotDone.tsx';
import type { OpId } from '../../shared/domain/ids.ts';
import { whereTo } from '../../shared/ipc/views.ts';

const nothing = (): void => undefined;
const opId = '' as OpId;

const facts = 'for Reader, Alexandra · from North University Library · due back 15 Jan 2027';

/** The card of a scan page: dashed for what will be, solid for what was done; for each place, and for each sign that a card can have. */
const Cards = () => (
  <>
    {whereTo.shape.kind.options.map((kind) => {
      const words = whereToWords({ kind, name: 'Hilltop Branch' }, 'Reader, Alexandra');
      return (
        <Group key={kind} grow align="stretch">
          <WhereTo card ahead {...words}>
            <Text size="sm">{facts}</Text>
          </WhereTo>
          <WhereTo
            card
            {...words}
            actions={
              <Button variant="default" size="compact-sm">
                Undo
              </Button>
            }
          >
            <Text size="sm">{facts}</Text>
          </WhereTo>
        </Group>
      );
    })}
    <Group grow align="stretch">
      {(['stop', 'look', 'fact', 'undone'] as const satisfies readonly Sign[]).map((sign) => (
        <WhereTo key={sign} card sign={sign} word={sign.toUpperCase()} name="">
          <Text size="sm">01MAIN0000101</Text>
        </WhereTo>
      ))}
    </Group>
  </>
);

const Signs = () => (
  <Group>
    {Object.entries(signIcons).map(([sign, Icon]) => (
      <Icon key={sign} size={24} aria-label={sign} />
    ))}
  </Group>
);

/** Loading, failed, running, and turning the pages of a list. */
const Loads = () => (
  <>
    <Waiting rows={2} />
    <NotDone error={new Error('no answer')} />
    <RunProgress
      run={afterTurn(newRun([1, 2, 3, 4], opId), ['done'], opId)}
      words="Returning"
      label="Items returned"
      stop={nothing}
    />
    <Pages offset={50} limit={50} total={161} turn={nothing} />
  </>
);

/** How far something is: ahead, done, stopped, loading, failed; and the program’s own mark. */
export const States = () => (
  <Stack>
    <Brand size={24} />
    <Signs />
    <Cards />
    <Loads />
  </Stack>
);
