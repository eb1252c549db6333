import { Button, Group, Radio, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { messageLabel } from '../../../../shared/domain/messages.ts';
import type { LetterRow } from '../../../../shared/ipc/calls/letters.ts';
import type { MailState } from '../../../../shared/ipc/views.ts';
import { sentenceOf } from '../../api/desk.ts';
import { useAppState } from '../../api/queries.ts';
import { Moment } from '../../components/Dates.tsx';
import { LoadFailed, Nothing, Waiting } from '../../shell/notices/LoadStates.tsx';
import { Outside } from '../../components/Outside.tsx';
import { Pages } from '../../components/Pages.tsx';
import { LetterState } from './LetterState.tsx';
import { LetterWindow } from './LetterWindow.tsx';
import { useLetterAction, useLetterRefusal, useLetters, type Shown } from './use-letters.ts';

const limit = 50;

/** What may be shown, with how many there are where that is work to do. */
const choicesOf = (
  mail: MailState | undefined,
): readonly { readonly show: Shown; readonly label: string }[] => {
  const needPerson = mail?.needPerson ?? 0;
  const open = needPerson + (mail?.waiting ?? 0);
  return [
    { show: 'open', label: `Not left yet (${open.toLocaleString('en')})` },
    { show: 'needs-person', label: `Need a person (${needPerson.toLocaleString('en')})` },
    { show: 'gone', label: 'Done' },
    { show: 'outdated', label: 'Not sent' },
  ];
};

const emptyWords: Readonly<Record<Shown, string>> = {
  open: 'No letter waits. What steps at the desk have to tell patrons and partners appears here until it has left.',
  'needs-person': 'No letter needs you. One that cannot leave by itself appears here with the reason.',
  gone: 'No letter has left yet. What was sent or printed appears here.',
  outdated:
    'No letter was held back. One that waited until it did not hold any more appears here with the reason.',
  all: 'There are no letters yet.',
};

const canGo = ['failed', 'needs-person', 'outdated'];

const SendNow = ({ row, notify }: { readonly row: LetterRow; readonly notify: (words: string) => void }) => {
  const action = useLetterAction(row.id, (now) =>
    notify(
      now.state === 'outdated' ? `${now.note} It stands under “Not sent”: it can be sent from there.` : '',
    ),
  );
  const refusal = useLetterRefusal(row);
  const about = `${messageLabel(row.recipient, row.kind)} ${row.externalId}`;
  return (
    <>
      <Button
        size="compact-md"
        variant="default"
        disabled={refusal !== null || action.isPending}
        title={refusal ?? undefined}
        aria-label={`Send now: ${about}`}
        onClick={() => action.mutate('retry')}
      >
        Send now
      </Button>
      {action.error && (
        <Text role="alert" size="sm" c="var(--desk-stop)">
          {sentenceOf(action.error)}
        </Text>
      )}
    </>
  );
};

type RowProps = {
  readonly row: LetterRow;
  readonly open: () => void;
  readonly notify: (words: string) => void;
};

const Row = ({ row, open, notify }: RowProps) => {
  const label = messageLabel(row.recipient, row.kind);
  return (
    <Table.Tr>
      <Table.Td>
        <Moment at={row.createdAt} />
      </Table.Td>
      <Table.Td>
        {label}
        <Text size="sm" c="dimmed" component="div">
          {row.recipient === 'patron' ? 'to the patron' : 'to the partner'}
        </Text>
      </Table.Td>
      <Table.Td miw="10rem">
        <Outside text={row.readerName} />
      </Table.Td>
      <Table.Td>
        <Outside text={row.title} />
        <Text size="sm" c="dimmed" component="div">
          <bdi>{row.externalId}</bdi>
        </Text>
      </Table.Td>
      <Table.Td maw="22rem">
        <LetterState row={row} />
      </Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          <Button
            size="compact-md"
            variant="default"
            aria-label={`Read: ${label} ${row.externalId}`}
            onClick={open}
          >
            Read
          </Button>
          {canGo.includes(row.state) && !row.corrected && <SendNow row={row} notify={notify} />}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
};

const heads = ['Written', 'Letter', 'For', 'Request', 'State'];

const List = ({ show, open }: { readonly show: Shown; readonly open: (id: number) => void }) => {
  // What became of a letter that is not in this list any more.
  const [notification, setNotification] = useState('');
  const [offset, setOffset] = useState(0);
  const letters = useLetters(show, { offset, limit });
  if (letters.isError) return <LoadFailed error={letters.error} retry={() => void letters.refetch()} />;
  if (!letters.data) return <Waiting rows={8} />;
  const news = (
    <Text role="status" mb={notification === '' ? 0 : 'sm'}>
      {notification}
    </Text>
  );
  if (letters.data.rows.length === 0)
    return (
      <>
        {news}
        <Nothing>{emptyWords[show]}</Nothing>
      </>
    );
  return (
    <>
      {news}
      <Table.ScrollContainer minWidth={760} type="native">
        <Table striped aria-label="Letters and messages">
          <Table.Thead>
            <Table.Tr>
              {heads.map((head) => (
                <Table.Th key={head} scope="col">
                  {head}
                </Table.Th>
              ))}
              <Table.Th scope="col">
                <VisuallyHidden>Action</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {letters.data.rows.map((row) => (
              <Row key={row.id} row={row} open={() => open(row.id)} notify={setNotification} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Pages offset={offset} limit={limit} total={letters.data.total} turn={setOffset} />
    </>
  );
};

const mailSettings = <a href="#/settings/mail">Settings, Mail</a>;

const Connection = () => {
  const mail = useAppState().data?.mail;
  if (!mail || mail.state === 'ready') return null;
  return (
    <Text mb="sm" role="status">
      {mail.state === 'none' && (
        <>No mail account is set up, so letters wait. Set one up in {mailSettings}, or print them.</>
      )}
      {mail.state === 'no-password' && (
        <>The password of the mail account is not known, so letters wait. Type it in {mailSettings}.</>
      )}
      {mail.state === 'failing' && mail.words}
    </Text>
  );
};

/** Everything that goes to patrons and partners, how far it has come, and what a person can do about it. */
export const LettersPage = () => {
  const [show, setShow] = useState<Shown>('open');
  const [opened, setOpened] = useState<number | null>(null);
  const mail = useAppState().data?.mail;
  return (
    <>
      <Title order={1} size="h2" mb="sm">
        Letters and messages
      </Title>
      <Connection />
      <Radio.Group label="Show" mb="md" value={show} onChange={(value) => setShow(value as Shown)}>
        <Group mt={4}>
          {choicesOf(mail).map((choice) => (
            <Radio key={choice.show} value={choice.show} label={choice.label} />
          ))}
        </Group>
      </Radio.Group>
      <List key={show} show={show} open={setOpened} />
      {opened !== null && <LetterWindow key={opened} id={opened} close={() => setOpened(null)} />}
    </>
  );
};
