import '@mantine/core/styles/List.css';
import { Button, List, Radio, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { DeskId } from '../../../../shared/domain/ids.ts';
import type { DeskWork, DeskWorkChoice } from '../../../../shared/ipc/calls/places.ts';
import { t } from '../../../../shared/words/words.ts';
import { LongSelect } from '../../components/LongSelect.tsx';
import { WindowButtons, WindowFooter } from '../../components/WindowFooter.tsx';
import { factWords } from '../../components/Facts.tsx';

type Props = {
  readonly name: string;
  readonly work: DeskWork;
  readonly save: (choice: DeskWorkChoice) => void;
  readonly cancel: () => void;
};

/** Whether another desk takes the work over, or it stays. */
const WhatHappens = ({
  leave,
  leaves,
  choose,
}: {
  readonly leave: string;
  readonly leaves: boolean;
  readonly choose: (leaves: boolean) => void;
}) => (
  <Radio.Group
    label={t('What happens to them?')}
    value={leaves ? 'leave' : 'move'}
    onChange={(value) => choose(value === 'leave')}
  >
    <Stack gap="xs" mt={4}>
      <Radio value="move" label={t('Move them to another desk')} />
      <Radio value="leave" label={t('Leave them as they are')} description={leave} />
    </Stack>
  </Radio.Group>
);

/** The desk that takes it over. */
const OtherDesk = ({
  desks,
  value,
  isMissing,
  choose,
}: Pick<DeskWork, 'desks'> & {
  readonly value: string;
  readonly isMissing: boolean;
  readonly choose: (value: string) => void;
}) => {
  if (desks.length === 0)
    return (
      <Text role="alert">
        {t('No other desk has a hold shelf. Add a desk first, or give one a hold shelf.')}
      </Text>
    );
  const choices = desks.map(({ id, name, libraryName }) => ({
    value: String(id),
    label: factWords([name, libraryName]),
  }));
  return (
    <LongSelect
      label={t('Desk to move them to')}
      description={t(
        'Items at this desk go in transit to that desk: pack them, and scan them in there. Open requests for pickup at this desk change to that desk too.',
      )}
      error={isMissing && t('Choose a desk')}
      value={value}
      data={[{ value: '', label: t('Choose a desk') }, ...choices]}
      choose={choose}
    />
  );
};

/** Asks where the items and requests of a desk go, before a change that would not let them stay. */
export const DeskWorkForm = ({ name, work: { lines, desks, leave }, save, cancel }: Props) => {
  const [leaves, setLeaves] = useState(false);
  const [deskId, setDeskId] = useState('');
  const [isMissing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input:checked, select, input, button')?.focus();
  }, []);
  const submit = (): void => {
    if (leaves) return save({ leave: true });
    if (deskId !== '') return save({ moveTo: Number(deskId) as DeskId });
    setMissing(true);
    form.current?.querySelector<HTMLElement>('select, input:not([type=radio])')?.focus();
  };
  return (
    <form
      ref={form}
      aria-label={t('{name} still has:', { name })}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="sm">
        <Text>{t('{name} still has:', { name })}</Text>
        <List>
          {lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
        {leave !== null && <WhatHappens {...{ leave, leaves }} choose={setLeaves} />}
        {!leaves && (
          <OtherDesk
            {...{ desks, isMissing }}
            value={deskId}
            choose={(value) => {
              setDeskId(value);
              setMissing(false);
            }}
          />
        )}
        <WindowFooter>
          <WindowButtons>
            <Button variant="default" onClick={cancel}>
              {t('Cancel')}
            </Button>
            <Button type="submit" disabled={!leaves && desks.length === 0}>
              {t('Save')}
            </Button>
          </WindowButtons>
        </WindowFooter>
      </Stack>
    </form>
  );
};
