import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import type { LoggedMessage } from '../../../../shared/ipc/calls/connections.ts';
import { messageStateWord } from '../../../../shared/domain/partner-messages.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { CallButton } from '../../components/CallButton.tsx';
import { Moment } from '../../components/Dates.tsx';
import { OpenButton, TextBox } from '../../components/table/cells/Text.tsx';
import type { TableSpec } from '../../components/table/columns.ts';
import { ShortTable } from '../../components/table/ShortTable.tsx';
import { hashOf } from '../../places/routes.ts';
import { LoadFailed, Nothing, Waiting } from '../../steps/LoadStates.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import classes from './Connections.module.css';
import { indentedXml } from './indented-xml.ts';

const limit = 50;

/** The request of a message, which opens it; of one that belongs to none, the identifier that it names. */
const OfRequest = ({
  requestId,
  externalId,
  sentAs,
}: Pick<LoggedMessage, 'requestId' | 'externalId' | 'sentAs'>) =>
  requestId === null ? (
    <bdi>{sentAs}</bdi>
  ) : (
    <a href={hashOf({ page: 'requests', request: requestId, view: null })}>
      <bdi>{externalId || sentAs}</bdi>
    </a>
  );

const tableOf = (open: (message: LoggedMessage) => void): TableSpec<LoggedMessage> => ({
  id: 'messages',
  label: t('Message log'),
  keyOf: ({ id }) => id,
  nameOf: ({ what }) => what,
  frozen: 0,
  columns: [
    {
      id: 'what',
      label: t('Message'),
      widthPx: 220,
      leastPx: 160,
      grow: 1,
      shown: true,
      cell: (message, { current }) => (
        <OpenButton text={message.what} current={current} mark={message.id} open={() => open(message)} />
      ),
    },
    ...(
      [
        ['at', t('Time'), 150, 140, ({ at }) => <Moment at={at} />],
        [
          'direction',
          t('Direction'),
          100,
          90,
          ({ direction }) => (direction === 'in' ? t('incoming') : t('outgoing')),
        ],
        ['partner', t('Partner'), 160, 110, ({ partnerName }) => <bdi>{partnerName}</bdi>],
        ['request', t('Request'), 145, 145, (message) => <OfRequest {...message} />],
        [
          'state',
          t('State'),
          140,
          110,
          ({ state, mayHaveArrived }) => messageStateWord(state, mayHaveArrived),
        ],
      ] as const satisfies readonly (readonly [
        string,
        string,
        number,
        number,
        (message: LoggedMessage) => React.ReactNode,
      ])[]
    ).map(([id, label, widthPx, leastPx, cell]) => ({
      id,
      label,
      widthPx,
      leastPx,
      grow: 0.3,
      shown: true,
      cell: (message: LoggedMessage, { compact }: { readonly compact: boolean }) => (
        <TextBox compact={compact}>{(cell as (one: LoggedMessage) => React.ReactNode)(message)}</TextBox>
      ),
    })),
  ],
});

/** A message as it was sent, one element a line. */
const Raw = ({ message }: { readonly message: LoggedMessage }) => {
  const raw = useQuery({
    queryKey: ['messages', 'raw', message.id],
    queryFn: () => ask('connections.message', { id: message.id }),
  });
  const section = useRef<HTMLElement>(null);
  // In a narrow window it is below the list.
  useEffect(() => section.current?.scrollIntoView({ block: 'nearest' }), [raw.data]);
  return (
    <section ref={section} className={classes['part']} aria-label={t('Message')}>
      <Title order={3} size="h5">
        <bdi>{message.what}</bdi>
      </Title>
      {message.words !== '' && <Text>{message.words}</Text>}
      {raw.isError && <LoadFailed error={raw.error} retry={() => void raw.refetch()} />}
      {raw.data === null && <Text>{t('This message is no longer here.')}</Text>}
      {raw.data && (
        <pre className={classes['raw']} tabIndex={0} dir="ltr">
          {indentedXml(raw.data.text)}
        </pre>
      )}
    </section>
  );
};

const Export = () => {
  const save = useMutation({ mutationFn: () => ask('connections.export', {}) });
  return (
    <Group gap="xs">
      <CallButton call={save}>{t('Export for support…')}</CallButton>
      {save.data && (
        <Text role="status">{t('Saved as {name}, without patron data.', { name: save.data })}</Text>
      )}
      <NotDone error={save.error} />
    </Group>
  );
};

type Shown = {
  readonly shown: LoggedMessage | null;
  readonly show: (message: LoggedMessage) => void;
};

const Rows = ({
  rows,
  isAll,
  shown,
  show,
}: Shown & { readonly rows: readonly LoggedMessage[]; readonly isAll: boolean }) =>
  rows.length === 0 ? (
    <Nothing>
      {isAll
        ? t('No messages yet. Messages to and from partners’ systems appear here.')
        : t('No messages for a request with this identifier.')}
    </Nothing>
  ) : (
    <div className={classes['log']}>
      <ShortTable spec={tableOf(show)} rows={rows} acts={{ open: show }} />
      {shown && <Raw key={shown.id} message={shown} />}
    </div>
  );

const Turn = ({
  offset,
  more,
  turn,
}: {
  readonly offset: number;
  readonly more: boolean;
  readonly turn: (offset: number) => void;
}) =>
  (offset > 0 || more) && (
    <Group gap="xs">
      <Button variant="default" disabled={offset === 0} onClick={() => turn(Math.max(0, offset - limit))}>
        {t('Newer')}
      </Button>
      <Button variant="default" disabled={!more} onClick={() => turn(offset + limit)}>
        {t('Older')}
      </Button>
    </Group>
  );

/** What was said with partners' systems, as it was sent, searchable by request. */
export const MessageLog = ({ shown, show }: Shown) => {
  const [search, setSearch] = useState('');
  const [offset, setOffset] = useState(0);
  const asked = { search: useDeferredValue(search), offset, limit };
  const log = useQuery({
    queryKey: ['messages', 'log', asked],
    queryFn: () => ask('connections.log', asked),
    placeholderData: (before) => before,
  });
  return (
    <>
      <Group>
        <TextInput
          type="search"
          aria-label={t('Search by request')}
          placeholder={t('Search by request')}
          miw="18rem"
          maxLength={200}
          value={search}
          onChange={({ currentTarget }) => {
            setSearch(currentTarget.value);
            setOffset(0);
          }}
        />
        <Export />
      </Group>
      {log.isError && <LoadFailed error={log.error} retry={() => void log.refetch()} />}
      {log.isPending && <Waiting rows={4} />}
      {log.data && <Rows rows={log.data.rows} isAll={search === ''} shown={shown} show={show} />}
      <Turn offset={offset} more={log.data?.more === true} turn={setOffset} />
    </>
  );
};
